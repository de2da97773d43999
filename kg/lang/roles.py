"""A pack's role tables: prepositions by the position that they mark, and the role of each position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.lang.phrases import PhraseIndex
from kg.lang.table import Problem, Table, read_table
from kg.lang.tokens import Token
from kg.model.event import EventType, Role


class Position(StrEnum):
    """Where an actor stands to an event word."""

    SUBJECT = "subject"
    PASSIVE = "passive"  # the subject of a verb in the passive
    OBJECT = "object"
    OWNER = "owner"  # "Russia's invasion"
    BY = "by"
    BETWEEN = "between"
    WITH = "with"
    AGAINST = "against"
    RECIPIENT = "recipient"
    TOWARDS = "towards"
    FROM = "from"
    AT = "at"
    OF = "of"
    ABOUT = "about"  # what it is about: no participant


class Part(StrEnum):
    """What part an actor of its sentence has in an event: none, or a role."""

    NONE = "none"
    AGENT = "agent"
    PATIENT = "patient"
    RECIPIENT = "recipient"
    PLACE = "place"
    INSTRUMENT = "instrument"

    @property
    def role(self) -> Role | None:
        """Give the role; None for no part."""
        return None if self is Part.NONE else Role(self.value)


PREPOSITIONS = tuple(list(Position)[4:])


@dataclass(frozen=True, slots=True, eq=False)
class RoleTables:
    """Prepositions, and the role of a position: in general, by type of event, and of a place in that position."""

    prepositions: PhraseIndex[Position]
    general: dict[Position, Role | None]
    by_type: dict[EventType, dict[Position, Role | None]]
    of_places: dict[Position, Role | None]

    def tags(self, tokens: Sequence[Token]) -> list[frozenset[Position]]:
        """Give each token the positions that it, or the phrase around it, marks."""
        tags: list[set[Position]] = [set() for _ in tokens]
        for hit in self.prepositions.find(tokens):
            for i in range(hit.start, hit.stop):
                tags[i].update(hit.values)
        return [frozenset(found) for found in tags]

    def role(self, position: Position, event_type: EventType, *, is_place: bool) -> Role | None:
        """Give the role of a position; None where it means no part in the event."""
        special = self.by_type.get(event_type, {})
        if position in special:
            return special[position]
        if is_place and position in self.of_places:
            return self.of_places[position]
        return self.general.get(position)


def read_roles(folder: Path, problems: list[Problem]) -> RoleTables:
    """Read `roles.toml`; the role `none` means no part in the event."""
    table = read_table(folder / "roles.toml", problems)
    words = table.table("prepositions")
    index: PhraseIndex[Position] = PhraseIndex()
    for position in PREPOSITIONS:
        if position not in words:
            words.report(position, "is missing")
        for phrase in words.texts(position):
            index.add(phrase, position)
    words.close()
    types = table.table("types")
    by_type: dict[EventType, dict[Position, Role | None]] = {}
    for name in types.keys():  # noqa: SIM118
        if name in EventType.__members__:
            by_type[EventType(name)] = _read_positions(types.table(name))
        else:
            types.report(name, "is not a type of event")
    tables = RoleTables(index, _read_positions(table.table("general")), by_type, _read_positions(table.table("places")))
    table.close()
    return tables


def _read_positions(table: Table) -> dict[Position, Role | None]:
    roles: dict[Position, Role | None] = {}
    for position in Position:
        if position in table:
            name = table.text(position)
            if name != "none" and name not in Role.__members__.values():
                table.report(position, f"should be a role or none, not {name!r}")
            else:
                roles[position] = None if name == "none" else Role(name)
    table.close()
    return roles
