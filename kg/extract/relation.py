"""Finding the lasting facts between actors: offices, memberships, places inside places."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.model.entity import Mention
from kg.model.event import Relation


def find_relations(reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Relation[Mention], ...]:
    """Find the relations that the text states, in text order."""
    return ()
