"""The events as a timeline to read: a Markdown table, or lines of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.export.rows import EventRow, event_rows
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Event, Realis, Role

HEAD = "| Date | What | Who | Where | Source | Sentence |\n|---|---|---|---|---|---|\n"

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
# What Markdown or the HTML in it would act on; a bare address would become a link by itself.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~$#]")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")


def write_timeline(graph: KnowledgeGraph, file: BinaryIO) -> None:
    """Write a Markdown table of the dated events in the order of time, then one of those without a date."""
    rows = list(event_rows(graph))
    dated, undated = [row for row in rows if row.edtf], [row for row in rows if not row.edtf]
    file.write(b"# Timeline\n")
    for title, part in (("", dated), ("\n## Undated\n", undated)):
        if part:
            file.write(f"{title}\n{HEAD}".encode())
            file.writelines(f"| {' | '.join(_cells(row))} |\n".encode() for row in part)


def timeline_lines(graph: KnowledgeGraph, events: Iterable[Event[str]] | None = None) -> Iterator[str]:
    """Give one line of plain text an event, those of the whole graph by default: date, type, what, who, where."""
    for row in event_rows(graph, events):
        who = ", ".join(row.actors)
        where = ", ".join(row.participants[Role.PLACE])
        told = [
            f"{row.edtf or '-':<21}",
            f"{row.type:<12}",
            _what(row),
            *([who] if who else []),
            *([f"@ {where}"] if where else []),
            *([_or(row)] if row.other_dates else []),
        ]
        yield plain("  ".join(told))


def plain(text: str) -> str:
    """Give text on one line, without control characters (a terminal would obey them)."""
    return _UNWRITABLE.sub("", text.replace("\n", " ").replace("\r", " ").replace("\t", " "))


def markdown(text: str) -> str:
    """Give text that Markdown shows as it is, on one line."""
    words = _SPACE.sub(" ", _UNWRITABLE.sub("", text)).strip()
    words = _ACTIVE.sub(r"\\\g<0>", words.replace("&", "&amp;"))
    return _ADDRESS.sub(r"\1\\", words)


def _what(row: EventRow) -> str:
    return row.label if row.realis == Realis.ACTUAL else f"{row.label} ({row.realis})"


def _or(row: EventRow) -> str:
    return " ".join(f"or {other}" for other in row.other_dates)


def _cells(row: EventRow) -> Iterator[str]:
    columns = (
        f"{row.edtf} {_or(row)}" if row.other_dates else row.edtf,
        _what(row),
        ", ".join(row.actors),
        ", ".join(row.participants[Role.PLACE]),
        ", ".join(row.attributed_to or row.outlets),
        row.sentence,
    )
    return (markdown(column) for column in columns)
