"""`kg explain` and `--corrections`: what is told of a join takes it back."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.main import cli
from kg.errors import FormatError, InputError
from kg.model.event import EventType
from kg.resolve.corrections import Act, Correction, Corrections
from tests.factories import PLACE, What, Who, extraction

ONE = """Two countries sign rescue pact

March 15, 2023

Japan and South Korea signed a pact on rescue at sea in Tokyo on March 14, 2023.

Japanese Foreign Minister Ken Sato thanked South Korea.
"""
TWO = """Neighbours agree on rescue

March 16, 2023

Japan and South Korea signed a pact on rescue at sea in Tokyo on March 14, 2023, officials said.

Foreign Minister Ken Sato of Japan praised the deal.
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), catch_exceptions=False)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "one.txt").write_text(ONE, "utf-8")
    (tmp_path / "news" / "two.txt").write_text(TWO, "utf-8")
    return tmp_path


def entities(graph: dict[str, Any], name: str) -> list[set[str]]:
    return [{m["article"] for m in e["mentions"]} for e in graph["entities"] if e["name"] == name]


def test_an_actor_is_explained_with_the_entry_that_parts_it(news: Path) -> None:
    assert run("build", "news", "--out", "out").exit_code == 0
    told = run("explain", "Ken Sato", "out/graph.json")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0].startswith("Ken Sato (person, entity-")
    assert "2 reports in 2 articles" in told.stdout
    assert "“Foreign Minister Ken Sato of Japan praised the deal.”" in told.stdout
    assert "  same kind and name:\n    Ken Sato in one = Ken Sato in two" in told.stdout
    entry = re.sub(r"(?m)^  ", "", told.stdout[told.stdout.index("  [[different]]") :])
    Path("fixes.toml").write_text(entry, "utf-8")
    built = run("build", "news", "--out", "out", "--corrections", "fixes.toml")
    assert (built.exit_code, built.stderr) == (0, "")
    assert sorted(map(sorted, entities(json.loads(Path("out/graph.json").read_text("utf-8")), "Ken Sato"))) == [["one"], ["two"]]


def test_an_event_is_explained_by_the_id_of_any_report(news: Path) -> None:
    graph = json.loads(run("export", "news", "--format", "json").stdout)
    event = next(e for e in graph["events"] if len({m["article"] for m in e["mentions"]}) > 1)
    told = json.loads(run("explain", event["id"], "news", "--format", "json").stdout)
    assert [report["article"] for report in told["reports"]] == ["one", "two"]
    assert told["date"] == {"edtf": "2023-03-14", "basis": "explicit"}
    assert told["dates"] == [{"edtf": "2023-03-14", "basis": "explicit", "articles": ["one", "two"]}]
    assert len(told["sources"]) == 2
    assert told["joins"][0]["reason"].startswith(f"{event['type']}, same date, ")
    ids = [report["id"] for report in told["reports"]]
    assert json.loads(run("explain", max(ids), "news", "--format", "json").stdout)["id"] == min(ids) == event["id"]
    Path("fixes.toml").write_text(told["undo"], "utf-8")
    parted = run("explain", event["id"], "news", "--corrections", "fixes.toml", "--format", "json")
    assert [report["id"] for report in json.loads(parted.stdout)["reports"]] == [event["id"]]


def test_dates_that_contradict_each_other_are_told_with_their_sources(tmp_path: Path) -> None:
    text = "Officials of Japan and South Korea signed the Harbour Pact in Tokyo on {}."
    who = (
        Who("Japan", PLACE, (), "country:JP"),
        Who("South Korea", PLACE, (), "country:KR"),
        Who("Tokyo", PLACE, (), "place:JP:tokyo"),
    )
    news = []
    more = ("Ships will search for crews together.", "Fishermen had long asked for help.", "Both parliaments vote on it in May.")
    for name, day, rest in zip("abc", ("2023-03-14", "2023-03-14", "2023-03-16"), more, strict=True):
        what = What(EventType.AGREE, "signed", day, ("Japan", "South Korea"), places=("Tokyo",))
        news.append(extraction(name, f"{text.format(day)} {rest} {rest}", who, (what,), publisher=name))
    ids = tuple(found.events[0].id for found in news)
    graph = kg.KnowledgeGraph.of(news, Corrections("", (Correction(1, Act.SAME, events=ids),)))
    (tmp_path / "graph.json").write_bytes(graph.text("json").encode())
    (tmp_path / "fixes.toml").write_text(f"[[same]]\nevents = {json.dumps(ids)}\n", "utf-8")
    told = run("explain", ids[0], str(tmp_path / "graph.json"), "--corrections", str(tmp_path / "fixes.toml"))
    assert told.stdout.splitlines()[1:4] == [
        "date: 2023-03-14, explicit; the best supported of those that contradict each other",
        "  2023-03-14 is claimed by 2 independent sources: a, b",
        "  2023-03-16 is claimed by 1 independent source: c",
    ]


def test_what_was_left_apart_is_told_with_the_reason(news: Path) -> None:
    (news / "news" / "two.txt").write_text(TWO.replace("Ken Sato", "Ken Sato, 57,"), "utf-8")
    (news / "news" / "one.txt").write_text(ONE.replace("Ken Sato", "Ken Sato, 34,"), "utf-8")
    refused = run("explain", "Ken Sato", "news")
    assert refused.exit_code == 2
    assert re.fullmatch(
        r"'Ken Sato' fits Ken Sato \(person, \S+\); Ken Sato \(person, \S+\); give the id of one of them\n", refused.stderr
    )
    ident = re.findall(r"entity-\w+", refused.stderr)[0]
    told = run("explain", ident, "news").stdout
    assert "Left apart:\n  Ken Sato (entity-" in told
    assert "ages that cannot be one's" in told


def test_corrections_work_on_a_store_and_a_graph_and_in_python(news: Path) -> None:
    Path("fixes.toml").write_text('[[rename]]\nactor = "Ken Sato"\nto = "Sato Ken"\n[[drop]]\nactor = "Nobody"\n', "utf-8")
    finding = "fixes.toml:4: entry 2 fits no actor: Nobody\n"
    built = run("build", "news", "--out", "out", "--store", "store.sqlite", "--corrections", "fixes.toml")
    assert (built.exit_code, built.stderr.splitlines(keepends=True)[0]) == (1, finding)
    first = Path("out/graph.json").read_bytes()
    assert entities(json.loads(first), "Sato Ken") == [{"one", "two"}]
    assert run("build", "news", "--out", "out", "--store", "store.sqlite").exit_code == 0
    assert entities(json.loads(Path("out/graph.json").read_text("utf-8")), "Sato Ken") == [], "the file alone has it"
    again = run("export", "out/graph.json", "--format", "json", "--corrections", "fixes.toml")
    assert (again.exit_code, again.stderr, again.stdout_bytes) == (1, finding, first)
    past = run("export", "--store", "store.sqlite", "--corrections", "fixes.toml", "--as-of", "2023-03-15", "--format", "json")
    assert entities(json.loads(past.stdout), "Sato Ken") == [{"one"}]
    faults: list[InputError] = []
    graph = kg.build("news", corrections="fixes.toml", on_fault=faults.append)
    assert [str(fault) for fault in faults] == [finding.strip()]
    assert graph.find_actors("Sato Ken") == graph.find_actors("Ken Sato") != ()
    assert graph.as_of(date(2023, 3, 15)).find_actors("Sato Ken") != (), "the past is corrected too"
    with pytest.raises(InputError, match="entry 2 fits no actor: Nobody"):
        kg.build("news", corrections=Path("fixes.toml"))


def test_a_file_at_fault_ends_the_build_before_anything_is_written(news: Path) -> None:
    Path("fixes.toml").write_text('[[same]]\nactors = ["Ken Sato"]\n', "utf-8")
    built = run("build", "news", "--out", "out", "--corrections", "fixes.toml")
    assert (built.exit_code, built.stderr) == (2, "fixes.toml:1: entry 1 should list two actors or more\n")
    assert not Path("out").exists()
    with pytest.raises(FormatError):
        kg.build("news", corrections="fixes.toml")


def test_what_is_not_there_or_cannot_be_explained_is_one_line(news: Path) -> None:
    assert run("explain", "Nobody", "news").stderr == "no actor or event 'Nobody' in this graph; give an id, or an actor's name\n"
    run("build", "news", "--out", "out")
    told = run("explain", "Ken Sato", "out/graph.nt")
    assert told.exit_code == 2
    assert told.stderr.startswith("this graph does not have what it was made of, and cannot be explained; ")
    told = run("export", "out/graph.nt", "--format", "json", "--corrections", "fixes.toml")
    assert told.stderr.startswith("this graph does not have what it was made of, and cannot be corrected; ")


def test_hostile_text_does_not_reach_the_terminal(news: Path) -> None:
    graph = run("export", "news", "--format", "json").stdout
    hostile = graph.replace("praised the deal", r"praised \u001b[31m\u202e\u0007the deal")
    assert hostile != graph
    Path("graph.json").write_text(hostile, "utf-8")
    for form in ("text", "json"):
        told = run("explain", "Ken Sato", "graph.json", "--format", form, "--all")
        assert told.exit_code == 0
        assert "praised" in told.stdout
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told.stdout)
