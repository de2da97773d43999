"""`kg build --engine spark`: what goes with it, a build that is killed and goes on, and the graph that one process builds."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import cli
from kg.errors import InputError
from kg.export.rdf import write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.pipeline import extract_all, read_articles
from kg.scale.tables import TABLES

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "articles" / "ferry"
PATIENCE = 900.0  # seconds; the machine may be busy with other things


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--store", "x.sqlite"], "--store does not go with --engine spark"),
        (["--corrections", "x.toml"], "--corrections does not go with --engine spark"),
        (["--links", "x.csv"], "--links does not go with --engine spark"),
        (["--extractor", "both"], "--extractor both does not go with --engine spark"),
        (["--workers", "2"], "--workers does not go with --engine spark; give --master and --partitions instead"),
        (["--refresh"], "--refresh does not go with --engine spark"),
    ],
)
def test_options_that_do_not_go_with_it(options: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, ["build", str(SAMPLE), "--engine", "spark", *options])
    assert result.exit_code == 2
    assert said in result.stderr


def test_its_own_options_need_it() -> None:
    result = CliRunner().invoke(cli, ["build", str(SAMPLE), "--master", "local[2]"])
    assert (result.exit_code, "--master and --partitions need --engine spark" in result.stderr) == (2, True)


def test_without_pyspark_or_java_there_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    args = ["build", str(SAMPLE), "--engine", "spark", "--out", str(tmp_path)]
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    result = CliRunner().invoke(cli, args)
    assert (result.exit_code, result.stderr) == (2, 'the engine spark needs PySpark; run `pip install "kg[spark]"`\n')


@pytest.mark.spark
def test_without_java_there_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    result = CliRunner().invoke(cli, ["build", str(SAMPLE), "--engine", "spark", "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.startswith("the engine spark needs Java 17 or later; install it")


def serial() -> bytes:
    found = [item for item in read_articles([SAMPLE]) if not isinstance(item, InputError)]
    file = BytesIO()
    write_rdf(KnowledgeGraph.of(extract_all(found)), file, "nquads")
    return file.getvalue()


def start(out: Path, *options: str) -> subprocess.Popen[str]:
    args = [sys.executable, "-m", "kg", "build", "--engine", "spark", "--master", "local[2]", "--partitions", "3", *options]
    return subprocess.Popen(
        [*args, str(SAMPLE), str(out / "missing.txt"), "--out", str(out)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait(until: Callable[[], bool], running: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)


def done(out: Path) -> set[str]:
    return {path.name for path in out.glob("_work/*/done/*") if not path.name.startswith(".")}


@pytest.mark.spark
def test_a_build_that_is_killed_goes_on_and_is_what_one_process_builds(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "build-0ld").mkdir(parents=True)
    older = {"manifest": 1, "id": "0ld", "folder": "build-0ld"}
    (out / "manifest.json").write_text(json.dumps(older))

    first = start(out)
    wait(lambda: "extracted-001-of-001" in done(out), first)
    first.kill()
    first.communicate()
    assert json.loads((out / "manifest.json").read_text()) == older  # until another takes its place
    kept = done(out)
    marks = {
        path: path.stat().st_ino for name in ("read", "extracted-001-of-001") for path in out.glob(f"_work/*/{name}/_SUCCESS")
    }
    assert len(marks) == 2

    second = start(out)
    wait(lambda: bool(done(out) - kept), second)
    assert {path: path.stat().st_ino for path in marks} == marks  # neither was computed again
    told, wrong = second.communicate(timeout=PATIENCE)
    assert second.returncode == 1, wrong
    assert wrong.splitlines() == [f"{out / 'missing.txt'}: no such file or folder; check the path"]

    assert sorted(path.name for path in out.iterdir()) == [f"build-{ident(out)}", "manifest.json"]
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    here = out / manifest["folder"]
    parts = sorted(here.glob("quads/part-*.nq.gz"))
    lines = [line for path in parts for line in gzip.decompress(path.read_bytes()).splitlines(keepends=True)]
    assert b"".join(sorted(lines)) == serial()
    assert manifest["counts"]["quads"] == len(lines)
    assert manifest["counts"]["tables"].keys() == TABLES.keys()
    files = {str(path.relative_to(here)): path for path in here.rglob("*") if path.is_file()}
    assert {name: file["sha256"] for name, file in manifest["files"].items()} == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()
    }
    assert f"{manifest['counts']['articles']}  articles" in told
    import pyarrow.parquet as parquet

    for name, columns in TABLES.items():
        table = parquet.read_table(here / "tables" / name)
        assert table.column_names == list(columns)
        assert table.num_rows == manifest["counts"]["tables"][name]


def ident(out: Path) -> str:
    name = json.loads((out / "manifest.json").read_text("utf-8"))["id"]
    assert isinstance(name, str)
    return name
