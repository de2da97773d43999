"""A build as steps over keyed rows, for engines that spread the data itself: what such an engine must offer."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

D = TypeVar("D")

PROTOCOL = 5  # of pickles
_UNREAD = object()


class Row:
    """One row: what it is grouped by, where it stands among the rows of its key, and any value that can be pickled.

    Keys and orders are compared by code points. Of two rows with the same key and order, either may come first. Between steps a
    row is bytes: its value is read when a step asks for it, and a row that is passed on with it is not written anew, so no step
    may change a value.
    """

    __slots__ = ("_held", "_value", "key", "order")

    def __init__(self, key: str, order: str, value: Any) -> None:
        self.key = key
        self.order = order
        self._value = value
        self._held: bytes | None = None

    @classmethod
    def of_bytes(cls, key: str, order: str, pickled: bytes) -> Row:
        """Give the row whose value is pickled."""
        row = cls(key, order, _UNREAD)
        row._held = pickled
        return row

    @property
    def value(self) -> Any:
        """Give the value."""
        if self._value is _UNREAD:
            assert self._held is not None
            self._value = pickle.loads(self._held)
        return self._value

    def pickled(self) -> bytes:
        """Give the value as bytes."""
        if self._held is None:
            self._held = pickle.dumps(self._value, PROTOCOL)
        return self._held

    def at(self, key: str, order: str) -> Row:
        """Give a row with this one's value at another place."""
        row = Row(key, order, self._value)
        row._held = self._held
        return row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and (self.key, self.order, self.value) == (other.key, other.order, other.value)

    def __hash__(self) -> int:
        return hash((self.key, self.order))

    def __reduce__(self) -> tuple[Any, ...]:
        return (Row.of_bytes, (self.key, self.order, self.pickled()))

    def __repr__(self) -> str:
        return f"Row({self.key!r}, {self.order!r}, {self.value!r})"


MapStep = Callable[[Iterator[Row]], Iterator[Row]]
GroupStep = Callable[[str, Iterator[Row]], Iterator[Row]]


class Flow(Protocol[D]):
    """Runs steps over data that need not fit into one machine; `D` is the engine's handle on rows that lie anywhere.

    A step is a pure function that can be pickled or is a closure over values that can; it may run more than once, and what
    it gives must depend on its rows alone. It must read its rows as a stream: those of one key may be many.
    """

    def rows(self, rows: Iterable[Row]) -> D:
        """Give data of a few rows that are at hand."""
        ...

    def map(self, data: D, step: MapStep) -> D:
        """Run `step` on each part of the data, which holds any of the rows in any order."""
        ...

    def group(self, data: D, step: GroupStep) -> D:
        """Run `step` once for each key, on all its rows sorted by their order."""
        ...

    def union(self, *data: D) -> D:
        """Give the rows of all the data."""
        ...

    def keep(self, data: D, name: str) -> D:
        """Compute the data once and keep it under a name of its own in this build: what follows reads it.

        An engine may find it again in a later run of the same build.
        """
        ...

    def count(self, data: D) -> int:
        """Count the rows."""
        ...

    def few(self, data: D, most: int) -> list[Row]:
        """Give all rows here, sorted by key and order.

        Raises `ValueError` if they are more than `most`: only what does not grow with the corpus may be asked for.
        """
        ...
