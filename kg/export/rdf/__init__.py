"""RDF: what a graph says, in published vocabularies, for triple stores and for rdflib."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO

from pyoxigraph import Quad

from kg.export.rdf.dataset import graph_to_rdflib
from kg.export.rdf.mapping import quads
from kg.export.rdf.names import DEFAULT_BASE_IRI, check_base_iri
from kg.export.rdf.serialise import RdfSyntax, write_syntax
from kg.graph.knowledge import KnowledgeGraph

__all__ = ["DEFAULT_BASE_IRI", "RdfSyntax", "check_base_iri", "graph_to_quads", "graph_to_rdflib", "ontology", "write_rdf"]


def write_rdf(
    graph: KnowledgeGraph, file: BinaryIO, syntax: str, *, base_iri: str = DEFAULT_BASE_IRI, with_text: bool = False
) -> None:
    """Write the graph in one RDF syntax: turtle, ntriples, rdfxml (all graphs in one), nquads, trig or jsonld.

    `with_text` writes the articles' whole texts too, so that `read_files` gives back the very same records.

    Two runs write the same bytes. Raises `KgError` for a base IRI that is not one, `ValueError` for another syntax.
    """
    write_syntax(graph.records, file, RdfSyntax(syntax), base_iri, with_text=with_text)


def graph_to_quads(graph: KnowledgeGraph, *, base_iri: str = DEFAULT_BASE_IRI) -> Iterator[Quad]:
    """Give the graph's statements one at a time, for a bulk load into a store of pyoxigraph."""
    return quads(graph.records, base_iri)


def ontology() -> str:
    """Give kg's own terms, documented and aligned with the published ones, in Turtle."""
    return files("kg.export").joinpath("ontology.ttl").read_text("utf-8")
