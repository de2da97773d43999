"""The graph as an rdflib Dataset, for Python users and small queries."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode
from rdflib import Dataset
from rdflib.graph import Graph
from rdflib.namespace import RDF, XSD
from rdflib.term import Literal, URIRef

from kg.export.rdf.mapping import prefixes, statements
from kg.export.rdf.names import DEFAULT_BASE_IRI
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records

_PLAIN = {str(XSD.string), str(RDF.langString)}


def graph_to_rdflib(graph: KnowledgeGraph, *, base_iri: str = DEFAULT_BASE_IRI, store: str = "default") -> Dataset:
    """Make a Dataset: a graph for each article, the default graph for actors and topics; queries see their union.

    `store` names a store plug-in of rdflib: with `oxrdflib` installed, "Oxigraph" answers several times faster (it loads
    fastest from `graph_to_quads`).
    Raises `KgError` for a base IRI that is not one.
    """
    dataset = Dataset(store=store, default_union=True)
    for prefix, namespace in prefixes(base_iri).items():
        dataset.bind(prefix, namespace, replace=True)
    dataset.store.addN(_in_rdflib(dataset, graph.records, base_iri))
    return dataset


def _in_rdflib(dataset: Dataset, records: Records, base_iri: str) -> Iterator[tuple[URIRef, URIRef, URIRef | Literal, Graph]]:
    iris: dict[str, URIRef] = {}
    graphs: dict[str, Graph] = {}

    def iri(node: NamedNode) -> URIRef:
        return iris.get(node.value) or iris.setdefault(node.value, URIRef(node.value))

    for (subject, predicate, value), name in statements(records, base_iri):
        if name is None:
            graph = dataset.default_graph
        else:
            graph = graphs.get(name.value) or graphs.setdefault(name.value, dataset.graph(iri(name)))
        yield iri(subject), iri(predicate), iri(value) if isinstance(value, NamedNode) else _literal(value), graph


def _literal(value: OxLiteral) -> Literal:
    datatype = value.datatype.value
    return Literal(
        value.value,
        lang=value.language,
        datatype=None if datatype in _PLAIN else URIRef(datatype),
        normalize=False,
    )
