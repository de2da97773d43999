"""One extraction an article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.engine.flow import D, Flow, Row
from kg.graph.asof import known_by
from kg.resolve.corpus import later


def distinct(flow: Flow[D], rows: D, as_of: date | None = None) -> D:
    """Keep of two versions of an article the one published last; `rows` are article id | anything | extraction.

    With `as_of`, only what was published up to and including that day is known.
    """
    return flow.group(rows if as_of is None else flow.map(rows, lambda given: _known(given, as_of)), _last)


def _known(rows: Iterator[Row], day: date) -> Iterator[Row]:
    return (row for row in rows if known_by(row.value.article, day))


def _last(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    found = next(rows).value
    for row in rows:
        found = later(found, row.value)
    yield Row(article, "", found)
