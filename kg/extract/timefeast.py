"""Feasts as places on the calendar: a day, a month of their own, or several days."""

from __future__ import annotations

from datetime import timedelta

from kg.extract.feast import feast_in, table_day
from kg.extract.timeframe import Frame
from kg.extract.timeplace import Place, day_place, range_place


def feast_place(year: int, frame: Frame) -> Place | None:
    """Give the feast of another calendar, or of a table, in a year; None if there is none. A month without a day is whole."""
    if frame.feast is not None:
        found = table_day(frame.feast, year)
        return day_place(found) if found else None
    if frame.calendar is None:
        return None
    first = feast_in(year, frame.calendar, frame.month or 1, frame.day or 1)
    if first is None:
        return None
    if frame.day is not None:
        return day_place(first)
    ends = (feast_in(y, frame.calendar, (frame.month or 1) + 1, 1) for y in (year, year + 1))
    end = next((e for e in ends if e is not None and e > first), None)
    return range_place(day_place(first), day_place(end - timedelta(days=1))) if end else None


def lasting(place: Place, frame: Frame) -> Place:
    """Move a feast by the days that its name adds ("the day after"), and give it the days that it lasts."""
    if place.start is None or (frame.plus is None and frame.lasting is None):
        return place
    first = day_place(place.start + timedelta(days=frame.plus or 0))
    last = day_place(place.start + timedelta(days=(frame.plus or 0) + (frame.lasting or 1) - 1))
    return (range_place(first, last) or first) if frame.lasting else first
