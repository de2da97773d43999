"""Joining the event mentions of one article that tell the same event, and making one event of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.reading import Reading
from kg.extract.sameevent import (
    Telling,
    both_read,
    carriers,
    comparable,
    excluded,
    likeness,
    tellings,
    told_by_object,
)
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.inflection import WordClass
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Participation, Role
from kg.model.text import Provenance
from kg.model.time import Basis, EventTime

COMPARED = 100  # events, and mentions of each, that a mention is compared with: twice as many as in the longest news
# The better founded a date, the earlier here; of equals the more exact wins, then the first told.
FOUNDED = (Basis.EXPLICIT, Basis.RELATIVE, Basis.CONTEXT, Basis.DCT)


def join_events(reading: Reading, seen: Sequence[View], events: tuple[Event[EntityId], ...]) -> tuple[Event[EntityId], ...]:
    """Join headline, lead and body mentions of one event; the most informative mention comes first.

    Each mention goes to the earlier event that it resembles most, if the evidence suffices; the headline's
    come last, so that it repeats the body and not the other way round.
    """
    told = tellings(reading, seen, events)
    frequency = Counter(t.event.type for t in told)
    clusters = Clusters()
    tables = reading.pack.events
    carried = list(carriers(told))
    empty = {id(verb) for verb, _ in carried}
    home: dict[int, list[Telling]] = {}
    for telling in sorted((t for t in told if id(t) not in empty), key=lambda t: t.is_title):
        home[id(telling)] = clusters.add(telling, _closest(telling, clusters.near(telling), tables, frequency))
    for verb, noun in carried:
        home[id(noun)].append(verb)
    joined = [_merge(sorted(c, key=lambda t: t.event.mentions[0].span)) for c in clusters.all]
    return tuple(sorted(joined, key=lambda e: min(m.span for m in e.mentions)))


class Clusters:
    """The mentions put together so far, found by what two mentions of one event have in common."""

    def __init__(self) -> None:
        self.all: list[list[Telling]] = []
        self._places: dict[int, int] = {}  # in `all`, by the list's identity
        self._by: defaultdict[str | int, set[int]] = defaultdict(set)  # places by word, lemma, group, type of event, sentence

    def near(self, telling: Telling) -> list[list[Telling]]:
        """Give those with a mention of the same word, group, type or sentence, in the order in which they began.

        In a very long text those are the last ones, or for the headline the first.
        """
        places = sorted(set[int]().union(*(self._by[key] for key in _keys(telling))))
        return [self.all[place] for place in (places[:COMPARED] if telling.is_title else places[-COMPARED:])]

    def add(self, telling: Telling, cluster: list[Telling] | None) -> list[Telling]:
        """Put a mention with others, and give them all; None: with none."""
        if cluster is None:
            cluster = []
            self._places[id(cluster)] = len(self.all)
            self.all.append(cluster)
        cluster.append(telling)
        for key in _keys(telling):
            self._by[key].add(self._places[id(cluster)])
        return cluster


def _keys(telling: Telling) -> Iterator[str | int]:
    yield f"sentence {telling.sentence}"
    yield f"type {telling.event.type}"
    yield f"lemma {telling.lemma}"
    yield from telling.words
    yield from telling.groups


def _closest(
    telling: Telling, clusters: Iterable[list[Telling]], tables: EventTables, frequency: Counter[EventType]
) -> list[Telling] | None:
    best: list[Telling] | None = None
    most = -1
    for cluster in clusters:
        others = cluster[-COMPARED:]
        if any(excluded(other, telling) and both_read(other, telling) for other in others):
            continue
        if any(told_by_object(other, telling) for other in others):
            return cluster
        scores = [likeness(other, telling, tables, frequency) for other in others if comparable(other, telling)]
        if len(scores) == 0:
            continue
        score = max(scores)
        if score > most:
            best, most = cluster, score
    return best


def _merge(cluster: list[Telling]) -> Event[EntityId]:
    """Make one event of its mentions: the best leads, the best that names the event gives the type, dates and participants come from all."""
    if len(cluster) == 1:
        event = cluster[0].event
        return replace(event, participants=_without_doubles(event.participants))

    def standing(telling: Telling) -> tuple[bool, float, int]:
        return not telling.is_title, _informative(telling), -telling.event.mentions[0].span.begin

    lead = max(cluster, key=standing)
    naming = max(cluster, key=lambda t: (not (t.light and t.word_class is WordClass.VERB), *standing(t)))
    rest = [t for t in cluster if t is not lead]
    ordered = [lead, *rest]
    mentions: dict[Provenance, None] = dict.fromkeys(m for t in ordered for m in t.event.mentions)
    parts: dict[tuple[EntityId, Role], Participation[EntityId]] = {}
    for telling in ordered:
        for part in telling.event.participants:
            known = parts.get((part.who, part.role))
            provenance = part.provenance if known is None else tuple(dict.fromkeys((*known.provenance, *part.provenance)))
            parts[part.who, part.role] = Participation(part.who, part.role, provenance)
    return replace(
        lead.event,
        type=naming.event.type,
        mentions=tuple(mentions),
        time=_best_time([t.event.time for t in ordered]),
        participants=_without_doubles(parts.values()),
        attributed_to=_sources(ordered),
        confidence=max(t.event.confidence for t in cluster),
    )


def _sources(tellings: Sequence[Telling]) -> tuple[EntityId, ...]:
    """Give who says that it happened: nobody if most tellings, the headline's apart, are the article's own words."""
    told = [t for t in tellings if not t.is_title] or list(tellings)
    counts = Counter(who for t in told for who in t.event.attributed_to)
    attributed = sum(bool(t.event.attributed_to) for t in told)
    return tuple(who for who, _ in counts.most_common()) if 2 * attributed >= len(told) else ()


def _informative(telling: Telling) -> float:
    event = telling.event
    return len(event.participants) + 2 * (event.time is not None) + event.confidence


def _best_time(times: Sequence[EventTime | None]) -> EventTime | None:
    known = [t for t in times if t is not None]
    return min(known, key=lambda t: (FOUNDED.index(t.basis), _days(t))) if known else None


def _days(time: EventTime) -> int:
    start, end = time.interval.start, time.interval.end
    return (end - start).days if start is not None and end is not None else 10**6


def _without_doubles(parts: Iterable[Participation[EntityId]]) -> tuple[Participation[EntityId], ...]:
    """Keep each actor in its first role, and as the place too if the text says so."""
    seen: set[EntityId] = set()
    kept: list[Participation[EntityId]] = []
    for part in parts:
        if part.who not in seen or part.role is Role.PLACE:
            kept.append(part)
        seen.add(part.who)
    return tuple(kept)
