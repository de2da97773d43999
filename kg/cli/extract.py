"""`kg extract`: contract 1, one JSON object for each article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import click

from kg.cli.inputs import Work, extractions, inputs_argument, work_options
from kg.cli.reader import Choice, opened, plan, reader_options
from kg.cli.terminal import Report, escape_json
from kg.errors import KgError
from kg.model.codec import extraction_to_json
from kg.model.event import Extraction
from kg.pipeline import TimexExtractor


@click.command("extract")
@inputs_argument(required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "timex-jsonl"]),
    default="jsonl",
    show_default=True,
    help="An object for each article, or a flat one for each expression of time.",
)
@click.option("--timexes-only", is_flag=True, help="Find expressions of time and nothing else; faster.")
@work_options(graph=False)
@reader_options()
@click.pass_context
def command(ctx: click.Context, inputs: tuple[str, ...], form: str, timexes_only: bool, work: Work, choice: Choice) -> None:
    """Print what each article says, as JSON lines.

    Offsets are half-open code points into the article's text in NFC. The form is that of the JSON Schema
    kg/model/schema. JSONL input ({"id", "lang", "published", "title", "text"}) keeps its ids.

    \b
    Examples:
      kg extract article.txt > article.jsonl
      kg extract news.jsonl --workers 2 --min-confidence 0.6
      kg extract docs.jsonl --timexes-only --format timex-jsonl
      kg extract news/ --extractor llm --model qwen3:8b --endpoint http://localhost:11434/v1
    """
    report = Report()
    if timexes_only and choice.extractor != "rules":
        raise KgError("expressions of time are read by rules only", remedy="leave out --timexes-only or --extractor")
    if choice.plans_only:
        plan(choice, inputs, work, report)
        report.show()
        ctx.exit(report.exit_code)
    extractor = TimexExtractor(work.folders) if timexes_only else None
    with opened(choice, work, report) as reader:
        for extraction in extractions(inputs, report, replace(work, reader=reader), extractor=extractor):
            for line in _lines(extraction, form):
                click.echo(escape_json(line))
    report.show()
    ctx.exit(report.exit_code)


def _lines(extraction: Extraction, form: str) -> Iterator[str]:
    if form == "jsonl":
        yield json.dumps(extraction_to_json(extraction), ensure_ascii=False)
        return
    for timex in extraction.timexes:
        row = {
            "doc_id": extraction.article.id,
            "begin": timex.span.begin,
            "end": timex.span.end,
            "type": str(timex.type),
            "value": timex.value,
        }
        yield json.dumps(row, ensure_ascii=False)
