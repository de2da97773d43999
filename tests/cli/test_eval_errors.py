"""`kg eval --errors`: the faults of events and of actors, their classes, and what the option refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.eval import command

GOLD = Path(__file__).parents[2] / "data" / "gold"


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(GOLD), "--lang", "vi", *args])
    return result.exit_code, result.output


def test_the_faults_of_actors_are_shown_and_counted() -> None:
    code, output = run("--errors", "actors")
    assert code == 0
    lines = [line for line in output.splitlines() if ": missed: " in line]
    (total,) = [line for line in output.splitlines() if line.startswith("vi: ") and "missed" in line and "joined" in line]
    assert f"{len(lines)} missed" in total


def test_a_number_shows_events_only() -> None:
    code, output = run("--errors", "1")
    assert code == 0
    assert "other kind" not in output


@pytest.mark.parametrize("value", ["-1", "people"])
def test_anything_else_is_refused(value: str) -> None:
    code, output = run("--errors", value)
    assert code == 2
    assert "--errors" in output


def test_the_faults_of_events_are_counted_and_stand_beside_their_sentences() -> None:
    code, output = run("--errors", "events")
    assert code == 0
    lines = output.splitlines()
    heads = [match for line in lines if (match := re.fullmatch(r"vi: (.+) \((\d+)\)", line))]
    assert [head[1] for head in heads][:2] == ["missed, core", "missed, minor"]
    total = next(line for line in lines if "faults" in line)
    assert total.split()[1] == str(sum(int(head[2]) for head in heads))
    marked = [line for line in lines if line.startswith("  ") and "[cải tổ]" in line]
    assert len(marked) == 1


@pytest.mark.parametrize(("value", "fault"), [("events", "missed, core"), ("actors", "missed"), ("1", "missed")])
def test_json_has_the_faults_too(value: str, fault: str) -> None:
    code, output = run("--errors", value, "--json")
    assert code == 0
    figures = json.loads(output)["vi"]
    assert figures["faults"][fault] == sum(error["fault"] == fault for error in figures["errors"]) > 0
    assert {"article", "trigger", "sentence", "wanted", "found", "place"} <= set(figures["errors"][0])


def test_without_the_option_json_has_no_faults() -> None:
    assert "errors" not in json.loads(run("--json")[1])["vi"]


def test_more_confidence_is_fewer_events_and_none_is_counted_twice() -> None:
    code, output = run("--confidence", "--json")
    assert code == 0
    cuts = json.loads(output)["vi"]
    recalls = [cut["events"]["recall"] for cut in cuts]
    assert recalls == sorted(recalls, reverse=True)
    assert recalls[0] > recalls[-1]
    assert all(cut["right"] is None or 0 <= cut["right"] <= 1 for cut in cuts)
    code, table = run("--confidence")
    assert code == 0
    assert "of these right" in table


def test_articles_that_the_extractor_fails_on_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such word")

    monkeypatch.setattr("kg.extractors.extract", fail)
    code, output = run()
    assert code == 1
    failed = [line for line in output.splitlines() if "ValueError" in line]
    assert len(failed) == 4
