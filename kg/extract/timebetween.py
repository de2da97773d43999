"""When an event happened that another is counted from: "two days after the attack, police arrested him", "a week before the vote".

So is one whose anniversary is told: "the 20th anniversary of the founding".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kg.extract.dateoption import places_of
from kg.extract.reading import Reading
from kg.extract.timeplace import Place, add_months, day_place, month_place, year_place
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.model.event import EventType
from kg.model.text import Span
from kg.model.time import Basis, EventTime, Grain, Interval, Timex, TimexType

MEASURE = re.compile(r"P(\d{1,3})(D|NI|W|M|Y|DE)")  # TIMEX3's value of a length in one unit
DAYS = {"D": 1, "NI": 1, "W": 7}
MONTHS = {"M": 1, "Y": 12, "DE": 120}
LONG = frozenset({"W", *MONTHS})  # units of what may take its whole time; a few days are seldom told so
REACH = 6  # tokens from the word of counting to the event word: "after officials of the ministry announced"
NEXT = 2  # tokens from a length to the event that took so long: "after nine months of deployment"
FINE = (Grain.DAY,)
AT_ONCE = frozenset({EventType.ORGANISATION, EventType.STATEMENT})  # what was founded or said, at no length
YEARS = re.compile(r"P(\d{1,3})Y")
DIGITS = 3  # of the years of an anniversary
AFTER = 3  # tokens between the words of an anniversary and the event: "the 20th anniversary of the treaty's signing"
# How exact the day must be that is counted from.
FIT = {"D": FINE, "NI": FINE, "W": FINE, "M": (*FINE, Grain.WEEK, Grain.MONTH), "Y": (*FINE, Grain.WEEK, Grain.MONTH, Grain.YEAR)}
FIT["DE"] = FIT["Y"]


@dataclass(frozen=True, slots=True)
class Distance:
    """A length of time between two events of a sentence, by their numbers among the event words of the article.

    `mark` is the event that the words of counting lead to ("the attack"), `other` the one that is counted from it; `sign` is 1 if
    `other` came after. `opens` says that the length stands before both: what is told so has its own place in time, and is seldom
    the news of the day. `whole` says that `mark` took the whole time, up to `other`: "after nine months of deployment".
    """

    mark: int
    other: int
    sign: int
    opens: bool
    whole: bool
    timex: Timex
    view: View


def counted(
    reading: Reading, found: Sequence[Found], times: Sequence[EventTime | None], own: Sequence[bool]
) -> dict[int, EventTime]:
    """Give the times of the events that lengths of time tell from those of others, by the number of their word.

    `times[i]` is that of event word `found[i]`, None if it is undated; `own[i]` says that a date of its own stands with it: such a
    date is counted from, and stays. Where both events have one, or the one counted from has no time, nothing is counted.
    """
    told: dict[int, EventTime] = {}
    for one in distances(found):
        goal, base, sign = (one.mark, one.other, -one.sign) if not own[one.mark] else (one.other, one.mark, one.sign)
        known = times[base]
        if own[goal] or known is None or base in told or (one.opens and known.basis is Basis.DCT):
            continue
        time = _count(known, one, sign)
        if time is None:
            continue
        where = reading.provenance(one.timex.span, one.view.sentence.index, f"{one.timex.rule}.between")
        told[goal] = replace(time, timex=where)
    return told


def distances(found: Sequence[Found]) -> list[Distance]:
    """Find the lengths of time that stand between two events of a sentence, in text order."""
    told: list[Distance] = []
    for view, here in _by_view(found):
        for timex in view.timexes:
            if timex.type is TimexType.DURATION and timex.edtf is None and MEASURE.fullmatch(timex.value):
                told += _around(view, timex, here, found)
    return told


def _by_view(found: Sequence[Found]) -> Iterator[tuple[View, list[int]]]:
    """Give the sentences with event words, and the numbers of theirs."""
    numbers: dict[int, list[int]] = {}
    for i, one in enumerate(found):
        numbers.setdefault(id(one.view), []).append(i)
    for here in numbers.values():
        yield found[here[0]].view, here


def _around(view: View, timex: Timex, here: Sequence[int], found: Sequence[Found]) -> list[Distance]:
    start, stop = places_of(view, timex)
    sign, at, whole = 0, stop, False
    if view.has(stop, "counts_after") or view.has(stop, "counts_before"):
        sign = 1 if view.has(stop, "counts_after") else -1
        while view.has(at, "counts_after") or view.has(at, "counts_before"):
            at += 1
    elif view.has(start - 1, "counts_after"):
        sign, whole = 1, True
    if not sign or view.has(start - 1, "infinitive"):  # "was sentenced to two years after the trial"
        return []
    reach = NEXT if whole else REACH
    mark = next((i for i in here if at <= found[i].start <= at + reach), None)
    if mark is None or any(view.is_mark(i) or view.dated[i] for i in range(at, found[mark].start)):
        return []
    begin = start - 1 if whole else start
    before = [i for i in here if found[i].stop <= begin]
    comma = next((i for i in range(found[mark].stop, len(view.tokens)) if view.is_mark(i)), len(view.tokens))
    other = before[-1] if before else next((i for i in here if found[i].start > comma), None)
    if other is None:
        return []
    whole = whole and found[mark].trigger.type not in AT_ONCE
    return [Distance(mark, other, sign, not before, whole, timex, view)]


def _count(base: EventTime, one: Distance, sign: int) -> EventTime | None:
    """Count from a known time; None if it is too coarse, or the calendar ends."""
    match = MEASURE.fullmatch(one.timex.value)
    day, grain = base.interval.start, base.interval.grain
    if match is None or day is None or base.interval.end is None or grain not in FIT[match[2]]:
        return None
    count, unit = int(match[1]), match[2]
    try:
        far = _moved(day, unit, sign * count)
        place = _place(far, unit)
        if one.whole and unit in LONG:
            first, last = (place, _place(day, unit)) if far < day else (_place(day, unit), place)
            if first.start is None or last.end is None:
                return None
            return EventTime(f"{first.edtf}/{last.edtf}", Interval(first.start, last.end, Grain.RANGE), Basis.RELATIVE)
    except (ValueError, OverflowError):
        return None
    if place.start is None or place.end is None:
        return None
    approx = "~" if one.timex.mod is not None else ""
    return EventTime(f"{place.edtf}{approx}", Interval(place.start, place.end, place.grain), Basis.RELATIVE)


def _moved(day: date, unit: str, count: int) -> date:
    return day + timedelta(days=count * DAYS[unit]) if unit in DAYS else add_months(day.replace(day=1), count * MONTHS[unit])


def _place(day: date, unit: str) -> Place:
    return day_place(day) if unit in DAYS else month_place(day.year, day.month) if unit == "M" else year_place(day.year)


def anniversaries(reading: Reading, found: Sequence[Found]) -> dict[int, EventTime]:
    """Give the years of the events whose anniversary is told, counted from that of publication, by the number of their word.

    Where a sentence names another year, the anniversary may be that one's, and nothing is counted.
    """
    day = reading.article.published_on
    told: dict[int, EventTime] = {}
    if day is None:
        return told
    for view, here in _by_view(found):
        named = {t.interval.start.year for t in view.timexes if t.interval is not None and t.interval.start is not None}
        for count, span, at, plain in _jubilees(view) if named <= {day.year} else ():
            i = next((i for i in here if found[i].start >= at), None)
            if i is None or count >= day.year:
                continue
            gap = range(at, found[i].start)
            near = len(gap) <= AFTER and not any(view.is_mark(k) or view.dated[k] for k in gap)
            if near and (plain or (not gap and found[i].trigger.type is EventType.ORGANISATION)):
                place = year_place(day.year - count)
                where = reading.provenance(span, view.sentence.index, "anniversary")
                if place.start is not None and place.end is not None:
                    told[i] = EventTime(place.edtf, Interval(place.start, place.end, place.grain), Basis.RELATIVE, where)
    return told


def _jubilees(view: View) -> Iterator[tuple[int, Span, int, bool]]:
    """Give the years of anniversaries, their places, the tokens at which what they are of begins, and whether words say that it is one day."""
    tokens = view.tokens
    counts: list[tuple[int, Span, int, int]] = []
    for timex in view.timexes:
        match = YEARS.fullmatch(timex.value) if timex.type is TimexType.DURATION else None
        if match is not None:
            counts.append((int(match[1]), timex.span, *places_of(view, timex)))
    for i, (number, ending) in enumerate(pairwise(tokens)):
        if number.text.isdecimal() and len(number.text) <= DIGITS and number.end == ending.begin:  # "20th"
            counts.append((int(number.text), Span(number.begin, ending.end), i, i + 2))
    for count, span, start, stop in counts:
        plain = view.has(stop, "anniversary_of")
        if plain or view.has(start - 1, "anniversary"):
            at = next(i for i in range(stop, len(tokens) + 1) if not view.has(i, "anniversary_of"))
            yield count, span, at, plain
