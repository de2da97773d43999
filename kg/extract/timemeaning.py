"""What one expression of time means: its TIMEX3 type, value and modifier, its EDTF, its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from kg.extract.timeanchor import Anchor
from kg.extract.timeclock import bare_time, moment_value, with_time
from kg.extract.timeframe import SHIFTS, Frame
from kg.extract.timelength import CLOCKED, length, reach
from kg.extract.timeplace import SOME_DAY, SOME_MONTH, SOME_WEEK, SOME_YEAR, Place, bound, month_place, range_place
from kg.extract.timevalue import Calendar
from kg.model.time import Basis, Completion, Grain, Interval, Stretch, TimexType

REFS = {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}


class Meaning(NamedTuple):
    """All of a `Timex` but its place in the text and its rule; `place` is what later dates count from."""

    type: TimexType
    value: str
    basis: Basis
    edtf: str | None = None
    interval: Interval | None = None
    mod: str | None = None
    place: Place | None = None
    stretch: Stretch | None = None
    completed_by: Completion | None = None


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


def _set(frame: Frame) -> Meaning:
    type_, day = TimexType.SET, None
    if frame.lunar is not None:
        return Meaning(type_, "P1Y", Basis.RELATIVE)  # the months of TIMEX3 are the sun's
    if frame.weekend is not None:
        day = f"{SOME_YEAR}-{SOME_WEEK}-WE"
    elif frame.weekday is not None:
        day = f"{SOME_YEAR}-{SOME_WEEK}-{frame.weekday + 1}"
    elif frame.month is not None:
        day = f"{SOME_YEAR}-{frame.month:02}" + (f"-{frame.day:02}" if frame.day else "")
    elif frame.day is not None:
        day = f"{SOME_YEAR}-{SOME_MONTH}-{frame.day:02}"
    elif frame.season is not None:
        day = f"{SOME_YEAR}-{frame.season}"
    elif frame.part is not None or frame.hour is not None:
        day = f"{SOME_YEAR}-{SOME_MONTH}-{SOME_DAY}"
    if day is not None:
        return Meaning(type_, with_time(frame, Place(day, "", None, None, Grain.DAY)), Basis.RELATIVE)
    return Meaning(type_, length(replace(frame, count=frame.count or 1)), Basis.RELATIVE)


def _duration(frame: Frame, anchor: Anchor) -> Meaning:
    """Give a length of time, and the days it covers if it reaches to or from the publication day."""
    value = length(frame)
    today = anchor.now
    place = reach(frame, today) if frame.span is not None and today is not None else None
    edtf, interval = (place.edtf, interval_of(place)) if place else (None, None)
    return Meaning(TimexType.DURATION, value, Basis.RELATIVE, edtf, interval, frame.mod, None)


def of_day(found: tuple[str, Place | None, Basis], mod: str | None = None) -> Meaning:
    """Give the meaning of a time of day, as `bare_time` finds it."""
    value, day, basis = found
    return Meaning(TimexType.TIME, value, basis, day.edtf if day else None, interval_of(day) if day else None, mod)


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
    timed = frame.hour is not None or frame.part is not None
    if timed and not frame.is_dated:
        return of_day(bare_time(frame, anchor), frame.mod)
    if frame.dir is not None and frame.lean == "future" and anchor.tense <= 0:
        return None  # "in three days" says how long it took, unless the sentence looks ahead
    if frame.dir is not None and frame.unit in CLOCKED and (at := moment_value(frame, anchor)) is not None:
        value, day = at
        return Meaning(TimexType.TIME, value, Basis.RELATIVE, day.edtf, interval_of(day), frame.mod)
    if frame.open is not None:
        anchor = anchor._replace(tense=-2 if frame.open == "since" else min(anchor.tense, 0) or 1)
    calendar = Calendar(anchor)
    place = calendar.place(frame)
    if place is None and frame.within is not None:
        return None
    if place is None:
        return _vague(frame, basis) if frame.dir and frame.unit else unplaced(frame, basis)
    if frame.fiscal:
        place = place._replace(value=f"FY{place.value}", edtf=f"{place.edtf}~")
    if frame.open is not None:
        meaning = opened(frame, place, basis)._replace(completed_by=calendar.completed_by)
        whole = year_to_date(frame, place, anchor) if frame.open == "since" else None
        return meaning if whole is None else meaning._replace(edtf=whole.edtf, stretch=Stretch(whole.edtf, interval_of(whole)))
    edtf = place.edtf
    if frame.mod == "APPROX" and "/" not in edtf and edtf[-1] not in "X~":
        edtf += "~"
    value = with_time(frame, place) if timed else place.value
    type_ = TimexType.TIME if timed else TimexType.DATE
    return Meaning(type_, value, basis, edtf, interval_of(place), frame.mod, place, completed_by=calendar.completed_by)


def _vague(frame: Frame, basis: Basis) -> Meaning | None:
    """Give what is counted from an unknown day, or by an unknown number: "some years ago"."""
    if frame.count is None:
        return Meaning(TimexType.DATE, "FUTURE_REF" if frame.dir == "ahead" else "PAST_REF", basis)
    if frame.anchor == "ref":
        return Meaning(TimexType.DURATION, length(frame), basis, None, None, frame.mod)
    return Meaning(TimexType.DATE, "FUTURE_REF" if frame.dir == "ahead" else "PAST_REF", basis)


def unplaced(frame: Frame, basis: Basis) -> Meaning | None:
    """Give the value of what could be said only in part: "10 June" of an unknown year."""
    foreign = frame.calendar is not None or frame.lunar is not None
    if frame.month is not None and frame.day is not None and not foreign and not _exists(frame.month, frame.day):
        return None
    timed = frame.hour is not None or frame.part is not None
    if frame.month is not None and frame.lunar is None and frame.calendar is None:
        year = f"{frame.year:04}" if frame.year and not frame.era else SOME_YEAR
        value = f"{year}-{frame.month:02}" + (f"-{frame.day:02}" if frame.day else "")
        if frame.year is not None and not frame.era:
            return None  # a whole date that is not on the calendar
    elif frame.day is not None and frame.lunar is None:
        value = f"{SOME_YEAR}-{SOME_MONTH}-{frame.day:02}"
    elif frame.weekday is not None:
        value = f"{SOME_YEAR}-{SOME_WEEK}-{frame.weekday + 1}"
    elif frame.season is not None:
        value = f"{SOME_YEAR}-{frame.season}"
    elif frame.quarter is not None:
        value = f"{SOME_YEAR}-Q{frame.quarter}"
    elif frame.day_shift == 0 and frame.anchor != "ref":
        value = "PRESENT_REF"
    elif frame.year is not None:
        return None
    else:
        shifts = [s for s in (getattr(frame, name) for name in SHIFTS) if s is not None]
        value = SOME_YEAR if not shifts or shifts[0] == 0 else "PAST_REF" if shifts[0] < 0 else "FUTURE_REF"
        if timed:
            return Meaning(TimexType.TIME, with_time(frame, None), basis, None, None, frame.mod)
    if timed and frame.day is not None:
        value = with_time(frame, Place(value, "", None, None, Grain.DAY))
    return Meaning(TimexType.TIME if timed else TimexType.DATE, value, basis, None, None, frame.mod)


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
        edtf = f"{bound(place.edtf, last=False)}{'~' if 'X' in place.edtf else approx}/.."
        lasting = Interval(place.start, None, Grain.RANGE) if place.start else None
    else:
        edtf = f"../{bound(place.edtf, last=True)}{approx}"
        lasting = Interval(None, place.end, Grain.RANGE) if place.end else None
    type_ = TimexType.TIME if frame.hour is not None or frame.part else TimexType.DATE
    value = with_time(frame, place) if type_ is TimexType.TIME else place.value
    return Meaning(type_, value, basis, edtf, interval_of(place), frame.mod, place, Stretch(edtf, lasting))


def year_to_date(frame: Frame, place: Place, anchor: Anchor) -> Place | None:
    """Give the months of the year of publication up to its own, if what lasts began with that year; else None."""
    day = anchor.published
    if (
        frame.mod != "START"
        or place.grain is not Grain.YEAR
        or day is None
        or place.start is None
        or place.start.year != day.year
    ):
        return None
    this = month_place(day.year, day.month)
    return this if day.month == 1 else range_place(month_place(day.year, 1), this)


def interval_of(place: Place) -> Interval | None:
    """Give the days of a place; None for years before 1."""
    return Interval(place.start, place.end, place.grain) if place.known else None
