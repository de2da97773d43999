"""How the dates of two reports stand to each other."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from kg.model.event import Realis
from kg.model.time import Basis, EventTime, Grain, Interval

DAY = timedelta(days=1)
MONTH = 31  # days: what is longer says no month
RECENT = 3  # days between the news of one event that nobody dates
LONGEST = 366  # days: a decade or a century dates nothing that another report could share
RANK = {Basis.EXPLICIT: 0, Basis.RELATIVE: 1, Basis.CONTEXT: 2, Basis.DCT: 3}


class Fit(StrEnum):
    """What two dates allow."""

    SAME = "same date"
    WITHIN = "one date within the other"
    NEAR = "day of the news and the day before"
    ONGOING = "going on, and undated"
    UNDATED = "both undated"
    NEWS = "undated in the news of that day or the day after"
    APART = "dates apart"


class Dated(Protocol):
    """What is known of when a report has it that something happens, and if it says so; and of the day of its news."""

    @property
    def time(self) -> EventTime | None:
        """Give when it happens; None if the text does not say."""
        ...

    @property
    def realis(self) -> Realis:
        """Say whether it is told as having happened."""
        ...

    @property
    def published(self) -> date | None:
        """Give the day of the news; None if unknown."""
        ...


class Printed(Dated, Protocol):
    """What is known of who published a report, too."""

    @property
    def outlet(self) -> str:
        """Give who publishes it."""
        ...


def fit(one: EventTime | None, other: EventTime | None) -> Fit:
    """Say how two dates stand to each other; the order of the two does not matter.

    An undated report fits another undated one, or one that goes on ("since 2022"), which every mention of it
    can mean. The publication day that an undated report was given may be a day late.
    """
    if one is None or other is None:
        dated = one or other
        if dated is None:
            return Fit.UNDATED
        return Fit.ONGOING if dated.interval.end is None else Fit.APART
    a, b = one.interval, other.interval
    if (a.start, a.end) == (b.start, b.end):
        return Fit.SAME
    if a.start is None or b.start is None:
        return Fit.APART
    if a.end is None or b.end is None:
        return Fit.WITHIN if _starts_within(a, b) or _starts_within(b, a) else Fit.APART
    if _contains(a, b) or _contains(b, a):
        return Fit.WITHIN
    return Fit.NEAR if _day_late(one, other) or _day_late(other, one) else Fit.APART


def stand(one: EventTime | None, day: date | None, other: EventTime | None, other_day: date | None) -> Fit:
    """Say how two dates stand to each other, like `fit`, by the days of the news as well (None: unknown).

    What two articles leave undated is not one event if their news lie more than `RECENT` days apart. What one leaves undated
    can be what happened on its day or the day before.
    """
    found = fit(one, other)
    if found is Fit.UNDATED and day is not None and other_day is not None and abs(day - other_day) > RECENT * DAY:
        return Fit.APART
    if found is Fit.APART and (one is None or other is None):
        time, news = (other, day) if one is None else (one, other_day)
        if time is not None and news is not None and days(time.interval) == 1 and time.interval.start in (news, news - DAY):
            return Fit.NEWS
    return found


def _contains(a: Interval, b: Interval) -> bool:
    return (
        a.start is not None
        and b.start is not None
        and a.end is not None
        and b.end is not None
        and a.start <= b.start
        and b.end <= a.end
        and days(a) <= LONGEST
    )


def _starts_within(open_one: Interval, other: Interval) -> bool:
    """Say whether what goes on since a date began within `other`, which says no more than a month."""
    if open_one.end is not None or open_one.start is None or other.start is None:
        return False
    if other.end is None:
        return (open_one.start.year, open_one.start.month) == (other.start.year, other.start.month)
    return other.start <= open_one.start < other.end and days(other) <= MONTH


def _day_late(news: EventTime, other: EventTime) -> bool:
    day = news.interval.start
    return (
        news.basis is Basis.DCT
        and news.interval.grain is Grain.DAY
        and other.interval.grain is Grain.DAY
        and other.basis is not Basis.DCT
        and day is not None
        and other.interval.start == day - DAY
    )


def days(interval: Interval) -> int:
    """Give the length in days; an open interval is longer than any."""
    if interval.start is None or interval.end is None:
        return 10**6
    return (interval.end - interval.start).days


def exactness(time: EventTime) -> tuple[int, int, str, str]:
    """Sort dates so that the one to show comes first: the shortest, then the one with the best basis."""
    # A publication day is exact by construction and not by the text: a date that was read comes first.
    late = time.basis is Basis.DCT
    return (10**7 if late and days(time.interval) <= 1 else days(time.interval), RANK[time.basis], time.edtf, repr(time.timex))


def months(interval: Interval) -> list[str]:
    """Give the months in which reports of the same date can lie, as `2024-06`; a year's for what is longer than a month."""
    start = interval.start or interval.last_day
    if start is None:
        return []
    last = interval.last_day
    if interval.end is None or last is None or days(interval) > MONTH:
        return [_month(start), _year(start)]
    return sorted({_month(start - DAY), _month(start), _month(last), _year(start)})


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _year(day: date) -> str:
    return f"{day.year:04}"
