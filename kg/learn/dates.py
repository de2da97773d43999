"""How well the dates that a dated event's own sentence states are found and read, whoever the event is given to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from kg.extract.timeplace import decade_place, month_place, year_place
from kg.learn.gold import GoldArticle, GoldEvent
from kg.learn.score import Difference, bare_date
from kg.model.event import Extraction
from kg.model.time import Timex

# What stands with the event in its sentence, by the annotation's basis; the other bases borrow their date.
STATED = {"explicit": "stated dates found and right", "relative": "counted dates found and right"}

_PLACE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?|(\d{3})X")

Days = tuple[date | None, date | None]


def score_dates(gold: Sequence[GoldArticle], found: Mapping[str, Extraction]) -> tuple[Mapping[str, float], list[Difference]]:
    """Give the shares of stated and of counted dates that are found and right, and the others by class.

    A date is found if a sentence that tells the event has an expression with days, and right if one of them has the
    days of the annotation, end by end: the ends of "2013/2024" may stand apart. What the annotation calls about
    right ("2015-01~") may lie inside an expression with a modifier ("early 2015").
    """
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    faults: list[Difference] = []
    for article in gold:
        extraction = found.get(article.id)
        for event in article.events:
            if event.edtf is None or event.basis not in STATED:
                continue
            wanted[event.basis] += 1
            timexes = tuple(_beside(event, article, extraction))
            if _is_stated(event.edtf, timexes, article.record["published"]):
                right[event.basis] += 1
            else:
                faults.append(_fault(event, article, timexes))
    faults.sort(key=lambda fault: fault.fault)
    return {name: right[basis] / wanted[basis] if wanted[basis] else 0.0 for basis, name in STATED.items()}, faults


def _beside(event: GoldEvent, article: GoldArticle, extraction: Extraction | None) -> Iterator[Timex]:
    """Give the expressions with days in the sentences that tell the event."""
    sentences = [s for s in article.sentences if any(s.overlaps(trigger) for trigger in event.triggers)]
    for timex in extraction.timexes if extraction else ():
        if timex.interval is not None and any(s.overlaps(timex.span) for s in sentences):
            yield timex


def _is_stated(edtf: str, timexes: Sequence[Timex], published: str | None) -> bool:
    said = {place for timex in timexes for place in _places(timex)}
    ends = [days(end) for end in (bare_date(edtf) or "").split("/") if end not in ("", "..")]
    if not ends:
        return False
    whole = (ends[0][0] if not edtf.startswith("..") else None, ends[-1][1] if not edtf.endswith("..") else None)
    if whole in said or all(end in said for end in ends):
        return True
    until = date.fromisoformat(published[:10]) if published else None
    if len(ends) == 2 and ends[0] in said and until and ends[1] == (until, until + timedelta(days=1)):
        return True  # "since January" reaches to the day of the news
    return "~" in edtf and any(_about(whole, timex) for timex in timexes)


def _places(timex: Timex) -> Iterator[Days]:
    if timex.interval is not None:
        yield timex.interval.start, timex.interval.end
    for end in (bare_date(timex.edtf) or "").split("/"):
        if end not in ("", ".."):
            yield days(end)


def _about(whole: Days, timex: Timex) -> bool:
    (start, end), interval = whole, timex.interval
    if timex.mod is None or interval is None or start is None or end is None:
        return False
    return interval.start is not None and interval.end is not None and interval.start <= start and end <= interval.end


def days(place: str) -> Days:
    """Give the days `[start, end)` of an EDTF date without qualifiers; (None, None) for what has none here.

    Years before 1, centuries and seasons have none.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        return None, None
    year, month, day, decade = found.groups()
    if decade:
        return decade_place(int(decade) * 10).known or (None, None)
    if day:
        start = date(int(year), int(month), int(day))
        return start, start + timedelta(days=1)
    return (month_place(int(year), int(month)) if month else year_place(int(year))).known or (None, None)


def _fault(event: GoldEvent, article: GoldArticle, timexes: Sequence[Timex]) -> Difference:
    trigger = event.triggers[0]
    sentence = next((s.of(article.text) for s in article.sentences if s.overlaps(trigger)), "")
    found = ", ".join(f"{timex.span.of(article.text)} = {timex.edtf}" for timex in timexes)
    name = {"explicit": "stated date", "relative": "counted date"}[event.basis]
    fault = f"{name} {'wrong' if timexes else 'missed'}"
    return Difference(article.id, fault, trigger.of(article.text), sentence, str(event.edtf), found)
