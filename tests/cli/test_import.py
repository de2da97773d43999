"""`kg import`: what kg wrote is a graph again, for this command and for those that show one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.main import cli
from kg.export import EXPORTERS
from tests.factories import story

RDF = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), catch_exceptions=False)


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> kg.KnowledgeGraph:
    """Give a graph, and go to a folder that has it in every format."""
    monkeypatch.chdir(tmp_path)
    made = kg.KnowledgeGraph.of(story())
    for form in RDF:
        made.write(form, tmp_path / EXPORTERS[form].file_name)
    made.write("json", tmp_path / "graph.json")
    made.write("trig", tmp_path / "whole.trig", with_text=True)
    return made


def imported(path: str = "exports/graph.json") -> kg.KnowledgeGraph:
    return kg.KnowledgeGraph.from_json(Path(path).read_text("utf-8"))


@pytest.mark.parametrize("form", RDF)
def test_every_syntax_becomes_the_graph_json_that_the_other_commands_read(graph: kg.KnowledgeGraph, form: str) -> None:
    result = run("import", EXPORTERS[form].file_name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{len(graph.records.events)}  events" in result.stdout
    assert imported().text("csv") == graph.text("csv")
    assert run("timeline").stdout == run("timeline", "graph.json").stdout


def test_with_the_texts_nothing_is_lost(graph: kg.KnowledgeGraph) -> None:
    assert run("import", "whole.trig", "--out", "whole.json").exit_code == 0
    assert imported("whole.json").records == graph.records
    exported = run("export", "graph.json", "--format", "trig", "--with-text", "--out", "again.trig")
    assert exported.exit_code == 0
    assert Path("again.trig").read_bytes() == Path("whole.trig").read_bytes()


def test_a_packed_file_and_a_folder_for_every_format(graph: kg.KnowledgeGraph) -> None:
    Path("graph.nq.gz").write_bytes(gzip.compress(Path("graph.nq").read_bytes()))
    assert run("import", "graph.nq.gz", "--out", "all").exit_code == 0
    assert {path.name for path in Path("all").iterdir()} == {each.file_name for each in EXPORTERS.values()}
    assert Path("all/graph.ttl").read_bytes() == Path("graph.ttl").read_bytes()


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt.gz", "graph.json.gz"])
def test_wherever_a_graph_is_read_rdf_is_too(graph: kg.KnowledgeGraph, name: str) -> None:
    if name.endswith(".gz"):
        Path(name).write_bytes(gzip.compress(Path(name.removesuffix(".gz")).read_bytes()))
    assert run("timeline", name).stdout == run("timeline", "graph.json").stdout
    assert run("export", name, "--format", "csv").stdout_bytes == graph.text("csv").encode()
    assert run("view", name, "--no-open").exit_code == 0


def test_several_files_of_json_are_one_graph(graph: kg.KnowledgeGraph) -> None:
    first, *rest = story()
    kg.KnowledgeGraph.of([first]).write("json", "first.json")
    kg.KnowledgeGraph.of(rest).write("json", "rest.json")
    assert run("import", "first.json", "rest.json", "--out", "both.json").exit_code == 0
    assert imported("both.json") == graph


def test_what_extract_prints_is_a_graph(graph: kg.KnowledgeGraph) -> None:
    from kg.model.codec import extraction_to_json

    Path("told.jsonl").write_text("".join(f"{json.dumps(extraction_to_json(e))}\n" for e in story()), "utf-8")
    result = run("import", "told.jsonl", "--out", "-")
    assert kg.KnowledgeGraph.from_json(result.stdout) == graph


def test_what_is_not_kgs_is_counted_on_stderr(graph: kg.KnowledgeGraph) -> None:
    with Path("graph.nt").open("a", encoding="utf-8") as file:
        file.write("<http://other.example/x> <http://other.example/p> <http://other.example/y> .\n")
    for arguments in (("import", "graph.nt"), ("timeline", "graph.nt")):
        result = run(*arguments)
        assert result.exit_code == 0
        assert "1 statements are none that kg makes, and were left alone" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("graph.nt", "graph.json"), "RDF and JSON cannot be made one graph"),
        (("graph.nt", "--out", "x.ttl"), "x.ttl: this is written by `kg export`; kg export FILE --format turtle"),
        (("cut.json", "graph.json"), "cut.json: this graph does not have what it was made of"),
        (("broken.json",), "broken.json: event 'evt-x' names an actor, 'nobody', that is not there"),
        (("deep.json",), "deep.json: is not JSON"),
        (("bytes.json",), "bytes.json: is no graph: "),
        (("articles.jsonl",), "articles.jsonl:1: has version None; this kg reads version 1; give what `kg extract` printed"),
        (("broken.jsonl",), "broken.jsonl:2: is not JSON"),
        (("graph.nt", "--max-size", "0"), "Invalid value for '--max-size'"),
        (("big.json", "--max-size", "1"), "big.json: too big"),
        (("big.nt", "--max-size", "1"), "big.nt: too big"),
        (("graph.doc",), "graph.doc: is no graph by its name"),
        (("graph.nt", "--base-iri", "x"), "'x' cannot be the start of IRIs"),
        (("none.nt",), "none.nt"),
    ],
)
def test_a_fault_is_one_line(graph: kg.KnowledgeGraph, arguments: tuple[str, ...], said: str) -> None:
    graph.neighbourhood(graph.find_actors("Kishida")[0]).write("json", "cut.json")
    event = json.loads(Path("graph.json").read_text("utf-8"))["events"][0]
    event |= {"id": "evt-x", "sources": ["nobody"]}
    Path("broken.json").write_text(json.dumps({**json.loads(Path("graph.json").read_text("utf-8")), "events": [event]}), "utf-8")
    Path("deep.json").write_text('{"version": 1, "articles": ' + "[" * 100_000, "utf-8")
    Path("bytes.json").write_bytes(b'{"version": 1, "articles": "\xff"}')
    Path("articles.jsonl").write_text('{"id": "a", "text": "b"}\n', "utf-8")
    Path("broken.jsonl").write_text("\n{\n", "utf-8")
    Path("big.json").write_text('{"version": 1, "articles": []}' + " " * 1_000_000, "utf-8")
    Path("big.nt").write_text("#" + " " * 1_000_000 + "\n", "utf-8")
    Path("graph.doc").touch()
    result = run("import", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("exports").exists()
