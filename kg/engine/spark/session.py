"""Spark started and ended: quietly, with what the steps need, and with one line where something is missing."""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
TRIES = 4  # of a task, as on a cluster
_LOCAL = re.compile(r"local(?:\[(\d+|\*)\])?")
MEMORY = "1g"  # of the driver's Java part: it holds no articles
JAVA = 17
SETTINGS = {
    "spark.task.maxFailures": str(TRIES),
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",
    "spark.sql.execution.arrow.maxBytesPerBatch": "8m",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.files.ignoreMissingFiles": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def spark(
    master: str = LOCAL, partitions: int | None = None, settings: Mapping[str, str] | None = None
) -> Generator[SparkSession]:
    """Start Spark, and end it with the block.

    `master` is Spark's own name of where it runs; `partitions` is into how many parts rows are brought together at first (None: Spark's
    default, 200, of which small ones are joined). What SPARK_CONF_DIR's spark-defaults.conf says applies too, where `settings` or kg's own needs do not say otherwise.

    Raises:
        KgError: PySpark or Java is missing, or Spark does not start.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise KgError("the engine spark needs PySpark", remedy='run `pip install "kg[spark]"`') from None
    _need_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(_patient(master)).appName("kg build").config("spark.driver.memory", MEMORY)
    quiet = f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties').as_uri()}"
    builder = builder.config("spark.driver.extraJavaOptions", quiet)
    if _LOCAL.match(master):
        builder = builder.config("spark.ui.enabled", "false")
    for name, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(name, value)
    if partitions is not None:
        builder = builder.config("spark.sql.shuffle.partitions", str(partitions))
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise KgError(f"Spark does not start: {str(error).splitlines()[0]}", remedy=f"it needs Java {JAVA} or later") from error
    try:
        yield session
    finally:
        session.stop()


def _patient(master: str) -> str:
    """Give the name of a master that tries a task again after a failure, which a local one does only if it is told to."""
    found = _LOCAL.fullmatch(master)
    return f"local[{found[1] or 1},{TRIES}]" if found else master


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        raise KgError(
            f"the engine spark needs Java {JAVA} or later",
            remedy="install it, for instance openjdk-17-jre-headless, or set JAVA_HOME",
        )
