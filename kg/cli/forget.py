"""`kg forget`: articles withdrawn, and all that only they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.changes import format_option, only_option, show_changes
from kg.cli.corrected import corrected
from kg.cli.inputs import Work, corrections_option, only_builder
from kg.cli.terminal import FINDINGS, Report, clean
from kg.public import KnowledgeGraph
from kg.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from kg.graph.difference import Difference


@click.command("forget")
@click.argument("articles", nargs=-1, required=True, metavar="ID|URL...")
@click.option(
    "--store", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The store that they are taken out of."
)
@click.option("--dry-run", is_flag=True, help="Show what would go, and change nothing.")
@click.option("--brief", is_flag=True, help="Do not work out what goes; on a large store that takes most of the time.")
@corrections_option
@only_option
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    articles: tuple[str, ...],
    store: Path,
    dry_run: bool,
    brief: bool,
    corrections: Path | None,
    only: tuple[str, ...],
    form: str,
) -> None:
    """Withdraw articles from a store, and all that only they say.

    An article is named by its id or its address. What goes is shown as by `kg diff`: events, actors and relations that
    nothing else supports, and what becomes otherwise. `kg build --store FILE` then writes the graph as if the articles had
    never been there; `kg push --prune` takes them out of a triple store. An article that is still among the inputs of a
    later build comes back.

    \b
    Examples:
      kg forget 2024-06-10-harbour --store news.sqlite
      kg forget https://news.example/harbour --store news.sqlite --dry-run
    """
    with only_builder(Work(store)), SqliteStore(store, make=False) as kept:
        found = {given: kept.find(given) for given in articles}
        going = {article for ids in found.values() for article in ids}
        if going and not brief:
            show_changes(_change(kept, going, corrections), form, only)
        if going and not dry_run:
            kept.forget(sorted(going))
    for given in (given for given, ids in found.items() if not ids):
        click.echo(clean(f"{store}: no article has the id or address {given}"), err=True)
    if going:
        what = f"{len(going):,} article{'s' if len(going) > 1 else ''}"
        click.echo(clean(f"{store}: {what} {'would be' if dry_run else ''} withdrawn".replace("  ", " ")), err=True)
    ctx.exit(0 if all(found.values()) else FINDINGS)


def _change(store: SqliteStore, going: set[str], corrections: Path | None) -> Difference:
    """Say what becomes otherwise; corrections that fit nothing are for the next build to tell."""
    from kg.graph.difference import diff

    extractions = list(store)
    whole = corrected(extractions, corrections, Report())
    left = (extraction for extraction in extractions if extraction.article.id not in going)
    return diff(whole, KnowledgeGraph.of(left, whole.corrections, lambda finding: None))
