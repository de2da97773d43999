"""An event's time as triples that every store can sort and filter, and as what the text really says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rdflib.namespace import TIME, XSD
from rdflib.term import URIRef

from kg.export.rdf.terms import Term, clean, quoted, typed
from kg.export.rdf.vocabulary import BASIS, EDTF, KG, SEM, UNIT_CENTURY, UNIT_DECADE, UNITS, Terms
from kg.model.time import Basis, EventTime, Grain

kg, sem = Terms(KG), Terms(SEM)
_DATE = f"<{XSD.date}>"
_EDTF = f"<{EDTF}>"
_BASES = {basis: f"<{BASIS[str(basis)]}>" for basis in Basis}

_CERTAIN_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T[\d:.+Z-]*)?")
# From coarse to fine: a range is as exact as the coarser of its ends.
_SHAPES: tuple[tuple[re.Pattern[str], URIRef], ...] = (
    (re.compile(r"-?\d\dXX"), UNIT_CENTURY),
    (re.compile(r"-?\d{3}X"), UNIT_DECADE),
    (re.compile(r"-?\d{4}"), TIME.unitYear),
    (re.compile(r"-?\d{4}-(?:\d\d|XX)"), TIME.unitMonth),
    (re.compile(r"-?\d{4}-\d\d-(?:\d\d|XX)(?:T.*)?"), TIME.unitDay),
)


def day(value: date) -> Term:
    """Give a day as xsd:date without a time zone."""
    return typed(value.isoformat(), _DATE)


def date_statements(time: EventTime) -> Iterator[tuple[Term, Term]]:
    """Give the predicates and objects that date an event; an open end says nothing.

    Earliest begin and latest end bound the event; begin and end stand there too where the text names the day itself.
    """
    interval = time.interval
    ends = time.edtf.split("/")
    if interval.start is not None:
        yield sem.hasEarliestBeginTimeStamp, day(interval.start)
        if _names_the_day(ends[0], interval.start):
            yield sem.hasBeginTimeStamp, day(interval.start)
    if interval.last_day is not None:
        yield sem.hasLatestEndTimeStamp, day(interval.last_day)
        if _names_the_day(ends[-1], interval.last_day):
            yield sem.hasEndTimeStamp, day(interval.last_day)
    yield kg.edtf, f"{quoted(clean(time.edtf))}^^{_EDTF}"
    yield kg.dateBasis, _BASES[time.basis]
    unit = UNITS.get(interval.grain) if interval.grain is not Grain.RANGE else unit_of(ends)
    if unit is not None:
        yield kg.precision, f"<{unit}>"


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
