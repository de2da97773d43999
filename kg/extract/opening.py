"""Which mentions may begin at a word: most words of a text begin none, and need not be looked at by any spotter."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.spot import Line
from kg.lang.actors import ActorTables

MOST_KEPT = 50_000  # words whose openings are kept at a time


# What may begin at a word; an office is one that no mention needs to follow.
REFERENCE, KNOWN, HEADED, PERSON, RUN, GROUP, SOMEBODY, OFFICE = (1 << n for n in range(8))
CAPITAL = PERSON | RUN | GROUP


class Openings(dict[str, int]):
    """What may begin at a word by the tables alone, by its key; worked out when first asked for."""

    def __init__(self, tables: ActorTables) -> None:
        super().__init__()
        self._tables = tables

    def at(self, line: Line, i: int) -> int:
        """Give what may begin at token `i` of a line."""
        found = self[line.tokens[i].key]
        if line.capitals[i]:
            return found | CAPITAL
        return found | GROUP if line.starts(i) and not line.titled else found

    def __missing__(self, key: str) -> int:
        """Look a word up in all tables, and forget all others when there are too many."""
        if len(self) >= MOST_KEPT:
            self.clear()
        tables = self._tables
        office, name = tables.offices.begins(key), tables.names.begins(key)
        abbreviated = "." in key and f"{key.partition('.')[0]}." in tables.words["places.abbreviations"]
        group = (
            name
            or tables.groups.begins(key)
            or key[0].isdigit()
            or any(tables.phrases[index].begins(key) for index in ("groups.openers", "groups.modifiers"))
            or key in tables.words["people.introducers"]
        )
        somebody = (
            tables.phrases["people.nouns"].begins(key)
            or key in tables.words["people.indefinite"]
            or key in tables.words["people.determiners"]
            or (office and tables.bare_offices)
        )
        told = {
            REFERENCE: tables.references.begins(key),
            KNOWN: name,
            HEADED: abbreviated or tables.heads.begins(key),
            PERSON: office or key in tables.words["people.honorifics"],
            RUN: name,
            GROUP: group,
            SOMEBODY: somebody,
            OFFICE: office,
        }
        found = self[key] = sum(opening for opening, holds in told.items() if holds)
        return found


@lru_cache(maxsize=16)
def openings_of(tables: ActorTables) -> Openings:
    """Give the openings of a pack's tables, made when first asked for."""
    return Openings(tables)
