"""`kg eval --errors actors`: the classes, and the other forms of the option."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.eval import command

GOLD = Path(__file__).parents[2] / "data" / "gold"


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(GOLD), "--lang", "en", *args])
    return result.exit_code, result.output


def test_the_faults_of_actors_are_shown_and_counted() -> None:
    code, output = run("--errors", "actors")
    assert code == 0
    lines = [line for line in output.splitlines() if ": missed: " in line]
    (total,) = [line for line in output.splitlines() if line.startswith("en: ") and "missed" in line and "joined" in line]
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
