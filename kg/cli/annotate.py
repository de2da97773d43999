"""`kg annotate`: readings as annotated articles, for a person to correct."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.inputs import Work, extractions, inputs_argument, work_options
from kg.cli.reader import RULES, Choice, opened, plan, reader_options
from kg.cli.terminal import Report, clean
from kg.errors import InputError, KgError
from kg.export import open_atomically
from kg.learn.annotate import annotation

_UNFIT = re.compile(r"[^\w.-]+")
NAME = 120  # code points of a file's name


@click.command("annotate")
@inputs_argument(required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Where to write, one <id>.json for each article; none that is there is overwritten.",
)
@click.option("--force", is_flag=True, help="Overwrite what is there.")
@work_options(graph=False)
@reader_options()
@click.pass_context
def command(ctx: click.Context, inputs: tuple[str, ...], out: Path, force: bool, work: Work, choice: Choice) -> None:
    """Write readings as annotated articles, for a person to correct.

    What is written has the form of data/gold, which `kg eval` scores against and `kg train` learns from; "annotator" says who
    read, and that nobody has checked it. So a model reads once, and what a pack learns from it reads on without one.

    \b
    Examples:
      kg annotate news/ --out draft --extractor llm --model gpt-4.1 --endpoint https://api.openai.com/v1
      kg train draft --lang vi --part triggers --out triggers.weights
    """
    report = Report()
    if choice.plans_only:
        plan(choice, inputs, work, report)
        report.show()
        ctx.exit(report.exit_code)
    who = "kg's rules" if choice.extractor == RULES else f"{choice.extractor}: {choice.model}"
    written = 0
    with opened(choice, work, report) as reader:
        for extraction in extractions(inputs, report, replace(work, reader=reader)):
            name = _UNFIT.sub("-", extraction.article.id).strip(".-")[:NAME] or "article"
            path = out / f"{name}.json"
            if path.exists() and not force:
                raise KgError("is there already", where=str(path), remedy="give another --out, or --force to lose what is in it")
            try:
                value = annotation(extraction, f"{who}, not checked by a person")
            except InputError as error:
                report.faults.append(error)
                continue
            with open_atomically(path) as file:
                file.write(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")
            written += 1
    click.echo(clean(f"{written:,} annotated articles written to {out}: correct them, then `kg train {out}`"))
    report.show()
    ctx.exit(report.exit_code)
