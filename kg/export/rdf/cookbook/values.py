"""What a user gives for a parameter, read as terms: names become the things that carry them, dates become days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KgError
from kg.export.rdf.cookbook.recipe import Kind, Parameter, Recipe, Term
from kg.export.rdf.vocabulary import ETYPE, PREFIXES, REALIS, ROLE
from kg.graph.search import search
from kg.model.event import EventType, Realis, Role

_DATE, _INTEGER = NamedNode(f"{PREFIXES['xsd']}date"), NamedNode(f"{PREFIXES['xsd']}integer")
_DIGITS = re.compile(r"[0-9]{1,9}")
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_IRI = re.compile(r"https?://[^\s<>\"{}|^`\\]+")
_CHOICES = {
    Kind.TYPE: {str(item): NamedNode(ETYPE[str(item)]) for item in EventType},
    Kind.REALIS: {str(item): NamedNode(REALIS[str(item)]) for item in Realis},
    Kind.ROLE: {str(item): NamedNode(ROLE[str(item)]) for item in Role},
}
# By which patterns the things of a kind, and their names, are found.
_NAMED = {
    Kind.ACTOR: "?thing a sem:Actor ; rdfs:label|schema:name|skos:altLabel ?name",
    Kind.PLACE: "?thing a sem:Place ; rdfs:label|schema:name|skos:altLabel ?name",
    Kind.TOPIC: "?about schema:about ?thing . ?thing skos:prefLabel ?name",
    Kind.EVENT: "?thing a sem:Event ; rdfs:label ?name",
    Kind.OUTLET: "?article schema:publisher|prov:hadPrimarySource ?thing . ?thing rdfs:label|schema:name|skos:altLabel ?name",
}


class Finder(Protocol):
    """Finds the things of one kind that go by a name; none if there are none."""

    def __call__(self, kind: Kind, words: str, /) -> Iterable[NamedNode]:
        """Give what of that kind goes by `words`."""
        ...


class StoreFinder:
    """Finds things by the names that a store gives them: a whole name, whole words or beginnings of words, marks left out or not."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[Kind, list[tuple[str, list[str]]]] = {}

    def __call__(self, kind: Kind, words: str, /) -> list[NamedNode]:
        """Give what fits by the strictest reading that finds any, sorted."""
        return [NamedNode(iri) for iri in search(words, self._named(kind))]

    def _named(self, kind: Kind) -> list[tuple[str, list[str]]]:
        if kind not in self._names:
            names: dict[str, list[str]] = defaultdict(list)
            query = f"SELECT DISTINCT ?thing ?name {{ {_NAMED[kind]} }}"
            declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
            for thing, name in self._store.query(declared + query, use_default_graph_as_union=True):  # type: ignore[union-attr]
                if isinstance(thing, NamedNode) and isinstance(name, Literal):
                    names[thing.value].append(name.value)
            self._names[kind] = sorted((iri, sorted(known)) for iri, known in names.items())
        return self._names[kind]


def read_values(recipe: Recipe, given: Iterable[tuple[str, str]], find: Finder) -> dict[str, list[Term]]:
    """Read what is given for a recipe's parameters; what is given twice for one of them fits either way.

    A thing of the graph is named by its IRI or by a name; a day is 2024-06-10; a month or a year stands for its first day
    where a first day is asked for, else for its last.

    Raises:
        KgError: A parameter is unknown, nothing goes by a name, or a value is not of its parameter's kind.
    """
    values: dict[str, list[Term]] = defaultdict(list)
    for name, words in given:
        parameter = recipe.parameter(name)
        values[name] += (term for term in _terms(parameter, words.strip(), find) if term not in values[name])
    return dict(values)


def _terms(parameter: Parameter, words: str, find: Finder) -> list[Term]:
    kind = parameter.kind
    if kind in _CHOICES:
        return [_choice(parameter, words)]
    if kind in _NAMED:
        found: list[Term] = [NamedNode(words)] if _IRI.fullmatch(words) else list(find(kind, words))
        if not found:
            raise KgError(
                f"no {kind} goes by {words!r}", where=f"parameter {parameter.name}", remedy="try a shorter name, or an IRI"
            )
        return found
    if kind is Kind.NUMBER:
        if not _DIGITS.fullmatch(words):
            raise _fault(parameter, words, "write a whole number")
        return [Literal(str(int(words)), datatype=_INTEGER)]
    return [Literal(_day(parameter, words).isoformat(), datatype=_DATE)]


def _choice(parameter: Parameter, words: str) -> NamedNode:
    choices = _CHOICES[parameter.kind]
    for name, node in choices.items():
        if words.casefold() == name.casefold():
            return node
    raise _fault(parameter, words, f"choose from {', '.join(choices)}")


def _day(parameter: Parameter, words: str) -> date:
    found = _PERIOD.fullmatch(words)
    try:
        if found is None:
            raise ValueError(words)
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None:
            raise ValueError(words)
        if day is not None and month is not None:
            return date(year, month, day)
        if parameter.kind is Kind.FIRST_DAY:
            return date(year, month or 1, 1)
        month = date(year, month or 12, 1).month
        return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
    except ValueError:
        raise _fault(parameter, words, "write a day, 2024-06-10, or 2024-06 or 2024") from None


def _fault(parameter: Parameter, words: str, remedy: str) -> KgError:
    return KgError(f"{words!r} is no {parameter.kind}", where=f"parameter {parameter.name}", remedy=remedy)
