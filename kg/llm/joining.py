"""Putting together what is told of one event: by a model in several answers, by a model and by the default reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kg.model.entity import EntityId
from kg.model.event import Event, Participation, Role
from kg.model.text import Span

Events = tuple[Event[EntityId], ...]


def join(answers: Sequence[Sequence[Event[EntityId]]], default: Iterable[Event[EntityId]], lost: Collection[Span]) -> Events:
    """Give the events of all answers, and those of the default reader for the sentences `lost`, in text order.

    An event that the default reader tells in several sentences joins what several answers have of it, and what it has itself in
    a lost sentence; what one answer keeps apart stays apart.
    """
    known = {event.id: event for events in answers for event in events}
    answer_of = {event.id: i for i, events in enumerate(answers) for event in events}
    kept: list[Event[EntityId]] = []
    for event in default:
        touched = [id for id in known if overlap(known[id], event)]
        touched.sort(key=lambda id: known[id].type is not event.type)
        first = touched[0] if touched else None
        for other in touched[1:]:
            if first is not None and answer_of[other] != answer_of[first] and known[other].type is known[first].type:
                known[first] = united(known[first], known.pop(other))
        mentions = tuple(mention for mention in event.mentions if mention.sentence in lost)
        if mentions and first is not None:
            known[first] = replace(known[first], mentions=(*known[first].mentions, *mentions))
        elif mentions:
            kept.append(replace(event, mentions=mentions))
    return in_text_order((*known.values(), *kept))


def in_text_order(events: Iterable[Event[EntityId]]) -> Events:
    """Sort events by their first words."""
    return tuple(sorted(events, key=lambda event: (min(m.span for m in event.mentions), event.id)))


def overlap(a: Event[EntityId], b: Event[EntityId]) -> bool:
    """Say whether some words tell both."""
    return any(one.span.overlaps(other.span) for one in a.mentions for other in b.mentions)


def united(a: Event[EntityId], b: Event[EntityId]) -> Event[EntityId]:
    """Give one event of two tellings: the first leads, and says what both say."""
    parts: dict[tuple[EntityId, Role], Participation[EntityId]] = {}
    for part in (*a.participants, *b.participants):
        old = parts.get((part.who, part.role))
        provenance = part.provenance if old is None else tuple(dict.fromkeys((*old.provenance, *part.provenance)))
        parts[part.who, part.role] = Participation(part.who, part.role, provenance)
    return replace(
        a,
        mentions=tuple(dict.fromkeys((*a.mentions, *b.mentions))),
        time=a.time or b.time,
        participants=tuple(parts.values()),
        attributed_to=tuple(dict.fromkeys((*a.attributed_to, *b.attributed_to))),
        confidence=max(a.confidence, b.confidence),
    )
