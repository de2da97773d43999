"""Ranges and lists: what each end says, what it takes over from the other, and the stretch that they bind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from kg.extract.timeanchor import Anchor
from kg.extract.timeclock import bare_range, with_time
from kg.extract.timeframe import SHIFTS, Frame
from kg.extract.timemeaning import (
    Meaning,
    basis_of,
    interval_of,
    level,
    mean,
    of_day,
    opened,
    relative,
    unplaced,
    year_to_date,
)
from kg.extract.timeplace import Place, day_place, range_place
from kg.extract.timevalue import Calendar
from kg.model.time import Basis, Grain, TimexType

SHARED = ("day", "month", "year", "year_shift", "month_shift", "day_shift", "era", "lunar")
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


class Ends(NamedTuple):
    """A range or list: `joint` is the stretch as one expression, `first` and `last` are what its ends mean apart.

    `joint` is None for members of a list that do not follow each other; `own` says that each end is a date by itself, once
    it has taken over what the other says, and no mere time of day.
    """

    joint: Meaning | None
    first: Meaning | None
    last: Meaning
    own: bool = True


def read_ends(frame: Frame, anchor: Anchor) -> Ends | None:
    """Read a range or list; None if it names no time there is, or ends before it begins."""
    if frame.item is not None and frame.other is not None:
        return _list(*completed(frame, frame.item, frame.other), anchor)
    if frame.start is None or frame.stop is None:
        return None
    if frame.stop.kind == "present":
        return _until_now(frame, frame.start, anchor)
    start, stop = completed(frame, frame.start, _two_digits(frame.start, frame.stop))
    return _range(start, stop, anchor, late=frame.stop.is_dated and not frame.start.is_dated)


def _until_now(frame: Frame, start: Frame, anchor: Anchor) -> Ends | None:
    begun = mean(replace(start, mod=None), anchor)
    if begun is None or begun.place is None:
        return None
    if start.year is None and anchor.published and begun.place.start and begun.place.start > anchor.published:
        return None  # what is still to come has not lasted until now
    joint = opened(replace(frame, open="since", mod=start.mod), begun.place, begun.basis)
    first = joint._replace(stretch=None, edtf=begun.edtf)
    whole, to_date = joint.stretch, year_to_date(start, begun.place, anchor)
    if to_date is not None:
        joint = joint._replace(edtf=to_date.edtf, interval=interval_of(to_date), stretch=None)
    elif whole is not None:
        joint = joint._replace(interval=whole.interval, stretch=None)
    now = Meaning(TimexType.DATE, "PRESENT_REF", Basis.DCT)
    if anchor.published is not None:
        today = day_place(anchor.published)
        now = now._replace(edtf=today.edtf, interval=interval_of(today))
    return Ends(joint, first, now)


def _range(start: Frame, stop: Frame, anchor: Anchor, late: bool) -> Ends | None:
    """Read two ends that have taken over what the other says; `late` says that the day was said with the second."""
    if level(start) == level(stop) == "clock" and not start.is_dated and not stop.is_dated:
        joint = of_day(bare_range(start, stop, anchor))
        return Ends(joint, None, joint, own=False)
    calendar = Calendar(anchor)
    last = calendar.place(stop)
    completed_by = calendar.completed_by
    if level(start) == level(stop) == "weekday" and stop.hour is None:
        last = _weekday_after(calendar.place(start), stop)
        anchor = anchor._replace(published=last.start if last else None, tense=-2)
    if last is None:
        return _partial_range(start, stop, anchor)
    before = Calendar(anchor._replace(year=last.start.year if last.start else anchor.year, last=last))
    first = before.place(start)
    if first is None:
        return None
    if first == last and _crosses(start, stop) and first.start is not None:
        first, last = (_next(first, -1), last) if late else (first, _next(last, 1))
    place = range_place(first, last)
    if place is None:
        earlier = _year_earlier(start, stop, first, last, anchor)
        place, first = (range_place(earlier, last), earlier) if earlier else (None, first)
    if place is None or (place.known is None and first.start is not None):
        return None
    one, two = (_end(*end)._replace(completed_by=completed_by) for end in ((start, first), (stop, last)))
    basis = Basis.RELATIVE if relative(start) or relative(stop) else Basis.EXPLICIT
    mod = start.mod if start.mod == stop.mod else None
    if start.hour is None and stop.hour is None and not start.part and not stop.part:
        joint = Meaning(TimexType.DATE, place.value, basis, place.edtf, interval_of(place), mod, place)
    else:
        within = first if first == last else place
        value = f"{with_time(start, first)}/{with_time(stop, last)}"
        joint = Meaning(TimexType.TIME, value, basis, within.edtf, interval_of(within), mod, within)
    return Ends(joint._replace(completed_by=completed_by), one, two, start.is_dated and stop.is_dated)


def _crosses(start: Frame, stop: Frame) -> bool:
    """Say whether two times of one day have midnight between them: "from 10 p.m. to 2 a.m."."""
    if start.hour is None or stop.hour is None:
        return False
    return (stop.hour, stop.minute or 0) < (start.hour, start.minute or 0)


def _next(day: Place, shift: int) -> Place:
    return day_place(day.start + timedelta(days=shift)) if day.start is not None and day.grain is Grain.DAY else day


def _end(frame: Frame, place: Place) -> Meaning:
    """Give what one end means by itself."""
    has_clock = frame.hour is not None or frame.part is not None
    edtf = place.edtf
    if frame.mod == "APPROX" and "/" not in edtf and edtf[-1] not in "X~":
        edtf += "~"
    type_, value = (TimexType.TIME, with_time(frame, place)) if has_clock else (TimexType.DATE, place.value)
    return Meaning(type_, value, basis_of(frame), edtf, interval_of(place), frame.mod, place)


def _partial_range(start: Frame, stop: Frame, anchor: Anchor) -> Ends | None:
    basis = Basis.RELATIVE if relative(start) or relative(stop) else Basis.EXPLICIT
    first, last = unplaced(start, basis), unplaced(stop, basis)
    if anchor.published is not None or first is None or last is None:
        return None
    return Ends(Meaning(first.type, f"{first.value}/{last.value}", basis), first, last, start.is_dated and stop.is_dated)


def _year_earlier(start: Frame, stop: Frame, first: Place, last: Place, anchor: Anchor) -> Place | None:
    """Place the first end of a range whose second comes earlier in the year: "from 28 December to 3 January"."""
    if start.month is None or stop.month is None or start.month <= stop.month or not first.start or not last.start:
        return None
    if stop.year is not None and start.year == stop.year and first.start.year == last.start.year:
        return Calendar(anchor).place(replace(start, year=stop.year - 1))
    if start.year is None and stop.year is None:
        return Calendar(anchor).place(replace(start, year=last.start.year - 1))
    return None


def _list(item: Frame, then: Frame, anchor: Anchor) -> Ends | None:
    """Join two members that follow each other; others stay apart."""
    calendar = Calendar(anchor)
    if level(then) == "weekday":
        first = calendar.place(item)
        last = _weekday_after(first, then)
    else:
        last = calendar.place(then)
        first = Calendar(anchor._replace(year=last.start.year, last=last)).place(item) if last and last.start else None
    if last is None:
        return None
    by = calendar.completed_by
    one, two = _end(item, first) if first else None, _end(then, last)._replace(completed_by=by)
    ends = Ends(None, one._replace(completed_by=by) if one else None, two)
    if first is None or last.start is None or first.end != last.start:
        return ends
    place = range_place(first, last)
    if place is None:
        return ends
    value = f"{first.value},{last.value}"
    joint = Meaning(TimexType.DATE, value, basis_of(then), place.edtf, interval_of(place), None, place, completed_by=by)
    return ends._replace(joint=joint)


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
    finest = level(frame)
    if finest is None or (finest != "clock" and level(other) == "clock"):
        return frame
    taken: dict[str, object] = {}
    for name in COARSER.get(finest, ()):
        if getattr(frame, name) is not None:
            break
        value = getattr(other, name)
        if value is not None:
            taken[name] = value
    if any(getattr(frame, shift) is not None for shift in SHIFTS):
        return frame
    return replace(frame, **taken)  # type: ignore[arg-type]  # the values come from another frame's same fields
