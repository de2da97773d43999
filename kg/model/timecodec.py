"""Dates and places in texts to JSON and back, without loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kg.model.text import Provenance, Span
from kg.model.time import Basis, Completion, EventTime, Grain, Interval, Stretch, Timex, TimexType

Json = dict[str, Any]


def span_to_json(span: Span) -> Json:
    """Give a span's code points."""
    return {"begin": span.begin, "end": span.end}


def interval_to_json(interval: Interval | None) -> Json:
    """Give the days of an interval, all None where there is none."""
    if interval is None:
        return {"start": None, "end_exclusive": None, "grain": None}
    return {
        "start": interval.start.isoformat() if interval.start else None,
        "end_exclusive": interval.end.isoformat() if interval.end else None,
        "grain": str(interval.grain),
    }


def interval_from_json(value: Mapping[str, Any]) -> Interval | None:
    """Read an interval back; like the others here, raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    if value["grain"] is None:
        return None
    start, end = value["start"], value["end_exclusive"]
    return Interval(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None, Grain(value["grain"]))


def provenance_to_json(p: Provenance) -> Json:
    """Give where a statement comes from."""
    return {
        "article": p.article,
        **span_to_json(p.span),
        "sentence": span_to_json(p.sentence),
        "extractor": p.extractor,
        "rule": p.rule,
    }


def provenance_from_json(value: Mapping[str, Any]) -> Provenance:
    """Read one place back."""
    sentence = value["sentence"]
    return Provenance(
        value["article"],
        Span(value["begin"], value["end"]),
        Span(sentence["begin"], sentence["end"]),
        value["extractor"],
        value["rule"],
    )


def provenances_from_json(values: Sequence[Mapping[str, Any]]) -> tuple[Provenance, ...]:
    """Read several places back, in their order."""
    return tuple(provenance_from_json(value) for value in values)


def timex_to_json(timex: Timex, text: str) -> Json:
    """Give an expression of time with its words in `text`."""
    return {
        **span_to_json(timex.span),
        "text": timex.span.of(text),
        "type": str(timex.type),
        "value": timex.value,
        "mod": timex.mod,
        "edtf": timex.edtf,
        **interval_to_json(timex.interval),
        "basis": str(timex.basis),
        "completed_by": None if timex.completed_by is None else str(timex.completed_by),
        "rule": timex.rule,
        "stretch": _stretch(timex.stretch),
    }


def _stretch(stretch: Stretch | None) -> Json | None:
    if stretch is None:
        return None
    partner = span_to_json(stretch.partner) if stretch.partner else None
    return {"edtf": stretch.edtf, **interval_to_json(stretch.interval), "partner": partner}


def _read_stretch(value: Mapping[str, Any] | None) -> Stretch | None:
    if value is None:
        return None
    partner = value["partner"]
    return Stretch(value["edtf"], interval_from_json(value), Span(partner["begin"], partner["end"]) if partner else None)


def timex_from_json(value: Mapping[str, Any]) -> Timex:
    """Read an expression of time back; what was written before there were stretches has none."""
    return Timex(
        span=Span(value["begin"], value["end"]),
        type=TimexType(value["type"]),
        value=value["value"],
        basis=Basis(value["basis"]),
        rule=value["rule"],
        edtf=value["edtf"],
        interval=interval_from_json(value),
        mod=value["mod"],
        stretch=_read_stretch(value.get("stretch")),
        completed_by=Completion(by) if (by := value.get("completed_by")) else None,
    )


def time_to_json(time: EventTime | None, places: Mapping[Span, int]) -> Json | None:
    """Give when an event is; `places` are the numbers of its article's expressions of time, by their words."""
    if time is None:
        return None
    return {
        "edtf": time.edtf,
        **interval_to_json(time.interval),
        "basis": str(time.basis),
        "timex": places.get(time.timex.span) if time.timex else None,
        "provenance": provenance_to_json(time.timex) if time.timex else None,
    }


def time_from_json(value: Mapping[str, Any]) -> EventTime:
    """Read when an event is."""
    interval = interval_from_json(value)
    if interval is None:
        raise ValueError("an event's time needs an interval")
    timex = provenance_from_json(value["provenance"]) if value["provenance"] else None
    return EventTime(value["edtf"], interval, Basis(value["basis"]), timex)
