"""When an event happened: its own clause, its sentence, an earlier sentence, the day of publication, or not said."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg.extract.anchors import find_anchors
from kg.extract.reading import Reading
from kg.extract.timeclause import is_idle, own_date
from kg.extract.timemeaning import REFS
from kg.extract.trigger import Found
from kg.extract.view import NONE, View
from kg.lang.inflection import Form
from kg.lang.labelweights import Answer, LabelWeights
from kg.lang.points import Points
from kg.model.event import EventType, Realis
from kg.model.time import Basis, EventTime, Grain, Interval, Timex, TimexType

LATE = 15  # sentences after which an article has left its news for the background
LOOK_BACK = 6  # sentences that a date may carry over
BEFORE, AMONG, BETWEEN = 2, 8, 2  # words before a date, and between it and an event: one by one, and as one phrase
RECENT = range(11)  # days before publication that are still news
VAGUE = frozenset(REFS.values())  # TIMEX3's values of "now", "recently", "soon"
UNDER_WAY = frozenset({Form.BASE, Form.GERUND})  # "is rising"; "was raised" is over
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


@dataclass(frozen=True, slots=True)
class Option:
    """A time that an event may have, where the text gives it: `timex` None is the day of publication."""

    edtf: str
    interval: Interval
    timex: Timex | None
    view: View | None


class Calendar:
    """Dates the events of one article in text order: what was dated last tells where the story stands."""

    def __init__(
        self,
        reading: Reading,
        views: Sequence[View],
        points: Points,
        found: Sequence[Found],
        weights: LabelWeights[Answer] | None = None,
    ) -> None:
        self._reading = reading
        self._views = views
        self._points = points
        self._weights = weights
        self._place = {id(view): i for i, view in enumerate(views)}
        self._given = [list(_of(view)) for view in views]
        self._main = _main_day(reading, self._given)
        self._last: Option | None = None
        self._teller: Found | None = None  # the event word that `_last` was given to
        self._told: dict[int, list[Found]] = {}
        for each in found:
            self._told.setdefault(id(each.view), []).append(each)
        self._own = {id(each): own_date(each, here) for here in self._told.values() for each in here}
        self._anchors = find_anchors((each, self._own[id(each)]) for each in found)

    def date(self, found: Found, realis: Realis) -> EventTime | None:
        """Give the best supported time; None where nothing is supported well enough: undated."""
        own = self._own[id(found)]
        if own is not None and own.edtf is not None and own.interval is not None:
            best = Option(own.edtf, own.interval, own, found.view)
            if self._allows(found, realis, best):
                self.go_on(best, found)
                return _time(self._reading, found, best)
        return self._weighed(found, realis)

    def _allows(self, found: Found, realis: Realis, option: Option) -> bool:
        """Refuse what cannot be: the day of the report for what is planned or under way, days to come for a past deed."""
        if option.timex is None:
            return realis not in (Realis.PLANNED, Realis.POSSIBLE) and not _goes_on(found)
        day = self._reading.article.published_on
        start = option.interval.start
        if realis is Realis.PLANNED and option.view is not found.view and start is not None and day is not None and start <= day:
            return False
        if option.view is found.view and self._is_background(found, option):
            return False
        if realis is not Realis.ACTUAL or day is None or start is None or start <= day:
            return True
        return found.trigger.type not in SPOKEN and found.trigger.form is not Form.PAST and not _told_past(found)

    def _weighed(self, found: Found, realis: Realis) -> EventTime | None:
        """Let the evidence decide where grammar does not."""
        best: Option | None = None
        most = -1
        for option in self.options(found):
            if self._allows(found, realis, option):
                score = self.support(found, realis, option)
                if score > most:
                    best, most = option, score
        self.go_on(best, found)
        return None if best is None else _time(self._reading, found, self._words_for(best, found))

    def support(self, found: Found, realis: Realis, option: Option) -> int:
        """Give by how much more speaks for a time than against it, in hundredths of a logit: by the weights, else by the points."""
        seen = self.observations(found, realis, option)
        if self._weights is None:
            return self._points.sum(seen) - self._points.threshold
        return self._weights.margin(dict.fromkeys((*seen, *words(found, option))), Answer.YES)

    def _words_for(self, option: Option, found: Found) -> Option:
        """Prefer words of the event's own sentence that name the day of publication to the bare day itself."""
        if option.timex is not None:
            return option
        return next((o for o in self._given[self._place[id(found.view)]] if o.edtf == option.edtf), option)

    def go_on(self, best: Option | None, found: Found) -> None:
        """Remember the time given to an event, so that the next may share it; a headline stands apart."""
        if found.view.order >= 0 and best is not None:
            self._last, self._teller = best, found

    def options(self, found: Found) -> list[Option]:
        """Give the times of the sentence, of the last dated sentence before it, the story's, the article's main day, publication's."""
        here = self._place[id(found.view)]
        given = [*self._given[here]]
        for earlier in reversed(self._given[max(0, here - LOOK_BACK) : here]):
            if earlier:
                given += [earlier[-1], earlier[0]]
                break
        given += [o for o in (self._last, self._main, _publication(self._reading)) if o is not None]
        return list({id(o.timex): o for o in reversed(given)}.values())[::-1]

    def observations(self, found: Found, realis: Realis, option: Option) -> Iterator[str]:
        """Name what speaks for or against a time; `evidence.toml` gives the points."""
        yield from _observations(found, realis, option, self._main, self._reading)
        kind = _kind(found, option)
        yield from (f"{kind}.{name}" for name in self._anchors.about(found, option.edtf))
        yield from self._about_story(found, option, kind)
        yield from self._about_order(found, option, kind)

    def _about_story(self, found: Found, option: Option, kind: str) -> Iterator[str]:
        """Name whether the story stays at the time of the event dated last, and what follows what: words or deeds."""
        last = self._last
        if last is None or self._teller is None:
            yield f"{kind}.starts"
            return
        if last.edtf == option.edtf:
            yield f"{kind}.goes_on"
            if last.timex is None:
                yield f"{kind}.goes_on.dct"
        else:
            yield f"{kind}.changes"
        stays = "goes_on" if last.edtf == option.edtf else "changes"
        yield f"{kind}.{stays}.{_occasion(self._teller)}.{_occasion(found)}"

    def _about_order(self, found: Found, option: Option, kind: str) -> Iterator[str]:
        """Name which of its sentence's events it is, and which of the others stand between it and a date, or have the date surely."""
        here = self._told[id(found.view)]
        before = sum(other.start < found.start for other in here)
        yield f"{kind}.nth.{min(before, 2)}"
        yield f"{kind}.{_stretch(found.view)}.{'later' if before else 'first'}"
        if kind != "here" or option.timex is None:
            return
        owners = [other for other in here if other is not found and self._own[id(other)] is option.timex]
        yield f"here.claimed.{min(len(owners), 2)}"
        if owners:
            mine, theirs = (found.view.clause(one.start, one.stop) for one in (found, owners[0]))
            yield f"here.claimed.{'clause' if mine == theirs else 'apart'}"
        first, second = sorted((found.span.begin, option.timex.span.begin))
        between = sum(first < other.span.begin < second for other in here)
        yield f"here.{'after' if first == found.span.begin else 'before'}.between.{min(between, 3)}"

    def _is_background(self, found: Found, option: Option) -> bool:
        """Say whether a date of the sentence is that of the trial and not of the crime it tries."""
        here = self._told.get(id(found.view), ())
        at = option.timex.span.begin if option.timex is not None else 0
        return found.trigger.type is EventType.CRIME and any(
            other.trigger.type in TRIED and at < other.span.begin < found.span.begin for other in here
        )


def words(found: Found, option: Option) -> Iterator[str]:
    """Name the words around a date, and those between it and the event; the pack's weights give what each is worth."""
    yield "any"
    timex, view = option.timex, option.view
    if timex is None or view is None:
        return
    kind, keys = _kind(found, option), view.keys
    start, stop = _places(view, timex)
    yield from (f"{kind}.left{n}={key}" for n, key in enumerate(reversed(keys[max(0, start - BEFORE) : start]), 1))
    yield f"{kind}.first={keys[start]}"
    if stop < len(keys):
        yield f"{kind}.right={keys[stop]}"
    if view is found.view:
        side, gap = ("after", keys[found.stop : start]) if start >= found.stop else ("before", keys[stop : found.start])
        if len(gap) <= AMONG:
            yield from (f"{kind}.among.{side}={key}" for key in dict.fromkeys(gap))
        if len(gap) <= BETWEEN:
            yield f"{kind}.between.{side}={' '.join(gap)}"


def _places(view: View, timex: Timex) -> tuple[int, int]:
    """Give the tokens `[start, stop)` of a date in its sentence."""
    begins = [token.begin for token in view.tokens]
    return bisect_left(begins, timex.span.begin), bisect_left(begins, timex.span.end)


def _occasion(found: Found) -> str:
    """Name what kind of happening it is: something said, a meeting where things are said, or a deed."""
    return "said" if found.trigger.type in SPOKEN else "met" if found.trigger.type is EventType.MEET else "done"


def _stretch(view: View) -> str:
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


def _time(reading: Reading, found: Found, option: Option) -> EventTime:
    if option.timex is None or option.view is None:
        return EventTime(option.edtf, option.interval, Basis.DCT)
    same = option.view is found.view
    basis = option.timex.basis if same else Basis.CONTEXT
    where = reading.provenance(option.timex.span, option.view.sentence.index, option.timex.rule)
    return EventTime(option.edtf, option.interval, basis, where)


def _publication(reading: Reading) -> Option | None:
    day = reading.article.published_on
    return None if day is None else Option(day.isoformat(), Interval(day, day + timedelta(days=1), Grain.DAY), None, None)


def _kind(found: Found, option: Option) -> str:
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


def _of(view: View) -> Iterator[Option]:
    for timex in view.timexes:
        if (
            timex.edtf is not None
            and timex.interval is not None
            and timex.type in (TimexType.DATE, TimexType.TIME, TimexType.DURATION)
            and not is_idle(view, timex)
        ):
            yield Option(timex.edtf, timex.interval, timex, view)


def _observations(found: Found, realis: Realis, option: Option, main: Option | None, reading: Reading) -> Iterator[str]:
    kind = _kind(found, option)
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
    for timex in found.view.timexes:
        if timex.value in VAGUE:
            yield f"{kind}.with.{timex.value}"
        elif timex.edtf is None:
            yield f"{kind}.with.{timex.type}"
    if option.timex is None:
        yield from _about_publication(found)
        return
    yield f"{kind}.grain.{option.interval.grain}"
    yield f"{kind}.basis.{option.timex.basis}"
    yield f"{kind}.{option.timex.type}"
    if option.timex.value in VAGUE:
        yield f"{kind}.{option.timex.value}"
    if option.timex.mod is not None:
        yield f"{kind}.modified"
    yield from (f"{kind}.{name}" for name in _against_publication(option, realis, reading))
    if option.view is found.view:
        yield from _about_distance(found, option.timex)
    elif option.view is not None:
        yield from _about_earlier(found, option.view)


def _about_publication(found: Found) -> Iterator[str]:
    view = found.view
    place = "late" if view.order > LATE else _stretch(view)
    yield f"dct.{place}"
    dated = [t for t in view.timexes if t.interval is not None]
    yield "dct.dated" if dated else "dct.undated"
    if not dated:
        yield f"dct.undated.{place}"
    near = view.classes(found.start - 3, found.start)
    for name in ("past", "progressive", "have", "passive", "reporting", "future", "generic"):
        if name in near:
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
    start, stop = _places(view, timex)
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
    others = [t for t in view.timexes if t.interval is not None]
    yield "here.only" if len(others) == 1 else "here.several"
    near = min(others, key=lambda t: (_tokens_between(t, found), t.span.begin))
    yield "here.nearest" if near is timex else "here.not_nearest"


def _tokens_between(timex: Timex, found: Found) -> int:
    start, stop = _places(found.view, timex)
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
    near = found.view.classes(found.start - 3, found.start)
    for name in ("past", "progressive", "have", "future", "generic"):
        if name in near:
            yield f"earlier.near.{name}"
