"""Spark reads the files that one process reads, and writes parts under names that each run gives."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.engine.flow import Row
from kg.errors import InputError
from kg.model.text import Article
from kg.pipeline import read_articles
from kg.scale.places import Given, Places
from kg.scale.reading import articles, faults, read

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")]
TEXT = "The dam near the old town gave way on Monday, and the mayor said that nobody was hurt in the flood, part {}."


@pytest.fixture
def small_blocks(session: SparkSession) -> Iterator[None]:
    """Split files after some hundred bytes."""
    before = session.conf.get("spark.sql.files.maxPartitionBytes")
    assert before is not None
    session.conf.set("spark.sql.files.maxPartitionBytes", "700")
    yield
    session.conf.set("spark.sql.files.maxPartitionBytes", before)


def line(number: int) -> bytes:
    if number % 13 == 5:
        return b'{"text": "\xff"}\n'
    if number % 13 == 7:
        return b"\r\n"
    return json.dumps({"id": f"a{number % 41}", "text": TEXT.format(number % 43)}).encode() + b"\n"


@pytest.mark.usefixtures("small_blocks")
def test_the_articles_and_faults_are_those_of_one_process(session: SparkSession, tmp_path: Path) -> None:
    from kg.engine.spark.cluster import SparkCluster

    root = tmp_path / "news of [2024] {x}*"
    for name, data in (
        ("a b/lines%20.jsonl", b"\xef\xbb\xbf" + b"".join(map(line, range(60)))),
        ("c/LINES.NDJSON", b"".join(map(line, range(30, 50))) + line(3)[:-1]),
        ("c/story.txt", TEXT.format(1).encode()),
        ("d/story.txt", TEXT.format(2).encode()),
        ("d/one.txt", TEXT.format(3).encode()),
        ("d/none.txt", b""),
        ("d/packed.JSONL.gz", gzip.compress(line(200) + b"{")),
        ("d/broken.jsonl.gz", gzip.compress(line(201))[:30]),
        ("other.md", b"no"),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    inputs = [str(root), str(root / "d" / "one.txt")]

    cluster = SparkCluster(session)
    files = cluster.files
    places = Places([Given(number, name, files.whole(name), files.is_folder(name)) for number, name in enumerate(inputs)])
    assert cluster.inputs.state(places.roots())[1] == sum(path.stat().st_size for path in root.rglob("*.*"))
    flow, _ = cluster.flow(str(tmp_path / "work"), 0)
    found = flow.keep(read(flow, cluster.inputs, places, ()), "read")

    told = list(read_articles(inputs))
    assert [row.value for row in flow.few(articles(flow, found), 1000)] == sorted(
        (item for item in told if isinstance(item, Article)), key=lambda article: article.id
    )
    assert [str(row.value.error()) for row in flow.few(faults(flow, found), 1000)] == list(
        dict.fromkeys(str(item) for item in told if isinstance(item, InputError))
    )


def test_what_is_written(session: SparkSession, tmp_path: Path) -> None:
    from kg.engine.spark.cluster import SparkCluster

    flow, outputs = SparkCluster(session).flow(str(tmp_path / "work"), 0)
    rows = [Row(f"k{n}", "", b"".join(f"{n} {m} \u01b0\n".encode() for m in range(n + 1))) for n in range(5)]
    here = tmp_path / "out"
    assert outputs.lines(flow.rows(rows), str(here / "lines"), ".nq.gz") == 15
    found = b"".join(gzip.decompress(path.read_bytes()) for path in sorted((here / "lines").iterdir()))
    assert sorted(found.splitlines()) == sorted(b"".join(row.value for row in rows).splitlines())
    columns = {"id": "string", "day": "date", "sure": "double", "is": "boolean", "count": "int"}
    cells = [{"id": "\u01b0", "day": date(1800, 1, 2), "sure": 0.25, "is": True, "count": 3}, dict.fromkeys(columns)]
    assert outputs.table(flow.rows(Row(str(n), "", cell) for n, cell in enumerate(cells)), columns, str(here / "table")) == 2
    assert outputs.table(flow.rows(()), columns, str(here / "none")) == 0
    import pyarrow.parquet as parquet

    assert [cell for cell in parquet.read_table(here / "table").to_pylist() if cell["id"]] == cells[:1]
    names = sorted(str(path.relative_to(here)) for path in here.rglob("*") if path.is_file())
    assert list(outputs.described(str(here))) == names
    assert all(name.rpartition("/")[2].startswith("part-0000") and name.endswith((".nq.gz", ".parquet")) for name in names)


def test_small_files_take_the_place_of_older_ones(session: SparkSession, tmp_path: Path) -> None:
    from kg.engine.spark.files import Files

    files, where = Files(session), str(tmp_path / "a" / "m.json")
    assert files.read(where) is None
    for data in (b"one", b"two"):
        files.write(where, data)
        assert files.read(where) == data
    assert files.names(str(tmp_path / "a")) == [path.name for path in (tmp_path / "a").iterdir()] == ["m.json"]
    files.delete(str(tmp_path / "a"))
    assert not files.exists(where) and files.names(str(tmp_path / "a")) == []
