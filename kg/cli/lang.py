"""`kg lang`: language packs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.terminal import FINDINGS, clean, escape_json
from kg.extract.coverage import Coverage, cover
from kg.lang.constructions import constructions
from kg.lang.counts import total
from kg.lang.pack import Packs


@click.group("lang")
def command() -> None:
    """Look after language packs.

    \b
    Example:
      kg lang check
    """


@command.command("check")
@click.argument("codes", nargs=-1, metavar="[CODE...]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option(
    "--packs", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder with language packs."
)
@click.pass_context
def check(ctx: click.Context, codes: tuple[str, ...], as_json: bool, folders: tuple[Path, ...]) -> None:
    """Check the tables of language packs and report every problem at once.

    A pack whose tables are in order is then put to its own test: each rule must read its examples, and
    nothing may read the negatives.

    What each table holds is counted, and the pack is held against a list of constructions that every language
    has: those that no sentence of its constructions.toml shows are its holes. A hole is no problem.

    \b
    Examples:
      kg lang check
      kg lang check fr --packs data/packs
      kg lang check fr --packs data/packs --json
    """
    packs = Packs(folders)
    found = [cover(packs.folder(code)) for code in codes or packs.codes]
    if as_json:
        click.echo(escape_json(json.dumps({c.code: _values(c) for c in found}, ensure_ascii=False, indent=1)))
    for coverage in found:
        if not as_json:
            _print(coverage)
        count = len(coverage.problems)
        click.echo(f"{coverage.code}: {count or 'no'} problem{'s' if count != 1 else ''}", err=True)
    ctx.exit(FINDINGS if any(coverage.problems for coverage in found) else 0)


def _values(coverage: Coverage) -> dict[str, Any]:
    shown = coverage.shown
    sums = total(coverage.tables)
    return {
        "problems": [{"where": p.where, "message": p.message} for p in coverage.problems],
        "tables": {
            c.name: {"entries": c.entries, "examples": c.examples, "negatives": c.negatives} for c in (*coverage.tables, sums)
        },
        "shown": list(shown.sentences),
        "holes": [
            {"construction": hole.key, "description": hole.description, "reason": shown.reasons.get(hole.key)}
            for hole in shown.holes
        ],
    }


def _print(coverage: Coverage) -> None:
    """Print problems first, one line each, then what the tables hold and the holes."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    for problem in coverage.problems:
        click.echo(clean(str(problem)))
    console = Console(width=None if sys.stdout.isatty() else 120)
    table = Table(title=coverage.code, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for name in ("entries", "examples", "negatives"):
        table.add_column(name, justify="right")
    for count in (*coverage.tables, total(coverage.tables)):
        cells = (f"{number:,}" if number else "-" for number in (count.entries, count.examples, count.negatives))
        table.add_row(Text(clean(count.name)), *cells, style="bold" if count.name == "total" else None)
    console.print(table)
    console.print()
    holes = Table(title=_summary(coverage), title_justify="left", box=None, pad_edge=False, show_header=False)
    for _ in range(2):
        holes.add_column("")
    for hole in coverage.shown.holes:
        reason = coverage.shown.reasons.get(hole.key)
        holes.add_row(hole.key, Text(f"{hole.description}: {clean(reason)}" if reason else hole.description))
    console.print(holes if coverage.shown.holes else _summary(coverage), style=None if coverage.shown.holes else "italic")
    console.print()


def _summary(coverage: Coverage) -> str:
    """Say how many constructions of each room are shown, "dates 11/11"."""
    rooms = dict.fromkeys(c.room for c in constructions())
    missing = [hole.room for hole in coverage.shown.holes]
    sizes = {room: sum(c.room == room for c in constructions()) for room in rooms}
    parts = (f"{room} {size - missing.count(room)}/{size}" for room, size in sizes.items())
    return f"{coverage.code} constructions: {', '.join(parts)}" + ("; holes:" if missing else "")
