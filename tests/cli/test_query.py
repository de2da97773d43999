"""`kg query` as a user calls it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.export.rdf.cookbook import recipe, recipes
from kg.graph.knowledge import KnowledgeGraph
from tests.export.rdf.story import story


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["query", *args], catch_exceptions=False)


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "graph.json").write_text(KnowledgeGraph(story()).to_json(), "utf-8")
    return folder / "graph.json"


def test_a_question_of_the_cookbook_is_answered(graph: Path) -> None:
    shown = run("who-met-whom", "--set", "actor=okafor", "--set", "from=2024-06-09", "--set", "to=2024-06")
    assert shown.exit_code == 0 and not shown.stderr
    cells = shown.stdout.rstrip("\n").split("\t")
    assert cells[:5] == ["2024-06-09", "2024-06-09", "Tom Okafor", "Ada Reyes", "Reyes met Okafor"]
    assert cells[5].startswith("https://example.org/kg/event/meet-")
    # The IRI of an answer is a value for the next question.
    said = run("sentences-of-event", str(graph), "--set", f"event={cells[5]}", "--format", "csv").stdout
    rows = list(csv.DictReader(StringIO(said)))
    assert [row["words"] for row in rows] == ["met", "met"]
    assert rows[0]["sentence"].startswith("Mayor Ada Reyes met Tom Okafor")


def test_either_of_two_values_fits(graph: Path) -> None:
    one = run("denied-or-possible", "--set", "realis=negated").stdout.splitlines()
    both = run("denied-or-possible", "--set", "realis=negated", "--set", "realis=planned").stdout.splitlines()
    assert len(one) == 1 and one[0] in both and len(both) == 2


def test_a_query_is_asked_from_a_file_or_as_text(graph: Path, tmp_path: Path) -> None:
    query = "SELECT ?name { ?who a schema:Person ; schema:name ?name } ORDER BY STR(?name)"
    (tmp_path / "people.rq").write_text(query, "utf-8")
    assert run(query).stdout == run("people.rq").stdout == "Ada Reyes\nLê Văn Bảo\nTom Okafor\n"
    found = json.loads(run(query, "--format", "json", "--limit", "1").stdout)
    assert found["results"]["bindings"] == [{"name": {"type": "literal", "value": "Ada Reyes", "xml:lang": "en"}}]
    assert "more rows than 1" in run(query, "--limit", "1").stderr
    assert run("ASK { ?a a sem:Event }").stdout == "yes\n"
    assert run("ASK { ?a a sem:Nothing }", "--format", "json").stdout == '{\n  "head": {},\n  "boolean": false\n}\n'
    nobody = run("SELECT ?x { ?x a sem:Nothing }", "--format", "csv")
    assert (nobody.stdout.strip(), nobody.stderr.strip(), nobody.exit_code) == ("x", "no rows", 0)


def test_cells_are_harmless(graph: Path) -> None:
    query = 'SELECT ("\\u001b[2J=cmd" AS ?a) ("=1+1" AS ?b) {}'
    assert "not read alike" in run(query).stderr
    query = "SELECT ('=1+1' AS ?a) ('\x1b[2Ja\tb\u202e' AS ?b) {}"
    assert run(query).stdout == "=1+1\t[2Ja b\n"
    assert run(query, "--format", "csv").stdout.splitlines() == ["a,b", "'=1+1,[2Ja b\u202e"]
    assert "\x1b" not in run(query, "--format", "json").stdout


def test_rdf_files_are_asked(graph: Path, tmp_path: Path) -> None:
    from kg.export.rdf import write_rdf

    with (tmp_path / "story.trig").open("wb") as file:
        write_rdf(KnowledgeGraph(story()), file, "trig", base_iri="https://news.example/")
    asked = ("what-goes-on", "story.trig", "--set", "actor=công đoàn")
    assert run(*asked).stdout.split("\t")[3] == "strike since June"
    assert (
        run("ASK { article:first a schema:NewsArticle }", "story.trig", "--base-iri", "https://news.example/").stdout == "yes\n"
    )
    mixed = run("what-goes-on", "story.trig", str(graph))
    assert mixed.exit_code == 2 and "cannot be asked together" in mixed.stderr


def test_the_cookbook_is_listed_and_shown() -> None:
    listed = [line.split("\t") for line in run("--list").stdout.splitlines()]
    assert [name for name, *_ in listed] == [r.name for r in recipes()] and len(listed) >= 20
    assert ["who-met-whom", "Who met whom?", "actor from to realis"] in listed
    assert run("who-met-whom", "--show").stdout == recipe("who-met-whom").text + "\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "a question is missing"),
        (("whomet",), "choose from actors-between"),
        (("none.rq",), "none.rq: cannot be read"),
        (("who-met-whom", "--set", "actor"), "NAME=VALUE"),
        (("who-met-whom", "--set", "actor="), "NAME=VALUE"),
        (("who-met-whom", "--set", "who=x"), "its parameters are: actor"),
        (("what-happened-to",), "needs actor"),
        (("ASK {}", "--set", "actor=x"), "write the values into the query"),
        (("SELECT * { SERVICE <http://x/> {} }",), "query, line 1: SERVICE is not allowed"),
        (("SELECT * { ?a ?b", "none.nq"), "none.nq: no such file"),
        (("ASK {}", "--limit", "0"), "--limit"),
        (("ASK {}", "--base-iri", "nothing"), "cannot be the start of IRIs"),
    ],
)
def test_faults_are_one_line(graph: Path, args: tuple[str, ...], said: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert said in result.stderr and result.stdout == ""


def test_a_table_is_set_in_a_terminal(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli import query as module
    from kg.export.rdf.query import Answer, Value

    shown: list[str] = []

    def keep(table: object) -> None:
        from rich.console import Console

        console = Console(width=100, record=True, file=StringIO())
        console.print(table)
        shown.append(console.export_text())

    monkeypatch.setattr(module, "_show", keep)
    value = Value("uri", "https://example.org/kg/event/meet-1"), Value("literal", "[bold]Bảo\x1b[2J"), None
    module.print_table(Answer(("event", "name", "none"), (value,)), "https://example.org/kg/")
    module.print_list()
    assert "event:meet-1" in shown[0] and "[bold]Bảo[2J" in shown[0] and "\x1b" not in shown[0]
    assert "one (needed), other (needed)" in shown[1]
