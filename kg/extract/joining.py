"""Joining the event mentions of one article that tell the same event, and making one event of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg.extract.jointbelief import joint_realis, joint_time
from kg.extract.linkage import BOUND, cluster
from kg.extract.parties import outsiders, parties
from kg.extract.reading import Reading
from kg.extract.sameevent import (
    READ,
    Telling,
    carriers,
    comparable,
    contradicted,
    excluded,
    likeness,
    tellings,
    told_by_object,
)
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.inflection import WordClass
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Participation, Realis
from kg.model.text import Provenance
from kg.model.time import EventTime

COMPARED = 100  # mentions that one is compared with: more than long news have of one type
SETTING = 2  # tellings of an event that settle whether it is somebody's account


def join_events(reading: Reading, seen: Sequence[View], events: tuple[Event[EntityId], ...]) -> tuple[Event[EntityId], ...]:
    """Join headline, lead and body mentions of one event; the most informative mention comes first.

    Mentions come together that on the average resemble each other enough; those that their dates part, or that contradict each
    other, never do. The headline counts as the last, so that it repeats the body and not the other way round.
    """
    told = tellings(reading, seen, events)
    carried = list(carriers(told))
    empty = {id(verb) for verb, _ in carried}
    ordered = sorted((t for t in told if id(t) not in empty), key=lambda t: t.is_title)
    home = _joined(ordered, reading.pack.events, Counter(t.event.type for t in told))
    for verb, noun in carried:
        home[id(noun)].append(verb)
    clusters = {id(cluster): cluster for cluster in home.values()}.values()
    day = reading.article.published_on
    joined = [_merge(sorted(c, key=lambda t: t.event.mentions[0].span), day) for c in clusters]
    return tuple(sorted(joined, key=lambda e: min(m.span for m in e.mentions)))


def _joined(ordered: Sequence[Telling], tables: EventTables, frequency: Counter[EventType]) -> dict[int, list[Telling]]:
    """Put mentions of one event together; give for each, by its identity, all that tell its event."""

    def parted(mine: list[int], theirs: list[int]) -> bool:
        ours, others = ([ordered[i] for i in those] for those in (mine, theirs))
        return any(part(a, b) for part, some in APART for a in some(ours) for b in some(others))

    clusters = cluster(len(ordered), _scores(ordered, tables, frequency), parted)
    told = ([ordered[i] for i in members] for members in clusters)
    return {id(telling): those for those in told for telling in those}


def _dated(told: Sequence[Telling]) -> list[Telling]:
    """Give one mention for each time, and each way of having it, of those that tell one event."""
    times = ((t.event.time, t) for t in told)
    return list({(time.edtf, time.basis): telling for time, telling in times if time is not None}.values())


def _by_realis(told: Sequence[Telling]) -> list[Telling]:
    """Give one mention for each realis of those that tell one event."""
    return list({telling.event.realis: telling for telling in told}.values())


# What parts two events though something speaks for their being one, and the mentions of each that must be asked.
APART = ((excluded, _dated), (contradicted, _by_realis))


def _scores(
    ordered: Sequence[Telling], tables: EventTables, frequency: Counter[EventType]
) -> Iterator[tuple[tuple[int, int], int]]:
    """Give each two mentions that may tell one event, by their places, the earlier first, with how much speaks for it."""
    earlier = Earlier()
    for place, telling in enumerate(ordered):
        for other in earlier.near(telling):
            if told_by_object(ordered[other], telling):
                yield (other, place), BOUND
            elif comparable(ordered[other], telling):
                yield (other, place), likeness(ordered[other], telling, tables, frequency)
        earlier.add(telling, place)


class Earlier:
    """The places of the mentions so far, found by what two mentions of one event have in common."""

    def __init__(self) -> None:
        self._by: defaultdict[str | int, list[int]] = defaultdict(list)  # by word, lemma, group, type of event, sentence

    def near(self, telling: Telling) -> list[int]:
        """Give those with the same word, group, type or sentence, in order; in a very long text the last, for the headline the first."""
        title = telling.is_title
        found = (self._by[key] for key in _keys(telling) if key in self._by)
        places = sorted({place for those in found for place in (those[:COMPARED] if title else those[-COMPARED:])})
        return places[:COMPARED] if title else places[-COMPARED:]

    def add(self, telling: Telling, place: int) -> None:
        """Take up one mention."""
        for key in dict.fromkeys(_keys(telling)):
            self._by[key].append(place)


def _keys(telling: Telling) -> Iterator[str | int]:
    yield f"sentence {telling.sentence}"
    yield f"type {telling.event.type}"
    yield f"lemma {telling.lemma}"
    yield from telling.words
    yield from telling.groups


def _merge(told: list[Telling], day: date | None) -> Event[EntityId]:
    """Make one event of its mentions: the best leads, the best that names the event gives the type, dates and participants come from all.

    `day` is that of publication: what the best mention calls planned has no time that is over by then, and what has a time
    that is yet to come has not happened (of 41 such events annotated in Vietnamese none has, of 35 in English two).
    """
    if len(told) == 1:
        event = told[0].event
        realis = _foreseen(event.realis, event.time, day)
        parts = parties([event.participants])
        return replace(
            event,
            realis=realis,
            participants=parts,
            attributed_to=outsiders(event.attributed_to, parts, event.type),
            beliefs=None,
        )

    def standing(telling: Telling) -> tuple[bool, float, int]:
        return not telling.is_title, _informative(telling), -telling.event.mentions[0].span.begin

    lead = max(told, key=standing)
    naming = max(told, key=lambda t: (not (t.light and t.word_class is WordClass.VERB), *standing(t)))
    rest = [t for t in told if t is not lead]
    ordered = [lead, *rest]
    mentions: dict[Provenance, None] = dict.fromkeys(m for t in ordered for m in t.event.mentions)
    realis = joint_realis(lead.event, [t.event for t in rest])
    parts = parties([t.event.participants for t in ordered])
    time = joint_time([t.event for t in ordered], lambda time: realis is not Realis.PLANNED or not _is_over(time, day))
    return replace(
        lead.event,
        type=naming.event.type,
        realis=_foreseen(realis, time, day),
        mentions=tuple(mentions),
        time=time,
        participants=parts,
        attributed_to=outsiders(_sources(ordered, parts), parts, naming.event.type),
        confidence=max(t.event.confidence for t in told),
        beliefs=None,
    )


def _sources(tellings: Sequence[Telling], parts: Iterable[Participation[EntityId]]) -> tuple[EntityId, ...]:
    """Give who says that it happened: nobody if most tellings, the headline's apart, are the article's own words.

    Of several those count that most tellings have, of equals those of the one that is told first. Who takes no part in it himself
    remains its source if one of the first tellings has him: what he has once told is taken for known later.
    """
    told = sorted([t for t in tellings if not t.is_title] or tellings, key=lambda t: t.event.mentions[0].span)
    counts = Counter(t.event.attributed_to for t in told if t.event.attributed_to)
    if not counts:
        return ()
    sources = counts.most_common(1)[0][0]
    is_early = any(set(sources).intersection(t.event.attributed_to) for t in told[:SETTING])
    is_early = is_early and not any(part.who in sources for part in parts)
    return sources if is_early or 2 * counts.total() >= len(told) else ()


def _informative(telling: Telling) -> float:
    event = telling.event
    return len(event.participants) + 2 * (event.time is not None) + event.confidence


def _foreseen(realis: Realis, time: EventTime | None, day: date | None) -> Realis:
    """Take as planned what is told as done but begins after the day of publication by the words of its own sentence."""
    start = time.interval.start if time is not None and time.basis in READ else None
    return Realis.PLANNED if realis is Realis.ACTUAL and day is not None and start is not None and start > day else realis


def _is_over(time: EventTime, day: date | None) -> bool:
    return day is not None and time.interval.end is not None and time.interval.end <= day
