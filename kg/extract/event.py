"""Finding the events: triggers, their type, realis, time, participants and sources."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.model.entity import Mention
from kg.model.event import Event
from kg.model.time import Timex


def find_events(reading: Reading, timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]) -> tuple[Event[Mention], ...]:
    """Find the event mentions of all sentences, in text order; repetitions are not yet joined."""
    return ()
