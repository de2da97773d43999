"""What an article is about: noun phrases, ranked.

Without a parser, a noun phrase is a run of words between names, dates, numbers, marks and the function words
that the pack lists. What the article says again and again in such a run is what it is about; a part of a longer
phrase that never stands without it is no topic of its own (the C-value idea of Frantzi, Ananiadou and Mima 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.reading import Reading
from kg.lang.tokens import Token
from kg.lang.topics import TopicTables
from kg.model.entity import Mention, MentionForm
from kg.model.event import Topic
from kg.model.ids import content_id
from kg.model.text import BlockKind, Span
from kg.model.time import Timex

MOST = 5
RULE = "topic.repeated"
# A phrase of the title is said as if twice. What stands in one sentence only is not yet a topic.
WEIGHT = {BlockKind.TITLE: 2.0, BlockKind.LEAD: 1.5}
SENTENCES = 2

Words = tuple[str, ...]


@dataclass(slots=True)
class _Candidate:
    """A phrase, where it stands (span and sentence number), and how much these places weigh."""

    words: Words
    places: list[tuple[Span, int]] = field(default_factory=list)
    weight: float = 0.0
    before: set[str] = field(default_factory=set)  # the words that stand before it in its run, "" for none
    after: set[str] = field(default_factory=set)

    @property
    def is_cut(self) -> bool:
        """Say whether the same word always stands beside it: then it is a part of something longer."""
        return any(len(beside) == 1 and "" not in beside for beside in (self.before, self.after))


def find_topics(reading: Reading, timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]) -> tuple[Topic, ...]:
    """Find up to five phrases that say what the article is about, the weightiest first; none if nothing is said twice."""
    names = [m.span for m in mentions if m.form is MentionForm.NAME]
    candidates = _collect(reading, [*names, *(t.span for t in timexes)])
    kept = _free(candidates)
    ranked = sorted(kept, key=lambda c: (-c.weight * (1 + len(c.words) / 4), c.places[0][0]))
    chosen: list[_Candidate] = []
    for candidate in ranked:
        if len(chosen) < MOST and not any(_shares_words(candidate, other) for other in chosen):
            chosen.append(candidate)
    return tuple(_topic(reading, candidate) for candidate in chosen)


def _collect(reading: Reading, taken: Sequence[Span]) -> dict[Words, _Candidate]:
    tables = reading.pack.topics
    found: dict[Words, _Candidate] = {}
    for sentence, tokens in zip(reading.sentences, reading.tokens, strict=True):
        inside = [span for span in taken if span.overlaps(sentence.span)]
        seen: set[Words] = set()
        for run in _runs(tokens, inside, tables):
            for start, stop, before in _phrases(run, tables, tokens[0]):
                words = tuple(token.key for token in run[start:stop])
                candidate = found.setdefault(words, _Candidate(words))
                candidate.places.append((Span(run[start].begin, run[stop - 1].end), sentence.index))
                candidate.before.add(before)
                candidate.after.add(run[stop].key if stop < len(run) else "")
                if words not in seen:
                    seen.add(words)
                    candidate.weight += WEIGHT.get(sentence.block, 1.0)
    return found


def _runs(tokens: Sequence[Token], taken: Sequence[Span], tables: TopicTables) -> Iterator[list[Token]]:
    """Give the stretches of words without a break word, a mark, a number, a name or a date."""
    run: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        hit = tables.breaks.longest(tokens, i)
        named = any(s.begin < token.end and token.begin < s.end for s in taken)
        stops = hit is not None or named or not token.text[0].isalpha()
        if stops:
            if run:
                yield run
            run = []
            i = hit.stop if hit else i + 1
        else:
            run.append(token)
            i += 1
    if run:
        yield run


def _phrases(run: list[Token], tables: TopicTables, first: Token) -> Iterator[tuple[int, int, str]]:
    """Give the stretches of a run that may begin and end where they do, and the word before ("" at a border).

    A capital is for the sentence's first word only. A word that cannot begin a topic is a border to its right.
    """
    last = {i for i in range(len(run)) if _may_end(run, i, tables)}
    closed = {i for start in range(len(run)) if (hit := tables.not_first.longest(run, start)) for i in range(hit.start, hit.stop)}
    capitals = [i for i, token in enumerate(run) if token.is_capitalised and token is not first]
    for start in sorted(set(range(len(run))) - closed):
        for stop in range(start + tables.shortest, min(len(run), start + tables.longest) + 1):
            if stop - 1 in last and not any(start <= i < stop for i in capitals):
                yield start, stop, "" if start == 0 or start - 1 in closed else run[start - 1].key


def _may_end(run: list[Token], i: int, tables: TopicTables) -> bool:
    """Say whether no phrase of `not_last` ends at token `i`."""
    if run[i].key.endswith(tables.endings_not_last or ("\0",)):
        return False
    starts = range(max(0, i - 2), i + 1)
    return not any(hit.stop == i + 1 for start in starts for hit in tables.not_last.at(run, start))


def _free(candidates: dict[Words, _Candidate]) -> list[_Candidate]:
    """Leave those said often enough that do not only stand inside a longer one said as often."""
    often = {words: c for words, c in candidates.items() if len({n for _, n in c.places}) >= SENTENCES and not c.is_cut}
    bound: set[Words] = set()
    for words, longer in often.items():
        for part in _parts(words):
            shorter = often.get(part)
            if shorter and (len(shorter.places) - len(longer.places)) * 3 <= len(longer.places):
                bound.add(part)
    return [c for words, c in often.items() if words not in bound]


def _parts(words: Words) -> Iterator[Words]:
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


def _shares_words(one: _Candidate, other: _Candidate) -> bool:
    """Say whether two phrases share two neighbouring words, or one of them holds the other."""
    if min(len(one.words), len(other.words)) == 1:
        return bool(set(one.words) & set(other.words))
    return bool(set(pairwise(one.words)) & set(pairwise(other.words)))


def _topic(reading: Reading, candidate: _Candidate) -> Topic:
    span = next((s for s, _ in candidate.places if s.of(reading.text)[0].islower()), candidate.places[0][0])
    label = " ".join(span.of(reading.text).split())
    if not any(token.isupper() for token in label.split()[:1]):
        label = label[:1].lower() + label[1:]
    lang = reading.article.lang
    return Topic(
        id=content_id("topic", lang, *candidate.words),
        label=label,
        lang=lang,
        mentions=tuple(reading.provenance(s, number, RULE) for s, number in candidate.places),
    )
