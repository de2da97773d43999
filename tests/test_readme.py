"""The README tells the truth: its commands exist, its excerpts are what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli.main import cli
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONSOLE = re.compile(r"```console\n\$ (kg [^\n]*)\n(.+?)```", re.S)
EXCERPTS = [
    (command, printed)
    for command, printed in CONSOLE.findall(README)
    if "$ kg" not in printed
    and command.startswith(("kg timeline", "kg eval", "kg explain", "kg query", "kg extract data/articles/alliance --extractor"))
]


def run(command: str) -> str:
    return CliRunner().invoke(cli, shlex.split(command)[1:]).stdout


def test_the_table_of_commands_is_that_of_the_help() -> None:
    listed = re.findall(r"^  (\w+)  +(\S.*)$", run("kg --help").split("Commands:")[1], re.M)
    assert [f"| `kg {name}` | {what} |" for name, what in listed] == re.findall(r"^\| `kg \w+` \| .* \|$", README, re.M)


@pytest.mark.parametrize(("command", "printed"), EXCERPTS, ids=[command for command, _ in EXCERPTS])
def test_an_excerpt_is_what_the_command_prints(command: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    output = [line.rstrip() for line in run(command).splitlines()]
    at = 0
    for line in printed.splitlines():
        if line.strip() == "...":
            continue
        assert line.rstrip() in output[at:]
        at = output.index(line.rstrip(), at) + 1


(DAYS,) = re.findall(r"### Day by day\n.*?```console\n(.+?)```", README, re.S)


def test_the_days_go_as_they_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    told = re.findall(r"^\$ (kg [^\n]*)\n((?:(?!\$ ).*\n)*)", DAYS, re.M)
    assert {command.split()[1] for command, _ in told} == {"build", "diff", "timeline", "status", "forget"}
    for command, printed in told:
        result = CliRunner().invoke(cli, shlex.split(command)[1:], catch_exceptions=False)
        assert (result.exit_code, bool(result.stdout)) == (0, True), command
        shown = [line for line in printed.splitlines() if line != "..."]
        assert [line for line in shown if line not in result.stdout.splitlines()] == []


DATED = re.findall(r"^\| (.*)\*\*(.+)\*\*(.*) \| (\S+) \| (\S+) \| (\S+) to (\S+) \|$", README, re.M)


@pytest.mark.parametrize("row", DATED, ids=[row[1] for row in DATED])
def test_the_dates_are_read_so(row: tuple[str, ...]) -> None:
    before, words, after, value, edtf, first, last = row
    text = before + words + after
    lang = "en" if text.isascii() else "vi"
    timexes = tag_times(read(Article("readme", text, lang, published="2024-06-10"), Packs()[lang]))
    (timex,) = [t for t in timexes if t.span.of(text) == words]
    assert timex.interval is not None
    assert (timex.value, timex.edtf, str(timex.interval.start), str(timex.interval.last_day)) == (value, edtf, first, last)


def test_there_are_dates_in_both_languages() -> None:
    assert {row[0].isascii() for row in DATED} == {True, False}


def test_the_turtle_is_that_of_the_exports() -> None:
    (shown,) = re.findall(r"```turtle\n(.+?)```", README, re.S)
    written = set((ROOT / "exports" / "graph.ttl").read_text("utf-8").splitlines())
    assert [line for line in shown.splitlines() if line not in written] == []


def test_the_two_commands_are_the_first_shell_blocks() -> None:
    first, second = re.findall(r"```sh\n(.+?)```", README, re.S)
    assert "kg build data/articles/alliance" in first
    assert second.strip().endswith("pytest")


def test_every_linked_file_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if not link.startswith("http")]
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_corrections_shown_correct_the_sample_story(tmp_path: Path) -> None:
    (toml,) = re.findall(r"```toml\n(# fixes.toml.*?)```", README, re.S)
    (tmp_path / "fixes.toml").write_text(toml, "utf-8")
    plain = kg.build(ROOT / "data" / "articles" / "alliance")
    graph = kg.build(ROOT / "data" / "articles" / "alliance", corrections=tmp_path / "fixes.toml")
    assert len(graph.find_actors("White House")) == 1
    assert graph.find_actors("White House") == graph.find_actors("Nhà Trắng") != plain.find_actors("White House")
    assert (len(plain.find_actors("quân đội Mỹ")), len(graph.find_actors("quân đội Mỹ"))) == (1, 2)
    (state,) = graph.find_actors("Hoa Kỳ")
    assert dict(graph.index.entities[state].labels)["vi"] == "Hoa Kỳ"
    assert len(plain.records.relations) - len(graph.records.relations) == 1
