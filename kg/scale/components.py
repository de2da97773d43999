"""What is connected to what: the smallest member stands for each set, as in `kg.resolve.sets`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kg.engine.flow import D, Flow, Row
from kg.resolve.sets import Sets
from kg.scale.rows import each_once, joined

FEW = 50_000  # edges that are held in memory, some 20 MB; each round over more of them takes four exchanges of rows


def edge(one: str, other: str) -> Row:
    """Give the row that says that two nodes belong together."""
    return Row(*(max(one, other), min(one, other)), None)


def components(flow: Flow[D], edges: D, name: str) -> D:
    """Give for each node that is in an edge a row with its key and, as the value, the smallest node that it is connected with.

    `edges` are rows of `edge`; `name` begins the names of what is kept. A node of an edge with itself is its own. Large-star
    and small-star steps by turns (Kiveris and others, Connected Components in MapReduce and Beyond, 2014): some
    log² of the nodes many rounds, and no group is held in memory. `FEW` edges are done at once.
    """
    found = flow.keep(flow.group(edges, each_once), f"{name}-0")
    if flow.count(found) <= FEW:
        return flow.group(flow.map(found, _together), _joined)
    turn = 0
    while flow.count(flow.group(flow.map(found, _both), _unsettled)):
        turn += 1
        found = flow.group(flow.map(found, _both), _large_star)
        found = flow.keep(flow.group(flow.map(found, _downward), _small_star), f"{name}-{turn}")
    return flow.group(flow.map(found, _ends), _label)


def _together(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row("", joined((row.key, row.order)), (row.key, row.order)) for row in rows)


def _joined(_: str, rows: Iterator[Row]) -> Iterator[Row]:
    sets: Sets[str] = Sets()
    for row in rows:
        sets.join(*row.value)
    for smallest, nodes in sets.sets().items():
        yield from (Row(node, "", smallest) for node in nodes)


def _both(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield row
        if row.key != row.order:
            yield Row(row.order, row.key, None)


def _downward(rows: Iterator[Row]) -> Iterator[Row]:
    return (edge(row.key, row.order) for row in rows)


def _unsettled(node: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give a row for a node that has a smaller neighbour and any other: it is no leaf of a star around its smallest node."""
    first = next(rows)
    if first.order < node and any(row.order not in (first.order, node) for row in rows):
        yield Row(node, "", None)


def _large_star(node: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Tie all larger neighbours to the smallest, which keeps the node in its set by the edge to a smaller one."""
    first = next(rows)
    smallest = min(first.order, node)
    for row in chain([first], rows):
        if row.order > node or row.order == node == smallest:
            yield Row(row.order, smallest, None)


def _small_star(node: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Tie the node and its smaller neighbours to the smallest of them."""
    smallest = next(rows).order
    yield Row(node, smallest, None)
    last = smallest
    for row in rows:
        if row.order not in (last, node):
            yield Row(row.order, smallest, None)
        last = row.order


def _ends(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield Row(row.key, row.order, None)
        yield Row(row.order, row.order, None)


def _label(node: str, rows: Iterator[Row]) -> Iterator[Row]:
    yield Row(node, "", next(rows).order)
