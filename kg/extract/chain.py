"""Who is who within one article: mentions joined to entities."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.model.entity import Entity, EntityId, Mention


@dataclass(frozen=True, slots=True)
class Chains:
    """The entities of an article and whom each mention points to.

    `of[mention]` is () where the text does not decide, several ids for a plural ("the two countries").
    """

    entities: tuple[Entity, ...]
    of: dict[Mention, tuple[EntityId, ...]]


def chain(reading: Reading, mentions: tuple[Mention, ...]) -> Chains:
    """Join names, short names, abbreviations and pronouns that point to the same actor."""
    return Chains((), {})
