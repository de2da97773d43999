"""Builds on a cluster: the options of `kg build --engine spark`, what does not go with them, and what is told in the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.inputs import Work
from kg.cli.reader import RULES, Choice
from kg.cli.terminal import FINDINGS, GRAVE, SHOWN, clean

if TYPE_CHECKING:
    from kg.scale.job import Manifest

PROCESSES, SPARK = "processes", "spark"
LOCAL = "local[*]"


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a build runs, as the options say: `engine` is PROCESSES or SPARK, `master` and `partitions` are Spark's (None: not given)."""

    engine: str
    master: str | None
    partitions: int | None


def engine_options() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options that choose an engine, and hand them over as one `Spread`."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def command(*args: Any, engine: str, master: str | None, partitions: int | None, **rest: Any) -> Any:
            return function(*args, spread=Spread(engine, master, partitions), **rest)

        for option in (
            click.option(
                "--partitions",
                type=click.IntRange(1),
                metavar="N",
                help="Into how many parts Spark brings together what belongs together; by the size of INPUT if not given.",
            ),
            click.option(
                "--master", metavar="URL", help=f"Where Spark runs: {LOCAL} (the default), spark://HOST:7077, yarn, k8s://..."
            ),
            click.option(
                "--engine",
                type=click.Choice((PROCESSES, SPARK)),
                default=PROCESSES,
                show_default=True,
                help="Processes of this machine, or Spark, for more than fits into one.",
            ),
        ):
            option(command)
        return command

    return add


def refuse(
    ctx: click.Context, spread: Spread, work: Work, choice: Choice, inputs: tuple[str, ...], others: Mapping[str, Any]
) -> None:
    """Raise `UsageError` for options that do not go with the engine; `others` are options by name that Spark does not take."""
    if spread.engine == PROCESSES:
        if spread.master is not None or spread.partitions is not None:
            raise click.UsageError("--master and --partitions need --engine spark.", ctx)
        return
    refused = {
        "--store": work.store,
        "--corrections": work.corrections,
        f"--extractor {choice.extractor}": choice.extractor != RULES,
        "--workers": work.workers > 1,
        **others,
    }
    for name, value in refused.items():
        if value:
            what = (
                "give --master and --partitions instead" if name == "--workers" else "run it without --engine, or leave that out"
            )
            raise click.UsageError(f"{name} does not go with --engine spark; {what}.", ctx)
    if not inputs:
        raise click.UsageError("articles are missing: give INPUT.", ctx)


def build_on_spark(inputs: tuple[str, ...], out: str, work: Work, spread: Spread) -> int:
    """Build on Spark, say what came of it, and give the exit code; raises `KgError` if PySpark or Java is missing."""
    from importlib.metadata import version

    from kg.engine.spark.session import spark
    from kg.scale.job import Order, run

    order = Order(
        inputs, out, tuple(folder.absolute() for folder in work.folders), work.min_confidence, work.as_of, work.timeout, GRAVE
    )
    with _steps() as tell, spark(spread.master or LOCAL) as session:
        from kg.engine.spark.cluster import SparkCluster

        cluster = SparkCluster(session, spread.partitions, tell)
        manifest = run(cluster, order, version("kg"))
    click.echo(_summary(manifest, out))
    return _tell(manifest, out)


@contextmanager
def _steps() -> Generator[Callable[[str], None]]:
    """Show on stderr, if that is a terminal, which step Spark is at and for how long the build runs."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting Spark")
        done = 0

        def tell(step: str) -> None:
            nonlocal done
            done += 1
            bar.update(task, description=f"step {done}: {step}")

        yield tell


def _summary(manifest: Manifest, out: str) -> str:
    counts = manifest["counts"]
    tables = counts["tables"]
    names = {"events": "events", "entities": "actors and places", "relations": "relations", "topics": "topics"}
    told = [(counts["articles"], "articles"), *((tables[name], what) for name, what in names.items() if name in tables)]
    told.append((counts["quads"], "quads"))
    number = max(len(f"{count:,}") for count, _ in told)
    lines = [f"{count:>{number},}  {what}" for count, what in told]
    folder = manifest["folder"]
    lines += ["", f"Written to {out}:"]
    lines += [f"  {folder}/quads   N-Quads, in packed parts", f"  {folder}/tables  Parquet, a folder for each table"]
    lines += ["  manifest.json" + " " * max(1, len(folder) - 4) + "all files, with sizes and SHA-256"]
    return clean("\n".join(lines), keep_lines=True)


def _tell(manifest: Manifest, out: str) -> int:
    """Say on stderr what went wrong, the first of each kind; give the exit code."""
    counts = manifest["counts"]
    for fault in manifest["faults"]:
        start = f"{fault['where']}: " if fault["where"] else ""
        end = f"; {fault['remedy']}" if fault["remedy"] else ""
        click.echo(clean(f"{start}{fault['message']}{end}"), err=True)
    if counts["faults"] > len(manifest["faults"]):
        more = counts["faults"] - len(manifest["faults"])
        click.echo(f"... and {more:,} more faults; all are in {Path(manifest['folder'], 'faults')}", err=True)
    for finding in manifest["findings"][:SHOWN]:
        click.echo(clean(f"{finding['article']}: {finding['message']}"), err=True)
    if counts["findings"] > SHOWN:
        click.echo(f"... and {counts['findings'] - SHOWN:,} more findings", err=True)
    if manifest["settings"]["as_of"] and (number := counts["articles"] - counts["tables"]["articles"]):
        click.echo(f"articles published after that day, or without a date of publication, are left out: {number:,}", err=True)
    return FINDINGS if counts["grave"] or counts["findings"] else 0
