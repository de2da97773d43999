"""What the rules for events look at in one sentence: words with their cue classes, names, dates, clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.office import find_offices
from kg.extract.reading import Reading
from kg.extract.row import rows
from kg.lang.tokens import Token
from kg.model.entity import Mention
from kg.model.text import BlockKind, Sentence, Span
from kg.model.time import Timex, whole

CONTENT = frozenset({"content"})
CLAUSE_MARKS = frozenset(",;:()[]-\u2013\u2014.?!\u2026")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One sentence: `tags[i]`, `named[i]`, `dated[i]`, `quoted[i]` belong to `tokens[i]`.

    `named` says whether the token is part of a name or an actor's mention, `dated` whether it is part of an
    expression of time. `timexes` are as they date events: a range is one. `order` counts the sentences of the body from 0; -1 is a title. `apposed` gives the person whom a
    mention only describes ("X, head of Y": Y to X). `content[i]` says whether `tokens[i]` leads on to what something is about;
    it is kept apart from `tags`, whose emptiness says that a word is an ordinary one. `official[i]` says whether it is a word of
    somebody's office ("trade minister").
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

    def is_mark(self, i: int) -> bool:
        """Say whether token `i` is a punctuation mark that may end a clause; beyond the sentence counts too."""
        return not 0 <= i < len(self.tokens) or self.tokens[i].text in CLAUSE_MARKS

    def has(self, i: int, name: str) -> bool:
        """Say whether token `i` belongs to the cue class `name`."""
        return 0 <= i < len(self.tokens) and name in self.tags[i]

    def clause(self, start: int, stop: int) -> tuple[int, int]:
        """Give the token range of the clause around `[start, stop)`, cut at marks and at clause-opening words."""
        left = start
        while left > 0 and not self.is_mark(left - 1) and not self.has(left - 1, "clause_break"):
            left -= 1
        right = stop
        while right < len(self.tokens) and not self.is_mark(right) and not self.has(right, "clause_break"):
            right += 1
        return left, right


def views(reading: Reading, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> tuple[View, ...]:
    """Look at all sentences of an article."""
    found: list[View] = []
    order = 0
    titles = _titles(reading)
    held = [h for row in rows(reading, mentions) for h in find_offices(row)]
    apposed = {h.of: h.person for h in held if h.of is not None and h.person.span.end <= h.words.begin}
    for sentence, tokens in zip(reading.sentences, reading.tokens, strict=True):
        here = tuple(m for m in mentions if m.sentence == sentence.index)
        times = tuple(whole(t for t in timexes if t.span in sentence.span))
        offices = [h for h in held if h.words in sentence.span]
        is_title = sentence.index in titles
        tags = reading.pack.events.cues.tag(tokens)
        found.append(
            View(
                sentence,
                -1 if is_title else order,
                tokens,
                tuple(found - CONTENT for found in tags),
                tuple(_named(tokens, here, times)),
                tuple(any(t.span.overlaps(Span(token.begin, token.end)) for t in times) for token in tokens),
                tuple(_quoted(tokens)),
                here,
                times,
                {m: apposed[m] for m in here if m in apposed},
                tuple(found >= CONTENT for found in tags),
                tuple(any(h.words.overlaps(Span(token.begin, token.end)) for h in offices) for token in tokens),
            )
        )
        order += not is_title
    return tuple(found)


def _titles(reading: Reading) -> set[int]:
    """Give the numbers of the sentences in the headline; text without blocks may begin with its title."""
    blocks = {s.index for s in reading.sentences if s.block is BlockKind.TITLE}
    if blocks or not reading.article.title:
        return blocks
    end = len(reading.article.title) if reading.text.startswith(reading.article.title) else 0
    return {s.index for s in reading.sentences if s.span.end <= end}


def _named(tokens: Sequence[Token], mentions: Sequence[Mention], times: Sequence[Timex]) -> list[bool]:
    """Take mentions, and capitalised words inside the sentence: a title in capitals names nobody by that."""
    inside = [any(m.span.overlaps(Span(t.begin, t.end)) for m in mentions) for t in tokens]
    words = [t for t in tokens if t.is_word]
    if sum(t.is_capitalised for t in words) > 0.7 * len(words):
        return inside
    return [
        found or (i > 0 and t.is_word and t.is_capitalised and tokens[i - 1].text not in OPENING)
        for i, (found, t) in enumerate(zip(inside, tokens, strict=True))
    ]


OPENING = frozenset("\"'\u201c\u2018:-\u2013\u2014\u2022([")


def _quoted(tokens: Sequence[Token]) -> list[bool]:
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
