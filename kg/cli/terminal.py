"""What the commands share of the terminal: harmless text, faults, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import click

from kg.errors import InputError
from kg.model.event import Extraction

T = TypeVar("T")

# Controls (C0, DEL, C1), and the marks that turn the direction of text: what an article could take over a terminal with.
_TURNING = (8206, 8207, *range(8234, 8239), *range(8294, 8298))
_HARMFUL = dict.fromkeys((*range(32), 127, *range(128, 160), *_TURNING))
_SPACED = _HARMFUL | {0x09: " ", 0x0A: " ", 0x0D: " "}
_LINED = _HARMFUL | {0x09: " ", 0x0A: "\n"}
_IN_JSON = {c: f"\\u{c:04x}" for c in (0x7F, *range(0x80, 0xA0), *_TURNING)}

FINDINGS = 1
FAULT = 2
SHOWN = 20
# The issues of an article that make a run one with findings; finer ones are in the output of `kg extract`.
GRAVE = frozenset({"no-publication-date", "publication-date-refuted", "extraction-failed"})


def clean(text: str, *, keep_lines: bool = False) -> str:
    """Give text without control characters; line breaks become spaces unless they are kept."""
    return text.translate(_LINED if keep_lines else _SPACED)


def escape_json(line: str) -> str:
    """Escape in JSON the control characters, and marks that turn the direction of text, that JSON lets stand."""
    return line.translate(_IN_JSON)


@dataclass(slots=True)
class Report:
    """What went wrong in a run: inputs that could not be read, articles with grave issues; and what is only to be told."""

    faults: list[InputError] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    articles: int = 0

    def watch(self, extractions: Iterable[Extraction], grave: frozenset[str] = GRAVE) -> Iterator[Extraction]:
        """Note the issues of grave codes as the extractions pass."""
        for extraction in extractions:
            self.articles += 1
            self.findings += [f"{extraction.article.id}: {i.message}" for i in extraction.issues if i.code in grave]
            yield extraction

    def show(self) -> None:
        """Print all on stderr, one line each; of many findings and notes only the first."""
        for fault in self.faults:
            click.echo(clean(str(fault)), err=True)
        for lines, what in ((self.findings, "findings"), (self.notes, "notes")):
            for line in lines[:SHOWN]:
                click.echo(clean(line), err=True)
            if len(lines) > SHOWN:
                click.echo(f"... and {len(lines) - SHOWN} more {what}", err=True)

    @property
    def exit_code(self) -> int:
        """Give 2 if no article could be read, 1 if something was found, else 0."""
        from kg.read.source import PassedOver

        grave = [fault for fault in self.faults if not isinstance(fault, PassedOver)]
        if grave and not self.articles:
            return FAULT
        return FINDINGS if grave or self.findings else 0


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """Give the items, and count them on stderr while they pass if that is a terminal, as a bar if their number is known."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    count = TextColumn("{task.completed:,.0f}") if total is None else MofNCompleteColumn()
    bars = () if total is None else (BarColumn(),)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), *bars, count, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for item in items:
            yield item
            bar.advance(task)
