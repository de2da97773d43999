"""Links between events as steps: `kg.model.links` over data of any size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.event import EventLink, EventPredicate
from kg.model.links import ACYCLIC, ORDERS, circular, earliest, latest, out_of_order
from kg.model.text import Provenance, place
from kg.scale.components import FEW, components, edge
from kg.scale.rows import each_once, joined, once, parted

FACT, ASKED = "0", "1"  # in each join what is known comes first, then who asks for it

# A link as the key or order of a row is its subject, predicate and object. A row with a link as its key and no more says
# something of the link, whoever states it.


def links(flow: Flow[D], extractions: D, home: D, events: D) -> D:
    """Give the links between the graph's events: the key is an article, the order that of the link in the graph.

    The value is the link with its places in the article. `home` gives for an article's events those of the graph, `events`
    the graph's events. Links that are connected, and may be in a circle, are in one group, as pairs of ids.
    """
    told = flow.union(flow.map(home, _facts), flow.map(extractions, _lean))
    said = flow.keep(flow.group(told, _resolve), "links-said")
    times = flow.keep(flow.map(events, _times), "links-times")
    begun = flow.group(flow.union(times, flow.map(said, _ordering)), _begun)
    judged = flow.keep(flow.group(flow.union(times, begun), _judged), "links-judged")
    standing = flow.union(flow.map(judged, _standing), flow.map(said, _undated))
    refuted = flow.map(judged, _refuted)
    return flow.group(flow.union(refuted, _circles(flow, standing), said), _shares)


def _facts(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, FACT) for row in rows)


def _lean(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, ASKED, row.value.links) for row in rows if row.value.links)


def _resolve(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the links of an article between the graph's events, each once."""
    home: dict[str, str] = {}
    places: dict[str, set[Provenance]] = {}
    for row in rows:
        if row.order == FACT:
            home = row.value
            continue
        for link in row.value:
            subject, target = home[link.subject], home[link.object]
            if subject != target:
                places.setdefault(joined((subject, link.predicate, target)), set()).update(link.provenance)
    for link, found in places.items():
        yield Row(link, ASKED + article, tuple(sorted(found, key=place)))


def _times(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        ends = (earliest(row.value.time), latest(row.value.time))
        if ends != (None, None):
            yield Row(row.key, FACT, ends)


def _ordering(rows: Iterator[Row]) -> Iterator[Row]:
    """Ask for the times of the links that say what came first."""
    for subject, predicate, target in _each(rows):
        if predicate in ORDERS:
            yield Row(subject, ASKED + joined((subject, predicate, target)), None)


def _undated(rows: Iterator[Row]) -> Iterator[Row]:
    for subject, predicate, target in _each(rows):
        if predicate not in ORDERS:
            yield Row(joined((subject, predicate, target)), "", None)


def _each(rows: Iterator[Row]) -> Iterator[tuple[str, EventPredicate, str]]:
    """Give the links of a part of the data, each hardly ever twice."""
    return (_link(row.key) for row in once(Row(row.key, "", None) for row in rows))


def _link(key: str) -> tuple[str, EventPredicate, str]:
    subject, predicate, target = parted(key)
    return subject, EventPredicate(predicate), target


def _begun(event: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give each link to its object, with the day on which its subject begins."""
    start: date | None = None
    for row in each_once(event, rows):
        if row.order == FACT:
            start, _ = row.value
        else:
            link = row.order.removeprefix(ASKED)
            yield Row(_link(link)[2], row.order, start)


def _judged(event: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Say of each link whether the dates refute it."""
    end: date | None = None
    for row in rows:
        if row.order == FACT:
            _, end = row.value
        else:
            yield Row(row.order.removeprefix(ASKED), "", out_of_order(row.value, end))


def _standing(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if not row.value)


def _refuted(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(row.key, FACT, None) for row in rows if row.value)


def _circles(flow: Flow[D], links: D) -> D:
    """Give the links that lead from an event back to it.

    Most links go no further at one end or the other, and are in no circle; only the others are put together, all if they
    are few, else those that are connected.
    """
    led_to = flow.group(flow.map(links, _asking(subject=True)), _going_on)
    left = flow.keep(flow.group(flow.map(led_to, _asking(subject=False)), _going_on), "links-left")
    if flow.count(left) <= FEW:
        return flow.group(flow.map(left, _all), _circular)
    sets = flow.map(components(flow, flow.map(left, _edges), "links-sets"), _facts)
    together = flow.group(flow.union(sets, flow.map(left, _of_subject)), _gathered)
    return flow.group(together, _circular)


def _asking(*, subject: bool) -> MapStep:
    """Give the step by which each link asks whether another leads to its subject, or on from its object."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            one, other = _ends(row.key) if subject else reversed(_ends(row.key))
            yield Row(other, FACT, None)
            yield Row(one, ASKED + row.key, None)

    return step


def _ends(link: str) -> tuple[str, str]:
    """Give the ends of a link as nodes of the graph that links of its predicates make."""
    subject, predicate, target = _link(link)
    group = next(number for number, group in enumerate(ACYCLIC) if predicate in group)
    return f"{group} {subject}", f"{group} {target}"


def _going_on(node: str, rows: Iterator[Row]) -> Iterator[Row]:
    if next(rows).order == FACT:
        for row in each_once(node, rows):
            if row.order != FACT:
                yield Row(row.order.removeprefix(ASKED), "", None)


def _all(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row("", row.key, None) for row in rows)


def _edges(rows: Iterator[Row]) -> Iterator[Row]:
    return (edge(*_ends(row.key)) for row in rows)


def _of_subject(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(_ends(row.key)[0], ASKED + row.key, None) for row in rows)


def _gathered(node: str, rows: Iterator[Row]) -> Iterator[Row]:
    smallest: str = next(rows).value
    return (Row(smallest, row.order.removeprefix(ASKED), None) for row in rows)


def _circular(_: str, rows: Iterator[Row]) -> Iterator[Row]:
    found = [row.order for row in rows]
    pairs = circular(_ends(link) for link in found)
    return (Row(link, FACT, None) for link in found if _ends(link) in pairs)


def _shares(link: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give each article its share of a link, unless it is known to be wrong."""
    subject, predicate, target = _link(link)
    for row in rows:
        if row.order == FACT:
            return
        yield Row(row.order.removeprefix(ASKED), link, EventLink(subject, predicate, target, row.value))
