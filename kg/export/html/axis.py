"""The page's time axis: days to places between 0 and 1, with room for busy days and empty stretches drawn short."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2

from kg.model.time import Grain, Interval

EMPTY_BREAK = 45  # days without an event from which on the axis shows a break
UNSPREAD = frozenset({Grain.YEAR, Grain.DECADE, Grain.CENTURY, Grain.RANGE})


@dataclass(frozen=True, slots=True)
class Axis:
    """A piecewise linear map; `days` are ordinals (date.toordinal), increasing, `places` as many from 0 to 1.

    `breaks` are the pairs of neighbouring days between which nothing happens and the axis is compressed.
    Both are empty if no event has a date.
    """

    days: tuple[int, ...]
    places: tuple[float, ...]
    breaks: tuple[tuple[int, int], ...]

    def place(self, day: int) -> float:
        """Give the place of the start of `day`, held between 0 and 1."""
        if day <= self.days[0]:
            return 0.0
        if day >= self.days[-1]:
            return 1.0
        i = bisect_right(self.days, day) - 1
        share = (day - self.days[i]) / (self.days[i + 1] - self.days[i])
        return self.places[i] + share * (self.places[i + 1] - self.places[i])

    def window(self, interval: Interval) -> tuple[float, float]:
        """Give the places of an interval's ends; an open end lies at the axis's own."""
        low = 0.0 if interval.start is None else self.place(interval.start.toordinal())
        high = 1.0 if interval.end is None else self.place(interval.end.toordinal())
        return low, high


def make_axis(intervals: Sequence[Interval]) -> Axis:
    """Lay out the days of all intervals: a day's room grows with its events, a gap's with its logarithm."""
    starts: dict[int, int] = {}
    knots: set[int] = set()
    covered: list[tuple[int, int]] = []
    for interval in intervals:
        first, last = _ordinal(interval.start), _ordinal(interval.end)
        knots.update(day for day in (first, last) if day is not None)
        if first is not None:
            knots.add(first + 1)
            starts[first] = starts.get(first, 0) + 1
        if first is not None and last is not None and interval.grain not in UNSPREAD:
            covered.append((first, last))
    days = sorted(knots)
    if not days:
        return Axis((), (), ())
    if len(days) == 1:
        days.append(days[0] + 1)
    places, breaks = [0.0], []
    for begin, end in pairwise(days):
        gap = end - begin
        events = starts.get(begin, 0) if gap == 1 else 0
        room = 1.0 + 1.1 * events**0.75 if events else _gap_room(gap)
        if gap > EMPTY_BREAK and not _touches(covered, begin, end):
            breaks.append((begin, end))
        places.append(places[-1] + room)
    whole = places[-1]
    return Axis(tuple(days), tuple(round(place / whole, 6) for place in places), tuple(breaks))


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _gap_room(days: int) -> float:
    return 0.35 * days if days <= 2 else 0.7 + 0.28 * log2(days / 2)


def _touches(covered: Iterable[tuple[int, int]], begin: int, end: int) -> bool:
    return any(low < end and begin < high for low, high in covered)
