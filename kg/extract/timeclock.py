"""Times of day in TIMEX3, and those counted from the clock at publication."""

from __future__ import annotations

from datetime import timedelta

from kg.extract.timeframe import Frame
from kg.extract.timeplace import Place, day_place
from kg.extract.timevalue import Anchor

CLOCKED = {"hour": 3600, "minute": 60, "second": 1}  # seconds


def with_time(frame: Frame, place: Place | None) -> str:
    """Add the time of day to a day's value."""
    day = place.value if place else "XXXX-XX-XX"
    if frame.hour is None:
        return f"{day}T{frame.part}" if frame.part else day
    seconds = f":{frame.second:02}" if frame.second is not None else ""
    return f"{day}T{frame.hour:02}:{frame.minute or 0:02}{seconds}"


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
