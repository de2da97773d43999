"""A few bytes of a report that often show that it is of another event than a second one, before the two are compared."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple
from zlib import crc32

from kg.model.entity import EntityId
from kg.model.event import EventType, Realis
from kg.model.time import Basis, EventTime, Grain, Interval
from kg.resolve.alike import MUTUAL, dates_of, realis_fits
from kg.resolve.retold import DAILY, TOLD_AGAIN, could_know
from kg.resolve.told import Told
from kg.resolve.when import DAY, Fit

TYPES, REALIS, GRAINS, BASES = tuple(EventType), tuple(Realis), tuple(Grain), tuple(Basis)
DATES, REST = struct.Struct("<3B3I"), struct.Struct("<2B9I")
UNDATED = 255  # in the place of a grain
OPEN = 0  # in the place of a day, which has its ordinal

Mask = int  # a set with each member in one of 32 bits: sets that have no bit in common have no member in common


class Sketch(NamedTuple):
    """What is left of a report.

    `behind_agents` and `behind_patients` are these and those whom they belong to, `quotes` its long sentences. Of the
    language, equal numbers say nothing.
    """

    realis: Realis
    time: EventTime | None
    published: date | None
    type: EventType
    lang: int
    agents: Mask
    behind_agents: Mask
    patients: Mask
    behind_patients: Mask
    places: Mask
    triggers: Mask
    numbers: Mask
    dateless: Mask
    quotes: Mask


class Dates(NamedTuple):
    """When what a report tells of happens, if it does, and when it was published."""

    realis: Realis
    time: EventTime | None
    published: date | None


def dates_drawn(told: Told) -> bytes:
    """Give the dates of a report as bytes."""
    time = told.time
    return DATES.pack(
        REALIS.index(told.realis),
        UNDATED if time is None else GRAINS.index(time.interval.grain),
        0 if time is None else BASES.index(time.basis),
        OPEN if time is None else _ordinal(time.interval.start),
        OPEN if time is None else _ordinal(time.interval.end),
        _ordinal(told.published),
    )


def dates_read(drawn: bytes) -> Dates:
    """Read the bytes of dates; of when it happens, without the words for it."""
    realis, grain, basis, start, end, published = DATES.unpack_from(drawn)
    time = None
    if grain != UNDATED:
        time = EventTime("", Interval(_day(start), _day(end), GRAINS[grain]), BASES[basis])
    return Dates(REALIS[realis], time, _day(published))


def sketched(told: Told) -> bytes:
    """Give the sketch of a report as bytes."""
    return dates_drawn(told) + REST.pack(
        TYPES.index(told.event.type),
        crc32(told.event.lang.encode()) % 256,
        _mask(told.agents),
        _mask(_behind(told.agents, told.belongs)),
        _mask(told.patients),
        _mask(_behind(told.patients, told.belongs)),
        _mask(told.places),
        _mask(told.triggers),
        _mask(told.numbers),
        _mask(told.dateless),
        _mask(f"{quote.sentence}{quote.at}" for quote in told.quotes if quote.long),
    )


def sketch_read(drawn: bytes) -> Sketch:
    """Read the bytes of a sketch."""
    kind, lang, *masks = REST.unpack_from(drawn, DATES.size)
    return Sketch(*dates_read(drawn), TYPES[kind], lang, *masks)


def may_be_one(one: Sketch, other: Sketch) -> bool:
    """Say whether `kg.resolve.alike.evidence` could find anything in the two reports; they are of types that one event can have."""
    if not realis_fits(one, other):
        return False
    same_sentence = one.dateless & other.dateless
    if one.type not in MUTUAL and not same_sentence and not _may_have_same_roles(one, other):
        return False
    dates = dates_of(one, other)
    alike = one.type is other.type and one.realis is other.realis
    worded = one.lang == other.lang and one.triggers & other.triggers
    if dates is Fit.APART:
        if not alike or one.numbers != other.numbers or not could_know(one, other):
            return False
        same_who = one.agents | one.patients == other.agents | other.patients and one.places == other.places
        return bool(same_sentence or (same_who and (worded or one.lang != other.lang)))
    if one.quotes & other.quotes:
        return True
    if (one.agents | one.patients) & (other.agents | other.patients):
        if dates in (Fit.SAME, Fit.WITHIN) or (worded and dates in (Fit.ONGOING, Fit.UNDATED)):
            return True
        if dates is Fit.NEAR and (worded or one.lang != other.lang):
            return True
    if dates is Fit.SAME and one.places & other.places:
        return True
    return bool(alike and worded) and _may_be_retold(one, other, dates)


def _may_have_same_roles(one: Sketch, other: Sketch) -> bool:
    if one.agents and other.agents and not (one.behind_agents & other.agents or one.agents & other.behind_agents):
        return False
    if not one.patients or not other.patients:
        return True
    return bool(one.behind_patients & other.patients or one.patients & other.behind_patients)


def _may_be_retold(one: Sketch, other: Sketch, dates: Fit) -> bool:
    if dates not in (Fit.SAME, Fit.UNDATED, Fit.NEWS) or (one.type in DAILY and dates is not Fit.SAME):
        return False
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return False
    if one.published is None or other.published is None:
        return dates is Fit.SAME
    return abs(one.published - other.published) <= TOLD_AGAIN * DAY


def _behind(who: frozenset[EntityId], belongs: Mapping[EntityId, Iterable[EntityId]]) -> frozenset[EntityId]:
    return who.union(*(belongs.get(one, ()) for one in who))


def _mask(items: Iterable[str]) -> Mask:
    mask = 0
    for item in items:
        mask |= 1 << crc32(item.encode("utf-8", "surrogatepass")) % 32
    return mask


def _ordinal(day: date | None) -> int:
    return OPEN if day is None else day.toordinal()


def _day(ordinal: int) -> date | None:
    return None if ordinal == OPEN else date.fromordinal(ordinal)
