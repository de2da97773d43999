"""Steps over keyed rows in this process: the reference that engines which spread them are tested against."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from random import Random

from kg.engine.flow import GroupStep, MapStep, Row

Held = tuple[tuple[str, str, bytes], ...]  # rows as they are between steps: none shares anything with another


class LocalFlow:
    """Holds all rows in memory, in `parts` for the steps that map them.

    With a seed, rows that may come in any order come in one that the seed decides, which finds steps that depend on it.
    """

    def __init__(self, parts: int = 3, seed: int | None = None) -> None:
        self.parts = parts
        self._random = None if seed is None else Random(seed)

    def rows(self, rows: Iterable[Row]) -> Held:
        """Give data of a few rows that are at hand."""
        return tuple((row.key, row.order, row.pickled()) for row in rows)

    def map(self, data: Held, step: MapStep) -> Held:
        """Run `step` on each part of the data."""
        rows = self._shuffled(data)
        return self.rows(row for at in range(self.parts) for row in step(iter(rows[at :: self.parts])))

    def group(self, data: Held, step: GroupStep) -> Held:
        """Run `step` once for each key, on all its rows sorted by their order."""
        rows = sorted(self._shuffled(data), key=attrgetter("key", "order"))
        return self.rows(row for key, same in groupby(rows, attrgetter("key")) for row in step(key, same))

    def union(self, *data: Held) -> Held:
        """Give the rows of all the data."""
        return tuple(row for held in data for row in held)

    def keep(self, data: Held, name: str) -> Held:
        """Give the data, which is computed already."""
        return data

    def count(self, data: Held) -> int:
        """Count the rows."""
        return len(data)

    def few(self, data: Held, most: int) -> list[Row]:
        """Give all rows, sorted by key and order; raises `ValueError` if they are more than `most`."""
        if len(data) > most:
            raise ValueError(f"{len(data)} rows are asked for at once, more than {most}")
        return sorted(self._shuffled(data), key=attrgetter("key", "order"))

    def _shuffled(self, data: Held) -> list[Row]:
        rows = [Row.of_bytes(*row) for row in data]
        if self._random is not None:
            self._random.shuffle(rows)
        return rows
