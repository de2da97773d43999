"""The page's time axis: days to places between 0 and 1, with room for busy days and empty stretches drawn short."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log2

from kg.model.time import Grain, Interval

EMPTY_BREAK = 45  # days in which no event begins or ends, from which on the axis shows a break
UNSPREAD = frozenset({Grain.YEAR, Grain.DECADE, Grain.CENTURY, Grain.RANGE})


@dataclass(frozen=True, slots=True)
class Axis:
    """A piecewise linear map; `days` are ordinals (date.toordinal), increasing, `places` as many from 0 to 1.

    `breaks` are the pairs of neighbouring days between which no event begins or ends and the axis is compressed.
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
    """Lay out the days of all intervals: room grows with the events of a day or month, a gap's with its logarithm."""
    points: Counter[int] = Counter()
    spans: Counter[tuple[int, int]] = Counter()
    knots: set[int] = set()
    for interval in intervals:
        first, last = _ordinal(interval.start), _ordinal(interval.end)
        knots.update(day for day in (first, last) if day is not None)
        if first is None:
            continue
        if interval.grain is Grain.DAY:
            knots.add(first + 1)
            points[first] += 1
        elif last is not None and interval.grain not in UNSPREAD:
            spans[first, last] += 1
    days = sorted(knots)
    if not days:
        return Axis((), (), ())
    if len(days) == 1:
        days.append(days[0] + 1)
    shares = _span_rooms(days, spans)
    places, breaks = [0.0], []
    for (begin, end), share in zip(pairwise(days), shares, strict=True):
        own = 1.0 + _busy(points[begin]) if begin in points else _gap_room(end - begin)
        if end - begin > EMPTY_BREAK:
            breaks.append((begin, end))
        places.append(places[-1] + own + share)
    whole = places[-1]
    return Axis(tuple(days), tuple(round(place / whole, 6) for place in places), tuple(breaks))


def _span_rooms(days: Sequence[int], spans: Mapping[tuple[int, int], int]) -> list[float]:
    """Give the room that events of a month or quarter add to each stretch between two of `days`, by its length."""
    rooms = [0.0] * (len(days) - 1)
    for (first, last), events in sorted(spans.items()):
        each = _busy(events) / (last - first)
        for i in range(bisect_left(days, first), bisect_left(days, last)):
            rooms[i] += each * (days[i + 1] - days[i])
    return rooms


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _busy(events: int) -> float:
    return float(1.1 * events**0.75)


def _gap_room(days: int) -> float:
    return 0.35 * days if days <= 2 else 0.7 + 0.28 * log2(days / 2)
