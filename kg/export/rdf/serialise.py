"""Statements to files, as a stream: the same bytes in every run, in memory that does not grow with the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Protocol

from kg.export.rdf.jsonld import JsonLd
from kg.export.rdf.lines import as_lines, write_sorted
from kg.export.rdf.mapping import Chunk, chunks, prefixes, union_chunks
from kg.export.rdf.rdfxml import RdfXml
from kg.export.rdf.sink import Sink
from kg.export.rdf.terms import About, Term, by_subject
from kg.export.rdf.turtle import Trig, Turtle
from kg.graph.source import Source


class RdfSyntax(StrEnum):
    """The syntaxes of RDF that kg writes; those without graphs get the union of all graphs."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"


WITH_GRAPHS = frozenset({RdfSyntax.NQUADS, RdfSyntax.TRIG, RdfSyntax.JSONLD})


class NodeSyntax(Protocol):
    """A syntax that says all of one thing in one place."""

    head: bytes
    tail: bytes
    separator: bytes  # between two nodes, or two graphs

    def opening(self, graph: Term | None) -> bytes:
        """Give what begins a graph."""
        ...

    def closing(self) -> bytes:
        """Give what ends a graph."""
        ...

    def node(self, subject: Term, about: About) -> str:
        """Give all that is said of a subject."""
        ...


NODE_SYNTAXES: dict[RdfSyntax, Callable[[dict[str, str]], NodeSyntax]] = {
    RdfSyntax.TURTLE: Turtle,
    RdfSyntax.RDFXML: RdfXml,
    RdfSyntax.TRIG: Trig,
    RdfSyntax.JSONLD: JsonLd,
}


def write_syntax(source: Source, sink: Sink, syntax: RdfSyntax, base_iri: str, *, with_text: bool = False) -> None:
    """Write all statements, with `with_text` the articles' whole texts too; the lines of N-Triples and N-Quads are sorted by their bytes, none stands twice.

    Raises `KgError` for a base IRI that is not one.
    """
    told = told_in(source, syntax, base_iri, with_text=with_text)
    if syntax in NODE_SYNTAXES:
        _write_nodes(told, sink, NODE_SYNTAXES[syntax](prefixes(base_iri)))
    else:
        write_sorted(as_lines(told), sink)


def told_in(source: Source, syntax: RdfSyntax, base_iri: str, *, with_text: bool = False) -> Iterator[tuple[Term | None, Chunk]]:
    """Give the statements with their graphs, as far as a syntax has graphs."""
    if syntax in WITH_GRAPHS:
        yield from chunks(source, base_iri, with_text=with_text)
    else:
        for chunk in union_chunks(source, base_iri, with_text=with_text):
            yield None, chunk


def _write_nodes(told: Iterable[tuple[Term | None, Chunk]], sink: Sink, form: NodeSyntax) -> None:
    sink.write(form.head)
    last: tuple[Term | None] | None = None
    between, any_node = b"", False
    for graph, chunk in told:
        if last is None or last[0] != graph:
            if last is not None:
                sink.write(form.closing())
                between = form.separator
            sink.write(between + form.opening(graph))
            last, between = (graph,), b""
        for subject, about in by_subject(chunk).items():
            node = form.node(subject, about).encode()
            if any_node and not sink.fits(len(between) + len(node) + len(form.closing()) + len(form.tail)):
                sink.write(form.closing() + form.tail)
                sink.turn()
                sink.write(form.head + form.opening(graph))
                between = b""
            sink.write(between + node)
            between, any_node = form.separator, True
    if last is not None:
        sink.write(form.closing())
    sink.write(form.tail)
