"""What the rules for events look at in one sentence: words with their cue classes, names, dates, clauses."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.office import find_offices
from kg.extract.reading import Reading
from kg.extract.row import Held, rows
from kg.lang.tokens import Token, places
from kg.model.entity import Mention
from kg.model.text import BlockKind, Sentence
from kg.model.time import Timex, whole

NONE: frozenset[str] = frozenset()
APART = frozenset({"content", "unnamed"})
WITHIN = APART | {"clause_break"}  # what a hyphen inside a word is not, though a dash is
CLAUSE_MARKS = frozenset(",;:()[]-\u2013\u2014.?!\u2026")
HYPHENS = frozenset("-\u2013")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One sentence: `tags[i]`, `named[i]`, `dated[i]`, `quoted[i]` belong to `tokens[i]`.

    `named` says whether the token is part of a name or an actor's mention, `dated` whether it is part of an
    expression of time. `timexes` are as they date events: a range is one. `order` counts the sentences of the body from 0; -1 is a title. `apposed` gives the person whom a
    mention only describes ("X, head of Y": Y to X). `content[i]` says whether `tokens[i]` leads on to what something is about;
    it is kept apart from `tags`, whose emptiness says that a word is an ordinary one. `official[i]` says whether it is a word of
    somebody's office ("trade minister"). `unnamed` has the numbers of the tokens that say that a source is not to be named.
    """

    sentence: Sentence
    order: int
    tokens: tuple[Token, ...]
    tags: tuple[frozenset[str], ...]
    named: tuple[bool, ...]
    dated: tuple[bool, ...]
    quoted: tuple[bool, ...]
    mentions: tuple[Mention, ...]
    timexes: tuple[Timex, ...]
    apposed: Mapping[Mention, Mention]
    content: tuple[bool, ...]
    official: tuple[bool, ...]
    unnamed: frozenset[int]
    marks: tuple[int, ...] = field(init=False)  # those that may end a clause
    borders: tuple[int, ...] = field(init=False)  # the marks and clause-opening words, between which the clauses stand
    told: frozenset[str] = field(init=False)  # the cue classes of all tokens
    keys: tuple[str, ...] = field(init=False)  # the folded words of all tokens

    def __post_init__(self) -> None:
        """Find what the whole sentence shows, and the borders of its clauses."""
        marks = tuple(i for i, token in enumerate(self.tokens) if token.text in CLAUSE_MARKS and not self.joins(i))
        told = NONE.union(*self.tags)
        breaks = [i for i, tags in enumerate(self.tags) if "clause_break" in tags] if "clause_break" in told else []
        object.__setattr__(self, "marks", marks)
        object.__setattr__(self, "borders", tuple(sorted({*marks, *breaks})))
        object.__setattr__(self, "told", told)
        object.__setattr__(self, "keys", tuple(token.key for token in self.tokens))

    def is_mark(self, i: int) -> bool:
        """Say whether token `i` is a punctuation mark that may end a clause; beyond the sentence counts too."""
        if not 0 <= i < len(self.tokens):
            return True
        return self.tokens[i].text in CLAUSE_MARKS and not self.joins(i)

    def joins(self, i: int) -> bool:
        """Say whether token `i` is a hyphen inside a word or between two, with no space beside it: "14-storey", "U.S.-led"."""
        return _joins(self.tokens, i)

    def marks_in(self, gap: range) -> tuple[int, ...]:
        """Give the marks among the tokens of a stretch of the sentence."""
        return self.marks[bisect_left(self.marks, gap.start) : bisect_left(self.marks, gap.stop)] if gap else ()

    def has(self, i: int, name: str) -> bool:
        """Say whether token `i` belongs to the cue class `name`."""
        return 0 <= i < len(self.tokens) and name in self.tags[i]

    def classes(self, start: int, stop: int) -> frozenset[str]:
        """Give the cue classes of tokens `[start, stop)`; what lies beyond the sentence has none."""
        if stop - start == 1:
            return self.tags[start] if 0 <= start < len(self.tags) else NONE
        return NONE.union(*self.tags[max(0, start) : max(0, stop)])

    def clause(self, start: int, stop: int) -> tuple[int, int]:
        """Give the token range of the clause around `[start, stop)`, cut at marks and at clause-opening words."""
        before, after = bisect_left(self.borders, start), bisect_left(self.borders, stop)
        left = self.borders[before - 1] + 1 if before else 0
        right = self.borders[after] if after < len(self.borders) else max(stop, len(self.tokens))
        return left, right


def views(reading: Reading, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> tuple[View, ...]:
    """Look at all sentences of an article."""
    found: list[View] = []
    order = 0
    titles = _titles(reading)
    held: defaultdict[int, list[Held]] = defaultdict(list)
    for row in rows(reading, mentions):
        held[row.number] += find_offices(row)
    apposed = {h.of: h.person for here in held.values() for h in here if h.of is not None and h.person.span.end <= h.words.begin}
    named: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        named[mention.sentence].append(mention)
    for sentence, tokens in zip(reading.sentences, reading.tokens, strict=True):
        here = tuple(named[sentence.index])
        times = tuple(whole(t for t in timexes if t.span in sentence.span))
        dated = places(tokens, (t.span for t in times))
        official = places(tokens, (h.words for h in held[sentence.index]))
        is_title = sentence.index in titles
        tags = reading.pack.events.cues.tag(tokens)
        found.append(
            View(
                sentence,
                -1 if is_title else order,
                tokens,
                tuple(found - (WITHIN if _joins(tokens, i) else APART) if found else found for i, found in enumerate(tags)),
                tuple(_named(tokens, here)),
                tuple(i in dated for i in range(len(tokens))) if dated else (False,) * len(tokens),
                tuple(_quoted(tokens)),
                here,
                times,
                {m: apposed[m] for m in here if m in apposed},
                tuple("content" in found for found in tags),
                tuple(i in official for i in range(len(tokens))) if official else (False,) * len(tokens),
                frozenset(i for i, found in enumerate(tags) if "unnamed" in found),
            )
        )
        order += not is_title
    return tuple(found)


def _joins(tokens: Sequence[Token], i: int) -> bool:
    if tokens[i].text not in HYPHENS or not 0 < i < len(tokens) - 1:
        return False
    return tokens[i - 1].end == tokens[i].begin and tokens[i].end == tokens[i + 1].begin


def _titles(reading: Reading) -> set[int]:
    """Give the numbers of the sentences in the headline; text without blocks may begin with its title."""
    blocks = {s.index for s in reading.sentences if s.block is BlockKind.TITLE}
    if blocks or not reading.article.title:
        return blocks
    end = len(reading.article.title) if reading.text.startswith(reading.article.title) else 0
    return {s.index for s in reading.sentences if s.span.end <= end}


def _named(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[bool]:
    """Take mentions, and capitalised words inside the sentence: a title in capitals names nobody by that."""
    named = places(tokens, (m.span for m in mentions))
    inside = [i in named for i in range(len(tokens))]
    words = [t for t in tokens if t.is_word]
    if sum(t.is_capitalised for t in words) > 0.7 * len(words):
        return inside
    return [
        found or (i > 0 and t.is_word and t.is_capitalised and tokens[i - 1].text not in OPENING)
        for i, (found, t) in enumerate(zip(inside, tokens, strict=True))
    ]


OPENING = frozenset("\"'\u201c\u2018:-\u2013\u2014\u2022([")


MARKS = frozenset('"\u201c\u201d')


def _quoted(tokens: Sequence[Token]) -> list[bool]:
    if MARKS.isdisjoint(token.text for token in tokens):
        return [False] * len(tokens)  # as most sentences
    quoted: list[bool] = []
    inside = any(t.text == "\u201d" for t in tokens) and not any(t.text == "\u201c" for t in tokens)
    for token in tokens:
        if token.text == "\u201c":
            inside = True
        elif token.text == "\u201d":
            inside = False
        elif token.text == '"':
            inside = not inside
        quoted.append(inside)
    return quoted
