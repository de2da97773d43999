"""Which event mentions of one article tell the same event."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.model.entity import EntityId
from kg.model.event import Event


def join_events(reading: Reading, events: tuple[Event[EntityId], ...]) -> tuple[Event[EntityId], ...]:
    """Join headline, lead and body mentions of one event; the most informative mention comes first."""
    return events
