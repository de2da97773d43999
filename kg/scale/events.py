"""What happened, found as steps over keyed rows: the events of all articles that are one joined as `kg.resolve.happening` does."""

from __future__ import annotations

from collections.abc import Iterator

from kg.engine.flow import D, Flow, Row
from kg.errors import KgError
from kg.resolve.alike import Evidence
from kg.resolve.happening import Edge, grow
from kg.resolve.merged import merged
from kg.resolve.sets import Sets
from kg.resolve.told import Told
from kg.scale.components import components, edge
from kg.scale.facts import pages
from kg.scale.order import ordered
from kg.scale.pairs import edges
from kg.scale.telling import tellings

# How the rows of a set of connected reports are told apart, and what comes of them.
LABEL, TOLD, WHY = "0", "1", "2"
EVENT, HOME = "e", "h"


def events(flow: Flow[D], extractions: D, of: D, entities: D, voices: D, belongs: D) -> tuple[D, D]:
    """Join the events of all articles: give those of the graph by their ids, and where each article's went.

    `events` has a row with each `Event[EntityId]` under its id. `home` has one for each article that tells of an event: by
    the ids of its own events those of the graph's. Raises `KgError` if two events have one id.

    Reports that evidence connects, in however many steps, are held together in memory: those of one story, told by
    everybody. All else comes as streams.
    """
    told = flow.keep(tellings(flow, extractions, of, voices), "events-told")
    known = flow.keep(pages(flow, told, entities, belongs), "events-pages")
    found = flow.keep(edges(flow, known), "events-edges")
    connected = flow.union(flow.map(found, _edges), flow.map(known, _reprints))
    labels = components(flow, connected, "events-sets")
    given = flow.union(flow.map(labels, _labels), flow.map(known, _reports), flow.map(found, _reasons))
    placed = flow.keep(flow.group(given, _place), "events-placed")
    done = flow.keep(flow.union(flow.map(placed, _alone), flow.group(flow.map(placed, _together), _join)), "events-joined")
    return flow.map(done, _events), flow.group(flow.map(done, _homes), _home)


def _edges(rows: Iterator[Row]) -> Iterator[Row]:
    return (edge(row.key, row.order) for row in rows)


def _reprints(rows: Iterator[Row]) -> Iterator[Row]:
    return (edge(event, first) for row in rows for event, first in row.value.firsts.items())


def _labels(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, LABEL, row.value) for row in rows)


def _reports(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        for told in row.value.told:
            yield Row(told.event.id, TOLD, (told, row.value.firsts.get(told.event.id)))


def _reasons(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, WHY + row.order, row.value) for row in rows)


def _place(event: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Put a report, and the reasons to join it to others, where those are that it is connected with; finish one that is alone."""
    label = event
    alone = True
    seen = False
    for row in rows:
        if row.order == LABEL:
            label, alone = row.value, False
        elif row.order == TOLD:
            if seen:
                raise KgError(
                    f"two events have the id {event}",
                    remedy="an event's id must say which article's it is, and which event there",
                )
            seen = True
            told: Told = row.value[0]
            if alone:
                yield from _finished([told])
            else:
                yield Row(label, TOLD + ordered(told.article, event), row.value)
        else:
            other = row.order.removeprefix(WHY)
            yield Row(label, WHY + ordered(event, other), (event, other, row.value))


def _join(label: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Join the reports of one connected set as all are joined that are at hand."""
    reports: list[Told] = []
    at: dict[str, int] = {}
    firsts: dict[str, str] = {}
    edges: dict[Edge, Evidence] = {}
    for row in rows:
        if row.order.startswith(TOLD):
            told, first = row.value
            at[told.event.id] = len(reports)
            reports.append(told)
            if first is not None:
                firsts[told.event.id] = first
        else:
            one, other, why = row.value
            edges[at[one], at[other]] = why
    sets = Sets(range(len(reports)))
    for event, first in firsts.items():
        sets.join(at[event], at[first])
    for _ in grow(reports, sets, edges):
        pass
    for members in sets.sets().values():
        yield from _finished([reports[i] for i in members])


def _finished(reports: list[Told]) -> Iterator[Row]:
    event = merged(reports)
    yield Row(event.id, EVENT, event)
    for told in reports:
        yield Row(told.article, HOME + told.event.id, event.id)


def _alone(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order[0] in (EVENT, HOME))


def _together(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order[0] in (TOLD, WHY))


def _events(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, "", row.value) for row in rows if row.order == EVENT)


def _homes(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order.startswith(HOME))


def _home(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    yield Row(article, "", {row.order.removeprefix(HOME): row.value for row in rows})
