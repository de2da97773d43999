"""Runs of words in which a noun phrase may stand, and where in them it may begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.extract.reading import Reading
from kg.lang.events import EventTables
from kg.lang.inflection import Form, WordClass
from kg.lang.tokens import Token, places
from kg.lang.topics import TopicTables
from kg.lang.triggers import Strength, Trigger
from kg.model.event import EventType
from kg.model.mediatopic import MediaTopic
from kg.model.text import BlockKind, Span

SURE = frozenset({Strength.STRONG, Strength.USUAL})
# Types of event that verbs can make a topic of; of what is said or built one asks what that is.
NEWS = frozenset(
    {
        EventType.ACCIDENT,
        EventType.ATTACK,
        EventType.CRIME,
        EventType.HEALTH,
        EventType.JUSTICE,
        EventType.MILITARY,
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.SCIENCE,
        EventType.SPORT,
        EventType.WEATHER,
    }
)
FINITE = frozenset({Form.THIRD, Form.PAST, Form.PARTICIPLE})

Stretch = tuple[int, int]  # half-open, in tokens of the run


@dataclass(frozen=True, eq=False)
class Run:
    """Neighbouring words of a sentence without a function word, a finite verb, a mark, a number, a name or a date.

    `words` are the tokens' normal forms; `clues` are the stretches `(start, stop)` that are words of a subject,
    with the subject, `happenings` those that are event words;
    `closed` are places where nothing begins, `last` those where something may end, `verbs` those of verbs, which only
    begin a phrase, `plurals` those of plurals, which only end one, or are verbs; `alone` are stretches that are no topic without another word; `joints` are the places before which a
    word begins, all but those inside a word of several tokens.
    """

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    clues: Mapping[Stretch, MediaTopic]
    happenings: frozenset[Stretch]
    closed: frozenset[int]
    verbs: frozenset[int]
    last: frozenset[int]
    plurals: frozenset[int]
    alone: frozenset[Stretch]
    joints: frozenset[int]

    def may_stand(self, start: int, stop: int) -> bool:
        """Say whether a phrase may be `[start, stop)`."""
        return (
            start not in self.closed
            and stop - 1 in self.last
            and start in self.joints
            and stop in self.joints
            and (start, stop) not in self.alone
            and (not self.plurals or self.plurals.isdisjoint(range(start, stop - 1)))
            and not (self.verbs and any(i in self.verbs and i - 1 not in self.verbs for i in range(start + 1, stop)))
        )

    def beside(self, start: int, stop: int) -> tuple[str, str]:
        """Give the words before and after `[start, stop)`, "" for a border: the run's, a verb, or what begins no phrase."""
        before = "" if start == 0 or start - 1 in self._edge else self.words[start - 1]
        return before, "" if stop == len(self.words) or stop in self.verbs else self.words[stop]

    def holds_clue(self, start: int, stop: int) -> bool:
        """Say whether `[start, stop)` holds a word of a subject."""
        return any(start <= a and b <= stop for a, b in self.clues)

    def subjects(self, start: int, stop: int) -> tuple[MediaTopic, ...]:
        """Give the one subject whose words `[start, stop)` holds; () if it holds none, or those of several."""
        held = {subject for (a, b), subject in self.clues.items() if start <= a and b <= stop}
        return tuple(held) if len(held) == 1 else ()

    def is_whole(self, start: int, stop: int) -> bool:
        """Say whether `[start, stop)` goes from border to border without a verb, or is words of subjects and all of them."""
        return (self.beside(start, stop) == ("", "") and start not in self.verbs) or (start, stop) in self._chains

    @cached_property
    def short(self) -> frozenset[Stretch]:
        """Give the stretches that may be a phrase however short: words of a subject or an event."""
        return self.happenings | self.clues.keys()

    @cached_property
    def _edge(self) -> frozenset[int]:
        return self.closed | self.verbs | self.plurals

    @cached_property
    def _chains(self) -> frozenset[Stretch]:
        found: list[Stretch] = []
        for start, stop in sorted(self.clues):
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], stop)
            else:
                found.append((start, stop))
        return frozenset(found)


def runs(reading: Reading, taken: Sequence[Span]) -> Iterator[tuple[int, Run]]:
    """Give each run in which a phrase may stand, with its sentence's number; a run holds no part of the spans `taken`.

    A capital is for the first word of a sentence, and for what the article writes small elsewhere (headline style).
    """
    tables, events = reading.pack.topics, reading.pack.events
    small = {t.key for tokens in reading.tokens for t in tokens if t.text.islower()}
    for sentence, tokens, units in zip(reading.sentences, reading.tokens, reading.units, strict=True):
        inside = [span for span in taken if span.overlaps(sentence.span)]
        free = {tokens[0].key} | (small if sentence.block is BlockKind.TITLE else set()) if tokens else small
        kept = {i for start, stop, _ in units for i in range(start, stop)}
        for row in _cut(tokens, inside, kept, (tables, events), free):
            run = _run(row, tables, events)
            if run is not None:
                yield sentence.index, run


def _cut(
    tokens: Sequence[Token], taken: Sequence[Span], kept: set[int], by: tuple[TopicTables, EventTables], free: set[str]
) -> Iterator[list[Token]]:
    tables, events = by
    covered = places(tokens, taken)
    breaks = tables.breaks
    run: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        key, held = token.key, i in kept
        hit = breaks.longest(tokens, i) if not held and key in breaks.firsts else None
        name = not held and token.is_capitalised and key not in free
        if hit or name or i in covered or not token.text[0].isalpha() or (not held and _parts_runs(key, tables, events)):
            if run:
                yield run
            run = []
            i = hit.stop if hit else i + 1
        else:
            run.append(token)
            i += 1
    if run:
        yield run


@lru_cache(maxsize=50_000)  # asked of the same words again and again
def _parts_runs(key: str, tables: TopicTables, events: EventTables) -> bool:
    """Say whether a word is an adverb, a finite verb or a participle and no noun: by the lexicon of events, or by its ending."""
    if tables.breaks_by_ending(key):
        return True
    hits = events.triggers.index.get_words((key,))
    if any(t.word_class is WordClass.NOUN for t in hits) or key in events.open_words.never:
        return False
    return any(t.form in FINITE for t in hits) or events.open_words.ends_as_past(key)


def _run(tokens: list[Token], tables: TopicTables, events: EventTables) -> Run | None:
    """Look at one run; None if it is shorter than a phrase and holds no word of a subject or an event."""
    normal = tables.normal_tokens(tokens)
    units = {(hit.start, hit.stop): hit.values[0] for hit in tables.units.find(normal)}
    clues = {stretch: subject for stretch, subject in units.items() if subject is not None}
    index, barring, lonely = events.triggers.index, tables.not_first, tables.not_alone
    happenings = {
        (start, hit.stop)
        for start, token in enumerate(tokens)
        if token.key in index.firsts
        for hit in index.at(tokens, start)
        if hit.stop - start >= tables.shortest - 1 and any(_names_event(t, tables.verb_first) for t in hit.values)
    }
    if len(tokens) < tables.shortest and not clues and not happenings:
        return None
    inner = {i for start, stop in units for i in range(start + 1, stop)}
    verbs: set[int] = set()
    if tables.verb_first:
        for hit in index.find(tokens):
            if not any(a < hit.stop and hit.start < b for a, b in units):
                inner |= set(range(hit.start + 1, hit.stop))
                if all(t.word_class is WordClass.VERB for t in hit.values):
                    verbs |= set(range(hit.start, hit.stop))
    barred = [h for i, t in enumerate(tokens) if t.key in barring.firsts and (h := barring.longest(tokens, i))]
    return Run(
        tokens=tuple(tokens),
        words=tuple(token.key for token in normal),
        clues=clues,
        happenings=frozenset(happenings),
        closed=frozenset(i for h in barred if not _is_inside(h.start, h.stop, units) for i in range(h.start, h.stop)),
        verbs=frozenset(verbs),
        plurals=frozenset(
            i
            for i, token in enumerate(tokens if tables.singular else ())
            if token.key != normal[i].key and token.key not in tables.plural_first and not any(a <= i < b for a, b in units)
        ),
        last=frozenset(i for i in range(len(tokens)) if _may_end(tokens, i, tables, units)),
        alone=frozenset((i, hit.stop) for i, t in enumerate(normal) if t.key in lonely.firsts for hit in lonely.at(normal, i)),
        joints=frozenset(range(len(tokens) + 1)) - inner,
    )


def _names_event(trigger: Trigger, verb_first: bool) -> bool:
    """Say whether an event word can be a topic by itself: a noun that surely tells an event, or a verb of a type of news."""
    return trigger.strength in SURE and (trigger.word_class is WordClass.NOUN or (verb_first and trigger.type in NEWS))


def _is_inside(start: int, stop: int, units: Iterable[Stretch]) -> bool:
    """Say whether `[start, stop)` is a part of a longer unit."""
    return any(a <= start and stop <= b and (a, b) != (start, stop) for a, b in units)


def _may_end(tokens: list[Token], i: int, tables: TopicTables, units: Iterable[Stretch]) -> bool:
    """Say whether no phrase of `not_last` ends at token `i`."""
    if tables.endings_not_last and tokens[i].key.endswith(tables.endings_not_last):
        return False
    index = tables.not_last
    for start in range(max(0, i - 2), i + 1):
        if tokens[start].key in index.firsts and index.holds(tokens, start, i + 1) and not _is_inside(start, i + 1, units):
            return False
    return True
