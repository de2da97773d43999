"""Single values of a node: words, days, concepts and numbers in the form that kg writes them in, or a line that says what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from pyoxigraph import Literal
from rdflib.term import URIRef

from kg.export.rdf.dates import unit_of
from kg.export.rdf.reading.nodes import Node, kg, schema, shown
from kg.export.rdf.terms import Term, from_exact
from kg.export.rdf.vocabulary import UNITS
from kg.model.text import Span
from kg.model.time import Grain

T = TypeVar("T", bound=StrEnum)
V = TypeVar("V")

_GRAINS = {str(unit): grain for grain, unit in UNITS.items()}


def worded(node: Node, predicate: Term) -> tuple[str, str]:
    """Give words and their language: the tag's, or the one told apart."""
    label: Literal = node.words(predicate)
    told = node.maybe_words(schema.inLanguage)
    return label.value, (label.language or "") if told is None else from_exact(told.value)


def concept_of(node: Node, predicate: Term, scheme: str, kind: type[T]) -> T:
    """Give the member of an enumeration that a concept of a scheme stands for; raises `FormatError` for another concept."""
    iri = node.link(predicate)
    try:
        return kind(iri.removeprefix(scheme) if iri.startswith(scheme) else "")
    except ValueError:
        raise node.fault(f"has {shown(iri)} as {shown(predicate)}, which kg does not know") from None


def one_of(node: Node, predicate: Term, table: Mapping[str, V]) -> V:
    """Give what a table has for the node that a predicate leads to; raises `FormatError` for a node that it does not have."""
    iri = node.link(predicate)
    if iri not in table:
        raise node.fault(f"has {shown(iri)} as {shown(predicate)}, which kg does not know")
    return table[iri]


def in_order(node: Node, values: list[str]) -> list[str]:
    """Give values in the order that the node numbers them in; what has no number comes last."""
    numbered = [value for value in node.numbered() if value in values]
    return [*numbered, *(value for value in values if value not in numbered)]


def day_of(node: Node, predicate: Term) -> date | None:
    """Give the day that a predicate has, None if it has none; raises `FormatError` for what is no day."""
    value = node.maybe_words(predicate)
    try:
        return None if value is None else date.fromisoformat(value.value)
    except ValueError:
        raise node.fault(f"has {shown(value.value if value else '')!r} as {shown(predicate)}, which is no day") from None


def grain_of(node: Node, edtf: str) -> Grain:
    """Give how exact a date is; one from here to there has the precision of its ends, and is a range."""
    told = node.maybe(kg.precision)
    if told is None:
        return Grain.RANGE
    if told.value not in _GRAINS:
        raise node.fault(f"has {shown(told.value)} as kg:precision, which kg does not know")
    ends = edtf.split("/")
    return Grain.RANGE if len(ends) > 1 and unit_of(ends) == URIRef(told.value) else _GRAINS[told.value]


def confidence_of(node: Node) -> float:
    """Give the confidence, from 0 to 1; raises `FormatError` for what is none."""
    value = node.words(kg.confidence).value
    if not re.fullmatch(r"0(?:\.[0-9]{1,20})?|1(?:\.0{1,20})?|\.[0-9]{1,20}", value):
        raise node.fault(f"has {shown(value)!r} as kg:confidence, which is no number from 0 to 1")
    return float(value)


def count_of(node: Node, predicate: Term) -> int:
    """Give a count from 1 on, 1 where none is told; raises `FormatError` for what is none."""
    if node.maybe(predicate) is None:
        return 1
    count = node.number(predicate)
    if count == 0:
        raise node.fault(f"has 0 as {shown(predicate)}, which counts from 1")
    return count


def check_length(node: Node, predicate: Term, span: Span, words: str) -> None:
    """Raise `FormatError` for words that are not as long as their span, in code points, or not in NFC."""
    if len(words) != span.end - span.begin:
        raise node.fault(f"has {len(words)} characters as {shown(predicate)}, and a position of {span.end - span.begin}")
    if not unicodedata.is_normalized("NFC", words):
        raise node.fault(f"has a {shown(predicate)} that is not in NFC")
