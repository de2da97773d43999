"""The times that an article gives its events to have, and what the text shows of each being an event's."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from kg.extract.anchors import find_anchors
from kg.extract.reading import Reading
from kg.extract.timeclause import is_idle, own_date
from kg.extract.timemeaning import REFS
from kg.extract.timeplace import bound, day_place, month_place, year_place
from kg.extract.trigger import Found
from kg.extract.view import NONE, View
from kg.lang.inflection import Form
from kg.model.event import EventType, Realis
from kg.model.time import Basis, EventTime, Grain, Interval, Timex, TimexType

LATE = 15  # sentences after which an article has left its news for the background
RECENT = range(11)  # days before publication that are still news
VAGUE = frozenset(REFS.values())  # TIMEX3's values of "now", "recently", "soon"
UNDER_WAY = frozenset({Form.BASE, Form.GERUND})  # "is rising"; "was raised" is over
NEAR_OTHERS = ("past", "progressive", "have", "future", "generic")  # classes of cues just before an event
NEAR_PUBLICATION = (*NEAR_OTHERS, "passive", "reporting")
BEGIN = attrgetter("begin")
LASTING = "/.."  # how the EDTF of what goes on ends
TRIED = frozenset({EventType.JUSTICE, EventType.ACCUSE})
# What is said has been said, though it be about days to come.
SPOKEN = frozenset(
    {
        EventType.AGREE,
        EventType.STATEMENT,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.ACCUSE,
        EventType.THREATEN,
    }
)


class Way(StrEnum):
    """What the words of a beginning may mean."""

    BEGINS = "begins"
    LASTS = "lasts"


@dataclass(frozen=True, slots=True)
class Option:
    """A time that an event may have, where the text gives it: `timex` None is the day of publication.

    `way` is which of the times that words of a beginning may mean this is ("from 2014"): the days named, when something
    began, or all that came after them, while it lasts; None if the words mean one time.
    """

    edtf: str
    interval: Interval
    timex: Timex | None
    view: View | None
    way: Way | None = None


class Times:
    """The times of one article: `given` by each of its sentences, its `main` day, that of `publication`, each None if there is none.

    `own` is the date that grammar alone gives to an event word, `told` the event words of each sentence; their keys are identities.
    """

    def __init__(self, reading: Reading, views: Sequence[View], found: Sequence[Found]) -> None:
        self.reading = reading
        self._place = {id(view): i for i, view in enumerate(views)}
        self.given = [list(_of(view, reading.article.published_on)) for view in views]
        self.publication = _publication(reading)
        self.main = _main_day(reading, self.given)
        self.told: dict[int, list[Found]] = {}
        for each in found:
            self.told.setdefault(id(each.view), []).append(each)
        self.own = {id(each): own_date(each, here) for here in self.told.values() for each in here}
        self._anchors = find_anchors((each, self.own[id(each)]) for each in found)

    def place(self, view: View) -> int:
        """Give the number of a sentence among the views."""
        return self._place[id(view)]

    def allows(self, found: Found, realis: Realis, option: Option) -> bool:
        """Refuse what cannot be: days gone by and that of the report for what is planned, days to come for a past deed."""
        if option.timex is None:
            return realis not in (Realis.PLANNED, Realis.POSSIBLE) and not _goes_on(found)
        day = self.reading.article.published_on
        start = option.interval.start
        if realis is Realis.PLANNED and day is not None:
            edges = (option.interval.end, None if option.view is found.view else start)
            if any(edge is not None and edge <= day for edge in edges):
                return False
        if option.view is found.view and self._is_background(found, option):
            return False
        if realis is not Realis.ACTUAL or day is None or start is None or start <= day:
            return True
        return found.trigger.type not in SPOKEN and found.trigger.form is not Form.PAST and not _told_past(found)

    def has_own(self, found: Found) -> bool:
        """Say whether a date stands with an event word by grammar alone, one that it may have or not."""
        return self.own[id(found)] is not None

    def by_grammar(self, found: Found, realis: Realis) -> list[Option]:
        """Give the date that stands with an event word by grammar alone, in each way that it may be meant and the event may have it.

        The whole year of publication is not sure: what happened "this year" or at the "Expo 2024" may be the news of the day.
        """
        own, today = self.own[id(found)], self.publication
        if own is None or (today is not None and own.edtf == f"{today.interval.start:%Y}"):
            return []
        ways = _ways(found.view, own, self.reading.article.published_on)
        return [option for option in ways if self.allows(found, realis, option)]

    def time(self, found: Found, option: Option) -> EventTime:
        """Give an event a time; words of its own sentence that name the day of publication go before the bare day itself."""
        if option.timex is None:
            here = self.given[self.place(found.view)]
            option = next((o for o in here if o.edtf == option.edtf), option)
        if option.timex is None or option.view is None:
            return EventTime(option.edtf, option.interval, Basis.DCT)
        basis = option.timex.basis if option.view is found.view else Basis.CONTEXT
        where = self.reading.provenance(option.timex.span, option.view.sentence.index, option.timex.rule)
        return EventTime(option.edtf, option.interval, basis, where)

    def observations(self, found: Found, realis: Realis, option: Option) -> Iterator[str]:
        """Name what speaks for or against an event having a time, whatever the other events have."""
        kind = kind_of(found, option)
        yield from self.about_event(found, realis, kind)
        yield from self.about_time(found, realis, option, kind)

    def about_event(self, found: Found, realis: Realis, kind: str) -> Iterator[str]:
        """Name what is observed of the event alone, as it bears on all times of one kind; nothing twice."""
        view = found.view
        yield kind
        if view.quoted[found.start]:
            yield f"{kind}.quoted"
        yield f"{kind}.{realis}"
        yield f"{kind}.type.{found.trigger.type}"
        yield f"{kind}.{found.trigger.word_class}"
        yield f"{kind}.form.{found.trigger.form}"
        yield from dict.fromkeys(
            f"{kind}.with.{t.value if t.value in VAGUE else t.type}" for t in view.timexes if t.value in VAGUE or t.edtf is None
        )
        before = sum(other.start < found.start for other in self.told[id(view)])
        yield f"{kind}.nth.{min(before, 2)}"
        yield f"{kind}.{stretch(view)}.{'later' if before else 'first'}"
        if kind == "here":
            return
        dated = any(t.interval is not None for t in view.timexes)
        yield f"{kind}.dated" if dated else f"{kind}.undated"
        near = view.classes(found.start - 3, found.start)
        yield from (f"{kind}.near.{name}" for name in (NEAR_PUBLICATION if kind == "dct" else NEAR_OTHERS) if name in near)
        if kind == "dct":
            place = "late" if view.order > LATE else stretch(view)
            yield f"dct.{place}"
            if not dated:
                yield f"dct.undated.{place}"
            return
        yield f"{kind}.at.{'title' if view.order < 0 else 'lead' if view.order < 3 else 'body'}"
        if view.order > LATE:
            yield f"{kind}.late"

    def about_time(self, found: Found, realis: Realis, option: Option, kind: str) -> Iterator[str]:
        """Name what is observed of one time, of the kind that it is to the event."""
        main, view = self.main, found.view
        if main is None:
            yield f"{kind}.no_main"
        elif main.edtf == option.edtf:
            yield f"{kind}.is_main"
            if view.order < 4:
                yield f"{kind}.is_main.{'title' if view.order < 0 else 'lead'}"
        else:
            yield f"{kind}.not_main"
        yield from (f"{kind}.{name}" for name in self._anchors.about(found, option.edtf))
        timex = option.timex
        if timex is None or option.view is None:
            return
        yield f"{kind}.grain.{option.interval.grain}"
        yield f"{kind}.basis.{timex.basis}"
        yield f"{kind}.{timex.type}"
        if timex.value in VAGUE:
            yield f"{kind}.{timex.value}"
        if timex.mod is not None:
            yield f"{kind}.modified"
        yield from (f"{kind}.{name}" for name in self._against_publication(option, realis))
        if option.way is not None:
            yield from _about_way(found, realis, option, option.way)
        if option.view is view:
            yield from _about_distance(found, timex)
            yield from self._about_others(found, timex)
            return
        yield f"{kind}.by.{max(-1, min(view.order - option.view.order, 7))}"
        if option.view.order < 0:
            yield f"{kind}.title"

    def _against_publication(self, option: Option, realis: Realis) -> Iterator[str]:
        day = self.reading.article.published_on
        if day is None or option.interval.start is None:
            return
        days = (option.interval.start - day).days
        when = "same" if days == 0 else "after" if days > 0 else "week" if days >= -7 else "year" if days >= -366 else "long"
        yield f"when.{when}"
        yield f"when.{'after' if days > 0 else 'before'}.{realis}"

    def _about_others(self, found: Found, timex: Timex) -> Iterator[str]:
        """Name which of its sentence's events have a date surely, or stand between it and the event."""
        here = self.told[id(found.view)]
        owners = [other for other in here if other is not found and self.own[id(other)] is timex]
        yield f"here.claimed.{min(len(owners), 2)}"
        if owners:
            mine, theirs = (found.view.clause(one.start, one.stop) for one in (found, owners[0]))
            yield f"here.claimed.{'clause' if mine == theirs else 'apart'}"
        first, second = sorted((found.span.begin, timex.span.begin))
        between = sum(first < other.span.begin < second for other in here)
        yield f"here.{'after' if first == found.span.begin else 'before'}.between.{min(between, 3)}"

    def _is_background(self, found: Found, option: Option) -> bool:
        """Say whether a date of the sentence is that of the trial and not of the crime it tries."""
        here = self.told.get(id(found.view), ())
        at = option.timex.span.begin if option.timex is not None else 0
        return found.trigger.type is EventType.CRIME and any(
            other.trigger.type in TRIED and at < other.span.begin < found.span.begin for other in here
        )


def places_of(view: View, timex: Timex) -> tuple[int, int]:
    """Give the tokens `[start, stop)` of a date in its sentence."""
    start = bisect_left(view.tokens, timex.span.begin, key=BEGIN)
    return start, bisect_left(view.tokens, timex.span.end, start, key=BEGIN)


def occasion(found: Found) -> str:
    """Name what kind of happening it is: something said, a meeting where things are said, or a deed."""
    return "said" if found.trigger.type in SPOKEN else "met" if found.trigger.type is EventType.MEET else "done"


def stretch(view: View) -> str:
    """Name the stretch of the article that a sentence stands in."""
    order = view.order
    return "title" if order < 0 else "lead" if order < 2 else "early" if order < 6 else "body"


def _told_past(found: Found) -> bool:
    return any(found.view.has(i, "past") for i in range(max(0, found.start - 3), found.start))


def _goes_on(found: Found) -> bool:
    """Say whether the words before the event tell of something under way that began on some other day, and "now" is not said."""
    if found.trigger.form not in UNDER_WAY or any(t.value == REFS["present"] for t in found.view.timexes):
        return False
    return any(found.view.has(i, "progressive") for i in range(max(0, found.start - 3), found.start))


def _publication(reading: Reading) -> Option | None:
    day = reading.article.published_on
    return None if day is None else Option(day.isoformat(), Interval(day, day + timedelta(days=1), Grain.DAY), None, None)


def kind_of(found: Found, option: Option) -> str:
    """Name the kind of a time to an event: of its sentence, of another one, the day of publication."""
    return "dct" if option.timex is None else "here" if option.view is found.view else "earlier"


def _main_day(reading: Reading, given: Sequence[Sequence[Option]]) -> Option | None:
    """Give the day that the news happened by the article's own words: the recent day it names most, the first of equals."""
    day = reading.article.published_on
    if day is None:
        return None
    recent = [o for here in given for o in here if _days_before(o, day) in RECENT and o.interval.grain is Grain.DAY]
    counts = Counter(o.edtf for o in recent)
    return max(recent, key=lambda o: counts[o.edtf]) if recent else None


def _days_before(option: Option, day: date) -> int:
    return (day - option.interval.start).days if option.interval.start is not None else -1


def _of(view: View, published: date | None) -> Iterator[Option]:
    for timex in view.timexes:
        if timex.type in (TimexType.DATE, TimexType.TIME, TimexType.DURATION) and not is_idle(view, timex):
            yield from _ways(view, timex, published)


def _ways(view: View, timex: Timex, published: date | None) -> Iterator[Option]:
    """Give the times that an expression may mean, the likeliest first; nothing if it has no place on the calendar."""
    edtf, days = timex.edtf, timex.interval
    if edtf is None or days is None:
        return
    stretch = timex.stretch
    if stretch is not None and stretch.partner is None and stretch.interval is not None and edtf.endswith(LASTING):
        yield Option(edtf, stretch.interval, timex, view, Way.LASTS)
        begun = edtf.removesuffix(LASTING)
        named = _days(begun)
        if named is not None:
            yield Option(begun, named, timex, view, Way.BEGINS)
        return
    start = days.start
    if stretch is None and start is not None and published is not None and start < published and _is_onward(view, timex):
        yield Option(edtf, days, timex, view, Way.BEGINS)
        yield Option(f"{bound(edtf, last=False)}{LASTING}", Interval(start, None, Grain.RANGE), timex, view, Way.LASTS)
        return
    last = _joined_year(view, timex)
    if last is not None and last.interval is not None:
        yield Option(f"{edtf}/{last.edtf}", Interval(start, last.interval.end, Grain.RANGE), timex, view)
        return
    yield Option(edtf, days, timex, view)


def _joined_year(view: View, timex: Timex) -> Timex | None:
    """Give the next year where a conjunction joins it to a year: "studied there in 2012 and 2013" tells of both."""
    _, stop = places_of(view, timex)
    other = next((t for t in view.timexes if places_of(view, t) == (stop + 1, stop + 2)), None)
    if other is None or not view.has(stop, "conjunction") or timex.stretch is not None or other.stretch is not None:
        return None
    years = [t.interval for t in (timex, other) if t.interval is not None and t.interval.grain is Grain.YEAR and t.mod is None]
    return other if len(years) == len((timex, other)) and years[0].end == years[1].start else None


def _days(edtf: str) -> Interval | None:
    """Give the days of one day, month or year; None for what is not told so."""
    parts = edtf.removesuffix("~").split("-")
    if not all(part.isdecimal() for part in parts):
        return None
    year, *rest = map(int, parts)
    place = year_place(year) if not rest else month_place(year, rest[0]) if len(rest) == 1 else day_place(date(year, *rest))
    return None if place.start is None else Interval(place.start, place.end, place.grain)


def _is_onward(view: View, timex: Timex) -> bool:
    """Say whether the word before a date says that something began then, in a language where "from" may mean "since"."""
    start, _ = places_of(view, timex)
    return view.has(start, "onward") or (start > 0 and view.has(start - 1, "onward"))


def _about_way(found: Found, realis: Realis, option: Option, way: Way) -> Iterator[str]:
    """Name what speaks for an event's having begun at a date, or for its going on since."""
    yield str(way)
    yield f"{way}.{realis}"
    yield f"{way}.type.{found.trigger.type}"
    yield f"{way}.form.{found.trigger.form}"
    if option.timex is not None and option.timex.interval is not None:
        yield f"{way}.grain.{option.timex.interval.grain}"
        yield f"{way}.basis.{option.timex.basis}"
    yield from (f"{way}.near.{name}" for name in NEAR_OTHERS if name in found.view.classes(found.start - 3, found.start))


def _about_distance(found: Found, timex: Timex) -> Iterator[str]:
    view = found.view
    start, stop = places_of(view, timex)
    left, right = view.clause(found.start, found.stop)
    gap = range(found.stop, start) if start >= found.stop else range(stop, found.start)
    side = "after" if start >= found.stop else "before"
    distance = len(gap)
    yield f"here.{side}.{'next' if distance <= 1 else 'near' if distance <= 5 else 'far' if distance <= 14 else 'away'}"
    if left <= start < right:
        yield "here.clause"
    if start <= 2:
        yield "here.opens"
    marks = len(view.marks_in(gap))
    yield f"here.marks.{min(marks, 3)}"
    between = view.classes(gap.start, gap.stop) if gap else NONE
    if "clause_break" in between:
        yield f"here.{side}.break"
    if "relative" in between:
        yield "here.relative"
    if "reporting" in between:
        yield f"here.{side}.told.{found.trigger.word_class}"
    others = [t for t in view.timexes if t.interval is not None]
    yield "here.only" if len(others) == 1 else "here.several"
    near = min(others, key=lambda t: (tokens_between(t, found), t.span.begin))
    yield "here.nearest" if near is timex else "here.not_nearest"


def tokens_between(timex: Timex | None, found: Found) -> int:
    """Count the tokens between an event word and a date of its sentence; 0 without a date."""
    if timex is None:
        return 0
    start, stop = places_of(found.view, timex)
    return start - found.stop if start >= found.stop else found.start - stop
