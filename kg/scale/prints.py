"""Which reports are reprints: in the same place of the same text as one before them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.event import Realis
from kg.model.time import EventTime
from kg.resolve.alike import reprinted
from kg.resolve.sketch import dates_read
from kg.scale.facts import ASKED, FACT
from kg.scale.notes import PRINT
from kg.scale.order import place_of, placed
from kg.scale.telling import noted

SEVERAL = ""  # comes first of all rows of a place


class _Printed(NamedTuple):
    realis: Realis
    time: EventTime | None
    published: date | None
    outlet: str


def prints(flow: Flow[D], told: D, answers: D) -> D:
    """Give for each article and number of a report that is a reprint the place of the first print.

    The order is the number behind `PRINT`. `told` is what `tellings` gives, `answers` are those of `facts`.
    """
    return flow.group(flow.union(flow.map(told, _prints), flow.map(answers, _refrains)), _first_prints)


def _prints(rows: Iterator[Row]) -> Iterator[Row]:
    """Lay reports beside those that stand in the same place of the same text.

    Of an article that tells several events in one place, nothing says which one is which: `SEVERAL`.
    """
    for article, own in noted(rows):
        seen: set[str] = set()
        for number, (key, dates, outlet, _) in enumerate(own.prints):
            if key in seen:
                yield Row(key, SEVERAL, None)
            seen.add(key)
            yield Row(key, ASKED + placed(number, article), (dates, outlet))


def _refrains(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order == FACT)


def _first_prints(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Find the first print of each reprint, in the order of the articles.

    The first prints are held: as many as there are days on which a text says the same of different ones.
    """
    daily = False
    firsts: list[tuple[_Printed, str]] = []
    for row in rows:
        if row.order == SEVERAL:
            return
        if row.order == FACT:
            daily = True
            continue
        dates, outlet = row.value
        printed, at = _Printed(*dates_read(dates), outlet), row.order.removeprefix(ASKED)
        first = next((there for one, there in firsts if reprinted(one, printed, daily)), None)
        if first is None:
            firsts.append((printed, at))
        else:
            article, number = place_of(at)
            yield Row(article, f"{PRINT}{number}", first)
