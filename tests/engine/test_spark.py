"""Steps over keyed rows on Spark give what they give in memory, and what was kept is not computed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from kg.engine.flow import D, Flow, Row
from kg.engine.localflow import LocalFlow
from kg.scale.components import components, edge

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from kg.engine.spark.flow import SparkFlow

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")]
KEYS = (
    "",
    "\x00",
    "a",
    "a\x00b",
    "ab",
    "z",
    "é",
    "đ",
    "\ud7ff",
    "\ud800",
    "\udfff",
    "\ue000",
    "\uffff",
    "\U0001f600",
    "\U0010ffff",
)


def odd_rows(flow: Flow[D]) -> D:
    return flow.rows(Row(key, order, (key, order)) for key in KEYS for order in KEYS)


def flow_on(session: SparkSession, folder: Path) -> SparkFlow:
    from kg.engine.spark.flow import SparkFlow

    return SparkFlow(session, str(folder / "a [1] {b}*"))


def listed(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    yield Row(key, "", [(row.order, row.value) for row in rows])


def first(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    yield next(rows)  # and leaves the others


def turned(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.order, row.key) for row in rows)


def none(rows: Iterator[Row]) -> Iterator[Row]:
    return iter(())


def numbers(flow: Flow[D], count: int, keys: int) -> D:
    chosen = Random(7)
    return flow.rows(Row(str(chosen.randrange(keys)), f"{number:06}", number) for number in range(count))


def summed(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    total, last = 0, -1
    for row in rows:
        assert row.value > last  # sorted
        total, last = total + row.value, row.value
    yield Row(key, "", total)


def program(flow: Flow[D], name: str) -> D:
    """Give data that steps made."""
    match name:
        case "odd characters":
            return flow.group(odd_rows(flow), listed)
        case "odd characters turned":
            return flow.group(flow.map(odd_rows(flow), turned), listed)
        case "map after group after map":
            return flow.map(flow.group(flow.map(odd_rows(flow), turned), first), turned)
        case "nothing":
            return flow.group(flow.map(flow.rows(()), turned), listed)
        case "nothing left":
            return flow.group(flow.map(odd_rows(flow), none), listed)
        case "union":
            kept = flow.keep(flow.group(numbers(flow, 500, 9), summed), "sums")
            return flow.union(kept, flow.map(kept, turned), flow.rows([Row("", "", None)]), flow.rows(()))
        case "large groups":
            return flow.group(numbers(flow, 30_000, 2), summed)
        case "components":
            pairs = [("a", "b"), ("c", "b"), ("\ud800", "e"), ("e", "\U0001f600"), ("x", "x")]
            return components(flow, flow.rows(edge(*pair) for pair in pairs), "sets")
        case _:
            raise ValueError(name)


PROGRAMS = (
    "odd characters",
    "odd characters turned",
    "map after group after map",
    "nothing",
    "nothing left",
    "union",
    "large groups",
    "components",
)


@pytest.mark.parametrize("name", PROGRAMS)
def test_steps_give_what_they_give_in_memory(name: str, session: SparkSession, tmp_path: Path) -> None:
    here, there = LocalFlow(), flow_on(session, tmp_path)
    data = there.keep(program(there, name), "result")
    wanted = here.few(program(here, name), 1000)
    assert there.few(data, 1000) == wanted
    assert there.count(data) == len(wanted)


def test_few_are_no_more_than_asked_for(session: SparkSession, tmp_path: Path) -> None:
    flow = flow_on(session, tmp_path)
    data = numbers(flow, 50, 5)
    assert len(flow.few(data, 50)) == 50
    with pytest.raises(ValueError, match="more than 49 rows"):
        flow.few(data, 49)


class Tallied:
    """A step that leaves a mark in a folder each time that it runs on rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def __call__(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            (self.folder / f"{len(list(self.folder.iterdir()))}").touch()
            yield row

    @property
    def runs(self) -> int:
        return len(list(self.folder.iterdir()))


def test_what_an_earlier_run_kept_is_not_computed_again(session: SparkSession, tmp_path: Path) -> None:
    early, late = Tallied(tmp_path / "early"), Tallied(tmp_path / "late")

    def run(flow: Flow[D]) -> Any:
        data = flow.map(flow.rows([Row("a", "", 1)]), early)
        one = flow.keep(data, "one")
        counted = flow.count(flow.map(one, late))
        two = flow.keep(flow.map(one, late), "two")
        return counted, flow.few(two, 5)

    first_time = run(flow_on(session, tmp_path / "work"))
    assert (early.runs, late.runs) == (1, 2)
    assert run(flow_on(session, tmp_path / "work")) == first_time == (1, [Row("a", "", 1)])
    assert (early.runs, late.runs) == (1, 2)
    (tmp_path / "work" / "a [1] {b}*" / "done" / "two").unlink()  # as if the run had been killed while it was written
    assert run(flow_on(session, tmp_path / "work")) == first_time
    assert (early.runs, late.runs) == (1, 3)


def test_names_of_what_is_kept_are_used_once(session: SparkSession, tmp_path: Path) -> None:
    flow = flow_on(session, tmp_path)
    flow.keep(flow.rows(()), "one")
    with pytest.raises(ValueError, match="'one' is no name"):
        flow.keep(flow.rows(()), "one")


def test_under_spark_submit_java_runs_already(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyspark
    from pyspark import java_gateway

    from kg.engine.spark import session as started

    theirs = SimpleNamespace(proc=None)  # what PySpark gives where Java started Python
    begun: list[Any] = []

    def launched(conf: Any, arguments: Any) -> Any:
        return theirs

    def initialized(gateway: Any) -> None:
        begun.append(gateway)

    monkeypatch.setattr(java_gateway, "launch_gateway", launched)
    monkeypatch.setattr(pyspark.SparkContext, "_gateway", None)
    monkeypatch.setattr(pyspark.SparkContext, "_ensure_initialized", initialized)
    started._start_java(pyspark.SparkConf(loadDefaults=False))  # pyright: ignore[reportPrivateUsage]
    assert begun == [theirs]
