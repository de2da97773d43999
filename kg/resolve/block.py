"""Which reports are compared at all: those that share a time bucket and an anchor, so that the work grows with their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.model.event import EventType
from kg.model.time import Interval
from kg.resolve.alike import COMPATIBLE, LOCAL
from kg.resolve.told import Told
from kg.resolve.weight import Weights
from kg.resolve.when import MONTH, days, months

WINDOW = 40  # neighbours that a report is compared with in one block; blocks of everyday size are compared whole
WIDEST = 8  # participants of one event that are paired; a list of thirty states would make 435 pairs

RAREST = 8  # words of a report, its rarest, of which another report of the same story has one

Anchor = tuple[str, ...]
Order = tuple[str | tuple[str, ...], ...]


def candidates(reports: Sequence[Told], weights: Weights) -> Iterator[tuple[int, int]]:
    """Give the pairs of positions worth comparing, the smaller first, each once, sorted."""
    # Reports enter their blocks in the order in which likely ones stand together.
    found: defaultdict[Anchor, list[int]] = defaultdict(list)
    for i in sorted(range(len(reports)), key=lambda i: in_order(reports[i])):
        for block in blocks(reports[i]):
            found[block].append(i)
    for i in sorted(range(len(reports)), key=lambda i: in_the_news(reports[i])):
        for block in stories(reports[i], weights):
            found[block].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in found.values():
        for at, i in enumerate(members):
            for j in members[at + 1 : at + 1 + WINDOW]:
                if reports[i].article != reports[j].article:
                    pairs.add((i, j) if i < j else (j, i))
    yield from sorted(pairs)


def in_order(told: Told) -> Order:
    """Sort a block so that what is likeliest the same stands together."""
    time = told.event.time
    start = time.interval.start if time else None
    return (
        start.isoformat() if start else "",
        tuple(sorted(told.parts)),
        tuple(sorted(told.triggers)),
        told.article,
        told.event.id,
    )


def blocks(told: Told) -> set[Anchor]:
    """Give the blocks of a report whose members stand `in_order`."""
    time = told.event.time
    found: set[Anchor] = set()
    for kind in _kinds(told.event.type):
        if time is not None:
            found |= {(kind, when, *anchor) for when in _when(time.interval) for anchor in _anchors(told)}
            if days(time.interval) == 1:
                company = sorted(told.company)[:WIDEST]
                found |= {(kind, time.edtf, "company", *three) for three in combinations(company, 3)}
        if time is None or time.interval.end is None:
            found |= {(kind, "undated", *anchor) for anchor in _words(told)}
    found.update((kind, "copy", quote.sentence) for kind in _kinds(told.event.type) for quote in told.quotes)
    return found


def in_the_news(told: Told) -> Order:
    """Sort a block so that what was published together stands together."""
    published = told.published.isoformat() if told.published else ""
    return (published, tuple(sorted(told.triggers)), told.article, told.event.id)


def stories(told: Told, weights: Weights) -> Iterator[Anchor]:
    """Give the blocks of a report by its wording, whose members stand as they were `in_the_news`: the event word with each of the rarest words around it."""
    for trigger in sorted(told.triggers):
        for word in weights.rarest(told, RAREST):
            yield ("story", str(told.event.type), told.event.lang, trigger, word)


def _kinds(kind: EventType) -> set[str]:
    pairs = {"+".join(sorted(pair)) for pair in COMPATIBLE if kind in pair}
    return {str(kind), *pairs}


def _when(interval: Interval) -> list[str]:
    buckets = months(interval)
    return buckets if interval.end is None or days(interval) <= MONTH else buckets[-1:]


def _anchors(told: Told) -> set[Anchor]:
    who = sorted(told.behind)[:WIDEST]
    own = sorted(told.parts)[:WIDEST]
    anchors: set[Anchor] = {("pair", *pair) for pair in combinations(who, 2)}
    for trigger in told.triggers:
        anchors.update(("does", x, told.event.lang, trigger) for x in own)
    anchors.update(("at", x, y) for x in own for y in told.places)
    if not told.parts or told.event.type in LOCAL:
        anchors.update(("place", y) for y in told.places)
    return anchors


def _words(told: Told) -> set[Anchor]:
    """Give the anchors of an undated report: its words too, since no date narrows it down."""
    who = sorted(told.parts)[:WIDEST]
    return {(told.event.lang, trigger, *pair) for pair in combinations(who, 2) for trigger in told.triggers}
