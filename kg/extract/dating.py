"""When an event happened: its own clause, its sentence, an earlier sentence, the day of publication, or not said."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.extract.reading import Reading
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.points import Points
from kg.model.event import Realis
from kg.model.time import Basis, EventTime, Grain, Interval, Timex, TimexType

LATE = 15  # sentences after which an article has left its news for the background
LOOK_BACK = 6  # sentences that a date may carry over
RECENT = range(11)  # days before publication that are still news


@dataclass(frozen=True, slots=True)
class Option:
    """A time that an event may have, where the text gives it: `timex` None is the day of publication."""

    edtf: str
    interval: Interval
    timex: Timex | None
    view: View | None


@dataclass(frozen=True, slots=True)
class Dated:
    """The time chosen for an event, in points above the threshold."""

    time: EventTime
    margin: int


def find_time(reading: Reading, found: Found, realis: Realis, views: Sequence[View], points: Points) -> Dated | None:
    """Give the best supported time; None where nothing is supported well enough: undated."""
    best: Option | None = None
    most = points.threshold - 1
    main = main_day(reading, views)
    for option in options(reading, found, views):
        score = points.sum(observations(found, realis, option, main, reading))
        if score > most:
            best, most = option, score
    return None if best is None else Dated(_time(reading, found, best), most - points.threshold)


def _time(reading: Reading, found: Found, option: Option) -> EventTime:
    if option.timex is None or option.view is None:
        return EventTime(option.edtf, option.interval, Basis.DCT)
    same = option.view is found.view
    basis = option.timex.basis if same else Basis.CONTEXT
    where = reading.provenance(option.timex.span, option.view.sentence.index, option.timex.rule)
    return EventTime(option.edtf, option.interval, basis, where)


def options(reading: Reading, found: Found, views: Sequence[View]) -> Iterator[Option]:
    """Give the times of the sentence, those of the last dated sentence before it, the article's main day, and the publication's."""
    yield from _of(found.view)
    here = next(i for i, view in enumerate(views) if view is found.view)
    given: list[Option] = []
    for view in reversed(views[max(0, here - LOOK_BACK) : here]):
        earlier = list(_of(view))
        if earlier:
            given = [earlier[-1], earlier[0]] if len(earlier) > 1 else earlier
            break
    yield from given
    main = main_day(reading, views)
    if main is not None and main.view is not found.view and all(main.timex is not o.timex for o in given):
        yield main
    day = reading.article.published_on
    if day is not None:
        yield Option(day.isoformat(), _day(reading), None, None)


def main_day(reading: Reading, views: Sequence[View]) -> Option | None:
    """Give the day that the news happened by the article's own words: the recent day it names most, the first of equals."""
    day = reading.article.published_on
    if day is None:
        return None
    recent = [o for view in views for o in _of(view) if _days_before(o, day) in RECENT and o.interval.grain is Grain.DAY]
    counts = Counter(o.edtf for o in recent)
    return max(recent, key=lambda o: counts[o.edtf]) if recent else None


def _days_before(option: Option, day: date) -> int:
    return (day - option.interval.start).days if option.interval.start is not None else -1


def _day(reading: Reading) -> Interval:
    day = reading.article.published_on
    assert day is not None
    return Interval(day, type(day).fromordinal(day.toordinal() + 1), Grain.DAY)


def _of(view: View) -> Iterator[Option]:
    for timex in view.timexes:
        if (
            timex.edtf is not None
            and timex.interval is not None
            and timex.type in (TimexType.DATE, TimexType.TIME, TimexType.DURATION)
        ):
            yield Option(timex.edtf, timex.interval, timex, view)


def observations(found: Found, realis: Realis, option: Option, main: Option | None, reading: Reading) -> Iterator[str]:
    """Name what speaks for or against a time; `evidence.toml` gives the points."""
    kind = "dct" if option.timex is None else "here" if option.view is found.view else "earlier"
    yield kind
    if main is None:
        yield f"{kind}.no_main"
    elif main.edtf == option.edtf:
        yield f"{kind}.is_main"
        if found.view.order < 4:
            yield f"{kind}.is_main.{'title' if found.view.order < 0 else 'lead'}"
    else:
        yield f"{kind}.not_main"
    if found.view.quoted[found.start]:
        yield f"{kind}.quoted"
    yield f"{kind}.{realis}"
    yield f"{kind}.type.{found.trigger.type}"
    yield f"{kind}.{found.trigger.word_class}"
    yield f"{kind}.form.{found.trigger.form}"
    if option.timex is None:
        yield from _about_publication(found)
        return
    yield f"{kind}.grain.{option.interval.grain}"
    yield f"{kind}.basis.{option.timex.basis}"
    yield f"{kind}.{option.timex.type}"
    yield from (f"{kind}.{name}" for name in _against_publication(option, realis, reading))
    if option.view is found.view:
        yield from _about_distance(found, option.timex)
    elif option.view is not None:
        yield from _about_earlier(found, option.view)


def _about_publication(found: Found) -> Iterator[str]:
    view = found.view
    place = (
        "title"
        if view.order < 0
        else "lead"
        if view.order < 2
        else "early"
        if view.order < 6
        else "late"
        if view.order > LATE
        else "body"
    )
    yield f"dct.{place}"
    dated = [t for t in view.timexes if t.interval is not None]
    yield "dct.dated" if dated else "dct.undated"
    if not dated:
        yield f"dct.undated.{place}"
    for name in ("past", "progressive", "have", "passive", "reporting", "future", "generic"):
        if any(view.has(i, name) for i in range(max(0, found.start - 3), found.start)):
            yield f"dct.near.{name}"


def _against_publication(option: Option, realis: Realis, reading: Reading) -> Iterator[str]:
    day = reading.article.published_on
    if day is None or option.interval.start is None:
        return
    days = (option.interval.start - day).days
    when = "same" if days == 0 else "after" if days > 0 else "week" if days >= -7 else "year" if days >= -366 else "long"
    yield f"when.{when}"
    yield f"when.{'after' if days > 0 else 'before'}.{realis}"


def _about_distance(found: Found, timex: Timex) -> Iterator[str]:
    view = found.view
    begins = [t.begin for t in view.tokens]
    start, stop = bisect_left(begins, timex.span.begin), bisect_left(begins, timex.span.end)
    left, right = view.clause(found.start, found.stop)
    gap = range(found.stop, start) if start >= found.stop else range(stop, found.start)
    side = "after" if start >= found.stop else "before"
    distance = len(gap)
    yield f"here.{side}.{'next' if distance <= 1 else 'near' if distance <= 5 else 'far' if distance <= 14 else 'away'}"
    if left <= start < right:
        yield "here.clause"
    if start <= 2:
        yield "here.opens"
    marks = sum(view.is_mark(i) for i in gap)
    yield f"here.marks.{min(marks, 3)}"
    if any(view.has(i, "clause_break") for i in gap):
        yield f"here.{side}.break"
    if any(view.has(i, "relative") for i in gap):
        yield "here.relative"
    others = [t for t in view.timexes if t.interval is not None]
    yield "here.only" if len(others) == 1 else "here.several"
    near = min(others, key=lambda t: (_tokens_between(begins, t, found), t.span.begin))
    yield "here.nearest" if near is timex else "here.not_nearest"


def _tokens_between(begins: Sequence[int], timex: Timex, found: Found) -> int:
    start, stop = bisect_left(begins, timex.span.begin), bisect_left(begins, timex.span.end)
    return start - found.stop if start >= found.stop else found.start - stop


def _about_earlier(found: Found, view: View) -> Iterator[str]:
    distance = found.view.order - view.order
    yield f"earlier.by.{max(-1, min(distance, 7))}"
    place = "title" if found.view.order < 0 else "lead" if found.view.order < 3 else "body"
    yield f"earlier.at.{place}"
    dated = [t for t in found.view.timexes if t.interval is not None]
    yield "earlier.dated" if dated else "earlier.undated"
    if view.order < 0:
        yield "earlier.title"
    if found.view.order > LATE:
        yield "earlier.late"
    for name in ("past", "progressive", "have", "future", "generic"):
        if any(found.view.has(i, name) for i in range(max(0, found.start - 3), found.start)):
            yield f"earlier.near.{name}"
