"""Dates as triples that every store can sort and filter, and as what the text or the source really says: of events, of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from rdflib.namespace import DC, DCTERMS, TIME, XSD
from rdflib.term import URIRef

from kg.export.rdf.terms import Term, clean, exact, quoted, typed
from kg.export.rdf.vocabulary import BASIS, EDTF, KG, SEM, UNIT_CENTURY, UNIT_DECADE, UNITS, Terms
from kg.model.time import Basis, EventTime, Grain

dc, dcterms, kg, sem, xsd = Terms(DC), Terms(DCTERMS), Terms(KG), Terms(SEM), Terms(XSD)
_DATE = f"<{XSD.date}>"
_EDTF = f"<{EDTF}>"
_BASES = {basis: f"<{BASIS[str(basis)]}>" for basis in Basis}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)?")
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


def publication(published: str) -> list[tuple[Term, Term]]:
    """Give the moment of publication where the source tells one, and its own words for it if they are not those of XML."""
    told, said = published[: len("2024-06-10")], []
    if len(published) > len(told) and (moment := _moment(published)) is not None:
        told = moment
        said.append((dcterms.issued, typed(moment, xsd.dateTime)))
    if told != published or not (_DAY.fullmatch(told) or _DATE_TIME.fullmatch(told)):
        said.append((dc.date, exact(published)))
    return said


def _moment(published: str) -> str | None:
    try:
        moment = datetime.fromisoformat(published).isoformat()
    except ValueError:
        return None
    return moment if _DATE_TIME.fullmatch(moment) else None


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
