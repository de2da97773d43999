"""Finding the mentions of people, organisations, places and groups."""

from __future__ import annotations

from kg.extract.reading import Reading
from kg.model.entity import Mention
from kg.model.time import Timex


def find_mentions(reading: Reading, timexes: tuple[Timex, ...]) -> tuple[Mention, ...]:
    """Find the mentions of all sentences, in text order, none overlapping; dates are not names."""
    return ()
