"""How far the reading of articles has come, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from kg.cli.terminal import Report
from kg.model.event import Extraction
from kg.model.text import Article


@dataclass(slots=True)
class Meter:
    """How many bytes of the inputs were read up to each article that is under way.

    An engine takes articles ahead: what counts as done is what was read up to the last article that came out again.
    """

    read: int = 0
    done: int = 0
    _under_way: dict[str, int] = field(default_factory=dict)

    def add(self, size: int) -> None:
        """Count bytes that were read."""
        self.read += size

    def marking(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Note for each article how much was read up to it."""
        for article in articles:
            self._under_way[article.id] = self.read
            yield article

    def passed(self, article: str) -> None:
        """Note that an article, given by its id, came out."""
        self.done = max(self.done, self._under_way.pop(article, self.done))


def reading(
    extractions: Iterable[Extraction],
    meter: Meter,
    report: Report,
    size: Callable[[], int | None],
    status: Callable[[], str] = str,
) -> Iterator[Extraction]:
    """Give the extractions, and show on stderr, if that is a terminal, how many came, how fast, and what went wrong so far.

    `size` gives the bytes of all inputs; where it is known (not None), the share that is done and the time that is left are
    shown too. `status` says more, "" for nothing.
    """
    if not sys.stderr.isatty():
        for extraction in extractions:
            meter.passed(extraction.article.id)
            yield extraction
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    total = size()
    left = () if total is None else (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(compact=True), TextColumn("left,"))
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *left, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_told(0, 0.0, report, status()), total=total)
        for count, extraction in enumerate(extractions, 1):
            meter.passed(extraction.article.id)
            yield extraction
            seconds = bar.tasks[0].elapsed or 0.0
            bar.update(task, completed=meter.done, description=_told(count, seconds, report, status()))


def _told(count: int, seconds: float, report: Report, status: str) -> str:
    rate = f", {count / seconds:,.0f} a second" if seconds >= 1 else ""
    wrong = len(report.faults) + len(report.findings)
    return f"{count:,} articles{rate}" + (f", {wrong:,} with faults" if wrong else "") + (f"; {status}" if status else "")
