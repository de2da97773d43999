"""Steps over keyed rows as Spark's data frames of three columns of bytes."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, TypeVar

import pyarrow as pa
from py4j.protocol import Py4JJavaError
from pyspark import cloudpickle
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from kg.engine.flow import PROTOCOL, GroupStep, MapStep, Row
from kg.engine.spark.chain import Chain, Grouped, Rows, Sink, Source, batches_of, rows_of
from kg.engine.spark.failure import told
from kg.engine.spark.files import Files, joined
from kg.engine.spark.ship import shipped

T = TypeVar("T")

AS_NAMED = ("__globPaths__", "false")  # brackets and stars in names of files are no patterns
SCHEMA = "key binary, order binary, value binary"
NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class SparkData:
    """Rows that Spark has or can make: those that `source` reads of `frame`, after `steps`, which run in one pass over it."""

    frame: DataFrame
    steps: tuple[Rows, ...] = ()
    source: Source = rows_of


class SparkFlow:
    """Runs steps on a Spark session's machines.

    Keys and orders are bytes there (UTF-8 sorts as code points do, and Spark compares bytes unsigned), so that any code point may be in them.
    Steps that need no exchange of rows between run in one pass (`mapInArrow`: 1.5 CPU s there and back for 100,000 rows of 750 bytes, as
    `mapInPandas` takes, but its batches can be bounded by bytes, and nothing passes through columns of objects). A key's rows are brought together by a hash
    of the key and sorted within their part, on disk if need be, and pass a step as a stream, so that neither a large key nor
    a large part takes memory.

    What is kept, counted, or taken by `few` is noted in `folder` when it is complete, each under its name or number: another
    run over the same folder finds it there, and what only leads to it is not computed again. The folder must belong to this one build:
    to its inputs, code and settings.
    """

    def __init__(self, session: SparkSession, folder: str, on_step: Callable[[str], None] = lambda name: None) -> None:
        """Keep things in `folder`, a path or URL that all machines reach; `on_step` is told what is computed."""
        self.session = session
        self.folder = folder
        self.files = Files(session)
        self._on_step = on_step
        self._names: set[str] = set()
        self._actions = 0

    def rows(self, rows: Iterable[Row]) -> SparkData:
        """Give data of a few rows that are at hand."""
        empty = pa.schema([(name, pa.binary()) for name in ("key", "order", "value")])
        return SparkData(self.session.createDataFrame(pa.Table.from_batches(batches_of(rows), empty), SCHEMA))

    def map(self, data: SparkData, step: MapStep) -> SparkData:
        """Run `step` on each part of the data."""
        return replace(data, steps=(*data.steps, step))

    def group(self, data: SparkData, step: GroupStep) -> SparkData:
        """Run `step` once for each key, on all its rows sorted by their order."""
        frame = self.frame(data).repartition("key").sortWithinPartitions("key", "order")
        return SparkData(frame, (Grouped(step),))

    def union(self, *data: SparkData) -> SparkData:
        """Give the rows of all the data."""
        return SparkData(reduce(DataFrame.unionAll, map(self.frame, data))) if data else self.rows(())

    def keep(self, data: SparkData, name: str) -> SparkData:
        """Compute the data, or find what an earlier run kept under the name; what follows reads it.

        Raises:
            ValueError: Something was kept under this name already.
        """
        if not NAME.fullmatch(name) or name in self._names:
            raise ValueError(f"{name!r} is no name for what is kept, or is taken")
        self._names.add(name)
        where = joined(self.folder, name)
        self.once(name, name, lambda: self._write(data, where))
        return SparkData(self.session.read.schema(SCHEMA).option(*AS_NAMED).parquet(where))

    def count(self, data: SparkData) -> int:
        """Count the rows."""
        return int(self.once(None, "counting", lambda: self._count(data)))

    def few(self, data: SparkData, most: int) -> list[Row]:
        """Give all rows here, sorted by key and order; raises `ValueError` if they are more than `most`."""
        rows: list[Row] = self.once(None, "collecting", lambda: self._few(data, most))
        return rows

    def frame(self, data: SparkData) -> DataFrame:
        """Give the data as a frame of the columns key, order and value, the last pickled; all are bytes."""
        return data.frame if _is_plain(data) else self.converted(data, batches_of, SCHEMA)

    def converted(self, data: SparkData, sink: Sink, schema: str) -> DataFrame:
        """Give the data as a frame of any schema, of batches that `sink` makes of the rows."""
        return data.frame.mapInArrow(shipped(self.session, _pickled(Chain(data.source, data.steps, sink))), schema)

    def act(self, what: str, action: Callable[[], T]) -> T:
        """Have Spark do something now, and say so.

        Raises:
            KgError: Spark gave up, or what runs in it raised such an error.
        """
        self._on_step(what)
        try:
            return action()
        except (PySparkException, Py4JJavaError) as error:
            raise told(error, what) from error

    def _write(self, data: SparkData, where: str) -> None:
        self.frame(data).write.mode("overwrite").parquet(where)

    def _count(self, data: SparkData) -> int:
        if _is_plain(data):
            return data.frame.count()
        return sum(row.value for row in self._taken(self.frame(self.map(data, _counted))))

    def _few(self, data: SparkData, most: int) -> list[Row]:
        rows = self._taken(self.frame(data).limit(most + 1))
        if len(rows) > most:
            raise ValueError(f"more than {most} rows are asked for at once")
        return sorted(rows, key=lambda row: (row.key, row.order))

    def _taken(self, frame: DataFrame) -> list[Row]:
        return list(rows_of(frame.toArrow().to_batches()))

    def once(self, name: str | None, what: str, compute: Callable[[], Any]) -> Any:
        """Give what an earlier run noted of this action, or what `compute` gives, which is noted. Actions without a name have a
        number: the steps of one build are the same in each run. Raises `KgError` as `act` does.
        """
        if name is None:
            self._actions += 1
        where = joined(self.folder, "done", name or f"action-{self._actions:05}")
        noted = self.files.read(where)
        if noted is not None:
            return pickle.loads(noted)
        result = self.act(what, compute)
        self.files.write(where, pickle.dumps(result, PROTOCOL))
        return result


def _is_plain(data: SparkData) -> bool:
    return not data.steps and data.source is rows_of


def _pickled(work: Any) -> bytes:
    dumps: Callable[[Any], bytes] = cloudpickle.dumps
    return dumps(work)


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    yield Row("", "", sum(1 for _ in rows))
