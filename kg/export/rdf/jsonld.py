"""JSON-LD with short names and one node a line."""

from __future__ import annotations

import json

from rdflib.namespace import RDF, XSD

from kg.export.rdf.shorten import Memo, Shortener
from kg.export.rdf.terms import About, Term, is_literal, parts

_TYPE = f"<{RDF.type}>"
_INTEGER = f"<{XSD.integer}>"


class JsonLd:
    """Writes nodes in JSON-LD, graph by graph; the context is in the file, so that no reader asks a network for it."""

    tail = b"\n]}\n"
    separator = b","

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.head = f'{{"@context": {json.dumps(prefixes, ensure_ascii=False)},\n"@graph": ['.encode()
        self._shorten = Shortener(prefixes)
        self._names = Memo(self._name)
        self._values = Memo(self._value)

    def opening(self, graph: Term | None) -> bytes:
        """Begin a graph."""
        return b"" if graph is None else f'\n{{"@id": {self._names[graph]}, "@graph": ['.encode()

    def closing(self) -> bytes:
        """End a graph."""
        return b"\n]}"

    def node(self, subject: Term, about: About) -> str:
        """Give all that is said of a subject."""
        said = [f'"@id": {self._names[subject]}']
        for predicate, objects in about.items():
            if predicate == _TYPE:
                said.insert(1, f'"@type": {_one_or_more([self._names[kind] for kind in objects])}')
            else:
                said.append(f"{self._names[predicate]}: {_one_or_more([self._values[value] for value in objects])}")
        return f"\n{{{', '.join(said)}}}"

    def _name(self, iri: Term) -> str:
        return json.dumps(self._shorten.name(iri) or iri[1:-1], ensure_ascii=False)

    def _value(self, term: Term) -> str:
        if not is_literal(term):
            return f'{{"@id": {self._names[term]}}}'
        quoted, lang, datatype = parts(term)  # a quoted text of N-Triples is one of JSON
        if lang:
            return f'{{"@value": {quoted}, "@language": "{lang}"}}'
        if not datatype:
            return quoted
        return quoted[1:-1] if datatype == _INTEGER else f'{{"@value": {quoted}, "@type": {self._names[datatype]}}}'


def _one_or_more(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
