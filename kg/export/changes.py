"""What is new since, as JSON, as a spreadsheet and as rows of text."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from kg.export.table import safe_cell
from kg.graph.difference import Change, Difference

COLUMNS = (
    "kind",
    "change",
    "date",
    "label",
    "before",
    "after",
    "id",
    "articles",
    "outlet",
    "published",
    "url",
    "sentence",
)
BETWEEN = "; "


def difference_to_json(difference: Difference) -> dict[str, Any]:
    """Give a difference as JSON values: `articles` that are new, withdrawn and changed, and `changes` with their quotes."""
    return {
        "articles": {"new": list(difference.come), "withdrawn": list(difference.gone), "changed": list(difference.changed)},
        "changes": [_json(change) for change in difference.changes],
    }


def _json(change: Change) -> dict[str, Any]:
    value = asdict(change)
    return {"kind": str(change.kind), "change": str(change.what)} | {
        name: list(told) if isinstance(told, tuple) else told for name, told in value.items() if name not in ("kind", "what")
    }


def write_changes_csv(changes: Iterable[Change], file: TextIO) -> None:
    """Write one row a change, with the first sentence that says it; no cell is a formula."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for change in changes:
        quote = change.quotes[0]
        cells = (
            str(change.kind),
            str(change.what),
            change.date,
            change.label,
            BETWEEN.join(change.before),
            BETWEEN.join(change.after),
            change.id,
            BETWEEN.join(q.article for q in change.quotes),
            quote.outlet,
            quote.published or "",
            quote.url or "",
            quote.sentence,
        )
        writer.writerow([safe_cell(cell) for cell in cells])
