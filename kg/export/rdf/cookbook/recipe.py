"""One question of the cookbook: its file read, its parameters filled in as terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.export.rdf.vocabulary import PREFIXES

Term: TypeAlias = NamedNode | Literal

ANY, REQUIRED = "any", "required"

_ENTRY = re.compile(r"  ([a-z]+) +(.+)")
_PARAMETER = re.compile(r"\((.+); (.+)\) (.+)")
_SLOT = re.compile(r"( *)(.*?) *# parameter: ([a-z]+)")
_LISTED = re.compile(r"(?:# )?VALUES \?[a-z]+ \{[^{}]*\}(.*)")
_USED = re.compile(r"(?<![\w?$<:])([a-z]+):[A-Za-z]")


class Kind(StrEnum):
    """What a parameter takes. The first six are things of the graph, found by their names."""

    ACTOR = "actor"
    PLACE = "place"
    TOPIC = "topic"
    EVENT = "event"
    OUTLET = "outlet"
    TYPE = "event type"
    REALIS = "realis"
    ROLE = "role"
    DAY = "day"
    FIRST_DAY = "first day"
    LAST_DAY = "last day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be narrowed by; `default` is a value, "any" (nothing is narrowed), "required", or says what it is."""

    name: str
    kind: Kind
    default: str
    about: str

    @property
    def required(self) -> bool:
        """Say whether the question makes no sense without it."""
        return self.default == REQUIRED


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of the answer holds."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question: its words, what it takes and gives, values that show it at work, and its file."""

    name: str
    question: str
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: tuple[tuple[str, str], ...]
    text: str

    def parameter(self, name: str) -> Parameter:
        """Give the parameter of that name; raises `KgError` that lists those there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        there = ", ".join(parameter.name for parameter in self.parameters) or "none"
        raise KgError(f"{self.name} has no parameter {name!r}", remedy=f"its parameters are: {there}")

    def check(self, given: Iterable[str]) -> None:
        """Hold the names of what is given against the parameters; raises `KgError` for one that is unknown or missing."""
        names = set(given)
        for name in sorted(names):
            self.parameter(name)
        for parameter in self.parameters:
            if parameter.required and parameter.name not in names:
                raise KgError(f"{self.name} needs {parameter.name}", remedy=f"give the {parameter.kind}: {parameter.about}")

    def sparql(self, values: Mapping[str, Sequence[Term]] | None = None) -> str:
        """Give the question as a whole query, with prefixes, for any store; of several values of a parameter, any may fit.

        A value stands in the text as a term, in a VALUES clause: what it says can never become a part of the query.

        Raises:
            KgError: A parameter is unknown, or a required one has no value.
            ValueError: A literal has a backslash, which engines read differently.
        """
        given = {name: terms for name, terms in (values or {}).items() if terms}
        self.check(given)
        body = "\n".join(_filled(line, given) for line in self.text.splitlines() if not line.startswith("#"))
        return f"{_declared(body)}{body.strip()}\n"


def _filled(line: str, given: Mapping[str, Sequence[Term]]) -> str:
    slot = _SLOT.fullmatch(line)
    if slot is None:
        return line
    terms = given.get(slot[3])
    if not terms:
        return slot[1] + slot[2]
    # What else stands on the line narrows by the value: it is no comment any more.
    listed = _LISTED.fullmatch(slot[2])
    return f"{slot[1]}VALUES ?{slot[3]} {{ {' '.join(_written(term) for term in terms)} }}{listed[1] if listed else ''}"


def _written(term: Term) -> str:
    if isinstance(term, Literal) and "\\" in term.value:
        raise ValueError(f"a literal with a backslash is not read alike by all engines: {term}")
    return str(term)


def _declared(body: str) -> str:
    used = sorted({name for name in _USED.findall(body) if name in PREFIXES})
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used)


@cache
def recipes() -> tuple[Recipe, ...]:
    """Give all questions of the cookbook, by name."""
    found = (file for file in files(__package__ or "").iterdir() if file.name.endswith(".rq"))
    return tuple(sorted((parse_recipe(f.name[:-3], f.read_text("utf-8")) for f in found), key=lambda recipe: recipe.name))


def recipe(name: str) -> Recipe:
    """Give one question; raises `KgError` that lists those there are."""
    for found in recipes():
        if found.name == name:
            return found
    raise KgError(f"no question {name!r} in the cookbook", remedy=f"choose from {', '.join(r.name for r in recipes())}")


def parse_recipe(name: str, text: str) -> Recipe:
    """Read a file of the cookbook; raises `ValueError` for a head that lacks a part or a parameter without a place."""
    head = [line[1:].rstrip() for line in text.splitlines() if line.startswith("#")]
    blocks: dict[str, list[str]] = {"": []}
    block = ""
    for line in head:
        if line.endswith(":") and line[1:-1] in ("Parameters", "Columns", "Example"):
            block = line[1:-1]
            blocks[block] = []
        elif line.strip():
            blocks[block].append(line)
    said = [line.strip() for line in blocks[""]]
    if not said or not said[0].endswith("?"):
        raise ValueError(f"{name}: the first line asks no question")
    parameters = tuple(_parameters(name, _entries(name, blocks.get("Parameters", []))))
    slots = [slot[3] for line in text.splitlines() if (slot := _SLOT.fullmatch(line))]
    if sorted(set(slots)) != sorted(parameter.name for parameter in parameters):
        raise ValueError(f"{name}: the parameters of the head and the text differ")
    columns = tuple(Column(column, about) for column, about in _entries(name, blocks.get("Columns", [])))
    if not columns:
        raise ValueError(f"{name}: no columns")
    example = tuple(_entries(name, blocks.get("Example", [])))
    return Recipe(name, said[0], " ".join(said[1:]), parameters, columns, example, text)


def _entries(name: str, lines: Iterable[str]) -> list[tuple[str, str]]:
    entries = []
    for line in lines:
        found = _ENTRY.fullmatch(line.removeprefix(" "))
        if found is None:
            raise ValueError(f"{name}: not an entry of the head: {line}")
        entries.append((found[1], found[2]))
    return entries


def _parameters(name: str, entries: Iterable[tuple[str, str]]) -> Iterable[Parameter]:
    for parameter, said in entries:
        found = _PARAMETER.fullmatch(said)
        if found is None:
            raise ValueError(f"{name}: not a parameter: {parameter} {said}")
        yield Parameter(parameter, Kind(found[1]), found[2], found[3])
