"""What runs in Spark's Python workers: Arrow batches in, rows through the steps, Arrow batches out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

import pyarrow as pa

from kg.engine.flow import GroupStep, Row

# What is held of rows that go out. Arrow's own limit is two gigabytes a batch.
ROWS = 4096
BYTES = 4_000_000
COLUMNS = ("key", "order", "value")

Rows = Callable[[Iterator[Row]], Iterator[Row]]
Source = Callable[[Iterator[Any]], Iterator[Row]]
Sink = Callable[[Iterator[Row]], Iterator[Any]]


def encoded(text: str) -> bytes:
    """Give a key or order as bytes, which sort as its code points do; any code point may be in it, half a character too."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """Give the key or order that `encoded` made bytes of."""
    return data.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Grouped:
    """A step on each key's rows as one on rows that come sorted, those of a key together."""

    step: GroupStep

    def __call__(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Run the step on one key's rows after another's."""
        for key, same in groupby(rows, attrgetter("key")):
            yield from self.step(key, same)


def rows_of(batches: Iterable[Any]) -> Iterator[Row]:
    """Give the rows of Arrow batches."""
    for batch in batches:
        keys, orders, values = (batch.column(at).to_pylist() for at in range(len(COLUMNS)))
        for key, order, value in zip(keys, orders, values, strict=True):
            yield Row.of_bytes(decoded(key), decoded(order), value)


def batches_of(rows: Iterable[Row]) -> Iterator[Any]:
    """Give rows as Arrow batches, each of so many rows and bytes at most, or of one row."""
    held: tuple[list[bytes], ...] = ([], [], [])
    size = 0
    for row in rows:
        cells = encoded(row.key), encoded(row.order), row.pickled()
        for column, cell in zip(held, cells, strict=True):
            column.append(cell)
        size += sum(map(len, cells))
        if size >= BYTES or len(held[0]) >= ROWS:
            yield _batch(held)
            held, size = ([], [], []), 0
    if held[0]:
        yield _batch(held)


def _batch(columns: tuple[list[bytes], ...]) -> Any:
    return pa.RecordBatch.from_arrays([pa.array(column, pa.binary()) for column in columns], names=list(COLUMNS))


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps one after another in one pass, so that rows between them are never made bytes.

    `source` makes Arrow batches rows, `sink` makes rows batches.
    """

    source: Source
    steps: tuple[Rows, ...]
    sink: Sink

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        """Run all steps on the rows of Arrow batches, as they come."""
        gc.set_threshold(500_000, 50, 100)  # as in kg's own processes: tables that live as long as they do
        rows = self.source(batches)
        for step in self.steps:
            rows = step(rows)
        return self.sink(rows)
