"""Holding an answer against the text, event by event; a sentence of which anything is wrong is not taken at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kg.llm.answer import Answer, Reason, RejectedError, parse
from kg.llm.ground import Actor, Ground
from kg.llm.place import Place
from kg.llm.retelling import showing
from kg.llm.schema import faults
from kg.model.entity import EntityKind
from kg.model.event import EventType, Realis, Role
from kg.model.text import Span
from kg.model.time import EventTime

MOST = 15  # events in a sentence: more are no reading


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event of an answer, shown to stand in the text: its places with the best first, and who takes part."""

    told: tuple[Place, ...]
    type: EventType
    realis: Realis
    parts: tuple[tuple[Actor, Role], ...]
    sources: tuple[Actor, ...]
    time: EventTime | None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that was not taken, why, and in which sentences nothing of the answer is therefore."""

    reason: Reason
    message: str
    sentences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of an answer."""

    chosen: tuple[Chosen, ...]
    rejections: tuple[Rejection, ...]


def check(ground: Ground, sentences: range, answer: Answer) -> Checked:
    """Take of an answer about some sentences what the text shows."""
    events = _events(answer, sentences)
    if isinstance(events, Rejection):
        return Checked((), (events,))
    chosen: list[Chosen] = []
    rejections: list[Rejection] = []
    seen: set[tuple[Span, EventType]] = set()
    for value in events:
        try:
            _well_formed(value)
            one = _ground(ground, sentences, value)
            keys = {(place.span, one.type) for place in one.told}
            if keys & seen or len(keys) < len(one.told):
                raise RejectedError(Reason.SCHEMA, f"{value['words']!r} is told twice as the same event")
            seen |= keys
            chosen.append(one)
        except RejectedError as fault:
            rejections.append(Rejection(fault.reason, _short(str(fault)), tuple(_sentence(value, sentences))))
    lost = {sentence for rejection in rejections for sentence in rejection.sentences}
    return Checked(tuple(_without(ground, chosen, lost)), tuple(rejections))


def _events(answer: Answer, sentences: range) -> list[Any] | Rejection:
    """Give the events of an answer unchecked, or why there are none to check."""
    if answer.fault is not None or answer.text is None:
        return Rejection(answer.fault or Reason.SCHEMA, answer.message, tuple(sentences))
    try:
        value = parse(answer.text)
    except ValueError as error:
        return Rejection(Reason.SCHEMA, f"the answer is not JSON: {error}", tuple(sentences))
    events = value.get("events") if isinstance(value, dict) and set(value) == {"events"} else None
    if not isinstance(events, list):
        return Rejection(Reason.SCHEMA, "the answer is no object with a list of events", tuple(sentences))
    if len(events) > MOST * len(sentences):
        return Rejection(Reason.SCHEMA, f"{len(events)} events in {len(sentences)} sentences", tuple(sentences))
    return events


def _well_formed(value: Any) -> None:
    try:
        found = list(faults(value))
    except RecursionError:
        raise RejectedError(Reason.SCHEMA, "too deep") from None
    wrong = [message for outside, message in found if not outside]
    if wrong:
        raise RejectedError(Reason.SCHEMA, wrong[0])
    if found:
        raise RejectedError(Reason.OUT_OF_ONTOLOGY, found[0][1])


def _short(message: str) -> str:
    return message if len(message) <= 160 else message[:160] + "..."


def _sentence(value: Any, sentences: range) -> Iterator[int]:
    """Give the sentence that an event at fault says it is in, if it is one of those asked about."""
    s = value.get("s") if isinstance(value, dict) else None
    if isinstance(s, int | float) and s in sentences:
        yield int(s)


def _ground(ground: Ground, sentences: range, value: Mapping[str, Any]) -> Chosen:
    told = tuple(_place(ground, sentences, place) for place in (value, *value["also"]))
    type, realis = EventType(value["type"].upper()), Realis(value["realis"])
    shown = showing(ground.sheet, told, type)
    if not shown:  # nothing but the answer says that the others tell it too
        told = shown = told[:1]
    parts: dict[tuple[str, Role], tuple[Actor, Role]] = {}
    for part in value["who"]:
        role = Role(part["role"])
        for actor in ground.actors(part["who"], shown, _kind(part), f"role.{role}"):
            parts.setdefault((actor.entity.id, role), (actor, role))
    by = [actor for source in value["by"] for actor in ground.actors(source["who"], shown, _kind(source), "source")]
    time = None if value["time"] is None else ground.time(value["time"], realis, shown)
    sources = {actor.entity.id: actor for actor in by}
    return Chosen(told, type, realis, tuple(parts.values()), tuple(sources.values()), time)


def _kind(value: Mapping[str, Any]) -> EntityKind | None:
    return None if value["kind"] is None else EntityKind(value["kind"])


def _place(ground: Ground, sentences: range, value: Mapping[str, Any]) -> Place:
    sentence, nth = int(value["s"]), value["nth"]  # 1.0 is an integer to JSON
    if sentence not in sentences:
        raise RejectedError(Reason.UNGROUNDED, f"sentence {sentence} was not asked about")
    return ground.place(value["words"], sentence, None if nth is None else int(nth))


def _without(ground: Ground, chosen: list[Chosen], lost: set[int]) -> Iterator[Chosen]:
    """Take back what was told in sentences that are not taken, and the actors that these showed."""
    spans = {ground.sheet.reading.sentences[sentence].span for sentence in lost}
    for event in chosen:
        told = tuple(place for place in event.told if place.sentence not in lost)
        if len(told) == len(event.told):
            yield event
        elif told:
            parts = tuple(part for part in event.parts if part[0].provenance.sentence not in spans)
            sources = tuple(actor for actor in event.sources if actor.provenance.sentence not in spans)
            yield replace(event, told=told, parts=parts, sources=sources)
