"""Which reports of all articles may tell of one event, and the evidence for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.entity import EntityId
from kg.resolve.alike import evidence
from kg.resolve.block import WINDOW
from kg.resolve.sketch import Sketch, may_be_one, sketch_read
from kg.resolve.told import Told
from kg.resolve.weight import Weights, Word, doing
from kg.scale.order import NUMBER, place_of, placed
from kg.scale.packed import unpacked
from kg.scale.pages import BLOCKS, SHEETS, WORDS

MET = "~"  # begins the orders of the rows on what reports are compared with, behind those of the parts of pages


class _Sheet(NamedTuple):
    """A report with what others must know of its weights."""

    told: Told
    actors: dict[EntityId, float]
    in_series: bool
    alone: tuple[float, float]


def edges(flow: Flow[D], pages: D) -> D:
    """Give the pairs of reports that something says are of one event, each once.

    A row has the places of two reports as its key and order, the smaller first, and the `Evidence`. Reports travel with no more
    than is compared, and only to those that their sketches do not tell them from.
    """
    pairs = flow.group(flow.map(pages, _blocks), _window)
    sent = flow.group(flow.union(flow.map(pages, _sheets), pairs), _send)
    return flow.group(flow.union(flow.map(pages, _compared), sent), _meet)


def _blocks(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        if row.order == BLOCKS:
            for key, order, drawn in row.value:
                yield Row(key, order, drawn)


def _window(block: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Pair each report of a block with those that stand near it, unless they are surely of two events."""
    before: deque[_Standing] = deque(maxlen=WINDOW)
    for row in rows:
        one = _Standing(row)
        for other in before:
            if other.place[0] != one.place[0] and may_be_one(other.sketch, one.sketch):
                (first, mine), (second, theirs) = sorted((other.place, one.place))
                yield Row(first, f"{MET}{placed(theirs, second)}{placed(mine)}", None)
        before.append(one)


class _Standing:
    """A report as it stands in a block, read when another comes: most stand alone."""

    def __init__(self, row: Row) -> None:
        self._row = row

    @cached_property
    def place(self) -> tuple[str, int]:
        return place_of(self._row.order)

    @cached_property
    def sketch(self) -> Sketch:
        return sketch_read(self._row.value)


def _sheets(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order == SHEETS)


def _compared(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.order in (SHEETS, WORDS))


def _send(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Send to each other article those reports that some of its own are compared with, and say with which."""
    held = next(rows)
    sheets: dict[int, Any] = {}
    for to, found in groupby(_asked(rows), key=lambda pair: pair[0]):
        sheets = sheets or held.value
        pairs = [(mine, theirs) for _, theirs, mine in found]
        yield Row(to, MET + article, ({mine: sheets[mine] for mine, _ in pairs}, pairs))


def _asked(rows: Iterable[Row]) -> Iterator[tuple[str, int, int]]:
    """Give the other article, the number there and the number here, each once."""
    last = ""
    for row in rows:
        if row.order != last:
            yield *place_of(row.order[len(MET) : -NUMBER]), int(row.order[-NUMBER:])
            last = row.order


def _meet(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Compare the reports of an article with those that were sent to it, which come before them."""
    held, words = next(rows), next(rows)
    own: _Own | None = None
    for row in rows:
        own = own or _Own(held.value, *words.value)
        there = row.order.removeprefix(MET)
        values, pairs = row.value
        sheets = {number: _sheet(value) for number, value in values.items()}
        for number, mine in pairs:
            found = evidence(sheets[number].told, own.sheet(mine).told, own.weights(sheets[number], mine))
            if found is not None:
                yield Row(placed(number, there), placed(mine, article), found)


@dataclass(slots=True)
class _Own:
    """The reports of the article that others are sent to, read when they are asked for, and the weights of its words."""

    values: Mapping[int, Any]
    words: Mapping[Word, float]
    wording: Mapping[Word, float]
    refrains: Set[str]
    read: dict[int, _Sheet] = field(default_factory=dict)

    def sheet(self, number: int) -> _Sheet:
        """Give a report by its number."""
        if number not in self.read:
            self.read[number] = _sheet(self.values[number])
        return self.read[number]

    def weights(self, other: _Sheet, number: int) -> Weights:
        """Give what is needed to compare a report that was sent with one of its own."""
        both = (other, self.sheet(number))
        series = {doing(sheet.told) for sheet in both if sheet.in_series}
        alone = {sheet.told.event.id: sheet.alone for sheet in both}
        return Weights(self.words, other.actors | both[1].actors, self.wording, self.refrains, series, alone)


def _sheet(values: tuple[Any, ...]) -> _Sheet:
    told, actors, in_series, alone = values
    return _Sheet(unpacked(told), actors, in_series, alone)
