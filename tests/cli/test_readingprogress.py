from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from kg.cli.inputs import Work, extractions
from kg.cli.readingprogress import Meter
from kg.cli.terminal import Report
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.read.source import read_articles, size_of

TEXT = "The dam number {} gave way on Monday and the town was cleared."


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [json.dumps({"id": f"a{n}", "text": TEXT.format(n), "published": "2024-06-10"}) for n in range(20)]
    (folder / "many.jsonl").write_text("\n".join([*lines, "{broken"]))
    (folder / "one.txt").write_text("Dam gives way\n\nMarch 6, 2023\n\nThe dam above the town gave way on Monday.\n")
    return folder


def test_what_is_done_is_what_was_read_up_to_the_last_article_that_came_out() -> None:
    meter = Meter()
    taken = []
    for article in meter.marking(Article(str(n), "text", "en") for n in range(3)):
        taken.append(article)
        meter.add(100)
    assert (meter.read, meter.done) == (300, 0)
    meter.passed("1")
    assert meter.done == 100
    meter.passed("0")
    assert meter.done == 100
    meter.passed("2")
    assert meter.done == 200


def test_every_byte_of_the_files_is_read_and_told(news: Path) -> None:
    told: list[int] = []
    assert len(list(read_articles([str(news)], Packs(), on_read=told.append))) == 22
    assert sum(told) == size_of([str(news)]) == sum(path.stat().st_size for path in news.iterdir())
    assert size_of([str(news), "-"]) is None


def test_a_terminal_is_told_articles_faults_and_what_is_left(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("TERM", "xterm")
    report = Report()
    assert len(list(extractions([str(news)], report, Work()))) == 21
    last = terminal.getvalue().split("\r")[-3:]
    assert "21 articles" in "".join(last) and "1 with faults" in "".join(last)
    assert "100%" in "".join(last) and "left," in "".join(last)


def test_a_pipe_is_told_nothing(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(extractions([str(news)], Report(), Work()))) == 21
    assert capsys.readouterr() == ("", "")
