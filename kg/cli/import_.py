"""`kg import`: what kg wrote, read back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.graphfiles import MAX_BYTES, read_graphs
from kg.cli.inputs import GRAPH
from kg.cli.summary import summary, write_all
from kg.cli.terminal import clean
from kg.errors import KgError
from kg.export import EXPORTERS, exporter, open_atomically
from kg.public import KnowledgeGraph

MEGABYTE = 1_000_000
JSON = "json"


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=GRAPH,
    show_default=True,
    metavar="DIR|FILE",
    help="A folder for the graph in every format, or a file for graph.json; - is standard output.",
)
@click.option("--base-iri", metavar="IRI", help="What the graph's IRIs begin with; found in the data if not given.")
@click.option(
    "--max-size",
    type=click.IntRange(1),
    default=MAX_BYTES // MEGABYTE,
    show_default=True,
    metavar="MB",
    help="Refuse a file that is longer than this, unpacked.",
)
def command(files: tuple[Path, ...], out: Path, base_iri: str | None, max_size: int) -> None:
    """Read a graph back from RDF or JSON that kg wrote.

    FILE is a graph in Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML as `kg export` writes it, or the
    files that it was split into; graph.json; or what `kg extract` printed. Each may be packed (.gz). Several of
    JSON are made one graph. Nothing is fetched, and what is not kg's in a file is left alone and counted.

    RDF has the articles' whole texts only if it was written --with-text. Otherwise the texts hold the sentences
    that are quoted, at their offsets, and spaces between.

    \b
    Examples:
      kg import graph.trig
      kg import dump.nq.gz --out exports/
      kg import part1.nt part2.nt --out story.json
    """
    found = read_graphs(files, base_iri=base_iri, max_bytes=max_size * MEGABYTE)
    for note in found.notes:
        click.echo(clean(note), err=True)
    if str(out) == "-":
        exporter(JSON).write(found.graph, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    click.echo(summary(found.graph, _written(found.graph, out)))


def _written(graph: KnowledgeGraph, out: Path) -> list[tuple[Path, str]]:
    if out.is_dir() or not out.suffix:
        return write_all(graph, out)
    others = {each.suffix: name for name, each in EXPORTERS.items() if name != JSON}
    if out.suffix in others:
        raise KgError("this is written by `kg export`", where=str(out), remedy=f"kg export FILE --format {others[out.suffix]}")
    with open_atomically(out) as file:
        exporter(JSON).write(graph, file)
    return [(out, exporter(JSON).about)]
