"""`kg build`: the main job."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.inputs import OUT, Work, build_graph, inputs_argument, links_option, with_links, work_options
from kg.cli.terminal import Report, clean, progress
from kg.errors import KgError
from kg.export import EXPORTERS, open_atomically
from kg.graph.knowledge import KnowledgeGraph


@click.command("build")
@inputs_argument(required=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=OUT,
    show_default=True,
    metavar="DIR",
    help="Where to write.",
)
@links_option()
@work_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: Path,
    links: Path | None,
    work: Work,
) -> None:
    """Read articles and write their graph in every format.

    INPUT is a .txt, .html, .json, .jsonl or .xml (RSS, Atom) file, a folder of them, or - for standard
    input. The graph is that of the inputs; with --store FILE it is that of all articles ever built into
    FILE, and only what is new or changed is extracted.

    \b
    Examples:
      kg build news/
      kg build article.txt --out exports --workers 2
      curl -s https://example.org/feed.xml | kg build - --store news.sqlite
    """
    report = Report()
    graph = build_graph(inputs, work, report)
    if not report.articles and report.exit_code:
        report.show()
        raise KgError("no article could be read, so nothing is written")
    graph = with_links(graph, links, report)
    written: list[tuple[Path, str]] = []
    for exporter in progress(EXPORTERS.values(), "writing"):
        path = out / exporter.file_name
        with open_atomically(path) as file:
            exporter.write(graph, file)
        written.append((path, exporter.about))
    click.echo(_summary(graph, written))
    report.show()
    ctx.exit(report.exit_code)


def _summary(graph: KnowledgeGraph, written: list[tuple[Path, str]]) -> str:
    records = graph.records
    dated = sum(event.time is not None for event in records.events)
    counts = (
        (len(records.articles), "articles"),
        (len(records.events), f"events, {dated} of them dated"),
        (len(records.entities), "actors and places"),
        (len(records.relations), "relations"),
        (len(records.topics), "topics"),
    )
    number = max(len(f"{count:,}") for count, _ in counts)
    name = max(len(path.name) for path, _ in written)
    page = next((path for path, _ in written if path.suffix == ".html"), None)
    lines = [f"{count:>{number},}  {what}" for count, what in counts]
    lines += ["", f"Written to {written[0][0].parent}:"]
    lines += [f"  {path.name:<{name}}  {about}" for path, about in written]
    if page is not None:
        lines += ["", f"Open {page} in a browser, or run `kg view`; `kg timeline` shows the events here."]
    return clean("\n".join(lines), keep_lines=True)
