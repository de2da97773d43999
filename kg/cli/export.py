"""`kg export`: the graph in one format."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path

import click

from kg.cli.inputs import (
    Work,
    inputs_argument,
    links_option,
    load_graph,
    load_source,
    source_with_links,
    work_options,
)
from kg.cli.terminal import Report, clean
from kg.errors import KgError
from kg.export import EXPORTERS, GZIP, Parts, compressed, exporter, open_atomically

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([kmg])b?)?", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


def _size(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """Read a number of bytes: 500000, 500KB, 100MB, 2GB (powers of a thousand)."""
    if value is None:
        return None
    found = _SIZE.fullmatch(value)
    size = int(float(found[1]) * _UNITS[(found[2] or "").upper()]) if found else 0
    if size < _UNITS["K"]:
        raise click.BadParameter(f"{value!r} is not a size of a thousand bytes or more, such as 100MB.")
    return size


def _file(_ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """Take `-` for standard output."""
    return None if value is not None and str(value) == "-" else value


@click.command("export")
@inputs_argument(required=False)
@click.option("--format", "-f", "form", required=True, metavar="FORMAT", help=f"One of {', '.join(EXPORTERS)}.")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=None,
    callback=_file,
    metavar="FILE",
    help="Where to write; standard output if not given.",
)
@click.option("--base-iri", metavar="IRI", help="What the IRIs of the RDF formats begin with.")
@click.option("--with-text", is_flag=True, help="Write the articles' whole texts into RDF too; they may not be yours to publish.")
@click.option("--gzip", "gzipped", is_flag=True, help="Compress; a FILE that ends in .gz is compressed without this.")
@click.option(
    "--split",
    callback=_size,
    metavar="SIZE",
    help="Write RDF in files of at most this size, such as 100MB before compression: FILE-0001, FILE-0002, ...",
)
@links_option()
@work_options()
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    form: str,
    out: Path | None,
    base_iri: str | None,
    with_text: bool,
    gzipped: bool,
    split: int | None,
    links: Path | None,
    work: Work,
) -> None:
    """Write the graph in one format.

    INPUT is articles, or a graph that kg wrote as graph.json or RDF; without any, exports/graph.json or
    the graph of --store FILE.

    \b
    Examples:
      kg export --format turtle > graph.ttl
      kg export news/ --format trig --out graph.trig
      kg export news/ --format nquads --split 100MB --out load/graph.nq.gz
      kg export --format nquads --links people.csv --out graph.nq
      kg export --store news.sqlite --format graphml -o graph.graphml
      kg export graph.trig --format csv > events.csv
    """
    writer = exporter(form)
    report = Report()
    if gzipped and out is not None and not out.name.endswith(GZIP):
        out = out.with_name(out.name + GZIP)
    if split is not None and out is None:
        raise KgError("--split writes several files, which standard output cannot be", remedy="give --out FILE")
    load = load_source(inputs, work, report) if writer.is_rdf else nullcontext(load_graph(inputs, work, report))
    written: list[Path] = []
    with load as loaded, ExitStack() as files:
        graph = source_with_links(loaded, links, report)
        if out is not None and split is not None:
            with Parts(out, split) as parts:
                writer.split(graph, parts, base_iri=base_iri, with_text=with_text)
            written = parts.paths
        else:
            file = sys.stdout.buffer if out is None else files.enter_context(open_atomically(out))
            if gzipped or (out is not None and out.name.endswith(GZIP)):
                file = files.enter_context(compressed(file))
            writer.write(graph, file, base_iri=base_iri, with_text=with_text)
    sys.stdout.buffer.flush()
    for path in written:
        click.echo(f"wrote {clean(str(path))}", err=True)
    report.show()
    ctx.exit(report.exit_code)
