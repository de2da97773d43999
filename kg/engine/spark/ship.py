"""How kg gets to Spark's workers: as it lies here where they are on this machine, else packed and sent with the job."""

from __future__ import annotations

import tempfile
import weakref
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

HOME = Path(__file__).parents[2]  # the package kg
ARCHIVE = "kg-code"
_sent: weakref.WeakKeyDictionary[Any, Any] = (
    weakref.WeakKeyDictionary()
)  # contexts, and the folder that is served to their machines


def shipped(session: SparkSession, work: bytes) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Give pickled work on Arrow batches as a function that finds kg, of the same state as here, before it loads the work."""
    context = session.sparkContext
    is_here = (context.master or "").partition("[")[0] == "local"
    if not is_here and context not in _sent:
        _sent[context] = _send(context)
    return _booting(str(HOME.parent) if is_here else None, ARCHIVE, work)


def _booting(home: str | None, archive: str, work: bytes) -> Callable[[Iterator[Any]], Iterator[Any]]:
    # It is pickled as it is, not by its name, and so must not refer to anything of this module.
    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pickle
        import sys

        from pyspark import SparkFiles

        folder = home or SparkFiles.get(archive)
        if folder not in sys.path:
            sys.path.insert(0, folder)
        result: Iterator[Any] = pickle.loads(work)(batches)
        return result

    return run


def _send(context: Any) -> tempfile.TemporaryDirectory[str]:
    """Send kg's code and tables to every machine, where they are unpacked: tables are read as files."""
    folder = tempfile.TemporaryDirectory(prefix="kg-spark-")
    path = Path(folder.name, "kg.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(HOME.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                archive.write(file, Path(HOME.name, file.relative_to(HOME)))
    context.addArchive(f"{path}#{ARCHIVE}")
    return folder
