"""Which reports of all articles may tell of one event, and the evidence for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.entity import EntityId
from kg.model.ids import digest
from kg.resolve.alike import evidence
from kg.resolve.block import WINDOW, Anchor, blocks, in_order, in_the_news, stories
from kg.resolve.sketch import Sketch, may_be_one, sketch_read, sketched
from kg.resolve.told import Told, compared
from kg.resolve.weight import Doing, Weights, doing
from kg.scale.facts import Page
from kg.scale.order import place_of, placed

PAGE, MET = "0", "1"  # how the rows of an article are told apart: its reports, and what they are compared with


class _Sheet(NamedTuple):
    """A report that is sent to others, which have the words that both use."""

    told: Told
    actors: dict[EntityId, float]
    series: frozenset[Doing]
    alone: tuple[float, float]


def edges(flow: Flow[D], pages: D) -> D:
    """Give the pairs of reports that something says are of one event, each once.

    A row has the places of two reports as its key and order, the smaller first, and the `Evidence`. Reports travel with no more
    than is compared, and only to those that their sketches do not tell them from.
    """
    pairs = flow.group(flow.map(pages, _blocks), _window)
    sent = flow.group(flow.union(flow.map(pages, _sheets), pairs), _send)
    return flow.group(flow.union(flow.map(pages, _pages), sent), _meet)


def _originals(page: Page) -> Iterator[tuple[int, Told]]:
    """Give the reports that are no reprints, with their numbers."""
    return ((number, told) for number, told in enumerate(page.told) if number not in page.firsts)


def _blocks(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        page: Page = row.value
        for number, told in _originals(page):
            drawn = sketched(told)
            order = placed(number, *in_order(told)[:-1])
            for block in blocks(told):
                yield Row(_key(block), order, drawn)
            order = placed(number, *in_the_news(told)[:-1])
            for block in stories(told, page.weights):
                yield Row(_key(block), order, drawn)


def _key(block: Anchor) -> str:
    return digest(*block)


def _window(block: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Pair each report of a block with those that stand near it, unless they are surely of two events."""
    before: deque[tuple[str, int, Sketch]] = deque(maxlen=WINDOW)
    for row in rows:
        article, number = place_of(row.order)
        drawn = sketch_read(row.value)
        for there, other, known in before:
            if there != article and may_be_one(known, drawn):
                (first, one), (second, two) = sorted(((there, other), (article, number)))
                yield Row(first, f"{MET}{placed(two, second)}{placed(one)}", None)
        before.append((article, number, drawn))


def _sheets(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        page: Page = row.value
        sheets = {}
        for number, told in _originals(page):
            actors = {who: page.weights.actors[who] for who in told.company}
            series = frozenset({doing(told)} & page.weights.series)
            sheets[number] = _Sheet(compared(told), actors, series, page.weights.alone[told.event.id])
        yield Row(row.key, PAGE, sheets)


def _send(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Send to each other article those reports that some of its own are compared with, and say with which."""
    sheets: dict[int, _Sheet] = next(rows).value
    for to, found in groupby(_asked(rows), key=lambda pair: pair[0]):
        pairs = [(mine, theirs) for _, theirs, mine in found]
        yield Row(to, MET + article, ({mine: sheets[mine] for mine, _ in pairs}, pairs))


def _asked(rows: Iterable[Row]) -> Iterator[tuple[str, int, int]]:
    """Give the other article, the number there and the number here, each once."""
    last = ""
    for row in rows:
        if row.order != last:
            place, mine = row.order.removeprefix(MET)[: -len(placed(0))], row.order[-len(placed(0)) :]
            yield *place_of(place), int(mine)
            last = row.order


def _pages(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        page: Page = row.value
        weights = page.weights
        own = Weights(
            weights.words, weights.actors, weights.wording, frozenset(weights.refrains), frozenset(weights.series), weights.alone
        )
        yield Row(row.key, PAGE, (tuple(compared(told) for told in page.told), own))


def _meet(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Compare the reports of an article with those that were sent to it, which come before them."""
    told, weights = next(rows).value
    for row in rows:
        sheets, pairs = row.value
        there = row.order.removeprefix(MET)
        for number, mine in pairs:
            sheet: _Sheet = sheets[number]
            one, other = sheet.told, told[mine]
            found = evidence(one, other, _both(weights, sheet))
            if found is not None:
                yield Row(placed(number, there), placed(mine, article), found)


def _both(mine: Weights, sheet: _Sheet) -> Weights:
    """Give what is needed to compare a report of a page with a sheet."""
    actors = {**mine.actors, **sheet.actors}
    alone = {**mine.alone, sheet.told.event.id: sheet.alone}
    return Weights(mine.words, actors, mine.wording, mine.refrains, mine.series | sheet.series, alone)
