"""What goes wrong on Spark's machines: articles that end their process, tasks that fail, executors that are killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.engine.flow import Row
from kg.engine.localflow import LocalFlow
from kg.extractors import RULES
from kg.model.text import Article
from kg.pipeline import FAILED
from kg.scale.extracting import extract_in_waves, extractions, first, issues
from tests.engine.sparkjobs import Once, Poisoned, tripled

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")]
TIME = 10.0  # seconds; the machine may be busy with other things
ROOT = Path(__file__).parents[2]


def test_an_article_that_fails_in_any_way_is_lost_alone(session: SparkSession, tmp_path: Path) -> None:
    from kg.engine.spark.careful import Careful
    from kg.engine.spark.flow import SparkFlow

    names = [*(f"a{n}" for n in range(20)), "raises", "loops", "ends"]
    texts = [Article(name, f"The dam of {name} gave way on Monday.", "en", published="2023-03-06") for name in names]
    flow = SparkFlow(session, str(tmp_path))
    given = flow.rows(Row(article.id, "", article) for article in texts)
    data = extract_in_waves(flow, given, Poisoned(), Careful(TIME), 2, {FAILED})
    found = {row.key: row.value for row in flow.few(extractions(flow, data), 100)}
    assert [found[name].article for name in names] == texts
    assert all(found[article.id] == RULES(article) for article in texts[:20])
    count, told = first(flow, issues(flow, data), 2)
    assert count == 3
    assert {name: found[name].issues[0].message for name in names[20:]} == {
        "raises": "the extractor failed on this article: ZeroDivisionError: by it",
        "loops": "the extractor took longer than 10 s; give it more time (`kg build --timeout`), or leave it out",
        "ends": "the extractor ended its process 2 times (exit code 3); leave it out, or give it more memory",
    }
    assert [(row.key, row.value) for row in told] == [(name, found[name].issues[0].message) for name in ("ends", "loops")]


def test_a_part_that_is_lost_is_computed_again(session: SparkSession, tmp_path: Path) -> None:
    from kg.engine.spark.flow import SparkFlow

    flow = SparkFlow(session, str(tmp_path / "work"))
    rows = [Row(f"k{n % 7}", f"{n:03}", n) for n in range(100)]
    failing = flow.group(flow.map(flow.group(flow.rows(rows), tripled), Once("k3", tmp_path / "mark")), same)
    found = flow.few(flow.keep(failing, "kept"), 100)
    assert [row.value[0] for row in found] == [3 * row.value for row in sorted(rows, key=lambda row: (row.key, row.order))]
    assert (tmp_path / "mark").exists()


def same(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    return rows


def test_an_executor_that_is_killed_costs_nothing_but_time(tmp_path: Path) -> None:
    """Kg is sent to the executors, too: they have no path to it."""
    args = [sys.executable, "-m", "tests.engine.sparkjobs", str(tmp_path)]
    told = subprocess.run(
        args, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=500
    )
    assert told.returncode == 0, told.stderr[-2000:]
    here = LocalFlow()
    wanted = here.few(here.group(here.rows(Row(f"k{n % 7}", f"{n:03}", n) for n in range(100)), tripled), 100)
    assert told.stdout.splitlines() == [f"{row.key} {row.order} {row.value} True" for row in wanted]
    assert (tmp_path / "killed").exists()
