"""What happened, found as steps over keyed rows: the events of all articles that are one joined as `kg.resolve.happening` does."""

from __future__ import annotations

from collections.abc import Iterator

from kg.engine.flow import D, Flow, Row
from kg.resolve.alike import Evidence
from kg.resolve.happening import Edge, grow
from kg.resolve.merged import merged
from kg.resolve.sets import Sets
from kg.resolve.told import Told
from kg.scale.components import components, edge
from kg.scale.notes import PRINT
from kg.scale.order import place_of, placed
from kg.scale.packed import packed_event, unpacked, unpacked_event
from kg.scale.pages import WHOLE, pages
from kg.scale.pairs import edges
from kg.scale.telling import tellings

# How the rows of an article and of a set of connected reports are told apart, and what comes of them.
LABEL, TOLD, WHY = "0", "1", "2"
EVENT, HOME = "e", "h"


def events(flow: Flow[D], extractions: D, of: D, entities: D, voices: D, belongs: D) -> tuple[D, D]:
    """Join the events of all articles: give those of the graph by their ids, and where each article's went.

    `events` has a row with each `Event[EntityId]` under its id. `home` has one for each article that tells of an event: by
    the ids of its own events those of the graph's. Raises `KgError` if two events have one id.

    Reports that evidence connects, in however many steps, are held together in memory: those of one story, told by
    everybody. So are all reports of one article. All else comes as streams.
    """
    told = flow.keep(tellings(flow, extractions, of, voices), "events-told")
    parts, firsts = pages(flow, told, entities, belongs)
    known = flow.keep(parts, "events-pages")
    found = flow.keep(edges(flow, known), "events-edges")
    labels = components(flow, flow.union(flow.map(found, _edges), flow.map(firsts, _reprints)), "events-sets")
    given = flow.union(flow.map(labels, _labels), flow.map(known, _reports), flow.map(found, _reasons))
    sets = flow.keep(flow.group(given, _place), "events-placed")
    done = flow.keep(flow.union(flow.map(sets, _done), flow.group(flow.map(sets, _together), _join)), "events-joined")
    return flow.map(done, _events), flow.group(flow.map(done, _homes), _home)


def _edges(rows: Iterator[Row]) -> Iterator[Row]:
    return (edge(row.key, row.order) for row in rows)


def _reprints(rows: Iterator[Row]) -> Iterator[Row]:
    return (edge(placed(int(row.order.removeprefix(PRINT)), row.key), row.value) for row in rows)


def _labels(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        article, number = place_of(row.key)
        yield row.at(article, LABEL + placed(number))


def _reports(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, TOLD) for row in rows if row.order == WHOLE)


def _reasons(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(place_of(row.key)[0], WHY + row.key + row.order, (row.key, row.order, row.value)) for row in rows)


def _place(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Put the reports of an article, and the reasons to join them to others, where those are that they are connected with.

    The events of those that are alone are done.
    """
    labels: dict[int, str] = {}
    for row in rows:
        if row.order.startswith(LABEL):
            labels[int(row.order.removeprefix(LABEL))] = row.value
        elif row.order == TOLD:
            for number, (report, first) in enumerate(row.value):
                if number in labels:
                    yield Row(labels[number], TOLD + placed(number, article), (report, first))
                else:
                    yield from _finished([unpacked(report)])
        else:
            yield row.at(labels[place_of(row.value[0])[1]], row.order)


def _join(label: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Join the reports of one connected set as all are joined that are at hand."""
    reports: list[Told] = []
    at: dict[str, int] = {}
    firsts: list[tuple[int, str]] = []
    reasons: dict[Edge, Evidence] = {}
    for row in rows:
        if row.order.startswith(TOLD):
            report, first = row.value
            at[row.order.removeprefix(TOLD)] = len(reports)
            if first is not None:
                firsts.append((len(reports), first))
            reports.append(unpacked(report))
        else:
            one, other, why = row.value
            reasons[at[one], at[other]] = why
    sets = Sets(range(len(reports)))
    for number, first in firsts:
        sets.join(at[first], number)
    for _ in grow(reports, sets, reasons):
        pass  # the reasons are not kept
    for members in sets.sets().values():
        yield from _finished([reports[i] for i in members])


def _finished(reports: list[Told]) -> Iterator[Row]:
    event = merged(reports)
    yield Row(event.id, EVENT, packed_event(event))
    for told in reports:
        yield Row(told.article, HOME + told.event.id, event.id)


def _done(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order[0] in (EVENT, HOME))


def _together(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order[0] in (TOLD, WHY))


def _events(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, "", unpacked_event(row.value)) for row in rows if row.order == EVENT)


def _homes(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order.startswith(HOME))


def _home(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    yield Row(article, "", {row.order.removeprefix(HOME): row.value for row in rows})
