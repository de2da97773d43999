"""A pack's table of the words that say what one event is to another: after, before, because of, during, about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.phrases import PhraseIndex
from kg.lang.table import Problem, Table, read_table
from kg.model.event import EventType


class Construction(StrEnum):
    """How the event that words govern stands to the event in front of them."""

    AFTER = "after"  # the governed event came first
    BEFORE = "before"
    BECAUSE = "because"  # the governed event is the cause
    LEADS = "leads"  # the governed event is the effect
    DURING = "during"  # the governed event is the whole
    ABOUT = "about"  # the governed event is what the other one is about


class Reach(StrEnum):
    """What may stand behind the words."""

    CLAUSES = "clauses"  # a whole clause, or a noun
    NOUNS = "nouns"  # an event noun, with words of its own before it
    BESIDE = "beside"  # an event word right behind
    BESIDE_NOUNS = "beside_nouns"  # an event noun right behind
    INFINITIVES = "infinitives"  # a verb right behind
    COUNTED = "counted"  # a clause that begins with a number


@dataclass(frozen=True, slots=True)
class Connective:
    """What some words say of the events that they link; with `types` only of an event of these types in front."""

    construction: Construction
    reach: Reach
    types: frozenset[EventType] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class LinkTables:
    """The words that link events.

    `words` has None for a phrase that only looks like a connective. `oblique` are the words that put a noun
    below another word; `openers` may stand before a connective that opens its sentence; `lengths` join a length to the event that lasts so long. `wholes` are the types of event that have parts.
    `direct` are the lemmas of event words whose object is what they are about; `serial` says whether a verb may be that
    object without a subject of its own. Examples and negatives are
    texts with `<event word|TYPE>` marks, an example with ` > word|predicate|word` behind.
    """

    words: PhraseIndex[Connective | None]
    oblique: PhraseIndex[bool]
    openers: PhraseIndex[bool]
    lengths: PhraseIndex[bool]
    wholes: frozenset[EventType]
    direct: frozenset[str]
    serial: bool
    examples: tuple[str, ...]
    negatives: tuple[str, ...]


def read_links(folder: Path, problems: list[Problem]) -> LinkTables:
    """Read `eventlinks.toml` of a pack's folder."""
    table = read_table(folder / "eventlinks.toml", problems)
    words: PhraseIndex[Connective | None] = PhraseIndex()
    for construction in list(Construction)[:-1]:
        if construction not in table:
            table.report(construction, "is missing")
        _add(words, table.table(construction), construction, frozenset())
    for entry in table.tables(Construction.ABOUT):
        _add(words, entry, Construction.ABOUT, frozenset(_types(entry, "types")))
    for phrase in table.texts("decoys"):
        words.add(phrase, None)
    tables = LinkTables(
        words=words,
        oblique=PhraseIndex((phrase, True) for phrase in table.texts("oblique")),
        openers=PhraseIndex((phrase, True) for phrase in table.texts("openers")),
        lengths=PhraseIndex((phrase, True) for phrase in table.texts("lengths")),
        wholes=frozenset(_types(table, "wholes")),
        direct=frozenset(fold(lemma) for lemma in table.texts("direct")),
        serial=table.flag("serial"),
        examples=table.texts("examples", required=True),
        negatives=table.texts("negatives", required=True),
    )
    table.close()
    return tables


def _add(words: PhraseIndex[Connective | None], table: Table, construction: Construction, types: frozenset[EventType]) -> None:
    for reach in Reach:
        for phrase in table.texts(reach):
            words.add(phrase, Connective(construction, reach, types))
    table.close()


def _types(table: Table, key: str) -> Iterator[EventType]:
    for name in table.texts(key, required=True):
        if name in EventType.__members__:
            yield EventType(name)
        else:
            table.report(key, f"has {name!r}, which is not a type of event")
