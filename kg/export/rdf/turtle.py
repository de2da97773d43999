"""Turtle and TriG: a subject in one place, its types first, all names short."""

from __future__ import annotations

from rdflib.namespace import RDF, XSD

from kg.export.rdf.shorten import Memo, Shortener
from kg.export.rdf.terms import About, Term, is_literal, parts

_TYPE = f"<{RDF.type}>"
_BARE = frozenset({f"<{XSD.integer}>", f"<{XSD.decimal}>"})


class Turtle:
    """Writes nodes in Turtle."""

    tail = b""
    separator = b""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)).encode()
        self._shorten = Shortener(prefixes)
        self._values = Memo(self._value)

    def opening(self, graph: Term | None) -> bytes:
        """Begin nothing: Turtle has no graphs."""
        return b""

    def closing(self) -> bytes:
        """End nothing."""
        return b""

    def node(self, subject: Term, about: About) -> str:
        """Give all that is said of a subject."""
        short = self._values
        said: list[str] = []
        for predicate, objects in about.items():
            values = " , ".join([short[value] for value in objects])
            if predicate == _TYPE:
                said.insert(0, f"a {values}")  # what a thing is comes first, as readers expect
            else:
                said.append(f"{short[predicate]} {values}")
        told = " ;\n\t".join(said)
        return f"\n{short[subject]} {told} .\n"

    def _value(self, term: Term) -> str:
        if not is_literal(term):
            return self._shorten.name(term) or term
        quoted, _, datatype = parts(term)
        if not datatype:
            return term
        return quoted[1:-1] if datatype in _BARE else f"{quoted}^^{self._values[datatype]}"


class Trig(Turtle):
    """Writes nodes in TriG: Turtle in the braces of a graph."""

    def opening(self, graph: Term | None) -> bytes:
        """Begin a graph."""
        return b"" if graph is None else f"{self._values[graph]} {{\n".encode()

    def closing(self) -> bytes:
        """End a graph."""
        return b"}\n"
