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
        self._values = Memo(self._value)
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
        said = [f'<rdf:Description rdf:about="{_iri(subject)}">\n']
        for predicate, objects in about.items():
            tag = self._tags[predicate]
            for value in objects:
                written = self._values[value]
                said.append(f"\t<{tag}{written}/>\n" if value[0] == "<" else f"\t<{tag}{written}</{tag}>\n")
        said.append("</rdf:Description>\n")
        return "".join(said)

    def _value(self, value: Term) -> str:
        """Give what follows the name of a tag, up to its end."""
        if not is_literal(value):
            return f' rdf:resource="{_iri(value)}"'
        literal = parts(value)
        about = f' xml:lang="{literal.lang}"' if literal.lang else ""
        if literal.datatype:
            about = f' rdf:datatype="{_iri(literal.datatype)}"'
        return f"{about}>{_xml(literal.text)}"


def _iri(term: Term) -> str:
    return _xml(term[1:-1])


def _xml(text: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) if _SPECIAL.search(text) else text
