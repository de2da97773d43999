"""Reports and events as plain tuples, which cost a fraction of the time and bytes when rows are written and read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kg.model.entity import EntityId
from kg.model.event import DateClaim, Event, EventType, Participation, Realis, Role
from kg.model.text import Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval
from kg.resolve.told import Quote, Told

TYPES = {kind.value: kind for kind in EventType}
REALIS = {realis.value: realis for realis in Realis}
ROLES = {role.value: role for role in Role}
GRAINS = {grain.value: grain for grain in Grain}
BASES = {basis.value: basis for basis in Basis}

NONE: frozenset[str] = frozenset()

Packed = tuple[Any, ...]


def packed(told: Told, *, words: bool = True, places: bool = True) -> Packed:
    """Give a report as plain values: without its `words`, as it is merged, or without `places`, as it is compared."""
    return (
        packed_event(told.event, places=places),
        told.article,
        told.text if places else "",
        told.source if places else "",
        [tuple(quote) for quote in told.quotes] if words else (),
        told.triggers if words else NONE,
        told.content if words else NONE,
        told.company if words else NONE,
        dict(told.belongs),
        told.keyed,
        told.wording if words else NONE,
        told.numbers if words else NONE,
        told.dateless,
        _ordinal(told.published),
        told.outlet,
    )


def unpacked(values: Packed) -> Told:
    """Give the report that was packed."""
    event, article, text, source, quotes, triggers, content, company, belongs, keyed, wording, numbers, dateless, day, outlet = (
        values
    )
    return Told(
        unpacked_event(event),
        article,
        text,
        source,
        frozenset([Quote(*quote) for quote in quotes]),
        triggers,
        content,
        company,
        belongs,
        keyed,
        wording,
        numbers,
        dateless,
        _day(day),
        outlet,
    )


def packed_event(event: Event[EntityId], *, places: bool = True) -> Packed:
    """Give an event as plain values, without `places` only what is compared."""
    if not places:
        parts = [(part.who, part.role.value, ()) for part in event.participants]
        time = None if event.time is None else _time(event.time, places=False)
        return (event.id, event.type.value, event.realis.value, "", event.lang, (), time, parts, event.topics, (), 0.0, 1, ())
    return (
        event.id,
        event.type.value,
        event.realis.value,
        event.label,
        event.lang,
        _places(event.mentions),
        None if event.time is None else _time(event.time),
        [(part.who, part.role.value, _places(part.provenance)) for part in event.participants],
        event.topics,
        event.attributed_to,
        event.confidence,
        event.source_count,
        [(_time(claim.time), _places(claim.provenance), claim.source_count) for claim in event.claims],
    )


def unpacked_event(values: Packed) -> Event[EntityId]:
    """Give the event that was packed."""
    ident, kind, realis, label, lang, mentions, time, parts, topics, says, confidence, sources, claims = values
    return Event(
        ident,
        TYPES[kind],
        REALIS[realis],
        label,
        lang,
        _provenance(mentions),
        None if time is None else _time_of(time),
        tuple([Participation(who, ROLES[role], _provenance(places)) for who, role, places in parts]),
        topics,
        says,
        confidence,
        sources,
        tuple([DateClaim(_time_of(when), _provenance(places), count) for when, places, count in claims]),
    )


def _places(found: Iterable[Provenance]) -> list[Packed]:
    return [(p.article, p.span.begin, p.span.end, p.sentence.begin, p.sentence.end, p.extractor, p.rule) for p in found]


def _provenance(places: Sequence[Packed]) -> tuple[Provenance, ...]:
    return tuple([Provenance(at, Span(a, b), Span(c, d), maker, rule) for at, a, b, c, d, maker, rule in places])


def _time(time: EventTime, *, places: bool = True) -> Packed:
    span = time.interval
    timex = _places((time.timex,)) if places and time.timex is not None else None
    return (time.edtf, _ordinal(span.start), _ordinal(span.end), span.grain.value, time.basis.value, timex)


def _time_of(values: Packed) -> EventTime:
    edtf, start, end, grain, basis, timex = values
    words = None if timex is None else _provenance(timex)[0]
    return EventTime(edtf, Interval(_day(start), _day(end), GRAINS[grain]), BASES[basis], words)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
