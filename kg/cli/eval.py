"""`kg eval`: how well the extraction agrees with annotated articles."""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.terminal import clean, progress
from kg.lang.pack import Packs
from kg.learn.evaluate import Evaluation, evaluate
from kg.learn.faults import FAULTS
from kg.pipeline import RuleExtractor, extract_all, plugin

ACTORS = "actors"


def _errors(context: click.Context, parameter: click.Parameter, value: str) -> int | str:
    """Take the word or a number from 0 on."""
    if value == ACTORS:
        return ACTORS
    if not value.isdecimal():
        raise click.BadParameter(f"{value!r} is neither a number nor {ACTORS!r}", context, parameter)
    return int(value)


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--lang", metavar="CODE", help="Only articles in this language.")
@click.option(
    "--errors",
    default="0",
    callback=_errors,
    metavar="N|actors",
    help="Show the first N events missed, invented or misdated, or the actors missed, spurious, split, joined or of another kind.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="How many processes extract.")
@click.option(
    "--packs", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder with language packs."
)
def command(gold: Path, lang: str | None, errors: int | str, as_json: bool, workers: int, folders: tuple[Path, ...]) -> None:
    """Score the extraction against annotated articles.

    GOLD is a folder of <id>.json files in the form of data/gold, or one of them. Only the text is read; an
    event is found if a trigger overlaps, and on the timeline if its date is right too.

    \b
    Examples:
      kg eval data/gold
      kg eval data/gold --lang vi --errors 20
      kg eval data/gold --errors actors
    """
    engine = plugin("kg.engines", "pool")(workers) if workers > 1 else plugin("kg.engines", "serial")()
    extract = partial(extract_all, engine=engine, extractor=RuleExtractor(folders))
    evaluations = evaluate(gold, Packs(folders), lambda articles: progress(extract(articles), "extracting"), lang)
    if as_json:
        click.echo(json.dumps({e.lang: _values(e) for e in evaluations}, ensure_ascii=False, indent=1))
    else:
        _print_tables(evaluations)
    for evaluation in evaluations:
        shown = evaluation.actors if isinstance(errors, str) else evaluation.differences[:errors]
        for d in shown:
            line = f"{d.article}: {d.fault}: {d.trigger!r} wanted {d.wanted}, found {d.found}: {d.sentence}"
            click.echo(clean(line))
        if isinstance(errors, str):
            counts = Counter(d.fault for d in shown)
            click.echo(f"{evaluation.lang}: " + ", ".join(f"{counts[fault]} {fault}" for fault in FAULTS))


def _values(evaluation: Evaluation) -> dict[str, Any]:
    scores = evaluation.scores
    figures = {
        what: {"p": round(x.precision, 4), "r": round(x.recall, 4), "f1": round(x.f1, 4)} for what, x in scores.prf.items()
    }
    return {"articles": scores.articles, **figures, **{what: round(share, 4) for what, share in scores.shares.items()}}


def _print_tables(evaluations: tuple[Evaluation, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 100)
    for evaluation in evaluations:
        scores = evaluation.scores
        title = f"{evaluation.lang}: {scores.articles} articles"
        table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
        table.add_column("")
        for name in ("precision", "recall", "F1"):
            table.add_column(name, justify="right")
        for what, x in scores.prf.items():
            table.add_row(what, f"{100 * x.precision:.1f}", f"{100 * x.recall:.1f}", f"{100 * x.f1:.1f}")
        for what, share in scores.shares.items():
            table.add_row(what, "", "", f"{100 * share:.1f}")
        console.print(table)
        console.print()
