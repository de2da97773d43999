"""The formats: found by name, loaded when used, written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.export import EXPORTERS, Exporter, exporter, open_atomically, write_all
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records
from tests.export.gold_records import gold_records
from tests.export.sample import hostile_records

NAMES = ["turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml", "graphml", "gexf", "json", "csv", "timeline", "html"]
ENDINGS = ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "graphml", "gexf", "json"]
FILES = [*(f"graph.{ending}" for ending in ENDINGS), "events.csv", "timeline.md", "graph.html"]


def test_every_format_has_a_file_and_a_function() -> None:
    assert [each.file_name for each in EXPORTERS.values()] == FILES
    assert list(EXPORTERS) == NAMES
    assert exporter("turtle").suffix == ".ttl"
    assert exporter("csv").suffix == ".csv"


def test_an_unknown_format_is_refused_with_the_choices() -> None:
    with pytest.raises(KgError, match=r"no export format 'docx'; choose from turtle, ntriples, .*html"):
        exporter("docx")


def test_importing_the_registry_loads_no_library() -> None:
    code = "import sys, kg.export; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyvis", "networkx", "pyoxigraph", "jinja2"} & set(loaded)


def test_a_plug_in_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Point:
        name, value = "mine", "tests.export.test_registry:write_mine"

    def entry_points(*, group: str) -> list[type[Point]]:
        return [Point] if group == "kg.exporters" else []

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    found = exporter("mine")
    assert found.function == Point.value
    with pytest.raises(KgError, match="html, mine"):
        exporter("yours")


def test_what_fails_halfway_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), open_atomically(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with open_atomically(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with open_atomically(pipe) as file:
        file.write(b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_is_one_clear_line() -> None:
    with pytest.raises(KgError, match="cannot write this: No space left"), open_atomically(Path("/dev/full")) as file:
        file.write(b"x")


def test_a_folder_that_is_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(KgError, match=r"out.graph\.ttl: cannot write this"), open_atomically(tmp_path / "out" / "graph.ttl"):
        pass


def test_a_file_that_is_a_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl" / "x").mkdir(parents=True)
    with pytest.raises(KgError, match=r"cannot write this"), open_atomically(tmp_path / "graph.ttl"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize("make", [hostile_records, Records])
def test_all_files_are_written_and_a_second_time_the_same(make: Any, tmp_path: Path) -> None:
    graph = KnowledgeGraph(make())
    first, second = write_all(graph, tmp_path / "one"), write_all(graph, tmp_path / "two")
    assert [path.name for path in first] == [e.file_name for e in EXPORTERS.values()]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(FILES)


def test_the_base_reaches_rdf_and_nothing_else(tmp_path: Path) -> None:
    graph = KnowledgeGraph(gold_records())
    turtle: Exporter = exporter("turtle")
    for each in (turtle, exporter("csv")):
        with open_atomically(tmp_path / each.file_name) as file:
            each.write(graph, file, base_iri="https://data.example/k/")
    assert "@prefix event: <https://data.example/k/event/> ." in (tmp_path / "graph.ttl").read_text("utf-8")
