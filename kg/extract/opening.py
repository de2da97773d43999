"""Which mentions may begin at a word: most words of a text begin none, and need not be looked at by any spotter."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.evidence import AFTER
from kg.extract.spot import Line
from kg.lang.actors import ActorTables, NameForm

MOST_KEPT = 50_000  # words whose openings are kept at a time


# What may begin at a word; an office is one that no mention needs to follow.
REFERENCE, KNOWN, HEADED, PERSON, RUN, GROUP, SOMEBODY, OFFICE = (1 << n for n in range(8))
CAPITAL = PERSON | RUN
NAME = KNOWN | RUN | GROUP  # at the first word of a name of the tables


class Openings(dict[str, tuple[int, int]]):
    """What may begin at a word by the tables alone, by its key: in lower case, and with a capital; worked out when first asked for."""

    def __init__(self, tables: ActorTables) -> None:
        super().__init__()
        self._tables = tables
        self._lower = {words[0] for words, name in tables.names.items() if not name.caps[0]}  # the first words of names
        self._capital = CAPITAL | GROUP if tables.owner_first else CAPITAL  # "Hale supporters"

    def of(self, line: Line) -> list[int]:
        """Give what may begin at each token of a line."""
        at_start = 0 if line.titled else GROUP
        found: list[int] = []
        anew = True
        for i, (token, is_capital) in enumerate(zip(line.tokens, line.capitals, strict=True)):
            begun = self[token.key][token.is_capitalised]
            if is_capital:
                begun |= self._capital
            if anew or i <= line.opening:  # as `Line.starts`
                begun |= at_start
            found.append(begun)
            anew = token.text in AFTER
        return found

    def __missing__(self, key: str) -> tuple[int, int]:
        """Look a word up in all tables, and forget all others when there are too many."""
        if len(self) >= MOST_KEPT:
            self.clear()
        tables = self._tables
        office = tables.offices.begins(key)
        abbreviated = "." in key and f"{key.partition('.')[0]}." in tables.words["places.abbreviations"]
        group = (
            tables.groups.begins(key)
            or key[0].isdigit()
            or any(tables.phrases[index].begins(key) for index in ("groups.openers", "groups.modifiers"))
            or key in tables.words["people.introducers"]
        )
        somebody = (
            any(tables.phrases[index].begins(key) for index in ("people.nouns", "people.relatives", "people.families"))
            or any(tables.phrases[f"people.{name}"].begins(key) for name in ("officials", "nominals", "newcomers"))
            or (tables.words["people.whose"] and (tables.phrases["people.kin"].begins(key) or self._describes(key)))
            or key in tables.words["people.indefinite"]
            or key in tables.words["people.determiners"]
            or (office and (tables.bare_offices or tables.owner_first))
        )
        told = {
            REFERENCE: tables.references.begins(key),
            HEADED: abbreviated or tables.heads.begins(key),
            PERSON: office or key in tables.words["people.honorifics"],
            GROUP: group,
            SOMEBODY: somebody,
            OFFICE: office,
        }
        lower = upper = sum(opening for opening, holds in told.items() if holds)
        if tables.phrases["organisations.clubs"].begins(key):
            upper |= KNOWN
        if tables.names.begins(key):
            upper |= NAME
            lower |= NAME if key in self._lower or key[0].isdigit() else 0
        found = self[key] = lower, upper
        return found

    def _describes(self, key: str) -> bool:
        """Say whether a word may stand before a noun for one person."""
        if key in self._tables.words["people.attributes"] or key[0].isdigit():
            return True
        return any(name.form is NameForm.ADJECTIVE for name in self._tables.names.get_words((key,)))


@lru_cache(maxsize=16)
def openings_of(tables: ActorTables) -> Openings:
    """Give the openings of a pack's tables, made when first asked for."""
    return Openings(tables)
