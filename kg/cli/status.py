"""`kg status`: what a store holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.inputs import version_or_none
from kg.cli.terminal import clean, escape_json
from kg.pipeline import RuleExtractor
from kg.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from kg.store.overview import Overview

OLD = ": out of date"
SHOWN = 20  # outlets; JSON has all
UNITS = ("bytes", "KB", "MB", "GB", "TB")
Row = tuple[str, int, str]


@click.command("status")
@click.option("--store", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The store.")
@click.option(
    "--packs", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder with language packs."
)
@click.option("--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(store: Path, folders: tuple[Path, ...], form: str) -> None:
    """Show what a store holds, and what is out of date.

    Articles by language, outlet and month of publication, and by the extractor that read them: those that another version
    of kg or of a pack has read are out of date, and `kg build --refresh` reads them again. Events, actors and relations are
    counted in each article, before they are joined. To a pipe the table is tab-separated.

    \b
    Examples:
      kg status --store news.sqlite
      kg status --store news.sqlite --format json
    """
    with SqliteStore(store, make=False) as kept:
        seen = kept.overview()
    current = {lang: version_or_none(RuleExtractor(folders), lang) for lang, _ in seen.languages}
    if form == "json":
        click.echo(escape_json(json.dumps(_json(seen, current), ensure_ascii=False, indent=2)))
        return
    _print(store, seen, current)


def is_current(extractor: str, current: str | None) -> bool:
    """Say whether an extractor is the one of today, whatever --min-confidence it was given."""
    return current is not None and (extractor == current or extractor.startswith(f"{current}/"))


def _out_of_date(seen: Overview, current: dict[str, str | None]) -> int:
    return sum(number for lang, extractor, number in seen.extractors if _state(extractor, current[lang]) == OLD)


def _state(extractor: str, current: str | None) -> str:
    """Say what is to be said of articles that an extractor read; "" if it is the one of today."""
    if current is None:
        return ": no pack here"
    return "" if is_current(extractor, current) else OLD


def _json(seen: Overview, current: dict[str, str | None]) -> dict[str, Any]:
    return {
        "articles": seen.articles,
        "undated": seen.undated,
        "out_of_date": _out_of_date(seen, current),
        "first_day": seen.first_day,
        "last_day": seen.last_day,
        "languages": dict(seen.languages),
        "outlets": [{"outlet": outlet, "articles": number} for outlet, number in seen.outlets],
        "months": dict(seen.months),
        "extractors": [
            {"lang": lang, "extractor": name or None, "articles": number, "current": is_current(name, current[lang])}
            for lang, name, number in seen.extractors
        ],
        "reports": {"events": seen.events, "actors": seen.actors, "relations": seen.relations},
        "bytes": seen.size,
        "version": seen.version,
    }


def _print(store: Path, seen: Overview, current: dict[str, str | None]) -> None:
    outlets = [("outlet", number, outlet or "not named") for outlet, number in seen.outlets]
    rows: list[Row] = [
        *(("language", number, lang) for lang, number in seen.languages),
        *(outlets if len(outlets) <= SHOWN else outlets[:SHOWN]),
        *([("outlet", sum(n for _, n, _ in outlets[SHOWN:]), f"{len(outlets) - SHOWN:,} more")] if len(outlets) > SHOWN else []),
        *(("month", number, month) for month, number in seen.months),
        *([("month", seen.undated, "undated")] if seen.undated else []),
        *(
            ("extractor", number, f"{name or 'unknown'} ({lang}){_state(name, current[lang])}")
            for lang, name, number in seen.extractors
        ),
    ]
    old = _out_of_date(seen, current)
    days = f", published {seen.first_day} to {seen.last_day}" if seen.first_day else ""
    head = (
        f"{store}: {seen.articles:,} articles{days}, {seen.undated:,} undated, {old:,} out of date; "
        f"{seen.events:,} reports of events, {seen.actors:,} of actors, {seen.relations:,} of relations; {_size(seen.size)}"
    )
    click.echo(clean(head))
    if sys.stdout.isatty():
        _print_table(rows)
    else:
        for what, number, name in rows:
            click.echo(f"{what}\t{number}\t{clean(name)}")


def _print_table(rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right", style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    before = ""
    for what, number, name in rows:
        if what != before:
            table.add_row("", "", "")
        table.add_row("" if what == before else what.capitalize(), f"{number:,}", Text(clean(name)))
        before = what
    Console().print(table)


def _size(number: int) -> str:
    """Write a number of bytes in the largest unit (powers of a thousand) that leaves a digit before the point."""
    size, unit = float(number), 0
    while size >= 1000 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {UNITS[unit]}" if unit else f"{number} {UNITS[0]}"
