"""A build as steps over keyed rows, for engines that spread the data itself: what such an engine must offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol, TypeVar

D = TypeVar("D")


class Row(NamedTuple):
    """One row: what it is grouped by, where it stands among the rows of its key, and any value that can be pickled.

    Keys and orders are compared by code points. Of two rows with the same key and order, either may come first.
    """

    key: str
    order: str
    value: Any


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
