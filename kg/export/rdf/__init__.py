"""RDF: what a graph says, in published vocabularies, for triple stores and for rdflib."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, parse

from kg.export.rdf.dataset import graph_to_rdflib
from kg.export.rdf.lines import as_lines
from kg.export.rdf.names import DEFAULT_BASE_IRI, check_base_iri
from kg.export.rdf.serialise import RdfSyntax, told_in, write_syntax
from kg.export.rdf.sink import Single, Sink
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.source import RecordSource, Source

__all__ = [
    "DEFAULT_BASE_IRI",
    "RdfSyntax",
    "check_base_iri",
    "graph_to_quads",
    "graph_to_rdflib",
    "ontology",
    "split_rdf",
    "write_rdf",
]


def write_rdf(
    graph: KnowledgeGraph | Source, file: BinaryIO, syntax: str, *, base_iri: str = DEFAULT_BASE_IRI, with_text: bool = False
) -> None:
    """Write a graph, or a stream of its records, in one RDF syntax: turtle, ntriples, rdfxml (all graphs in one), nquads, trig or jsonld.

    `with_text` writes the articles' whole texts too, so that reading gives back the very same records. Two runs write the
    same bytes. Raises `KgError` for a base IRI that is not one, `ValueError` for another syntax.
    """
    write_syntax(_source(graph), Single(file), RdfSyntax(syntax), base_iri, with_text=with_text)


def split_rdf(
    graph: KnowledgeGraph | Source, parts: Sink, syntax: str, *, base_iri: str = DEFAULT_BASE_IRI, with_text: bool = False
) -> None:
    """Write the graph in one RDF syntax to several files, each of them valid by itself; all together say the graph.

    Raises as `write_rdf` does.
    """
    write_syntax(_source(graph), parts, RdfSyntax(syntax), base_iri, with_text=with_text)


def graph_to_quads(graph: KnowledgeGraph | Source, *, base_iri: str = DEFAULT_BASE_IRI) -> Iterator[Quad]:
    """Give the graph's statements, some of them twice, for a bulk load into a store of pyoxigraph."""
    for chunk in as_lines(told_in(_source(graph), RdfSyntax.NQUADS, base_iri)):
        yield from parse(b"".join(chunk), format=RdfFormat.N_QUADS)


def _source(graph: KnowledgeGraph | Source) -> Source:
    return RecordSource(graph.records) if isinstance(graph, KnowledgeGraph) else graph


def ontology() -> str:
    """Give kg's own terms, documented and aligned with the published ones, in Turtle."""
    return files("kg.export").joinpath("ontology.ttl").read_text("utf-8")
