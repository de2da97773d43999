"""`--links`: a user's table at `kg export` and `kg build`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli

EN = """Two countries sign rescue pact

March 15, 2023

Japan and South Korea signed a pact on rescue at sea in Tokyo on March 14, 2023.

Japanese Foreign Minister Ken Sato thanked South Korea.
"""
SAME_AS = "<http://www.w3.org/2002/07/owl#sameAs>"


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), catch_exceptions=False)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "en.txt").write_text(EN, "utf-8")
    return tmp_path


def test_what_fits_is_linked_what_does_not_is_listed(news: Path) -> None:
    Path("links.csv").write_text(
        "name,kind,iri\nKen Sato,person,https://example.org/sato\nNobody,,https://example.org/nobody\n", "utf-8"
    )
    result = run("export", "en.txt", "--format", "ntriples", "--links", "links.csv")
    assert result.exit_code == 0
    assert f"{SAME_AS} <https://example.org/sato> ." in result.stdout
    assert result.stderr.splitlines() == ["links.csv:3: Nobody fits no actor of this graph"]


def test_what_fits_several_is_refused_with_a_line(news: Path) -> None:
    Path("both.txt").write_text(EN.replace("Ken Sato thanked", "Ken Sato, a Ken Sato Foundation fellow, thanked"), "utf-8")
    graph = json.loads(run("export", "en.txt", "--format", "json").stdout)
    japan = next(entity for entity in graph["entities"] if entity["key"] == "country:JP")
    twin = {**japan, "id": "entity-000000000000", "kind": "group", "name": "Japan\x1b[31m", "names": ["Japan"]}
    graph["entities"] = sorted([*graph["entities"], twin], key=lambda entity: str(entity["id"]))
    head = {"version": graph.pop("version")}
    Path("graph.json").write_text(json.dumps({**head, **graph}), "utf-8")
    Path("links.csv").write_text("key,iri\ncountry:JP,https://example.org/japan\n", "utf-8")
    result = run("export", "graph.json", "--format", "ntriples", "--links", "links.csv")
    assert result.exit_code == 1
    assert "https://example.org/japan" not in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith("links.csv:2: country:JP fits Japan[31m (group, entity-000000000000); Japan (place, ")
    assert line.endswith("): not linked; give key, id or kind")


def test_a_table_at_fault_stops_before_anything_is_written(news: Path) -> None:
    Path("links.csv").write_text("name,iri\nKen Sato,example.org/sato\n", "utf-8")
    result = run("build", "en.txt", "--links", "links.csv", "--out", "out")
    assert result.exit_code == 2
    assert result.stderr.splitlines() == ["links.csv:2: 'example.org/sato' is no IRI of http or https"]
    assert not Path("out").exists()


def test_the_links_are_in_all_that_build_writes_and_in_what_is_made_of_it(news: Path) -> None:
    Path("links.csv").write_text("id;key;name;iri\n;;Ken Sato;https://www.wikidata.org/wiki/Q1\n", "utf-8")
    assert run("build", "en.txt", "--links", "links.csv", "--out", "out").exit_code == 0
    assert "wikidata:" not in Path("out/graph.ttl").read_text("utf-8")
    assert "<http://www.wikidata.org/entity/Q1>" in Path("out/graph.ttl").read_text("utf-8")
    again = run("export", "out/graph.json", "--format", "ntriples")
    assert f"{SAME_AS} <http://www.wikidata.org/entity/Q1> ." in again.stdout


def test_a_long_list_of_what_does_not_fit_is_cut(news: Path) -> None:
    Path("links.csv").write_text("name,iri\n" + "".join(f"Nobody {i},https://example.org/{i}\n" for i in range(30)), "utf-8")
    result = run("export", "en.txt", "--format", "ntriples", "--links", "links.csv")
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 21
    assert result.stderr.splitlines()[-1] == "... and 10 more notes"


def test_a_graph_that_is_streamed_from_disk_gets_the_same_links(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("links.csv").write_text("name,iri\nKen Sato,https://example.org/sato\nNobody,https://example.org/nobody\n", "utf-8")
    assert run("build", "en.txt", "--out", "out").exit_code == 0
    export = ("export", "out/graph.json", "--format", "nquads", "--links", "links.csv")
    in_memory = run(*export)
    monkeypatch.setattr("kg.cli.inputs.LARGE", 0)
    streamed = run(*export)
    assert streamed.stdout == in_memory.stdout
    assert streamed.stderr == in_memory.stderr == "links.csv:3: Nobody fits no actor of this graph\n"
    assert "<https://example.org/sato>" in streamed.stdout
    assert "<http://www.wikidata.org/entity/Q17>" in streamed.stdout
