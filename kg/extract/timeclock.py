"""Times of day in TIMEX3, and those counted from the clock at publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kg.extract.timeanchor import Anchor
from kg.extract.timeframe import Frame
from kg.extract.timelength import CLOCKED
from kg.extract.timeplace import SOME_DAY, SOME_MONTH, SOME_YEAR, Place, day_place
from kg.model.time import Basis


def with_time(frame: Frame, place: Place | None) -> str:
    """Add the time of day to a day's value."""
    day = place.value if place else f"{SOME_YEAR}-{SOME_MONTH}-{SOME_DAY}"
    if frame.hour is None:
        return f"{day}T{frame.part}" if frame.part else day
    seconds = f":{frame.second:02}" if frame.second is not None else ""
    return f"{day}T{frame.hour:02}:{frame.minute or 0:02}{seconds}"


def bare_time(frame: Frame, anchor: Anchor) -> tuple[str, Place | None, Basis]:
    """Give a time of day without a day: on the day last named, in an agenda on the next day that has it."""
    day, basis = anchor.clock, Basis.CONTEXT
    if day is None and anchor.published is not None and anchor.setting.agenda:
        when, hour = anchor.setting.day_of(frame, anchor.published)
        day, basis = day_place(when), Basis.DCT if when == anchor.published else Basis.RELATIVE
        frame = replace(frame, hour=hour)
    return with_time(frame, day), day, basis if day else Basis.RELATIVE


def bare_range(start: Frame, stop: Frame, anchor: Anchor) -> tuple[str, Place | None, Basis]:
    """Give a stretch between two times of day without a day, from the day of the first over midnight if need be."""
    value, day, basis = bare_time(start, anchor)
    last = day
    if day is not None and day.start is not None and (stop.hour or 0, stop.minute or 0) < (start.hour or 0, start.minute or 0):
        last = day_place(day.start + timedelta(days=1))
    return f"{value}/{with_time(stop, last)}", day, basis


def moment_value(frame: Frame, anchor: Anchor) -> tuple[str, Place] | None:
    """Count hours, minutes or seconds from the clock at publication; None without one, or if counted from elsewhere."""
    moment, seconds = anchor.setting.moment, 0.0
    part: Frame | None = frame
    while part is not None:
        if part.unit not in CLOCKED or part.count is None:
            return None
        seconds += (part.count + (part.hundredths or 0) / 100) * CLOCKED[part.unit]
        part = part.more
    if moment is None or frame.anchor == "ref" or frame.within is not None:
        return None
    try:
        at = moment + timedelta(seconds=seconds if frame.dir == "ahead" else -seconds)
    except OverflowError:
        return None
    exact = frame.unit == "second"
    return at.strftime("%Y-%m-%dT%H:%M:%S" if exact else "%Y-%m-%dT%H:%M"), day_place(at.date())
