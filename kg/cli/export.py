"""`kg export`: the graph in one format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.inputs import Work, inputs_argument, load_graph, work_options
from kg.cli.terminal import Report
from kg.export import EXPORTERS, exporter, open_atomically


@click.command("export")
@inputs_argument(required=False)
@click.option("--format", "-f", "form", required=True, metavar="FORMAT", help=f"One of {', '.join(EXPORTERS)}.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="Where to write; standard output if not given.",
)
@click.option("--base-iri", metavar="IRI", help="What the IRIs of the RDF formats begin with.")
@click.option("--with-text", is_flag=True, help="Write the articles' whole texts into RDF too; they may not be yours to publish.")
@work_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    form: str,
    out: Path | None,
    base_iri: str | None,
    with_text: bool,
    work: Work,
) -> None:
    """Write the graph in one format.

    INPUT is articles, or a graph that kg wrote as graph.json or RDF; without any, exports/graph.json or
    the graph of --store FILE.

    \b
    Examples:
      kg export --format turtle > graph.ttl
      kg export news/ --format trig --out graph.trig
      kg export --store news.sqlite --format graphml -o graph.graphml
      kg export graph.trig --format csv > events.csv
    """
    writer = exporter(form)
    report = Report()
    graph = load_graph(inputs, work, report)
    if out is None or str(out) == "-":
        writer.write(graph, sys.stdout.buffer, base_iri=base_iri, with_text=with_text)
        sys.stdout.buffer.flush()
    else:
        with open_atomically(out) as file:
            writer.write(graph, file, base_iri=base_iri, with_text=with_text)
    report.show()
    ctx.exit(report.exit_code)
