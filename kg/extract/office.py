"""Offices before and after people: they widen a mention and make relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.reading import Reading
from kg.model.entity import Mention


def widen(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the mentions with the office before them inside `wide`."""
    yield from mentions
