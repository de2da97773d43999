"""`kg build`: the main job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from kg.cli.cluster import SPARK, Spread, build_on_spark, engine_options, refuse
from kg.cli.inputs import (
    OUT,
    Work,
    build_graph,
    inputs_argument,
    links_option,
    only_builder,
    with_links,
    work_options,
)
from kg.cli.reader import Choice, opened, plan, reader_options
from kg.cli.summary import summary, write_all
from kg.cli.terminal import Report
from kg.errors import KgError


@click.command("build")
@inputs_argument(required=False)
@click.option(
    "--out",
    type=click.Path(file_okay=False),
    default=str(OUT),
    show_default=True,
    metavar="DIR",
    help="Where to write.",
)
@click.option("--refresh", is_flag=True, help="Extract again what the store has from another version of kg or of a pack.")
@links_option()
@engine_options()
@work_options()
@reader_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: str,
    refresh: bool,
    links: Path | None,
    spread: Spread,
    work: Work,
    choice: Choice,
) -> None:
    """Read articles and write their graph in every format.

    INPUT is a .txt, .html, .json, .jsonl or .xml (RSS, Atom) file, a folder of them, or - for standard
    input. The graph is that of the inputs; with --store FILE it is that of all articles ever built into
    FILE, and only what is new or changed is extracted. Without INPUT it is that of what FILE holds. Of two
    builds with one FILE, the second waits. A build that was killed goes on where it was when it is run again.

    With --engine spark, INPUT and DIR may be URLs that Spark reads and writes (hdfs:, s3a:), nothing has to fit into one
    machine, and the graph is written as N-Quads and Parquet in parts, with a manifest.

    \b
    Examples:
      kg build news/
      kg build article.txt --out exports --workers 2
      curl -s https://example.org/feed.xml | kg build - --store news.sqlite
      kg build --store news.sqlite --as-of 2024-06-10 --out as-it-was
      kg build --engine spark --master spark://head:7077 hdfs:///news --out hdfs:///graph
      kg build news/ --extractor both --model gpt-4.1-mini --endpoint https://api.openai.com/v1 --budget 2
    """
    refuse(ctx, spread, work, choice, inputs, {"--refresh": refresh, "--links": links, "--dry-run": choice.plans_only})
    if spread.engine == SPARK:
        ctx.exit(build_on_spark(inputs, out, work, spread))
    if work.store is None and (refresh or not inputs):
        raise click.UsageError(
            "--refresh needs --store FILE." if inputs else "articles are missing: give INPUT or --store FILE.", ctx
        )
    report = Report()
    if choice.plans_only:
        plan(choice, inputs, work, report)
        report.show()
        ctx.exit(report.exit_code)
    with only_builder(work):
        with opened(choice, work, report) as reader:
            graph = build_graph(inputs, replace(work, reader=reader), report, refresh=refresh)
        if inputs and not report.articles and report.exit_code:
            report.show()
            raise KgError("no article could be read, so nothing is written")
        graph = with_links(graph, links, report)
        click.echo(summary(graph, write_all(graph, Path(out))))
    report.show()
    ctx.exit(report.exit_code)
