"""How long a time is: the value of a duration, and the days it covers when it reaches from the publication day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.extract.timeframe import Frame
from kg.extract.timeplace import Place, add_months
from kg.model.time import Grain

LETTERS = {
    "century": "CE", "decade": "DE", "year": "Y", "half": "H", "quarter": "Q", "month": "M", "week": "W",
    "day": "D", "hour": "H", "minute": "M", "second": "S", "night": "NI", "weekend": "WE", "generation": "GE",
}  # fmt: skip
CLOCKED = ("hour", "minute", "second")
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "night": 1, "week": 7}


def length(frame: Frame) -> str:
    """Give the TIMEX3 value of a measure: "P3Y", "PT2.5H", "P1Y6M"; nights beside days are not counted again."""
    unit = frame.unit or "day"
    amount = "X" if frame.count is None else str(frame.count)
    if frame.tenths is not None:
        amount = f"{amount}.{frame.tenths}"
    value = f"P{'T' if unit in CLOCKED else ''}{amount}{LETTERS[unit]}"
    more = frame.more
    if more is None or more.unit == "night":
        return value
    rest = length(more)[1:]
    return value + (rest[1:] if unit in CLOCKED else rest)


def in_months(frame: Frame) -> int | None:
    """Give a measure in whole months: "a year and a half" has 18; None if it is none or not of years or months."""
    size = MONTHS.get(frame.unit or "")
    if size is None or frame.count is None:
        return None
    months, left = divmod(frame.count * 10 * size + (frame.tenths or 0) * size, 10)
    if frame.more is not None:
        rest = in_months(frame.more)
        return None if left or rest is None else months + rest
    return None if left else months


def whole(frame: Frame) -> Frame | None:
    """Give the same measure in whole units of one kind, years in months if it must be; None if there is none."""
    if frame.tenths is None and frame.more is None:
        return frame
    months = in_months(frame)
    return None if months is None else replace(frame, unit="month", count=months, tenths=None, more=None)


def reach(frame: Frame, today: date) -> Place | None:
    """Give the days from `today` as far back or ahead as a measure says; None if it has no whole days."""
    if frame.count is None or frame.unit is None or frame.unit in CLOCKED:
        return None
    sign = -1 if frame.span == "past" else 1
    try:
        if frame.unit in DAYS and frame.tenths is None and frame.more is None:
            far = today + timedelta(days=sign * frame.count * DAYS[frame.unit])
        else:
            months = in_months(frame)
            if months is None:
                return None
            far = add_months(today, sign * months)
    except (ValueError, OverflowError):
        return None
    first, last = min(far, today), max(far, today)
    if frame.unit in ("year", "decade", "century"):  # to the month: nobody counts years to the day
        start, end = first.replace(day=1), add_months(last.replace(day=1), 1)
        return Place("", f"{first:%Y-%m}/{last:%Y-%m}", start, end, Grain.RANGE)
    return Place("", f"{first}/{last}", first, last + timedelta(days=1), Grain.RANGE)
