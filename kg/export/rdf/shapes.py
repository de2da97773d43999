"""The shapes of what kg writes, compiled to SPARQL: one query finds all that break a constraint.

The shapes are plain SHACL, which any engine runs; but pyshacl, which goes from node to node, took 46 CPU seconds for ten
thousand triples, and these queries 34 for a million. Only what the shapes use of SHACL is compiled; the tests hold the
findings to those of pyshacl.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib.namespace import RDF, RDFS, SH, XSD

from kg.export.rdf.vocabulary import PREFIXES, Nodes

Term = NamedNode | BlankNode | Literal

rdf, rdfs, sh = Nodes(RDF), Nodes(RDFS), Nodes(SH)

_CLASS = NamedNode(SH["class"])  # no name for an attribute in Python
_EACH_ARTICLE = NamedNode("https://example.org/kg/shapes#EachArticle")
_SELECT = re.compile(r"SELECT (?:DISTINCT )?[$?]this(?: \?value)? WHERE \{(.*)\}", re.DOTALL)
_CHECKED = {str(XSD.date), str(XSD.dateTime), str(XSD.integer), str(XSD.decimal)}  # a literal can be ill-formed

# What a property shape says besides its constraints.
_AROUND = frozenset({sh.path, sh.message, sh.group, sh.qualifiedValueShape})
_NODE_SHAPE = frozenset(
    {rdf.type, rdfs.label, sh.message, sh.property, sh.sparql, sh.nodeKind, _CLASS, sh.target, sh.targetClass}
    | {sh.targetSubjectsOf, sh.targetObjectsOf}
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold of the nodes of one shape.

    `body` is a SPARQL pattern that binds ?this, one of the shape's nodes, to a node that breaks it, and mostly ?value to
    what is wrong with it. `path` is the way there as SPARQL ("" for the node itself), `component` SHACL's name of the
    constraint ("minCount"). `each_article` says whether it holds of every article's graph by itself, too.
    """

    shape: str
    component: str
    path: str
    message: str
    body: str
    each_article: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of node: its name ("event"), the SPARQL patterns that bind ?this to its nodes, what must hold of them."""

    iri: str
    name: str
    targets: tuple[str, ...]
    constraints: tuple[Constraint, ...]


def shapes_text() -> str:
    """Give the shapes of what kg writes, in SHACL as Turtle."""
    return files("kg.export").joinpath("shapes.ttl").read_text("utf-8")


@lru_cache(maxsize=1)
def shapes() -> tuple[Shape, ...]:
    """Compile kg's own shapes, in the order of the file."""
    return compile_shapes(shapes_text())


def compile_shapes(turtle: str) -> tuple[Shape, ...]:
    """Compile shapes; raises `ValueError` for what of SHACL is not compiled here."""
    return tuple(_Compiler(turtle).shapes())


def prologue() -> str:
    """Give the prefixes that the queries are written with."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


class _Compiler:
    def __init__(self, turtle: str) -> None:
        self._said: dict[Term, list[tuple[NamedNode, Term]]] = defaultdict(list)  # in the order of the file
        for quad in parse(turtle.encode(), format=RdfFormat.TURTLE):
            self._said[quad.subject].append((quad.predicate, quad.object))

    def shapes(self) -> Iterator[Shape]:
        for node, said in list(self._said.items()):
            if (rdf.type, sh.NodeShape) in said:
                if unknown := {predicate for predicate, _ in said} - _NODE_SHAPE:
                    raise ValueError(f"{', '.join(map(str, unknown))} of a node shape is not compiled")
                yield Shape(node.value, self._text(node, rdfs.label), tuple(self._targets(node)), tuple(self._constraints(node)))

    def _targets(self, node: Term) -> Iterator[str]:
        yield from (f"?this a {value}" for value in self._all(node, sh.targetClass))
        yield from (f"?this {value} ?any" for value in self._all(node, sh.targetSubjectsOf))
        yield from (f"?any {value} ?this" for value in self._all(node, sh.targetObjectsOf))
        yield from (self._select(value) for value in self._all(node, sh.target))

    def _constraints(self, node: Term) -> Iterator[Constraint]:
        name = _local(node.value)
        for value in self._all(node, sh.nodeKind):
            yield Constraint(name, "nodeKind", "", self._text(node, sh.message), f"FILTER({_is_not(value, '?this')})", False)
        for value in self._all(node, _CLASS):
            yield Constraint(name, "class", "", self._text(node, sh.message), _not_of_class("?this", str(value)), False)
        for rule in self._all(node, sh.sparql):
            message, each = self._text(rule, sh.message), self._each_article(rule)
            yield Constraint(name, "sparql", "", message, self._select(rule), each)
        for prop in self._all(node, sh.property):
            path, message, each = self._path(self._one(prop, sh.path)), self._text(prop, sh.message), self._each_article(prop)
            for component, body in self._bodies(prop, path):
                yield Constraint(name, component, path, message, body, each)

    def _bodies(self, prop: Term, path: str) -> Iterator[tuple[str, str]]:
        """Give each constraint of a property shape and the pattern of what breaks it."""
        values = f"?this {path} ?value . "
        among = [str(value) for value in self._all(prop, sh.qualifiedValueShape)]
        kind = self._one(self._one(prop, sh.qualifiedValueShape), _CLASS) if among else None
        for predicate, given in self._said[prop]:
            if predicate in _AROUND:
                continue
            component = _local(predicate.value)
            match component:
                case "minCount" | "qualifiedMinCount":
                    _must_be_one(given, component)
                    yield component, f"FILTER NOT EXISTS {{ ?this {path} ?any {_of_class('?any', kind)} }}"
                case "maxCount" | "qualifiedMaxCount":
                    _must_be_one(given, component)
                    both = f"{_of_class('?one', kind)} {_of_class('?value', kind)}"
                    yield component, f"?this {path} ?one , ?value FILTER(!sameTerm(?one, ?value)) {both}"
                case "datatype":
                    yield component, f"{values}FILTER({_is_not_of_datatype(given)})"
                case "nodeKind":
                    yield component, f"{values}FILTER({_is_not(given, '?value')})"
                case "class":
                    yield component, values + _not_of_class("?value", str(given))
                case "or":
                    yield component, values + " ".join(map(self._alternative, self._list(given)))
                case "in":
                    yield component, f"{values}FILTER(?value NOT IN ({', '.join(map(str, self._list(given)))}))"
                case "hasValue":
                    yield component, f"FILTER NOT EXISTS {{ ?this {path} {given} }}"
                case "minInclusive":
                    yield component, f"{values}FILTER(!COALESCE(?value >= {given}, false))"
                case "maxInclusive":
                    yield component, f"{values}FILTER(!COALESCE(?value <= {given}, false))"
                case "minLength":
                    yield component, f"{values}FILTER(STRLEN(STR(?value)) < {given})"
                case "pattern":
                    yield component, f"{values}FILTER(isBlank(?value) || !REGEX(STR(?value), {given}))"
                case "lessThan" | "lessThanOrEquals":
                    sign = "<" if component == "lessThan" else "<="
                    yield component, f"{values}?this {given} ?other . FILTER(!COALESCE(?value {sign} ?other, false))"
                case _:
                    raise ValueError(f"sh:{component} is not compiled")

    def _alternative(self, node: Term) -> str:
        ((predicate, given),) = self._said[node]
        match _local(predicate.value):
            case "datatype":
                return f"FILTER({_is_not_of_datatype(given)})"
            case "class":
                return _not_of_class("?value", str(given))
            case other:
                raise ValueError(f"sh:{other} in sh:or is not compiled")

    def _path(self, node: Term) -> str:
        if isinstance(node, NamedNode):
            return str(node)
        if self._all(node, rdf.first):
            return f"({'/'.join(map(self._path, self._list(node)))})"
        ((predicate, given),) = self._said[node]
        match _local(predicate.value):
            case "inversePath":
                return f"^{self._path(given)}"
            case "alternativePath":
                return f"({'|'.join(map(self._path, self._list(given)))})"
            case other:
                raise ValueError(f"sh:{other} is not compiled")

    def _select(self, node: Term) -> str:
        found = _SELECT.fullmatch(self._text(node, sh.select))
        if found is None:
            raise ValueError(f"not of the form that is compiled: {self._text(node, sh.select)}")
        return found[1].replace("$this", "?this")

    def _each_article(self, node: Term) -> bool:
        return _EACH_ARTICLE in self._all(node, sh.group)

    def _all(self, node: Term, predicate: NamedNode) -> list[Term]:
        return [value for known, value in self._said[node] if known == predicate]

    def _one(self, node: Term, predicate: NamedNode) -> Term:
        (value,) = self._all(node, predicate)
        return value

    def _text(self, node: Term, predicate: NamedNode) -> str:
        value = self._one(node, predicate)
        return value.value

    def _list(self, node: Term) -> Iterator[Term]:
        while node != rdf.nil:
            yield self._one(node, rdf.first)
            node = self._one(node, rdf.rest)


def _local(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _must_be_one(value: Term, component: str) -> None:
    if value.value != "1":
        raise ValueError(f"sh:{component} {value.value} is not compiled")


def _is_not(kind: Term, variable: str) -> str:
    match _local(kind.value):
        case "IRI":
            return f"!isIRI({variable})"
        case "IRIOrLiteral":
            return f"isBlank({variable})"
        case other:
            raise ValueError(f"sh:nodeKind sh:{other} is not compiled")


def _is_not_of_datatype(datatype: Term) -> str:
    wrong = f"!isLiteral(?value) || DATATYPE(?value) != {datatype}"
    return f"{wrong} || !COALESCE({datatype}(STR(?value)) = ?value, false)" if datatype.value in _CHECKED else wrong


def _of_class(variable: str, kind: Term | None) -> str:
    # As a filter: as a pattern it may be where the search begins, with all that is of the class.
    return "" if kind is None else f"FILTER EXISTS {{ {variable} a {kind} }}"


def _not_of_class(variable: str, kind: str) -> str:
    # The long way round is gone only for the few that the short one does not find.
    long = f"FILTER NOT EXISTS {{ {variable} a/{rdfs.subClassOf}+ {kind} }}"
    return f"FILTER NOT EXISTS {{ {variable} a {kind} }} {long}"
