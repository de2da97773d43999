"""Statements to a file, as a stream: the same bytes in every run, in memory that does not grow with the graph."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain, islice
from typing import BinaryIO, cast

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.export.rdf.head import SortedHead
from kg.export.rdf.jsonld import write_jsonld
from kg.export.rdf.mapping import prefixes, quads, triples
from kg.export.rdf.vocabulary import PREFIXES
from kg.model.graph import Records

LINES_IN_MEMORY = 50_000


class RdfSyntax(StrEnum):
    """The syntaxes of RDF that kg writes; those without graphs get the union of all graphs."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"


FORMATS: dict[RdfSyntax, RdfFormat] = {
    RdfSyntax.TURTLE: RdfFormat.TURTLE,
    RdfSyntax.NTRIPLES: RdfFormat.N_TRIPLES,
    RdfSyntax.RDFXML: RdfFormat.RDF_XML,
    RdfSyntax.NQUADS: RdfFormat.N_QUADS,
    RdfSyntax.TRIG: RdfFormat.TRIG,
    RdfSyntax.JSONLD: RdfFormat.JSON_LD,
}
LINE_SYNTAXES = frozenset({RdfSyntax.NTRIPLES, RdfSyntax.NQUADS})


def write_syntax(records: Records, file: BinaryIO, syntax: RdfSyntax, base_iri: str, *, with_text: bool = False) -> None:
    """Write all statements, with `with_text` the articles' whole texts too; the lines of N-Triples and N-Quads are sorted by their bytes, none stands twice.

    Raises `KgError` for a base IRI that is not one.
    """
    if syntax is RdfSyntax.JSONLD:
        write_jsonld(records, file, base_iri, with_text=with_text)
        return
    statements: Iterator[Triple] | Iterator[Quad] = (
        quads(records, base_iri, with_text=with_text)
        if FORMATS[syntax].supports_datasets
        else triples(records, base_iri, with_text=with_text)
    )
    if syntax in LINE_SYNTAXES:
        _write_sorted_lines(statements, file, FORMATS[syntax])
        return
    head = SortedHead(file)
    # RDF/XML abbreviates predicates only, and those are the vocabularies'.
    names = PREFIXES if syntax is RdfSyntax.RDFXML else prefixes(base_iri)
    serialize(statements, cast("BinaryIO", head), format=FORMATS[syntax], prefixes=names)
    head.flush()


def _write_sorted_lines(statements: Iterator[Triple] | Iterator[Quad], file: BinaryIO, syntax: RdfFormat) -> None:
    with ExitStack() as runs:
        sorted_runs: list[Iterator[bytes]] = []
        for run in _runs(statements, syntax):
            if not sorted_runs and len(run) < LINES_IN_MEMORY:
                sorted_runs.append(iter(run))  # a small graph never touches the disk
                break
            spill = runs.enter_context(tempfile.TemporaryFile())
            spill.writelines(run)
            run.clear()  # before the next run is made, not after
            spill.seek(0)
            sorted_runs.append(iter(spill))
        last = b""
        for line in heapq.merge(*sorted_runs):
            if line != last:
                file.write(line)
            last = line


def _runs(statements: Iterator[Triple] | Iterator[Quad], syntax: RdfFormat) -> Iterator[list[bytes]]:
    for first in statements:
        lines = serialize(cast("Iterator[Quad]", chain([first], islice(statements, LINES_IN_MEMORY - 1))), format=syntax)
        yield sorted((lines or b"").splitlines(keepends=True))
