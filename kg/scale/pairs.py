"""Which reports of all articles may tell of one event, and the evidence for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.ids import digest
from kg.resolve.alike import Evidence, evidence
from kg.resolve.block import WINDOW, Anchor, blocks, in_order, in_the_news, stories
from kg.resolve.told import Told, compared
from kg.resolve.weight import Weights, doing
from kg.scale.facts import Page
from kg.scale.order import ordered

TOLD, MET = "0", "1"  # how the rows of an event are told apart: its report, and those that it is compared with


class _Sheet(NamedTuple):
    """One report with what it weighs; one that is sent to another leaves the words to that one."""

    told: Told
    weights: Weights


def edges(flow: Flow[D], pages: D) -> D:
    """Give the pairs of reports that something says are of one event, each once: the ids of their events in the order of the reports, by article and id, and the `Evidence`."""
    pairs = flow.group(flow.map(pages, _blocks), _window)
    sheets = flow.map(pages, _sheets)
    sent = flow.group(flow.union(sheets, pairs), _send)
    return flow.group(flow.union(sheets, sent), _meet)


def _originals(rows: Iterable[Row]) -> Iterator[tuple[Told, Weights]]:
    """Give the reports that are no reprints."""
    for row in rows:
        page: Page = row.value
        for told in page.told:
            if told.event.id not in page.firsts:
                yield told, page.weights


def _blocks(rows: Iterator[Row]) -> Iterator[Row]:
    for told, weights in _originals(rows):
        who = (told.event.id, told.article)
        order = ordered(*in_order(told))
        for block in blocks(told):
            yield Row(_key(block), order, who)
        order = ordered(*in_the_news(told))
        for block in stories(told, weights):
            yield Row(_key(block), order, who)


def _key(block: Anchor) -> str:
    return digest(*block)


def _window(block: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Pair each report of a block with those that stand near it."""
    before: deque[tuple[str, str]] = deque(maxlen=WINDOW)
    for row in rows:
        event, article = row.value
        for other, there in before:
            if there != article:
                yield Row(max(event, other), MET + min(event, other), None)
        before.append(row.value)


def _sheets(rows: Iterator[Row]) -> Iterator[Row]:
    for told, weights in _originals(rows):
        lang = told.event.lang
        own = Weights(
            {(lang, word): weights.words[lang, word] for word in told.content},
            {who: weights.actors[who] for who in told.company},
            {(lang, word): weights.wording[lang, word] for word in told.wording},
            {quote.sentence for quote in told.quotes} & weights.refrains,
            {doing(told)} & weights.series,
            {told.event.id: weights.alone[told.event.id]},
        )
        yield Row(told.event.id, TOLD, _Sheet(compared(told), own))


def _send(event: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Send a report to those that it is compared with."""
    first = next(rows)
    told, weights = first.value
    sheet = _Sheet(told, Weights({}, weights.actors, {}, frozenset(), weights.series, weights.alone))
    last = ""
    for row in rows:
        if row.order not in (TOLD, last):
            yield Row(row.order.removeprefix(MET), MET + event, sheet)
        last = row.order


def _meet(event: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Compare a report with those that were sent to it."""
    mine: _Sheet = next(rows).value
    for row in rows:
        if row.order != TOLD:
            other: _Sheet = row.value
            one, two = sorted((mine.told, other.told), key=lambda told: (told.article, told.event.id))
            found: Evidence | None = evidence(one, two, _both(mine.weights, other.weights))
            if found is not None:
                yield Row(one.event.id, two.event.id, found)


def _both(mine: Weights, other: Weights) -> Weights:
    """Give what is needed to compare two reports, of one of which all is known."""
    actors, alone = {**mine.actors, **other.actors}, {**mine.alone, **other.alone}
    return Weights(mine.words, actors, mine.wording, mine.refrains, mine.series | other.series, alone)
