"""What one expression of time means: its TIMEX3 type, value and modifier, its EDTF, its days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.timeanchor import Anchor
from kg.extract.timeframe import Frame
from kg.extract.timeplace import Place, add_months, month_place
from kg.extract.timevalue import Calendar
from kg.model.time import Basis, Grain, Interval, Stretch, TimexType

LETTERS = {
    "century": "CE", "decade": "DE", "year": "Y", "half": "H", "quarter": "Q", "month": "M", "week": "W",
    "day": "D", "hour": "H", "minute": "M", "second": "S", "night": "NI", "weekend": "WE", "generation": "GE",
}  # fmt: skip
CLOCKED = ("hour", "minute", "second")
REFS = {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}
SHIFTS = tuple(f"{unit}_shift" for unit in ("century", "decade", "year", "half", "quarter", "season", "month", "week", "day"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """All of a `Timex` but its place in the text and its rule; `place` is what later dates count from."""

    type: TimexType
    value: str
    basis: Basis
    edtf: str | None = None
    interval: Interval | None = None
    mod: str | None = None
    place: Place | None = None
    stretch: Stretch | None = None


def mean(frame: Frame, anchor: Anchor) -> Meaning | None:
    """Give the meaning of a frame, not of a range or list; None if it names no time there is ("31 April")."""
    if frame.kind in REFS:
        return Meaning(TimexType.DATE, REFS[frame.kind], Basis.RELATIVE)
    if frame.kind == "recent":
        return _recent(anchor)
    if frame.kind == "set":
        return _set(frame)
    if _measures(frame):
        return _duration(frame, anchor)
    return _date(frame, anchor)


def _recent(anchor: Anchor) -> Meaning:
    """Give "recently": about the month of publication, as readers of news take it."""
    if anchor.published is None:
        return Meaning(TimexType.DATE, REFS["past"], Basis.RELATIVE)
    month = month_place(anchor.published.year, anchor.published.month)
    return Meaning(TimexType.DATE, REFS["past"], Basis.RELATIVE, f"{month.edtf}~", interval_of(month), "APPROX")


def _measures(frame: Frame) -> bool:
    return (
        frame.unit is not None
        and (frame.count is not None or frame.vague is not None)
        and frame.within is None
        and frame.dir is None
    )


def _length(frame: Frame) -> str:
    unit = frame.unit or "day"
    amount = "X" if frame.count is None else str(frame.count)
    return f"P{'T' if unit in CLOCKED else ''}{amount}{LETTERS[unit]}"


def _set(frame: Frame) -> Meaning:
    if frame.weekday is not None:
        return Meaning(TimexType.SET, f"XXXX-WXX-{frame.weekday + 1}", Basis.RELATIVE)
    if frame.month is not None:
        day = f"-{frame.day:02}" if frame.day else ""
        return Meaning(TimexType.SET, f"XXXX-{frame.month:02}{day}", Basis.RELATIVE)
    if frame.season is not None:
        return Meaning(TimexType.SET, f"XXXX-{frame.season}", Basis.RELATIVE)
    if frame.part is not None:
        return Meaning(TimexType.SET, f"XXXX-XX-XXT{frame.part}", Basis.RELATIVE)
    return Meaning(TimexType.SET, _length(replace(frame, count=frame.count or 1)), Basis.RELATIVE)


def _duration(frame: Frame, anchor: Anchor) -> Meaning:
    """Give a length of time, and the days it covers if it reaches to or from the publication day."""
    value = _length(frame)
    place = _reach(frame, anchor) if frame.span is not None else None
    edtf, interval = (place.edtf, interval_of(place)) if place else (None, None)
    return Meaning(TimexType.DURATION, value, Basis.RELATIVE, edtf, interval, frame.mod, None)


def _reach(frame: Frame, anchor: Anchor) -> Place | None:
    today = anchor.now
    if today is None or frame.count is None or frame.unit in CLOCKED or frame.unit not in LETTERS:
        return None
    sign = -1 if frame.span == "past" else 1
    try:
        if frame.unit in ("day", "week"):
            far = today + timedelta(days=sign * frame.count * (7 if frame.unit == "week" else 1))
        else:
            size = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(frame.unit)
            if size is None:
                return None
            far = add_months(today, sign * frame.count * size)
    except (ValueError, OverflowError):
        return None
    first, last = min(far, today), max(far, today)
    if frame.unit in ("year", "decade", "century"):  # to the month: nobody counts years to the day
        start, end = first.replace(day=1), add_months(last.replace(day=1), 1)
        return Place("", f"{first:%Y-%m}/{last:%Y-%m}", start, end, Grain.RANGE)
    return Place("", f"{first}/{last}", first, last + timedelta(days=1), Grain.RANGE)


def level(frame: Frame) -> str | None:
    """Give the finest field of the calendar that a frame has; "clock" for a time of day alone."""
    for name in ("day", "month", "quarter", "half", "season", "weekday", "year", "decade", "century"):
        if getattr(frame, name) is not None:
            return name
    return "clock" if frame.hour is not None or frame.part else None


def relative(frame: Frame) -> bool:
    """Say whether a date is counted; what names its month is not ("last May", "today, 10 June"), a weekday is."""
    if frame.within is not None and relative(frame.within):
        return True
    if frame.month is not None and frame.anchor is None:
        return False
    shifted = any(getattr(frame, shift) is not None for shift in SHIFTS)
    weekday = frame.day is None and (frame.weekday is not None or frame.weekend is not None)
    return shifted or weekday or frame.dir is not None or frame.anchor == "ref" or frame.lean is not None


def basis_of(frame: Frame) -> Basis:
    """Say whether a frame was read, counted or is the publication day."""
    if frame.day_shift == 0 and frame.anchor != "ref" and frame.month is None:
        return Basis.DCT
    return Basis.RELATIVE if relative(frame) else Basis.EXPLICIT


def _date(frame: Frame, anchor: Anchor) -> Meaning | None:
    if frame.era == "story" and anchor.early is None:
        return None  # "in 348" is a number where years have four digits
    basis = basis_of(frame)
    has_clock = frame.hour is not None or frame.part is not None
    if has_clock and not dated(frame):
        day = anchor.clock
        if day is None:
            return Meaning(TimexType.TIME, timed(frame, None), Basis.RELATIVE, None, None, frame.mod)
        return Meaning(TimexType.TIME, timed(frame, day), Basis.CONTEXT, day.edtf, interval_of(day), frame.mod)
    if frame.dir is not None and frame.lean == "future" and anchor.tense <= 0:
        return None  # "in three days" says how long it took, unless the sentence looks ahead
    if frame.open is not None:
        anchor = replace(anchor, tense=-2 if frame.open == "since" else 0)
    place = Calendar(anchor).place(frame)
    if place is None:
        return _vague(frame, basis) if frame.dir else unplaced(frame, basis)
    if frame.fiscal:
        place = replace(place, value=f"FY{place.value}", edtf=f"{place.edtf}~")
    if frame.open is not None:
        return opened(frame, place, basis)
    edtf = place.edtf
    if frame.mod == "APPROX" and "/" not in edtf and edtf[-1] not in "X~":
        edtf += "~"
    value = timed(frame, place) if has_clock else place.value
    type_ = TimexType.TIME if has_clock else TimexType.DATE
    return Meaning(type_, value, basis, edtf, interval_of(place), frame.mod, place)


def _vague(frame: Frame, basis: Basis) -> Meaning | None:
    """Give what is counted from an unknown day, or by an unknown number: "some years ago"."""
    if frame.count is None:
        return Meaning(TimexType.DATE, "FUTURE_REF" if frame.dir == "ahead" else "PAST_REF", basis)
    if frame.anchor == "ref":
        return Meaning(TimexType.DURATION, _length(frame), basis, None, None, frame.mod)
    return Meaning(TimexType.DATE, "FUTURE_REF" if frame.dir == "ahead" else "PAST_REF", basis)


def dated(frame: Frame) -> bool:
    """Say whether anything but the time of day is given."""
    return any(
        getattr(frame, name) is not None for name in ("day", "month", "year", "weekday", "weekend", "within", "easter", "dir")
    ) or any(getattr(frame, shift) is not None for shift in SHIFTS)


def unplaced(frame: Frame, basis: Basis) -> Meaning | None:
    """Give the value of what could be said only in part: "10 June" of an unknown year."""
    if frame.month is not None and frame.day is not None and not _exists(frame.month, frame.day):
        return None
    has_clock = frame.hour is not None or frame.part is not None
    if frame.month is not None and frame.lunar is None:
        year = f"{frame.year:04}" if frame.year and not frame.era else "XXXX"
        value = f"{year}-{frame.month:02}" + (f"-{frame.day:02}" if frame.day else "")
        if frame.year is not None and not frame.era:
            return None  # a whole date that is not on the calendar
    elif frame.day is not None:
        value = f"XXXX-XX-{frame.day:02}"
    elif frame.weekday is not None:
        value = f"XXXX-WXX-{frame.weekday + 1}"
    elif frame.season is not None:
        value = f"XXXX-{frame.season}"
    elif frame.quarter is not None:
        value = f"XXXX-Q{frame.quarter}"
    elif frame.day_shift == 0 and frame.anchor != "ref":
        value = "PRESENT_REF"
    elif frame.year is not None:
        return None
    else:
        shifts = [s for s in (getattr(frame, name) for name in SHIFTS) if s is not None]
        value = "XXXX" if not shifts or shifts[0] == 0 else "PAST_REF" if shifts[0] < 0 else "FUTURE_REF"
        if has_clock:
            value = timed(frame, None)
    if has_clock and frame.day is not None:
        value = timed(frame, Place(value, "", None, None, Grain.DAY))
    return Meaning(TimexType.TIME if has_clock else TimexType.DATE, value, basis, None, None, frame.mod)


def _exists(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def opened(frame: Frame, place: Place, basis: Basis) -> Meaning:
    """Open one end of what something lasts: "since 2014" it goes on, "until May" has no beginning; the days stay."""
    approx = "~" if frame.mod == "APPROX" and place.edtf[-1] not in "X~" and "/" not in place.edtf else ""
    lasting: Interval | None = None
    if frame.open == "since":
        edtf = f"{place.edtf.split('/')[0]}{approx}/.."
        lasting = Interval(place.start, None, Grain.RANGE) if place.start else None
    else:
        edtf = f"../{place.edtf.split('/')[-1]}{approx}"
        lasting = Interval(None, place.end, Grain.RANGE) if place.end else None
    type_ = TimexType.TIME if frame.hour is not None or frame.part else TimexType.DATE
    value = timed(frame, place) if type_ is TimexType.TIME else place.value
    return Meaning(type_, value, basis, edtf, interval_of(place), frame.mod, place, Stretch(edtf, lasting))


def timed(frame: Frame, place: Place | None) -> str:
    """Add the time of day to a day's value."""
    day = place.value if place else "XXXX-XX-XX"
    if frame.hour is None:
        return f"{day}T{frame.part}" if frame.part else day
    seconds = f":{frame.second:02}" if frame.second is not None else ""
    return f"{day}T{frame.hour:02}:{frame.minute or 0:02}{seconds}"


def interval_of(place: Place) -> Interval | None:
    """Give the days of a place; None for years before 1."""
    return Interval(place.start, place.end, place.grain) if place.known else None
