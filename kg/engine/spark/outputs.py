"""What Spark writes of the steps' rows: lines in packed text files, tables in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark.sql import DataFrame, Observation
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructType

from kg.engine.flow import Row
from kg.engine.spark.chain import BYTES, ROWS
from kg.engine.spark.files import Files, joined
from kg.engine.spark.flow import AS_NAMED, SparkData, SparkFlow


class SparkOutputs:
    """Writes data of a flow into folders, each part by the machine that has it; a folder that is there is replaced."""

    def __init__(self, flow: SparkFlow) -> None:
        self._flow = flow
        self._session = flow.session
        self.files: Files = flow.files

    def lines(self, data: SparkData, folder: str, ending: str) -> int:
        """Write values that are lines, one or several each with its line end, as bytes of UTF-8, into gzipped files `part-00000` and so on
        with this ending; give the number of lines. What is in the files is the same in each run, how gzip packs it need not be.
        """

        def write() -> int:
            seen = Observation()
            frame = self._flow.converted(data, _texts, "value string, lines bigint")
            counted = frame.observe(seen, sql.sum("lines").alias("lines")).select("value")
            counted.write.mode("overwrite").option("compression", "gzip").text(folder)
            self._renamed(folder, ending)
            return int(seen.get["lines"] or 0)

        return self._written(folder, write)

    def table(self, data: SparkData, columns: Mapping[str, str], folder: str) -> int:
        """Write values that are dicts of exactly these columns, whose types are named as in SQL; give the number of rows."""
        schema = ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
        arrow = to_arrow_schema(cast("StructType", StructType.fromDDL(schema)))

        def write() -> int:
            seen = Observation()
            frame = self._flow.converted(data, Tabled(arrow), schema)
            frame.observe(seen, sql.count(sql.lit(1)).alias("rows")).write.mode("overwrite").parquet(folder)
            self._renamed(folder, ".parquet")
            return int(seen.get["rows"] or 0)

        return self._written(folder, write)

    def described(self, folder: str) -> dict[str, dict[str, Any]]:
        """Give the bytes and the SHA-256 of each file in a folder and its folders, by its path there, sorted."""
        reader = self._session.read.format("binaryFile").option("recursiveFileLookup", "true").option(*AS_NAMED)
        frame: DataFrame = reader.load(folder).select("path", "length", sql.sha2("content", 256))
        start = len(self.files.whole(folder).rstrip("/")) + 1
        rows = self._flow.act("checking", lambda: frame.collect())
        return {path[start:]: {"bytes": size, "sha256": digest} for path, size, digest in sorted(map(tuple, rows))}

    def _written(self, folder: str, write: Callable[[], int]) -> int:
        name = folder.rstrip("/").rpartition("/")[2]
        return int(self._flow.once(f"written-{name}", f"writing {name}", write))

    def _renamed(self, folder: str, ending: str) -> None:
        """Give the parts names that each run gives: Spark puts one of its own into them."""
        names = [name for name in self.files.names(folder) if name.startswith("part-")]
        for name in names:
            number = name.split("-", 2)[1]
            self.files.rename(joined(folder, name), joined(folder, f"part-{number}{ending}"))
        self.files.delete(joined(folder, "_SUCCESS"))
        where = urlsplit(self.files.whole(folder))
        if where.scheme == "file":
            for sums in Path(self.files.whole(folder).removeprefix("file:")).glob(".*.crc"):
                sums.unlink()  # Hadoop's own, beside each file of a file system that keeps none


class Tabled:
    """Makes rows that are dicts batches of columns."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema

    def __call__(self, rows: Iterator[Row]) -> Iterator[Any]:
        """Give the batches, of so many rows each."""
        held: list[dict[str, Any]] = []
        for row in rows:
            held.append(row.value)
            if len(held) == ROWS:
                yield pa.RecordBatch.from_pylist(held, self._schema)
                held = []
        if held:
            yield pa.RecordBatch.from_pylist(held, self._schema)


def _texts(rows: Iterator[Row]) -> Iterator[Any]:
    texts: list[bytes] = []
    counts: list[int] = []
    size = 0
    for row in rows:
        texts.append(row.value.removesuffix(b"\n"))  # which the writer puts there
        counts.append(texts[-1].count(b"\n") + 1)
        size += len(row.value)
        if size >= BYTES or len(texts) == ROWS:
            yield _two(texts, counts)
            texts, counts, size = [], [], 0
    if texts:
        yield _two(texts, counts)


def _two(texts: list[bytes], counts: list[int]) -> Any:
    columns = [pa.array(texts, pa.binary()).cast(pa.string()), pa.array(counts, pa.int64())]
    return pa.RecordBatch.from_arrays(columns, names=["value", "lines"])
