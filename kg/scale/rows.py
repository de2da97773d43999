"""Small parts of steps: keys for identities, rows summed or told once in a part, the rows of a key by the sort they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kg.engine.flow import D, Flow, MapStep, Row
from kg.resolve.identity import Identity

MANY = 100_000  # what a map step holds at most before it gives it on


def joined(parts: Identity) -> str:
    """Make one string of several that sorts as they do."""
    return "\x00".join(part.replace("\x01", "\x01\x02").replace("\x00", "\x01\x01") for part in parts)


def parted(key: str) -> Identity:
    """Give the strings that one was made of by `joined`."""
    return tuple(part.replace("\x01\x01", "\x00").replace("\x01\x02", "\x01") for part in key.split("\x00"))


def once(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows without those whose key and order came lately."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.key, row.order) not in seen:
            yield row
            seen.add((row.key, row.order))
            if len(seen) >= MANY:
                seen.clear()


def each_once(_: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Give one row of each order of a key, whose rows come sorted: a step for a group."""
    last: str | None = None
    for row in rows:
        if row.order != last:
            yield row
            last = row.order


def counted(counts: Iterable[tuple[str, int]]) -> Iterator[Row]:
    """Give a row with the sum of the counts of each key."""
    found: Counter[str] = Counter()
    for key, count in counts:
        found[key] += count
        if len(found) >= MANY:
            yield from (Row(key, "", count) for key, count in found.items())
            found.clear()
    yield from (Row(key, "", count) for key, count in found.items())


def summed(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Sum the counts of a key: a step for a group."""
    yield Row(key, "", sum(row.value for row in rows))


def sort(wanted: str) -> MapStep:
    """Make a step that gives the rows of one sort."""
    return where(lambda row: row.order[:1] == wanted)


def where(holds: Callable[[Row], bool]) -> MapStep:
    """Make a step that gives the rows for which something holds."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        return filter(holds, rows)

    return step


def first(flow: Flow[D], data: D, key: str) -> Any:
    """Give the value of the one row that has the key; None if there is none."""
    found = flow.few(flow.map(data, where(lambda row: row.key == key)), 1)
    return found[0].value if found else None


class Sorts:
    """The rows of one key, those of each sort after another: the first letter of their order says which they are of."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, sort: str) -> Iterator[Row]:
        """Give the next rows, as far as they are of the sort; all are to be read before the next sort is taken."""
        while self._next is not None and self._next.order[0] == sort:
            row = self._next
            self._next = next(self._rows, None)
            yield row

    def rest(self) -> Iterator[Row]:
        """Give all rows that are left."""
        if self._next is not None:
            yield self._next
            yield from self._rows

    def any(self, sort: str) -> bool:
        """Skip the next rows that are of the sort; say whether there were any."""
        return sum(1 for _ in self.take(sort)) > 0
