"""`kg eval`: how well the extraction agrees with annotated articles."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from kg.cli.engines import make_engine
from kg.cli.faultlist import print_faults
from kg.cli.terminal import Report, clean, escape_json, progress
from kg.lang.pack import Packs
from kg.learn.corpora import evaluate_dates, is_date_corpus
from kg.learn.evaluate import Evaluation, evaluate
from kg.learn.faults import FAULTS
from kg.learn.score import Difference
from kg.pipeline import FAILED, RuleExtractor, TimexExtractor, extract_all

ACTORS = "actors"
EVENTS = "events"
FAILURES = frozenset({FAILED})  # counted as articles that say nothing, so that figures are too low


def _errors(context: click.Context, parameter: click.Parameter, value: str) -> int | str:
    """Take one of the words or a number from 0 on."""
    if value in (ACTORS, EVENTS):
        return value
    if not value.isdecimal():
        raise click.BadParameter(f"{value!r} is neither a number nor {ACTORS!r} nor {EVENTS!r}", context, parameter)
    return int(value)


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.option("--lang", metavar="CODE", help="Only articles in this language.")
@click.option(
    "--errors",
    default="0",
    callback=_errors,
    metavar="N|events|actors",
    help="Show the first N of each class: missed, invented, wrong; or all that is wrong with the events or the actors.",
)
@click.option(
    "--confidence", is_flag=True, help="Show how good the events are from each confidence on, and how often each is right."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="How many processes extract.")
@click.option(
    "--packs", "folders", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder with language packs."
)
@click.pass_context
def command(
    context: click.Context,
    gold: Path,
    lang: str | None,
    errors: int | str,
    confidence: bool,
    as_json: bool,
    workers: int,
    folders: tuple[Path, ...],
) -> None:
    """Score the extraction against annotated articles.

    GOLD is a folder of <id>.json files in the form of data/gold, or one of them. Only the text is read; an
    event is found if a trigger overlaps, and on the timeline if its date is right too. A date is stated if
    the event's own sentence gives it, and counted if it is counted there ("two days ago").

    GOLD may also be a corpus of dates: a folder with docs.jsonl ({"doc_id", "dct", "text", "lang"}) and gold.jsonl
    ({"doc_id", "begin", "end"} with "type" and "value" of TIMEX3, or with "start" and "end_exclusive", the days
    covered). It is scored as in TempEval-3: same extent (strict), overlap (relaxed), overlap with the right
    value or type.

    \b
    Examples:
      kg eval data/gold
      kg eval data/gold --lang vi --errors 20
      kg eval data/gold --errors events
      kg eval data/gold --errors actors
      kg eval data/gold --confidence
      kg eval corpora/dates --errors 20
    """
    engine = make_engine(workers)
    dates = is_date_corpus(gold)
    least = 0.0 if confidence else None
    compare, extractor = (evaluate_dates, TimexExtractor(folders)) if dates else (evaluate, RuleExtractor(folders, least))
    extract = partial(extract_all, engine=engine, extractor=extractor)
    report = Report()
    evaluations = compare(
        gold, Packs(folders), lambda articles: report.watch(progress(extract(articles), "extracting"), FAILURES), lang
    )
    if confidence:
        _print_cuts(evaluations, as_json)
    elif as_json:
        values = {e.lang: {**_values(e), **_faults(e, errors)} for e in evaluations}
        click.echo(escape_json(json.dumps(values, ensure_ascii=False, indent=1)))
    else:
        _print_tables(evaluations)
        _print_errors(evaluations, errors)
    report.show()
    context.exit(report.exit_code)


def _print_errors(evaluations: tuple[Evaluation, ...], errors: int | str) -> None:
    """Print what was missed, invented or wrong, as far as it is asked for."""
    for evaluation in evaluations:
        if errors == EVENTS:
            print_faults(evaluation.lang, evaluation.events)
            continue
        shown = _chosen(evaluation, errors)
        for d in shown:
            line = f"{d.article}: {d.fault}: {d.trigger!r} wanted {d.wanted}, found {d.found}: {d.sentence}"
            click.echo(clean(line))
        if isinstance(errors, str):
            counts = Counter(d.fault for d in shown)
            click.echo(f"{evaluation.lang}: " + ", ".join(f"{counts[fault]} {fault}" for fault in FAULTS))


def _print_cuts(evaluations: tuple[Evaluation, ...], as_json: bool) -> None:
    """Print the figures by confidence, a table a language."""
    if as_json:
        click.echo(json.dumps({e.lang: [asdict(cut) for cut in e.cuts] for e in evaluations}, indent=1))
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 100)
    for evaluation in evaluations:
        title = f"{evaluation.lang}: {evaluation.scores.articles} {evaluation.noun}, events from each confidence on"
        table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
        for name in ("from", "precision", "recall", "F1", "timeline F1", "events to the next", "of these right"):
            table.add_column(name, justify="right")
        for cut in evaluation.cuts:
            figures = (cut.events.precision, cut.events.recall, cut.events.f1, cut.timeline.f1)
            right = "" if cut.right is None else f"{100 * cut.right:.0f}"
            table.add_row(f"{cut.least:.1f}", *(f"{100 * x:.1f}" for x in figures), str(cut.count), right)
        console.print(table)
        console.print()


def _chosen(evaluation: Evaluation, errors: int | str) -> tuple[Difference, ...]:
    if isinstance(errors, str):
        return evaluation.events if errors == EVENTS else evaluation.actors
    return tuple(_first(evaluation.differences, errors))


def _faults(evaluation: Evaluation, errors: int | str) -> dict[str, Any]:
    """Give the faults asked for as JSON values, and how many there are of each class; nothing if none are asked for."""
    if errors == 0:
        return {}
    shown = _chosen(evaluation, errors)
    return {"faults": Counter(d.fault for d in shown), "errors": [asdict(d) for d in shown]}


def _first(differences: Iterable[Difference], count: int) -> Iterator[Difference]:
    """Give the first `count` of each class."""
    shown: Counter[str] = Counter()
    for difference in differences:
        shown[difference.fault] += 1
        if shown[difference.fault] <= count:
            yield difference


def _values(evaluation: Evaluation) -> dict[str, Any]:
    scores = evaluation.scores
    figures = {
        what: {"p": round(x.precision, 4), "r": round(x.recall, 4), "f1": round(x.f1, 4)} for what, x in scores.prf.items()
    }
    return {evaluation.noun: scores.articles, **figures, **{what: round(share, 4) for what, share in scores.shares.items()}}


def _print_tables(evaluations: tuple[Evaluation, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 100)
    for evaluation in evaluations:
        scores = evaluation.scores
        title = f"{evaluation.lang}: {scores.articles} {evaluation.noun}"
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
