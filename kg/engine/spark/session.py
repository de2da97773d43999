"""Spark started and ended: quietly, with what the steps need, and with one line where something is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

LOCAL = "local[*]"
TRIES = 4  # of a task, as on a cluster
_LOCAL = re.compile(r"local(?:\[(\d+|\*)\])?")
MEMORY = "1g"  # of the driver's Java part: it holds no articles
JAVA = 17
# Of Java's two compilers only the quick one, where it is for one build on one machine: half the CPU of 16 small steps (13.6 of 23.5 s).
QUICK = "-XX:TieredStopAtLevel=1"
NOISE = b"Using incubator modules"  # Java, of a module that Spark asks for
SETTINGS = {
    "spark.task.maxFailures": str(TRIES),
    "spark.sql.adaptive.enabled": "true",
    # A part that is small in bytes may hold minutes of work: articles to be extracted.
    "spark.sql.adaptive.coalescePartitions.minPartitionSize": "128k",
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
        from pyspark import SparkConf
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise KgError("the engine spark needs PySpark", remedy='run `pip install "kg[spark]"`') from None
    _need_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    is_here = master.startswith("local[") or master == "local"
    quiet = f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties').as_uri()}"
    conf = SparkConf().setMaster(_patient(master)).setAppName("kg build")
    conf.setIfMissing("spark.driver.memory", MEMORY)
    conf.set("spark.driver.extraJavaOptions", f"{quiet} {QUICK}" if is_here else quiet)
    if is_here:
        conf.set("spark.ui.enabled", "false")
    if partitions is not None:
        conf.set("spark.sql.shuffle.partitions", str(partitions))
    conf.setAll([*SETTINGS.items(), *(settings or {}).items()])
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    try:
        _start_java(conf)
        session = SparkSession.builder.config(conf=conf).getOrCreate()
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


def _start_java(conf: SparkConf) -> None:
    """Start Spark's Java part, if it does not run yet, with what it says on stderr passed on but for lines that say nothing."""
    from pyspark import SparkContext
    from pyspark.java_gateway import launch_gateway

    context: Any = SparkContext
    launch: Any = launch_gateway
    if context._gateway is None:
        gateway = launch(conf, {"stderr": subprocess.PIPE})
        if gateway.proc is not None:  # under spark-submit, Java started this process
            threading.Thread(target=_pass_on, args=(gateway.proc.stderr,), daemon=True).start()
        context._ensure_initialized(gateway=gateway)


def _pass_on(lines: IO[bytes]) -> None:
    for line in lines:
        if NOISE not in line:
            sys.stderr.write(line.decode("utf-8", "backslashreplace"))


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        raise KgError(
            f"the engine spark needs Java {JAVA} or later",
            remedy="install it, for instance openjdk-17-jre-headless, or set JAVA_HOME",
        )
