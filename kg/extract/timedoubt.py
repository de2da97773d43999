"""Dates that may as well be another day: which other one, and what tells the two apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extract.timeanchor import Anchor
from kg.extract.timefind import Found
from kg.extract.timeframe import Frame
from kg.extract.timemeaning import Meaning
from kg.extract.timeplace import Place, day_place
from kg.extract.timevalue import Calendar
from kg.model.event import Issue
from kg.model.text import Span
from kg.model.time import Grain

AMBIGUOUS = "ambiguous-date"
CLOSE = 90  # days by which the nearer of two years' dates may be nearer and the other still meant
WEEK = timedelta(days=7)
MONTHS = 12

_NUMBER = re.compile(r"\d+")


def told_order(found: Found, text: str) -> bool | None:
    """Say whether a date in numbers, such as 25/5/2024, shows that the day comes first; None if it does not tell."""
    pair = _pair(found, text)
    if pair is None or max(pair) <= MONTHS:
        return None
    return pair[0] > MONTHS


def in_order(readings: Sequence[Found], text: str, day_first: bool | None) -> Sequence[Found]:
    """Put first, among readings of the same words, the one in the order that the article writes."""
    if day_first is None or len(readings) == 1:
        return readings
    return sorted(readings, key=lambda found: (-found.stop, _starts_with_day(found, text) is (not day_first)))


def _pair(found: Found, text: str) -> tuple[int, int] | None:
    """Give the day and the month in their order in the text, if both stand there as one or two digits."""
    numbers = [n for n in _NUMBER.findall(found.span.of(text))[:2] if len(n) <= 2]
    if len(numbers) != 2 or sorted(map(int, numbers)) != sorted((found.frame.day or 0, found.frame.month or 0)):
        return None
    return int(numbers[0]), int(numbers[1])


def _starts_with_day(found: Found, text: str) -> bool | None:
    pair = _pair(found, text)
    return None if pair is None or pair[0] == pair[1] else pair[0] == found.frame.day


def other_day(found: Found, rivals: Sequence[Found], meaning: Meaning, anchor: Anchor, *, known_order: bool) -> Place | None:
    """Give the other day that an expression may as well mean; None where there is no real doubt.

    There is doubt about day and month in figures that could be either, unless the article shows their order; about
    a day without a year that lies as far ahead as behind, with nothing to tell past from future; about "next
    Friday" where this week's is still to come; about what will be on a weekday that is the publication's own.
    """
    place, frame, today = meaning.place, found.frame, anchor.published
    if place is None or place.grain is not Grain.DAY or place.start is None or frame.start is not None:
        return None
    if not known_order and (other := _swapped(found, rivals, anchor)) is not None:
        return other
    if today is None:
        return None
    if _is_weekday(frame):
        return _other_week(frame, place.start, today, anchor.tense)
    return _other_year(frame, place.start, today, anchor)


def _swapped(found: Found, rivals: Sequence[Found], anchor: Anchor) -> Place | None:
    day, month = found.frame.day, found.frame.month
    if day is None or month is None or day == month:
        return None
    for rival in rivals:
        if (rival.start, rival.stop, rival.frame.day, rival.frame.month) == (found.start, found.stop, month, day):
            return Calendar(anchor).place(rival.frame)
    return None


def _is_weekday(frame: Frame) -> bool:
    silent = (frame.day, frame.month, frame.week_shift, frame.day_shift, frame.within, frame.dir)
    return frame.weekday is not None and all(field is None for field in silent)


def _other_week(frame: Frame, day: date, today: date, tense: int) -> Place | None:
    if frame.vague is not None:  # "next Friday"
        return day_place(day + WEEK) if day < today - timedelta(days=today.weekday()) + WEEK else None
    if day == today and frame.lean is None and tense > 0:
        return day_place(day + WEEK)
    return None


def _other_year(frame: Frame, day: date, today: date, anchor: Anchor) -> Place | None:
    said = (frame.year, frame.yy, frame.year_shift, frame.month_shift, frame.lean, frame.anchor, frame.day_shift, frame.open)
    if frame.day is None or frame.month is None or frame.lunar is not None or any(field is not None for field in said):
        return None
    if anchor.tense != 0 or anchor.year is not None:
        return None
    try:
        other = day.replace(year=day.year + (1 if day < today else -1))
    except ValueError:
        return None  # 29 February
    return day_place(other) if abs((other - today).days) - abs((day - today).days) <= CLOSE else None


def doubt(span: Span, text: str, meaning: Meaning, other: Place) -> Issue:
    """Say in one line which reading was taken and which other one there is."""
    taken = meaning.place.value if meaning.place else meaning.value
    return Issue(AMBIGUOUS, f"{span.of(text)!r} is read as {taken}; it may also be {other.value}", span)
