"""What each article tells, laid out as `kg.resolve.told` has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.engine.flow import D, Flow, Row
from kg.errors import KgError
from kg.resolve.told import resolved, told_in
from kg.scale.notes import Notes, Print, notes
from kg.scale.packed import packed, unpacked

LOCAL, OF, VOICE = "0", "1", "2"
WHOLE, NOTES = "0r", "0n"  # the orders of the rows of an article: its reports, and what it notes of them


def tellings(flow: Flow[D], extractions: D, of: D, voices: D) -> D:
    """Give for each article that tells of an event two rows: all its reports, packed, sorted by their events' ids, and `Notes`.

    They do not say yet what only other articles know: whom somebody belongs to, and who is in a table. Raises `KgError` if two
    events of an article have one id.
    """
    given = flow.union(flow.map(extractions, _local), flow.map(of, _after), flow.map(voices, _last))
    return flow.group(given, _tell)


def noted(rows: Iterator[Row]) -> Iterator[tuple[str, Notes]]:
    """Give the articles of rows of `tellings`, and what they note."""
    return ((row.key, notes_of(row)) for row in rows if row.order == NOTES)


def notes_of(row: Row) -> Notes:
    """Give what an article notes."""
    counts, days, asks, idents, prints = row.value
    return Notes(counts, days, asks, idents, [Print(*one) for one in prints])


def same_id(event: str) -> KgError:
    """Give the error for two events with one id."""
    return KgError(f"two events have the id {event}", remedy="an id must say of which article an event is, and which one there")


def _local(rows: Iterator[Row]) -> Iterator[Row]:
    """Lay out what each article tells as it alone knows it."""
    for row in rows:
        told = [packed(report) for report in told_in(row.value)]
        if told:
            yield Row(row.key, LOCAL, told)


def _after(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, OF) for row in rows)


def _last(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, VOICE) for row in rows)


def _tell(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    first = next(rows)
    if first.order == LOCAL:
        of = {(article, local): who for local, who in next(rows).value.items()}
        text, source = next(rows).value
        local = sorted((unpacked(report) for report in first.value), key=lambda report: report.event.id)
        for one, other in pairwise(local):
            if one.event.id == other.event.id:
                raise same_id(one.event.id)
        told = [resolved(report, of, text, source) for report in local]
        yield Row(article, WHOLE, [packed(report) for report in told])
        *more, prints = notes(told)
        yield Row(article, NOTES, (*more, [tuple(one) for one in prints]))
