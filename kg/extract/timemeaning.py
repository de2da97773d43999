"""What one expression of time means: its TIMEX3 type, value and modifier, its EDTF, its days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.timeclock import CLOCKED, bare_range, bare_time, moment_value, with_time
from kg.extract.timeframe import SHIFTS, Frame
from kg.extract.timeplace import MONTHS, Place, add_months, day_place, month_place, range_place
from kg.extract.timevalue import Anchor, Calendar
from kg.model.time import Basis, Grain, Interval, TimexType

LETTERS = {
    "century": "CE", "decade": "DE", "year": "Y", "half": "H", "quarter": "Q", "month": "M", "week": "W",
    "day": "D", "hour": "H", "minute": "M", "second": "S", "night": "NI", "weekend": "WE", "generation": "GE",
}  # fmt: skip
# "A decade and a half" is 15 years; quarters and halves have no letter of their own in ISO 8601.
SMALLER = {"decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month"), "half": (6, "month")}
REFS = {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}
SHARED = ("day", "month", "year", "year_shift", "month_shift", "era", "lunar")
COARSER = {  # what a partial date may take over from the other end of its range
    "day": ("month", "month_shift", "year", "year_shift", "era", "lunar"),
    "month": ("year", "year_shift", "era", "lunar"),
    "quarter": ("year", "year_shift", "era"),
    "season": ("year", "year_shift", "era"),
    "half": ("year", "year_shift", "era"),
    "weekday": ("week_shift",),
    "year": ("era",),
    "decade": ("era",),
    "century": ("era",),
    "clock": ("day", "month", "year", "weekday", "day_shift", "month_shift", "week_shift", "year_shift", "lean", "lunar"),
}


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


def mean(frame: Frame, anchor: Anchor) -> Meaning | None:
    """Give the meaning of a frame; None if it names no time there is ("31 April")."""
    if frame.kind in REFS:
        return Meaning(TimexType.DATE, REFS[frame.kind], Basis.RELATIVE)
    if frame.kind == "recent":
        return _recent(anchor)
    if frame.kind == "set":
        return _set(frame)
    if frame.start is not None and frame.stop is not None:
        return _range(frame, frame.start, frame.stop, anchor)
    if frame.item is not None and frame.other is not None:
        return _list(*completed(frame, frame.item, frame.other), anchor)
    if _measures(frame):
        return _duration(frame, anchor)
    return _date(frame, anchor)


def _recent(anchor: Anchor) -> Meaning:
    """Give "recently": about the month of publication, as readers of news take it."""
    if anchor.published is None:
        return Meaning(TimexType.DATE, REFS["past"], Basis.RELATIVE)
    month = month_place(anchor.published.year, anchor.published.month)
    return Meaning(TimexType.DATE, REFS["past"], Basis.RELATIVE, f"{month.edtf}~", _interval(month), "APPROX")


def _measures(frame: Frame) -> bool:
    return (
        frame.unit is not None
        and (frame.count is not None or frame.vague is not None)
        and frame.within is None
        and frame.dir is None
    )


def _length(frame: Frame) -> str:
    """Write a length of time, in all the units that it is given in: "P1Y6M", "PT2.5H"."""
    days, clock = "", ""
    part: Frame | None = frame
    while part is not None:
        unit = part.unit or "day"
        times, smaller = SMALLER.get(unit, (1, unit)) if part.hundredths or unit in MONTHS else (1, unit)
        known = None if part.count is None else (part.count + (part.hundredths or 0) / 100) * times
        amount, unit = ("X", unit) if known is None else (f"{known:.10g}", smaller)
        if unit in CLOCKED:
            clock += f"{amount}{LETTERS[unit]}"
        else:
            days += f"{amount}{LETTERS[unit]}"
        part = part.more
    return f"P{days}T{clock}" if clock else f"P{days}"


def _set(frame: Frame) -> Meaning:
    type_, day = TimexType.SET, None
    if frame.weekend is not None:
        day = "XXXX-WXX-WE"
    elif frame.weekday is not None:
        day = f"XXXX-WXX-{frame.weekday + 1}"
    elif frame.month is not None:
        day = f"XXXX-{frame.month:02}" + (f"-{frame.day:02}" if frame.day else "")
    elif frame.day is not None:
        day = f"XXXX-XX-{frame.day:02}"
    elif frame.season is not None:
        day = f"XXXX-{frame.season}"
    elif frame.part is not None or frame.hour is not None:
        day = "XXXX-XX-XX"
    if day is not None:
        return Meaning(type_, with_time(frame, Place(day, "", None, None, Grain.DAY)), Basis.RELATIVE)
    return Meaning(type_, _length(replace(frame, count=frame.count or 1)), Basis.RELATIVE)


def _duration(frame: Frame, anchor: Anchor) -> Meaning:
    """Give a length of time, and the days it covers if it reaches to or from the publication day."""
    value = _length(frame)
    place = _reach(frame, anchor) if frame.span is not None else None
    edtf, interval = (place.edtf, _interval(place)) if place else (None, None)
    return Meaning(TimexType.DURATION, value, Basis.RELATIVE, edtf, interval, frame.mod, None)


def _reach(frame: Frame, anchor: Anchor) -> Place | None:
    today = anchor.published
    if today is None or frame.count is None or frame.unit in CLOCKED or frame.unit not in LETTERS:
        return None
    if frame.hundredths is not None or frame.more is not None:
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


def _range(frame: Frame, start: Frame, stop: Frame, anchor: Anchor) -> Meaning | None:
    calendar = Calendar(anchor)
    if stop.kind == "present":
        begun = mean(replace(start, mod=None), anchor)
        if begun is None or begun.place is None:
            return None
        return _opened(replace(frame, open="since", mod=start.mod), begun.place, begun.basis)
    start, stop = completed(frame, start, _two_digits(start, stop))
    if not start.is_dated and not stop.is_dated and start.hour is not None and stop.hour is not None:
        return _of_day(bare_range(start, stop, anchor))
    basis = Basis.RELATIVE if _relative(start) or _relative(stop) else Basis.EXPLICIT
    last = calendar.place(stop)
    if _level(start) == _level(stop) == "weekday" and stop.hour is None:
        last = _weekday_after(calendar.place(start), stop)
        anchor = replace(anchor, published=last.start if last else None, tense=-2)
    if last is None:
        return _partial_range(start, stop, anchor, basis)
    before = Calendar(replace(anchor, year=last.start.year if last.start else anchor.year, last=last))
    first = before.place(start)
    if first is None:
        return None
    place = range_place(first, last)
    if place is None:
        place = _across_new_year(start, stop, first, last, anchor)
    if place is None or (place.known is None and first.start is not None):
        return None
    type_, value = TimexType.DATE, place.value
    if start.hour is not None or stop.hour is not None or start.part or stop.part:
        type_ = TimexType.TIME
        value = f"{with_time(start, first)}/{with_time(stop, last)}"
        if first == last:
            place = first
    mod = start.mod if start.mod == stop.mod else None
    return Meaning(
        type_, value, basis, place.edtf, _interval(place), mod, first if type_ is TimexType.TIME and first == last else place
    )


def _of_day(found: tuple[str, Place | None, Basis], mod: str | None = None) -> Meaning:
    value, day, basis = found
    return Meaning(TimexType.TIME, value, basis, day.edtf if day else None, _interval(day) if day else None, mod)


def _partial_range(start: Frame, stop: Frame, anchor: Anchor, basis: Basis) -> Meaning | None:
    first, last = _unplaced(start, basis), _unplaced(stop, basis)
    if anchor.published is not None or first is None or last is None:
        return None
    return Meaning(first.type, f"{first.value}/{last.value}", basis)


def _across_new_year(start: Frame, stop: Frame, first: Place, last: Place, anchor: Anchor) -> Place | None:
    """Read a range whose second end comes earlier in the year: "from 28 December to 3 January"."""
    if start.month is None or stop.month is None or start.month <= stop.month or not first.start or not last.start:
        return None
    if stop.year is not None and start.year == stop.year and first.start.year == last.start.year:
        earlier = Calendar(anchor).place(replace(start, year=stop.year - 1))
        return range_place(earlier, last) if earlier else None
    if start.year is None and stop.year is None:
        earlier = Calendar(anchor).place(replace(start, year=last.start.year - 1))
        return range_place(earlier, last) if earlier else None
    return None


def _list(item: Frame, then: Frame, anchor: Anchor) -> Meaning | None:
    """Join two days that follow each other; others stay apart (the rule does not apply)."""
    calendar = Calendar(anchor)
    if _level(then) == "weekday":
        first = calendar.place(item)
        last = _weekday_after(first, then)
    else:
        last = calendar.place(then)
        first = Calendar(replace(anchor, year=last.start.year, last=last)).place(item) if last and last.start else None
    if first is None or last is None or last.start is None:
        return None
    if first.end != last.start:
        return None
    place = range_place(first, last)
    if place is None:
        return None
    return Meaning(TimexType.DATE, f"{first.value},{last.value}", _basis(then), place.edtf, _interval(place), None, place)


def _weekday_after(first: Place | None, frame: Frame) -> Place | None:
    """Give the weekday that comes next after a day: "Friday and Saturday", "from Monday to Friday"."""
    if first is None or first.start is None or first.grain is not Grain.DAY or frame.weekday is None:
        return None
    ahead = (frame.weekday - first.start.weekday()) % 7 or 7
    return day_place(first.start + timedelta(days=ahead))


def _two_digits(start: Frame, stop: Frame) -> Frame:
    """Read "1990-94": two digits after a year; what cannot be so ends before it begins, and is no range."""
    if stop.yy is None or start.year is None:
        return stop
    year = start.year // 100 * 100 + stop.yy
    return replace(stop, yy=None, year=year if start.year < year <= start.year + 40 else start.year - 1)


def completed(whole: Frame, first: Frame, second: Frame) -> tuple[Frame, Frame]:
    """Give both ends of a range what is said of the whole or of the other: "June 3-5", "from 3 to 5 June"."""
    said: dict[str, object] = {name: getattr(whole, name) for name in SHARED if getattr(whole, name) is not None}
    ends = [replace(f, **{n: v for n, v in said.items() if getattr(f, n) is None}) for f in (first, second)]  # type: ignore[arg-type]  # a frame's own fields
    return _borrow(ends[0], ends[1]), _borrow(ends[1], ends[0])


def _borrow(frame: Frame, other: Frame) -> Frame:
    """Take over from the other end of a range what this one leaves unsaid: "from 3 to 5 June"."""
    if frame.kind or frame.within is not None:
        return frame
    level = _level(frame)
    if level is None or (level != "clock" and _level(other) == "clock"):
        return frame
    taken: dict[str, object] = {}
    for name in COARSER.get(level, ()):
        if getattr(frame, name) is not None:
            break
        value = getattr(other, name)
        if value is not None:
            taken[name] = value
    if any(getattr(frame, shift) is not None for shift in SHIFTS):
        return frame
    return replace(frame, **taken)  # type: ignore[arg-type]  # the values come from another frame's same fields


def _level(frame: Frame) -> str | None:
    for name in ("day", "month", "quarter", "half", "season", "weekday", "year", "decade", "century"):
        if getattr(frame, name) is not None:
            return name
    return "clock" if frame.hour is not None or frame.part else None


def _relative(frame: Frame) -> bool:
    """Say whether a date is counted; what names its month is not ("last May", "today, 10 June"), a weekday is."""
    if frame.within is not None and _relative(frame.within):
        return True
    if frame.month is not None and frame.anchor is None:
        return False
    shifted = any(getattr(frame, shift) is not None for shift in SHIFTS)
    weekday = frame.day is None and (frame.weekday is not None or frame.weekend is not None)
    return shifted or weekday or frame.dir is not None or frame.anchor == "ref" or frame.lean is not None


def _basis(frame: Frame) -> Basis:
    if frame.day_shift == 0 and frame.anchor != "ref" and frame.month is None:
        return Basis.DCT
    return Basis.RELATIVE if _relative(frame) else Basis.EXPLICIT


def _date(frame: Frame, anchor: Anchor) -> Meaning | None:
    basis = _basis(frame)
    timed = frame.hour is not None or frame.part is not None
    if timed and not frame.is_dated:
        return _of_day(bare_time(frame, anchor), frame.mod)
    if frame.dir is not None and frame.lean == "future" and anchor.tense <= 0:
        return None  # "in three days" says how long it took, unless the sentence looks ahead
    if frame.dir is not None and frame.unit in CLOCKED and (at := moment_value(frame, anchor)) is not None:
        value, day = at
        return Meaning(TimexType.TIME, value, Basis.RELATIVE, day.edtf, _interval(day), frame.mod)
    if frame.open is not None:
        anchor = replace(anchor, tense=-2 if frame.open == "since" else 0)
    place = Calendar(anchor).place(frame)
    if place is None and frame.within is not None:
        return None
    if place is None:
        return _vague(frame, basis) if frame.dir and frame.unit else _unplaced(frame, basis)
    if frame.fiscal:
        place = replace(place, value=f"FY{place.value}", edtf=f"{place.edtf}~")
    if frame.open is not None:
        return _opened(frame, place, basis)
    edtf = place.edtf
    if frame.mod == "APPROX" and "/" not in edtf and edtf[-1] not in "X~":
        edtf += "~"
    value = with_time(frame, place) if timed else place.value
    type_ = TimexType.TIME if timed else TimexType.DATE
    return Meaning(type_, value, basis, edtf, _interval(place), frame.mod, place)


def _vague(frame: Frame, basis: Basis) -> Meaning | None:
    """Give what is counted from an unknown day, or by an unknown number: "some years ago"."""
    if frame.count is None:
        return Meaning(TimexType.DATE, "FUTURE_REF" if frame.dir == "ahead" else "PAST_REF", basis)
    if frame.anchor == "ref":
        return Meaning(TimexType.DURATION, _length(frame), basis, None, None, frame.mod)
    return Meaning(TimexType.DATE, "FUTURE_REF" if frame.dir == "ahead" else "PAST_REF", basis)


def _unplaced(frame: Frame, basis: Basis) -> Meaning | None:
    """Give the value of what could be said only in part: "10 June" of an unknown year."""
    foreign = frame.calendar is not None or frame.lunar is not None
    if frame.month is not None and frame.day is not None and not foreign and not _exists(frame.month, frame.day):
        return None
    timed = frame.hour is not None or frame.part is not None
    if frame.month is not None and frame.lunar is None and frame.calendar is None:
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
        if timed:
            value = with_time(frame, None)
    if timed and frame.day is not None:
        value = with_time(frame, Place(value, "", None, None, Grain.DAY))
    return Meaning(TimexType.TIME if timed else TimexType.DATE, value, basis, None, None, frame.mod)


def _exists(month: int, day: int) -> bool:
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def _opened(frame: Frame, place: Place, basis: Basis) -> Meaning:
    """Open one end: "since 2014" goes on, "until May" has no beginning."""
    approx = "~" if frame.mod == "APPROX" and place.edtf[-1] not in "X~" and "/" not in place.edtf else ""
    interval: Interval | None = None
    if frame.open == "since":
        edtf = f"{place.edtf.split('/')[0]}{approx}/.."
        interval = Interval(place.start, None, Grain.RANGE) if place.start else None
    else:
        edtf = f"../{place.edtf.split('/')[-1]}{approx}"
        interval = Interval(None, place.end, Grain.RANGE) if place.end else None
    type_ = TimexType.TIME if frame.hour is not None or frame.part else TimexType.DATE
    value = with_time(frame, place) if type_ is TimexType.TIME else place.value
    return Meaning(type_, value, basis, edtf, interval, frame.mod, place)


def _interval(place: Place) -> Interval | None:
    return Interval(place.start, place.end, place.grain) if place.known else None
