"""Counting from a day: whole units, parts of units, weekdays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.extract.timeframe import Frame
from kg.extract.timelength import DAYS, MONTHS, YEARS
from kg.extract.timeplace import GRAINS, Place, add_months, day_place, range_place, unit_place
from kg.model.time import Grain


def count_from(frame: Frame, base: date, named: Grain | None = None, exact: bool = False) -> Place | None:
    """Count a frame's units or weekdays back or on from a day; None if it does not say how many.

    Weeks from a day that was `named` as a day lead to a day, and all units from one that is `exact` ("a year ago
    today"); else the answer is as exact as the unit.

    Raises:
        ValueError: outside the calendar.
        OverflowError: likewise.
    """
    sign = 1 if frame.dir == "ahead" else -1
    if frame.weekday is not None and frame.unit is not None:
        place = count_from(replace(frame, weekday=None), base, named)
        if place is None or place.start is None or place.grain is not Grain.WEEK:
            return None
        return day_place(place.start + timedelta(days=frame.weekday))
    if frame.weekday is not None:
        ahead = (sign * (frame.weekday - base.weekday())) % 7 or 7
        return day_place(base + timedelta(days=sign * (ahead + 7 * ((frame.count or frame.nth or 1) - 1))))
    if frame.unit is None or frame.count is None:
        return None
    if frame.unit in DAYS and frame.hundredths is None and frame.more is None:
        if frame.unit == "week" and named is not Grain.DAY:
            return unit_place("week", base, sign * frame.count)
        return day_place(base + timedelta(days=sign * frame.count * DAYS[frame.unit]))
    if exact and frame.unit in MONTHS and frame.hundredths is None and frame.more is None:
        return day_place(add_months(base, sign * frame.count * MONTHS[frame.unit]))
    if frame.unit == "decade" and frame.hundredths is None and frame.more is None:
        return unit_place("year", base, sign * frame.count * YEARS["decade"])  # "a decade ago" is ten years ago
    if frame.hundredths is None and frame.more is None:
        return unit_place(frame.unit, base, sign * frame.count) if frame.unit in MONTHS else None
    return _sum(frame, base, sign)


def count_about(frame: Frame, base: date) -> Place | None:
    """Count from the day of the text, which "ago" and "later" do only roughly; None if a frame does not say how many.

    Weeks lead about to a day, no calendar week as "last week" is, though TIMEX3's value is one; two numbers ("two or three
    years ago") give the stretch between, for which TIMEX3 has no value: it is that of the greater.

    Raises:
        ValueError: outside the calendar.
        OverflowError: likewise.
    """
    far = _about(frame, base)
    if frame.least is None or far is None:
        return far
    near = _about(replace(frame, count=frame.least), base)
    if near is None:
        return None
    whole = range_place(near, far) if frame.dir == "ahead" else range_place(far, near)
    return None if whole is None else whole._replace(value=far.value)


def _about(frame: Frame, base: date) -> Place | None:
    place = count_from(frame, base)
    if place is None or place.grain is not Grain.WEEK or frame.count is None or frame.weekday is not None:
        return place
    day = day_place(base + timedelta(weeks=frame.count if frame.dir == "ahead" else -frame.count))
    return day._replace(value=place.value, edtf=f"{day.edtf}~")


def _sum(frame: Frame, base: date, sign: int) -> Place | None:
    """Count what is given in several units or in parts of one; the answer is as exact as the smallest."""
    unit, part, at = "year", frame, base
    while True:
        amount = (part.count or 0) * 100 + (part.hundredths or 0)
        if part.unit in MONTHS:
            months, over = divmod(amount * MONTHS[part.unit], 100)
            unit = "month" if part.hundredths and part.unit == "year" else part.unit
            at = add_months(at, sign * months) + timedelta(days=sign * over * 30 // 100)
        elif part.unit in DAYS:
            unit = part.unit
            at += timedelta(days=sign * (amount * DAYS[part.unit] // 100))
        else:
            return None
        if part.more is None:
            return unit_place("day" if unit == "night" else unit, at)
        part = part.more


def coarser(grain: Grain, unit: str) -> bool:
    """Say whether a place is too coarse to count these units from."""
    order = list(GRAINS)
    name = "year" if grain is Grain.RANGE else grain.value
    return grain is not Grain.RANGE and order.index(name) > order.index(unit) if unit in order else False
