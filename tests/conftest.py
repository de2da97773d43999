"""What tests of several rooms share: a Spark of this machine, where it is installed."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

ROOT = Path(__file__).parents[1]

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def has_spark() -> str:
    """Say what is missing for Spark, "" for nothing."""
    if importlib.util.find_spec("pyspark") is None:
        return "PySpark is not installed"
    return "" if shutil.which("java") or os.environ.get("JAVA_HOME") else "Java is not installed"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = has_spark()
    for item in items:
        if missing and item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def session() -> Iterator[SparkSession]:
    from kg.engine.spark.session import spark

    os.environ["PYTHONPATH"] = os.pathsep.join(
        (str(ROOT), os.environ.get("PYTHONPATH", ""))
    )  # workers import steps of tests by name
    with spark("local[2]", partitions=4, settings={"spark.sql.files.openCostInBytes": "1m"}) as started:
        yield started
