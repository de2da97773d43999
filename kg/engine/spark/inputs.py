"""What Spark reads for the steps: lines of text files, split among machines, and whole files of other kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql

from kg.engine.flow import Row
from kg.engine.spark.flow import AS_NAMED, SparkData

_DIGITS = "{:016x}"


class SparkInputs:
    """Rows of files that lie where Spark can reach them; names that begin with `_` or `.` are no files to Spark.

    `paths` are those of files and folders, each once, and none within another; they have to be there. Of a folder, all files are read whose names
    end as `endings` say, in small letters or large.
    """

    def __init__(self, session: SparkSession) -> None:
        self._session = session

    def lines(self, paths: Sequence[str], endings: Collection[str], longest: int) -> SparkData:
        """Give the lines of files: path | where its block of the file begins | the line's bytes, without the line end.

        A step gets the lines of a block one after another, all of them, and a block's place sorts as it stands in the file. Of a line longer
        than `longest` bytes, only so many come.
        """
        if not paths:
            return self._none()
        start, line = sql.col("_metadata.file_block_start"), sql.col("value").cast("binary")
        frame = self._reader("text", endings).option("lineSep", "\n").load(list(paths))
        return SparkData(frame.select("_metadata.file_path", start, sql.substring(line, 1, longest)), source=_lines)

    def files(self, paths: Sequence[str], endings: Collection[str], most: int) -> SparkData:
        """Give whole files: path | "" | its bytes; None in their place if they are more than `most`."""
        if not paths:
            return self._none()
        frame = self._reader("binaryFile", endings).load(list(paths))
        empty = self._names(paths, endings).join(self._listed(paths), "path", "left_anti")
        none = empty.select("path", sql.lit(b"").alias("content"))
        small = frame.filter(sql.col("length") <= most).select("path", "content")
        large = frame.filter(sql.col("length") > most).select("path", sql.lit(None).cast("binary").alias("content"))
        return SparkData(small.unionAll(large).unionAll(none), source=_files)

    def listing(self, paths: Sequence[str]) -> SparkData:
        """Give the files, of whatever kind: path | "" | None."""
        return SparkData(self._names(paths, ("",)), source=_names) if paths else self._none()

    def state(self, paths: Sequence[str]) -> tuple[str, int]:
        """Give a digest of the files' names, sizes and times of change, and their bytes together."""
        if not paths:
            return "", 0
        each = sql.xxhash64("path", "length", "modificationTime").cast("decimal(20,0)")
        rows = self._listed(paths).agg(sql.count("*"), sql.sum(each), sql.sum("length")).collect()
        count, digest, size = rows[0]
        return f"{count}:{digest or 0}", int(size or 0)

    def _names(self, paths: Sequence[str], endings: Collection[str]) -> DataFrame:
        """Give the names of files, empty ones too, which Spark lists but does not read."""
        # Of a local file Spark writes file:/ elsewhere.
        found = (
            unquote(name).replace("file:///", "file:/", 1) for name in self._plain("binaryFile").load(list(paths)).inputFiles()
        )
        names = [(name,) for name in found if name.lower().endswith(tuple(endings))]
        return self._session.createDataFrame(names, "path string")

    def _reader(self, form: str, endings: Collection[str]) -> Any:
        return self._plain(form).option("pathGlobFilter", _glob(endings))

    def _listed(self, paths: Sequence[str]) -> DataFrame:
        frame: DataFrame = self._plain("binaryFile").load(list(paths))
        return frame

    def _plain(self, form: str) -> Any:
        return self._session.read.format(form).option(*AS_NAMED).option("recursiveFileLookup", "true")

    def _none(self) -> SparkData:
        return SparkData(self._session.createDataFrame([], "key binary, order binary, value binary"))


def _glob(endings: Iterable[str]) -> str:
    """Give the pattern of names that end so, in small letters or large."""
    letters = ("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in ending) for ending in sorted(endings))
    return f"*{{{','.join(letters)}}}"


def _lines(batches: Iterator[Any]) -> Iterator[Row]:
    for batch in batches:
        paths, starts, lines = (batch.column(at).to_pylist() for at in range(3))
        for path, start, line in zip(paths, starts, lines, strict=True):
            yield Row(unquote(path), _DIGITS.format(start), line)


def _files(batches: Iterator[Any]) -> Iterator[Row]:
    for batch in batches:
        for path, content in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            yield Row(path, "", content)


def _names(batches: Iterator[Any]) -> Iterator[Row]:
    for batch in batches:
        for path in batch.column(0).to_pylist():
            yield Row(path, "", None)
