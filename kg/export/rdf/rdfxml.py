"""RDF/XML: a description a subject."""

from __future__ import annotations

import re

from kg.export.rdf.shorten import Memo, Shortener
from kg.export.rdf.terms import About, Term, is_literal, parts
from kg.export.rdf.vocabulary import PREFIXES

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile(r'[&<>"]')


class RdfXml:
    """Writes nodes in RDF/XML; predicates need a prefix, and those are the vocabularies'."""

    tail = b"</rdf:RDF>\n"
    separator = b""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._shorten = Shortener(PREFIXES)
        self._tags = Memo(self._tag)
        names = "".join(f' xmlns:{name}="{_xml(PREFIXES[name])}"' for name in sorted(PREFIXES))
        self.head = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'.encode()

    def _tag(self, predicate: Term) -> str:
        tag = self._shorten.name(predicate)
        if tag is None:
            raise ValueError(f"{predicate} has no prefix, and so no tag in XML")
        return tag

    def opening(self, graph: Term | None) -> bytes:
        """Begin nothing: RDF/XML has no graphs."""
        return b""

    def closing(self) -> bytes:
        """End nothing."""
        return b""

    def node(self, subject: Term, about: About) -> str:
        """Give all that is said of a subject."""
        said = "".join([self._said(predicate, value) for predicate, objects in about.items() for value in objects])
        return f'<rdf:Description rdf:about="{_iri(subject)}">\n{said}</rdf:Description>\n'

    def _said(self, predicate: Term, value: Term) -> str:
        tag = self._tags[predicate]
        if not is_literal(value):
            return f'\t<{tag} rdf:resource="{_iri(value)}"/>\n'
        literal = parts(value)
        about = f' xml:lang="{literal.lang}"' if literal.lang else ""
        if literal.datatype:
            about = f' rdf:datatype="{_iri(literal.datatype)}"'
        return f"\t<{tag}{about}>{_xml(literal.text)}</{tag}>\n"


def _iri(term: Term) -> str:
    return _xml(term[1:-1])


def _xml(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) if _SPECIAL.search(text) else text
