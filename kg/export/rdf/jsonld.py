"""JSON-LD with short names and one node a line, as a stream: pyoxigraph would write it in full on a single line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import RDF, XSD

from kg.export.rdf.describe import Triple
from kg.export.rdf.mapping import prefixes, statements
from kg.model.graph import Records

_TYPE = str(RDF.type)
_STRING = str(XSD.string)
_INTEGER = str(XSD.integer)


def write_jsonld(records: Records, file: BinaryIO, base_iri: str, *, with_text: bool = False) -> None:
    """Write one object: the prefixes, the nodes of the default graph, then a graph for each article.

    The context is in the file, so that no reader asks a network for it. Raises `KgError` for a base IRI that is not one.
    """
    names = prefixes(base_iri)
    shorten = _Shortener(names)
    file.write(b'{"@context": ' + _line(names) + b',\n"@graph": [')
    separator = b"\n"
    for graph, told in groupby(statements(records, base_iri, with_text=with_text), key=lambda pair: pair[1]):
        nodes = _nodes((statement for statement, _ in told), shorten)
        if graph is None:
            for node in nodes:
                file.write(separator + _line(node))
                separator = b",\n"
            continue
        file.write(separator + b'{"@id": ' + _line(shorten.iri(graph)) + b', "@graph": [')
        separator = b"\n"
        for node in nodes:
            file.write(separator + _line(node))
            separator = b",\n"
        file.write(b"\n]}")
        separator = b",\n"
    file.write(b"\n]}\n")


class _Shortener:
    def __init__(self, names: dict[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in names.items()}

    def iri(self, node: NamedNode) -> str:
        iri = node.value
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix is not None else iri

    def value(self, node: NamedNode | Literal) -> Any:
        if isinstance(node, NamedNode):
            return {"@id": self.iri(node)}
        if node.language is not None:
            return {"@value": node.value, "@language": node.language}
        datatype = node.datatype.value
        if datatype == _STRING:
            return node.value
        if datatype == _INTEGER:
            return int(node.value)
        return {"@value": node.value, "@type": self.iri(node.datatype)}


def _nodes(told: Iterable[Triple], shorten: _Shortener) -> Iterator[dict[str, Any]]:
    for subject, about in groupby(told, key=lambda statement: statement[0].value):
        said: dict[str, list[Any]] = {}
        for _, predicate, value in about:
            if predicate.value == _TYPE and isinstance(value, NamedNode):
                said.setdefault("@type", []).append(shorten.iri(value))
            else:
                said.setdefault(shorten.iri(predicate), []).append(shorten.value(value))
        one_or_more = {name: values if len(values) > 1 else values[0] for name, values in said.items()}
        yield {"@id": shorten.iri(NamedNode(subject)), **one_or_more}


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
