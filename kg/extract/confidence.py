"""How sure an event is: what its mentions, its company and its place in the article say together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.reading import Reading
from kg.lang.points import Points, belief
from kg.model.entity import Entity, EntityId
from kg.model.event import Event
from kg.model.text import BlockKind

BELIEFS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # of the surest mention
LEAD, LATE = 3, 15  # sentences

Events = tuple[Event[EntityId], ...]


def weigh(
    reading: Reading, events: Events, entities: Sequence[Entity], points: Points | None, least: float | None = None
) -> Events:
    """Give the events that are sure enough, with their confidence.

    `points` turn observations into a calibrated probability, and are those of the pack's learned weights; None: the
    confidence stays that of the event word alone. `least` is the confidence from which on an event is kept; None: the
    pack's own threshold.
    """
    if points is not None:
        rows = observations(reading, events, entities)
        events = tuple(
            replace(event, confidence=round(belief(points.sum(row)), 3)) for event, row in zip(events, rows, strict=True)
        )
        least = belief(points.threshold) if least is None else least
    return tuple(event for event in events if least is None or event.confidence >= least)


def observations(reading: Reading, events: Events, entities: Sequence[Entity]) -> list[tuple[str, ...]]:
    """Give what is observed of each event of an article; `confidence` is still the belief in its surest mention."""
    kinds = {entity.id: str(entity.kind) for entity in entities}
    starts = [sentence.span.begin for sentence in reading.sentences]
    titles = {s.index for s in reading.sentences if s.block is BlockKind.TITLE}
    return [tuple(_observe(event, kinds, starts, titles)) for event in events]


def _observe(event: Event[EntityId], kinds: Mapping[EntityId, str], starts: Sequence[int], titles: set[int]) -> Iterator[str]:
    yield "any"
    yield from (f"belief.{least:g}" for least in BELIEFS if event.confidence >= least)
    count = len(event.mentions)
    yield f"mentions.{min(count, 3)}"
    yield f"participants.{min(len(event.participants), 3)}"
    yield from sorted({f"role.{part.role}.{kinds.get(part.who, '')}" for part in event.participants})
    yield f"type.{event.type}"
    yield f"realis.{event.realis}"
    yield f"date.{event.time.basis}" if event.time is not None else "date.none"
    if event.attributed_to:
        yield "attributed"
    where = [bisect_right(starts, mention.span.begin) - 1 for mention in event.mentions]
    if any(index in titles for index in where):
        yield "title"
    first = min(where)
    yield "lead" if first < LEAD else "late" if first > LATE else "body"
