"""`kg validate`: what in an RDF file breaks the shapes of kg."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.terminal import FINDINGS, SHOWN, clean, escape_json
from kg.errors import FormatError, KgError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.export.rdf.validate import Finding

_WORDS = 160  # of a sentence in the report


@click.command("validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report.")
@click.option("--all", "everything", is_flag=True, help=f"Print all findings of a kind, not only the first {SHOWN}.")
@click.option(
    "--max-triples",
    type=click.IntRange(1),
    default=10_000_000,
    show_default=True,
    metavar="N",
    help="Refuse more; a million need 0.6 GB of memory.",
)
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], form: str, everything: bool, max_triples: int) -> None:
    """Check RDF files, or a graph.json, against the shapes of kg.

    All FILEs together are one graph, in any syntax that kg writes, packed with gzip or not. Each thing that breaks
    a shape is told in words, with its article and sentence. Things of other vocabularies are left alone. In files
    with a graph for each article, each of these is checked by itself as well.

    \b
    Examples:
      kg validate exports/graph.ttl
      kg validate graph.nq.gz more.nq.gz --format json
    """
    from pyoxigraph import Store

    from kg.export.rdf.validate import count_articles, validate

    start = time.perf_counter()
    store = Store()
    for path in files:
        _load(store, path, max_triples)
    triples, articles = len(store), count_articles(store)
    if triples and not articles:
        names = ", ".join(map(str, files))
        raise FormatError("has no article's graph described: nothing that kg wrote", where=names, remedy="check the file")
    findings = list(validate(store))
    if form == "json":
        told: dict[str, Any] = {"triples": triples, "articles": articles, "findings": [_values(finding) for finding in findings]}
        click.echo(escape_json(json.dumps(told, ensure_ascii=False, indent=1)))
    else:
        for line in _report(findings, None if everything else SHOWN):
            click.echo(clean(line))
    took = time.perf_counter() - start
    verdict = f"{len(findings):,} finding{'s' * (len(findings) != 1)}" if findings else "conforms"
    click.echo(f"{verdict}: {triples:,} triples of {articles:,} article{'s' * (articles != 1)}, {took:.1f} s", err=True)
    ctx.exit(FINDINGS if findings else 0)


def _load(store: Store, path: Path, max_triples: int) -> None:
    from kg.export.rdf.loading import add_quads, load_file

    if path.suffix != ".json":
        load_file(store, path, max_triples=max_triples)
        return
    from kg.cli.inputs import read_graph
    from kg.export.rdf import graph_to_quads

    if not path.is_file():
        raise KgError("no such file", where=str(path), remedy="check the path")
    add_quads(store, graph_to_quads(read_graph(path)), str(path), max_triples=max_triples)


def _values(finding: Finding) -> dict[str, Any]:
    return {
        "shape": finding.shape,
        "constraint": finding.component,
        "path": finding.path,
        "kind": finding.kind,
        "node": finding.node,
        "label": finding.label,
        "message": finding.message,
        "found": finding.found,
        "values": list(finding.values),
        "graph": finding.graph,
        "article": finding.article,
        "title": finding.title,
        "sentence": finding.sentence,
    }


def _report(findings: Iterable[Finding], shown: int | None) -> Iterator[str]:
    """Give a line for each group with its count, and below it one for each finding."""
    for (kind, message), group in groupby(findings, key=lambda finding: (finding.kind, finding.message)):
        members = list(group)
        yield f"{kind} {message} ({len(members):,})"
        for finding in members[:shown]:
            yield f"  {_line(finding)}"
        if shown is not None and len(members) > shown:
            yield f"  ... and {len(members) - shown:,} more (--all)"


def _line(finding: Finding) -> str:
    from kg.export.rdf.validate import short

    thing = f'"{_cut(finding.label)}" ({short(finding.node)})' if finding.label else short(finding.node)
    parts = [f"{thing} {finding.found}".rstrip()]
    if finding.article is not None:
        parts.append(f"article {finding.article}" + (f' "{_cut(finding.title)}"' if finding.title else ""))
    if finding.sentence is not None:
        parts.append(f'sentence "{_cut(finding.sentence)}"')
    return "; ".join(parts)


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
