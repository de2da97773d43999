"""What a terminal shows while a model reads: what is spent, and what is left."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from kg.cli.readingprogress import Meter as Bytes
from kg.cli.readingprogress import reading
from kg.cli.terminal import Report
from kg.llm.answer import Answer
from kg.llm.cost import Meter, Price, cost_of
from kg.model.event import Extraction
from tests.llm.reading import article
from tests.llm.test_service import question


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_what_is_spent_and_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    meter = Meter(Price(1.0, 2.0), "USD", 0.5)
    one = question()

    def extractions() -> Iterator[Extraction]:
        for n in range(3):
            meter.settle(meter.reserve(one), one, Answer("{}", 1000 * (n + 1), 100))
            yield Extraction(article(id=str(n)))

    assert len(list(reading(extractions(), Bytes(), Report(), lambda: None, meter.status))) == 3
    assert "3 articles; 3 answers, 0.0066 USD spent, 0.4934 USD left" in terminal.getvalue()


def test_what_the_server_does_not_count_is_estimated() -> None:
    meter = Meter()
    one = question()
    meter.settle(meter.reserve(one), one, Answer("{}"))
    assert meter.sent == cost_of(one).sent and meter.received == cost_of(one).received
