"""Dates as the text gives them: intervals with a grain, never more exact than the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kg.model.pickled import pickled
from kg.model.text import Provenance, Span


class Grain(StrEnum):
    """How exact a date is; the finest grain of an interval is a day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"  # from one date to another, of whatever grain


class Basis(StrEnum):
    """Why a date is what it is: what was read and what was borrowed."""

    EXPLICIT = "explicit"  # a full or partial date stands with it ("9/6", "in April")
    RELATIVE = "relative"  # counted from another day ("yesterday", "two days later")
    CONTEXT = "context"  # another sentence dates it
    DCT = "dct"  # current news without a date, or "today": the publication day


class Completion(StrEnum):
    """What decided the part of a date that its words leave unsaid: a year, a month, which Friday."""

    NEAREST = "nearest"  # the publication day alone: of the possible days the nearest to it
    TENSE = "tense"  # the publication day, and the past or future of the sentence or a word such as "next"
    STORY = "story"  # the dates before it in the text


class TimexType(StrEnum):
    """The types of TIMEX3."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@pickled
@dataclass(frozen=True, slots=True)
class Interval:
    """Whole days `[start, end)` in the publisher's local calendar.

    `start` None means open in the past ("until May"), `end` None that it still goes on ("since 2022").
    """

    start: date | None
    end: date | None
    grain: Grain

    def __post_init__(self) -> None:
        """Refuse an interval that is empty or open on both sides."""
        if self.start is None and self.end is None:
            raise ValueError("an interval needs one end at least")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"empty interval: {self.start}..{self.end}")

    @property
    def last_day(self) -> date | None:
        """Give the last day that belongs to it; None if the end is open."""
        return None if self.end is None else self.end - timedelta(days=1)


@pickled
@dataclass(frozen=True, slots=True)
class Stretch:
    """What something dated by a `Timex` lasts, where that is more than the days that the words name.

    "since 2014" names a year, and what it dates goes on (`interval.end` None); "from 3 to 5 June" names two
    days and binds them. `partner` is the place of the other end's words, None if the stretch is open.
    `interval` is None for years before 1.
    """

    edtf: str
    interval: Interval | None
    partner: Span | None = None


@pickled
@dataclass(frozen=True, slots=True)
class Timex:
    """An expression of time in the text.

    `value` and `mod` are TIMEX3's; `edtf` is EDTF level 1, None for what has no place on the calendar
    (durations, sets, a vague "recently"); `interval` likewise, and None for years before 1. `basis` says
    whether it was read (explicit), counted (relative) or is the publication day itself (dct); `completed_by` what decided
    the part that the words leave unsaid, None if they say all or it is not on the calendar.

    Each end of a range that the language annotates apart is an expression of its own, bound to the other by
    `stretch`. With "since" or "until", `interval` has the days of the words themselves, `edtf` and `stretch` are open.
    """

    span: Span
    type: TimexType
    value: str
    basis: Basis
    rule: str
    edtf: str | None = None
    interval: Interval | None = None
    mod: str | None = None
    stretch: Stretch | None = None
    completed_by: Completion | None = None


def whole(timexes: Iterable[Timex]) -> Iterator[Timex]:
    """Give expressions as they date an event: both ends of a range as one, what is open as open.

    The one stands on the words from the first end to the second, under the first's rule.
    """
    first: Timex | None = None
    for timex in timexes:
        stretch = timex.stretch
        if stretch is None:
            yield timex
        elif stretch.partner is None:
            yield replace(timex, edtf=stretch.edtf, interval=stretch.interval)
        elif timex.span.begin < stretch.partner.begin:
            first = timex
        elif first is not None:
            yield _joined(first, timex, stretch)
            first = None


def _joined(first: Timex, last: Timex, stretch: Stretch) -> Timex:
    return Timex(
        span=Span(first.span.begin, last.span.end),
        type=TimexType.TIME if TimexType.TIME in (first.type, last.type) else TimexType.DATE,
        value=f"{first.value}/{last.value}",
        basis=first.basis,
        rule=first.rule,
        edtf=stretch.edtf,
        interval=stretch.interval,
        mod=first.mod if first.mod == last.mod else None,
    )


@pickled
@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event happens; `timex` points at the words that say so, None for the publication day."""

    edtf: str
    interval: Interval
    basis: Basis
    timex: Provenance | None = None
