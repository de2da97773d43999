"""`kg timeline`: events in the order of time, in the terminal."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from kg.cli.inputs import inputs_argument, load_graph, work_options
from kg.cli.terminal import Report, clean
from kg.export.rows import EventRow, event_rows
from kg.model.event import Realis, Role

WIDE = 160


class Day(click.ParamType):
    """A day, a month or a year of ISO 8601."""

    name = "date"

    def __init__(self, *, last: bool) -> None:
        """With `last`, a month or year means its last day, else its first."""
        self._last = last

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day; fails with a line that says how to write it."""
        if isinstance(value, date):
            return value
        parts = str(value).split("-")
        try:
            numbers = [int(part) for part in parts]
            if len(numbers) == 3:
                return date(*numbers)
            if not self._last:
                return date(numbers[0], numbers[1] if len(numbers) > 1 else 1, 1)
            year, month = (numbers[0], numbers[1]) if len(numbers) == 2 else (numbers[0], 12)
            after = date(year + month // 12, month % 12 + 1, 1)
            return date.fromordinal(after.toordinal() - 1)
        except (ValueError, TypeError):
            self.fail(f"{value!r} is no date; write 2024-06-10, 2024-06 or 2024", param, ctx)


@click.command("timeline")
@inputs_argument(required=False)
@click.option("--actor", "-a", metavar="NAME", help="Only events with this actor or place.")
@click.option("--topic", "-t", metavar="TOPIC", help="Only events about this topic.")
@click.option("--from", "first", type=Day(last=False), metavar="DATE", help="Only events on this day or later.")
@click.option("--to", "last", type=Day(last=True), metavar="DATE", help="Only events on this day or earlier.")
@click.option("--undated", is_flag=True, help="The events without a date too, after the others.")
@work_options
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    actor: str | None,
    topic: str | None,
    first: date | None,
    last: date | None,
    undated: bool,
    store_path: Path | None,
    workers: int,
    folders: tuple[Path, ...],
) -> None:
    """Show events in the order of time.

    INPUT is articles, or a graph.json that `kg build` wrote; without any, exports/graph.json or the graph
    of --store FILE. To a pipe it is tab-separated: date, type, event, who, where, article.

    \b
    Examples:
      kg timeline
      kg timeline news/ --actor "Nhật Bản" --from 2024-04 --to 2024-06
      kg timeline --store news.sqlite --topic bão --undated
    """
    report = Report()
    graph = load_graph(inputs, store_path, workers, folders, report)
    events = graph.timeline(actor=actor, topic=topic, first=first, last=last, undated=undated)
    rows = list(event_rows(graph, events))
    if sys.stdout.isatty():
        _print_table(rows)
    else:
        for row in rows:
            click.echo("\t".join(clean(cell) for cell in _cells(row)))
    if not rows:
        click.echo("no events" + (" fit" if actor or topic or first or last else ""), err=True)
    report.show()
    ctx.exit(report.exit_code)


def _cells(row: EventRow) -> tuple[str, ...]:
    what = row.label if row.realis == Realis.ACTUAL else f"{row.label} ({row.realis})"
    where = ", ".join(row.participants.get(Role.PLACE, ()))
    return row.edtf or "undated", row.type, what, ", ".join(row.actors), where, ", ".join(row.articles)


def _print_table(rows: list[EventRow]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, ratio, style in (
        ("Date", 0, "cyan"),
        ("Type", 0, "dim"),
        ("Event", 5, ""),
        ("Who", 4, "green"),
        ("Where", 2, "yellow"),
    ):
        table.add_column(name, ratio=ratio or None, style=style, no_wrap=not ratio, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in _cells(row)[:5]))
    Console(width=min(WIDE, shutil.get_terminal_size().columns)).print(table)
