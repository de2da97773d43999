"""What an article is about: noun phrases, ranked.

Without a parser, a noun phrase is a run of words between names, dates, numbers, marks, verbs and the function words
that the pack lists. What the article says again and again in such a run is what it is about; a part of a longer
phrase that never stands without it is no topic of its own (the C-value idea of Frantzi, Ananiadou and Mima 2000).
A headline or lead says it once: there a phrase counts if it holds a word of a subject and is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.reading import Reading
from kg.extract.wordrun import Run, runs
from kg.model.entity import Mention, MentionForm
from kg.model.event import Topic
from kg.model.ids import content_id
from kg.model.mediatopic import MediaTopic
from kg.model.text import BlockKind, Span
from kg.model.time import Timex

MOST = 5
REPEATED = "topic.repeated"
HEADLINE = "topic.headline"
WEIGHT = {BlockKind.TITLE: 2.0, BlockKind.LEAD: 1.5}
SENTENCES = 2  # what stands in one sentence only is no topic, unless a headline says it
KNOWN = 1.5  # how much more a phrase weighs that holds a word of a subject
LEAST = 0.35  # of the weight of the first topic that the others must have

Words = tuple[str, ...]


@dataclass(slots=True)
class _Candidate:
    """A phrase in its normal form, where it stands (begin, end and sentence number), and how much these places weigh.

    `known` says that it holds a word of a subject, `whole` that the title or lead says it with one, from border to
    border; `titled` that the title says it, `bare` that it is a short event word and nothing else; `broader` are the subjects of its words.
    """

    words: Words
    places: list[tuple[int, int, int]] = field(default_factory=list)
    weight: float = 0.0
    known: bool = False
    whole: bool = False
    titled: bool = False
    bare: bool = False
    broader: tuple[MediaTopic, ...] = ()
    before: set[str] = field(default_factory=set)  # the words that stand before it in its run, "" for a border
    after: set[str] = field(default_factory=set)

    @property
    def sentences(self) -> int:
        """Count the sentences that say it."""
        return len({number for _, _, number in self.places})

    @property
    def is_said_enough(self) -> bool:
        """Say whether enough sentences say it, and not only as a part of something longer; or the headline does."""
        return self.whole or (self.sentences >= SENTENCES and not self._is_cut and (self.titled or not self.bare))

    @property
    def _is_cut(self) -> bool:
        """Say whether the same word always stands beside it."""
        return any(len(beside) == 1 and "" not in beside for beside in (self.before, self.after))


def find_topics(reading: Reading, timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]) -> tuple[Topic, ...]:
    """Find up to five phrases that say what the article is about, the weightiest first; none if nothing stands out."""
    names = [m.span for m in mentions if m.form is MentionForm.NAME]
    candidates = _collect(reading, [*names, *(t.span for t in timexes)])
    scores = {c.words: _score(c) for c in _free(candidates)}
    ranked = sorted(scores, key=lambda words: (-scores[words], candidates[words].places[0]))
    chosen: list[_Candidate] = []
    for words in ranked:
        if len(chosen) == MOST or scores[words] < LEAST * scores[ranked[0]]:
            break
        if not any(_shares_words(words, other.words) for other in chosen):
            chosen.append(candidates[words])
    return tuple(_topic(reading, candidate) for candidate in chosen)


def _score(candidate: _Candidate) -> float:
    """Weigh a phrase by the places that say it, its length, and whether it holds a word of a subject."""
    return candidate.weight * (1 + len(candidate.words) / 4) * (KNOWN if candidate.known else 1.0)


def _collect(reading: Reading, taken: Sequence[Span]) -> dict[Words, _Candidate]:
    tables = reading.pack.topics
    found: dict[Words, _Candidate] = {}
    for number, run in runs(reading, taken):
        block = reading.sentences[number].block
        for start, stop in _phrases(run, tables.shortest, tables.longest):
            words = run.words[start:stop]
            candidate = found.get(words)
            if candidate is None:
                candidate = found[words] = _Candidate(words)
            if not candidate.places or candidate.places[-1][2] != number:
                candidate.weight += WEIGHT.get(block, 1.0)
            candidate.places.append((run.tokens[start].begin, run.tokens[stop - 1].end, number))
            known = bool(run.clues) and run.holds_clue(start, stop)
            candidate.known |= known
            candidate.broader = run.subjects(start, stop) if known else ()
            candidate.whole |= known and block in WEIGHT and run.is_whole(start, stop)
            candidate.titled |= block is BlockKind.TITLE
            candidate.bare = stop - start < tables.shortest and (start, stop) not in run.clues
            before, after = run.beside(start, stop)
            candidate.before.add(before)
            candidate.after.add(after)
    return found


def _phrases(run: Run, shortest: int, longest: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of a run that may be a phrase; those shorter than `shortest` are words of subjects or events."""
    count, short = len(run.words), run.short
    for start in range(count):
        if start in run.closed:
            continue
        for stop in range(start + 1, min(count, start + longest) + 1):
            if (stop - start >= shortest or (start, stop) in short) and run.may_stand(start, stop):
                yield start, stop


def _free(candidates: dict[Words, _Candidate]) -> list[_Candidate]:
    """Leave those said often enough that do not only stand inside a longer one said as often."""
    often = {words: c for words, c in candidates.items() if c.is_said_enough}
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


def _shares_words(one: Words, other: Words) -> bool:
    """Say whether two phrases share two neighbouring words, or one of them holds the other."""
    if min(len(one), len(other)) == 1:
        return bool(set(one) & set(other))
    return bool(set(pairwise(one)) & set(pairwise(other)))


def _topic(reading: Reading, candidate: _Candidate) -> Topic:
    said = [" ".join(reading.text[begin:end].split()) for begin, end, _ in candidate.places]
    label = min(said, key=lambda words: sum(c.isupper() for c in words))  # the first of those with the fewest capitals
    if not any(c.isupper() for c in label[1:]):
        label = label[:1].lower() + label[1:]
    rule = REPEATED if candidate.sentences >= SENTENCES else HEADLINE
    lang = reading.article.lang
    return Topic(
        id=content_id("topic", lang, *candidate.words),
        label=label,
        lang=lang,
        mentions=tuple(reading.provenance(Span(begin, end), number, rule) for begin, end, number in candidate.places),
        broader=candidate.broader,
    )
