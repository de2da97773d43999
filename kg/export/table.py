"""The events as CSV: one row an event, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from io import TextIOWrapper
from typing import BinaryIO

from kg.export.rows import EventRow, event_rows
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Role

COLUMNS = (
    "id",
    "edtf",
    "start",
    "end_exclusive",
    "grain",
    "basis",
    "type",
    "realis",
    "label",
    "lang",
    *(str(role) for role in Role),
    "topics",
    "subjects",
    "attributed_to",
    "articles",
    "links",
    "sentence",
    "confidence",
    "source_count",
    "other_dates",
)
SEPARATOR = "; "

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_SPACE = re.compile(r"\s+")
# A spreadsheet takes such a cell for a formula, which can run commands or send the sheet away.
_FORMULA = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20]")


def write_csv(graph: KnowledgeGraph, file: BinaryIO) -> None:
    """Write the events in the order of time, undated ones last; several names in a cell are parted by "; ".

    UTF-8 with a byte order mark, without which Excel misreads Vietnamese. A cell that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(row) for row in event_rows(graph))
    text.detach()  # flushes, and leaves the file to its owner


def safe_cell(value: str) -> str:
    """Give a cell on one line, without control characters, that no spreadsheet takes for a formula."""
    words = _SPACE.sub(" ", _UNWRITABLE.sub("", value)).strip()
    return f"'{words}" if _FORMULA.match(words) else words


def _cells(row: EventRow) -> list[str]:
    many = (*(row.participants[role] for role in Role), row.topics, row.subjects, row.attributed_to, row.articles, row.links)
    values = (
        row.id,
        row.edtf,
        row.start,
        row.end_exclusive,
        row.grain,
        row.basis,
        row.type,
        row.realis,
        row.label,
        row.lang,
        *(SEPARATOR.join(names) for names in many),
        row.sentence,
        f"{row.confidence:g}",
        str(row.source_count),
        SEPARATOR.join(row.other_dates),
    )
    return [safe_cell(value) for value in values]
