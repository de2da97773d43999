"""The graph as an rdflib Dataset, for Python users and small queries."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Dataset
from rdflib.graph import Graph
from rdflib.term import Literal, URIRef

from kg.export.rdf.mapping import chunks, prefixes
from kg.export.rdf.names import DEFAULT_BASE_IRI
from kg.export.rdf.terms import Term, is_literal, parts
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.source import RecordSource, Source


def graph_to_rdflib(graph: KnowledgeGraph, *, base_iri: str = DEFAULT_BASE_IRI, store: str = "default") -> Dataset:
    """Make a Dataset: a graph for each article, and one for actors, topics, offices and sources; queries see their union.

    `store` names a store plug-in of rdflib: with `oxrdflib` installed, "Oxigraph" answers several times faster (it loads
    fastest from `graph_to_quads`).
    Raises `KgError` for a base IRI that is not one.
    """
    dataset = Dataset(store=store, default_union=True)
    for prefix, namespace in prefixes(base_iri).items():
        dataset.bind(prefix, namespace, replace=True)
    dataset.store.addN(_in_rdflib(dataset, RecordSource(graph.records), base_iri))
    return dataset


def _in_rdflib(dataset: Dataset, source: Source, base_iri: str) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal, Graph]]:
    iris: dict[Term, URIRef] = {}
    graphs: dict[Term, Graph] = {}

    def iri(term: Term) -> URIRef:
        return iris.get(term) or iris.setdefault(term, URIRef(term[1:-1]))

    for name, chunk in chunks(source, base_iri):
        graph = graphs.get(name) or graphs.setdefault(name, dataset.graph(iri(name)))
        for subject, predicate, value in chunk:
            yield iri(subject), iri(predicate), _literal(value) if is_literal(value) else iri(value), graph


def _literal(term: Term) -> Literal:
    literal = parts(term)
    datatype = URIRef(literal.datatype[1:-1]) if literal.datatype else None
    return Literal(literal.text, lang=literal.lang or None, datatype=datatype, normalize=False)
