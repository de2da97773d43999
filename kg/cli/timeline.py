"""`kg timeline`: events in the order of time, in the terminal."""

from __future__ import annotations

import shutil
import sys
from datetime import date

import click

from kg.cli.days import ONE_DAY, first_day, last_day
from kg.cli.inputs import Work, inputs_argument, load_graph, work_options
from kg.cli.terminal import Report, clean
from kg.export.rows import EventRow, event_rows
from kg.model.event import Realis, Role

WIDE = 160


@click.command("timeline")
@inputs_argument(required=False)
@click.option("--actor", "-a", metavar="NAME", help="Only events with this actor or place.")
@click.option("--topic", "-t", metavar="TOPIC", help="Only events about this topic.")
@click.option("--from", "first", callback=first_day, metavar="DATE", help="Only events on this day or later.")
@click.option("--to", "last", callback=last_day, metavar="DATE", help="Only events on this day or earlier.")
@click.option("--undated", is_flag=True, help="The events without a date too, after the others.")
@work_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    actor: str | None,
    topic: str | None,
    first: date | None,
    last: date | None,
    undated: bool,
    work: Work,
) -> None:
    """Show events in the order of time.

    INPUT is articles, or a graph that kg wrote as graph.json or RDF; without any, exports/graph.json or
    the graph of --store FILE. To a pipe it is tab-separated: date, type, event, who, where, article.

    \b
    Examples:
      kg timeline
      kg timeline news/ --actor Kishida --from 2024-04 --to 2024-06
      kg timeline --store news.sqlite --topic storm --undated
    """
    report = Report()
    graph = load_graph(inputs, work, report)
    events = graph.timeline(actor=actor, topic=topic, start=first, end=last + ONE_DAY if last else None)
    shown = [event for event in events if undated or event.time is not None]
    rows = list(event_rows(graph, shown))
    if sys.stdout.isatty():
        _print_table(rows)
    else:
        for row in rows:
            click.echo("\t".join(clean(cell) for cell in _cells(row)))
    if not events:
        click.echo("no events fit" if actor or topic or first or last else "no events", err=True)
    elif len(shown) < len(events):
        click.echo(f"{len(events) - len(shown):,} events without a date left out; --undated shows them", err=True)
    report.show()
    ctx.exit(report.exit_code)


def _cells(row: EventRow) -> tuple[str, ...]:
    what = row.label if row.realis == Realis.ACTUAL else f"{row.label} ({row.realis})"
    where = ", ".join(row.participants.get(Role.PLACE, ()))
    when = " ".join((row.edtf or "undated", *(f"or {other}" for other in row.other_dates)))
    return when, row.type, what, ", ".join(row.actors), where, ", ".join(row.articles)


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
