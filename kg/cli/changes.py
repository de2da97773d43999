"""What has changed, told in the terminal: `kg diff` and `kg forget`."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import click

from kg.cli.terminal import clean, escape_json
from kg.export.changes import BETWEEN, difference_to_json, write_changes_csv
from kg.graph.difference import Change, Difference, Kind, What

WIDE = 160
FORMATS = ("table", "csv", "json")
ENDS = (What.NEW, What.WITHDRAWN)

format_option = click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="A table is tab-separated to a pipe.",
)
only_option = click.option(
    "--only",
    type=click.Choice([str(kind) for kind in Kind]),
    multiple=True,
    help="Only changes of this kind; may be given twice.",
)


def show_changes(found: Difference, form: str, only: Sequence[str]) -> None:
    """Print the changes on stdout, and on stderr how many of each kind there are."""
    changes = tuple(change for change in found.changes if not only or change.kind in only)
    if form == "json":
        shown = difference_to_json(replace(found, changes=changes))
        click.echo(escape_json(json.dumps(shown, ensure_ascii=False, indent=2)))
    elif form == "csv":
        write_changes_csv(changes, sys.stdout)
    elif sys.stdout.isatty():
        print_table(changes)
    else:
        for change in changes:
            click.echo("\t".join(clean(cell) for cell in _cells(change)))
    click.echo(clean(_counted(found, changes)), err=True)


def _cells(change: Change) -> tuple[str, ...]:
    """Give kind, change, date, what, before, after, articles, sentence."""
    return (
        str(change.kind),
        str(change.what),
        change.date or ("undated" if change.kind is Kind.EVENT else ""),
        change.label,
        BETWEEN.join(change.before if change.what not in ENDS else ()),
        BETWEEN.join(change.after if change.what not in ENDS else ()),
        ", ".join(quote.article for quote in change.quotes),
        change.quotes[0].sentence,
    )


def _counted(found: Difference, changes: Sequence[Change]) -> str:
    """Say in one line what there is: articles, then each kind of change."""
    articles = ((found.come, "new"), (found.gone, "withdrawn"), (found.changed, "changed"))
    parts = [f"{len(ids):,} {how}" for ids, how in articles if ids]
    lines = [f"articles: {', '.join(parts) or 'the same'}"]
    for kind in Kind:
        counts = Counter("changed" if c.what not in ENDS else str(c.what) for c in changes if c.kind is kind)
        if counts:
            told = (f"{counts[how]:,} {how}" for how in ("new", "changed", "withdrawn") if counts[how])
            lines.append(f"{kind}s: {', '.join(told)}")
    return "; ".join(lines)


def print_table(changes: Sequence[Change]) -> None:
    """Print changes for the eye: how it changed, what it is, and the sentence with its source below."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column("Change", no_wrap=True)
    table.add_column("What", ratio=2, overflow="fold")
    table.add_column("Sentence", ratio=3, overflow="fold")
    for change in changes:
        _, what, date, label, before, after, _, sentence = (clean(cell) for cell in _cells(change))
        how = Text(f"new {change.kind}" if change.what is What.NEW else f"{change.kind}: {what}", "bold")
        turned = Text.assemble("\n", (before or "-", "red"), " -> ", (after or "-", "green")) if before or after else ""
        outlets = ", ".join(dict.fromkeys(clean(quote.outlet) for quote in change.quotes))
        table.add_row(
            Text.assemble(how, ("\n" + date if date else "", "cyan")),
            Text.assemble(label, turned),
            Text.assemble(sentence, ("\n" + outlets, "dim")),
        )
    Console(width=min(WIDE, shutil.get_terminal_size().columns)).print(table)
