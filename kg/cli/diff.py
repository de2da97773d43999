"""`kg diff`: what is new since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from kg.cli.changes import format_option, only_option, show_changes
from kg.cli.days import last_day
from kg.cli.inputs import GRAPH, Work, graph_as_of, inputs_argument, is_store, stored_graph, whole_graph, work_options
from kg.cli.terminal import Report
from kg.public import KnowledgeGraph


@click.command("diff")
@inputs_argument(required=False)
@click.option("--since", callback=last_day, metavar="DATE", help="Compare with what was known on this day.")
@only_option
@format_option
@work_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    since: date | None,
    only: tuple[str, ...],
    form: str,
    work: Work,
) -> None:
    """Show what is new: events, dates, plans that came true, sources.

    INPUT is OLD and NEW: each a graph.json or RDF that kg wrote, a store, or articles. With --since DATE it is one
    graph, or --store FILE, as it is now and as it was on that day; articles without a publication date are left out.
    The same event is found again by the words that tell it. To a pipe the table is tab-separated: kind, change, date,
    what, before, now, articles, sentence.

    \b
    Examples:
      kg diff --store news.sqlite --since 2024-06-10
      kg diff yesterday/graph.json exports/graph.json --only event
      kg diff exports/graph.json --since 2024-06 --as-of 2024-07 --format csv > july.csv
    """
    from kg.graph.difference import diff

    report = Report()
    if since is None:
        if len(inputs) != 2 or work.store is not None:
            raise click.UsageError("give OLD and NEW, or --since DATE.", ctx)
        old, new = (_loaded(name, work, report) for name in inputs)
    else:
        if work.as_of is not None and work.as_of < since:
            raise click.UsageError("--since is later than --as-of.", ctx)
        new = _one(inputs, replace(work, as_of=work.as_of or date.max), report)
        old = graph_as_of(new, since, work.store or (Path(inputs[0]) if inputs else GRAPH))
    if work.min_confidence is not None:
        old, new = old.surer(work.min_confidence), new.surer(work.min_confidence)
    show_changes(diff(old, new), form, only)
    report.show()
    ctx.exit(report.exit_code)


def _one(inputs: tuple[str, ...], work: Work, report: Report) -> KnowledgeGraph:
    if len(inputs) == 1 and work.store is None and is_store(Path(inputs[0])):
        return stored_graph(Path(inputs[0]), work, report)
    return whole_graph(inputs, work, report)


def _loaded(name: str, work: Work, report: Report) -> KnowledgeGraph:
    return _one((name,), work, report)
