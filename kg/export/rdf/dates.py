"""An event's time as triples that every store can sort and filter, and as what the text really says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import TIME, XSD
from rdflib.term import URIRef

from kg.export.rdf.names import clean
from kg.export.rdf.vocabulary import BASIS, EDTF, KG, SEM, UNITS
from kg.model.time import Basis, EventTime, Grain

_DATE = NamedNode(XSD.date)
_EDTF = NamedNode(EDTF)
_EARLIEST = NamedNode(SEM.hasEarliestBeginTimeStamp)
_LATEST = NamedNode(SEM.hasLatestEndTimeStamp)
_BEGIN = NamedNode(SEM.hasBeginTimeStamp)
_END = NamedNode(SEM.hasEndTimeStamp)
_AS_EDTF = NamedNode(KG.edtf)
_PRECISION = NamedNode(KG.precision)
_BASIS = NamedNode(KG.dateBasis)
_BASES = {basis: NamedNode(BASIS[str(basis)]) for basis in Basis}

_CERTAIN_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[\d:.+Z-]*)?")
# From coarse to fine: a range is as exact as the coarser of its ends.
_SHAPES: tuple[tuple[re.Pattern[str], URIRef], ...] = (
    (re.compile(r"-?\d\dXX"), KG.unitCentury),
    (re.compile(r"-?\d{3}X"), KG.unitDecade),
    (re.compile(r"-?\d{4}"), TIME.unitYear),
    (re.compile(r"-?\d{4}-(?:\d\d|XX)"), TIME.unitMonth),
    (re.compile(r"-?\d{4}-\d\d-(?:\d\d|XX)(?:T.*)?"), TIME.unitDay),
)


def day(value: date) -> Literal:
    """Give a day as xsd:date without a time zone."""
    return Literal(value.isoformat(), datatype=_DATE)


def date_statements(time: EventTime) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Give the predicates and objects that date an event; an open end says nothing.

    Earliest begin and latest end bound the event; begin and end stand there too where the text names the day itself.
    """
    interval = time.interval
    ends = time.edtf.split("/")
    if interval.start is not None:
        yield _EARLIEST, day(interval.start)
        if _names_the_day(ends[0], interval.start):
            yield _BEGIN, day(interval.start)
    if interval.last_day is not None:
        yield _LATEST, day(interval.last_day)
        if _names_the_day(ends[-1], interval.last_day):
            yield _END, day(interval.last_day)
    yield _AS_EDTF, Literal(clean(time.edtf), datatype=_EDTF)
    yield _BASIS, _BASES[time.basis]
    unit = UNITS.get(interval.grain) if interval.grain is not Grain.RANGE else unit_of(ends)
    if unit is not None:
        yield _PRECISION, NamedNode(unit)


def _names_the_day(edtf: str, value: date) -> bool:
    found = _CERTAIN_DAY.fullmatch(edtf)
    return found is not None and found[1] == value.isoformat()


def unit_of(ends: list[str]) -> URIRef | None:
    """Give how exact a range is by the ends of its EDTF: as exact as the less exact one; None if they do not say."""
    plain = [end.rstrip("~?%") for end in ends if end not in ("", "..")]
    for shape, unit in _SHAPES:
        if any(shape.fullmatch(end) for end in plain):
            return unit
    return None
