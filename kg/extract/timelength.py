"""How long a time is: the value of a duration, and the days it covers when it reaches from the publication day."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.timeframe import Frame
from kg.extract.timeplace import Place, add_months
from kg.model.time import Grain

LETTERS = {
    "century": "CE", "decade": "DE", "year": "Y", "half": "H", "quarter": "Q", "month": "M", "week": "W",
    "day": "D", "hour": "H", "minute": "M", "second": "S", "night": "NI", "weekend": "WE", "generation": "GE",
}  # fmt: skip
CLOCKED = {"hour": 3600, "minute": 60, "second": 1}  # seconds
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "night": 1, "week": 7}
YEARS = {"decade": 10, "century": 100}
# "A decade and a half" is 15 years; quarters and halves have no letter of their own in ISO 8601.
SMALLER = {"decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month"), "half": (6, "month")}
WHOLE = ("quarter", "half")  # units that are never written as such


def length(frame: Frame) -> str:
    """Give the TIMEX3 value of a measure, in all its units: "P1Y6M", "PT2.5H"; nights beside days are not counted again."""
    days, clock = "", ""
    part: Frame | None = frame
    while part is not None:
        unit = part.unit or "day"
        times, smaller = SMALLER.get(unit, (1, unit)) if part.hundredths or unit in WHOLE else (1, unit)
        known = None if part.count is None else (part.count + (part.hundredths or 0) / 100) * times
        amount, unit = ("X", unit) if known is None else (f"{known:.10g}", smaller)
        if unit in CLOCKED:
            clock += f"{amount}{LETTERS[unit]}"
        elif not (days and unit == "night"):
            days += f"{amount}{LETTERS[unit]}"
        part = part.more
    return f"P{days}T{clock}" if clock else f"P{days}"


def in_months(frame: Frame) -> int | None:
    """Give a measure in whole months: "a year and a half" has 18; None if it is none or not of years or months."""
    size = MONTHS.get(frame.unit or "")
    if size is None or frame.count is None:
        return None
    months, left = divmod((frame.count * 100 + (frame.hundredths or 0)) * size, 100)
    if frame.more is not None:
        rest = in_months(frame.more)
        return None if left or rest is None else months + rest
    return None if left else months


def reach(frame: Frame, today: date) -> Place | None:
    """Give the days from `today` as far back or ahead as a measure says; None if it has no whole days."""
    if frame.count is None or frame.unit is None or frame.unit in CLOCKED:
        return None
    sign = -1 if frame.span == "past" else 1
    try:
        if frame.unit in DAYS and frame.hundredths is None and frame.more is None:
            far = today + timedelta(days=sign * frame.count * DAYS[frame.unit])
        else:
            months = in_months(frame)
            if months is None:
                return None
            far = add_months(today, sign * months)
    except (ValueError, OverflowError):
        return None
    first, last = min(far, today), max(far, today)
    years = frame.unit in YEARS or (frame.unit == "year" and frame.count > 1)
    if years and frame.hundredths is None and frame.more is None:
        start, end = date(first.year, 1, 1), date(last.year + 1, 1, 1)
        return Place("", f"{first.year:04}/{last.year:04}", start, end, Grain.RANGE)
    if frame.unit in MONTHS:  # nobody counts months to the day, or many years to the month
        start, end = first.replace(day=1), add_months(last.replace(day=1), 1)
        return Place("", f"{first:%Y-%m}/{last:%Y-%m}", start, end, Grain.RANGE)
    return Place("", f"{first}/{last}", first, last + timedelta(days=1), Grain.RANGE)
