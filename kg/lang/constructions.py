"""The constructions that a pack should be able to read, and the sentences by which a pack shows that it does."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from kg.lang.table import Problem, read_table

FILE = "constructions.toml"
HOLES = "holes"


@dataclass(frozen=True, slots=True)
class Construction:
    """One construction, whatever the language: `id` is unique within its `room`."""

    room: str
    id: str
    description: str

    @property
    def key(self) -> str:
        """Give the name under which a pack writes of it, `dates.season`."""
        return f"{self.room}.{self.id}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A pack's sentences by the key of the construction that they show, and why others are known to be missing."""

    sentences: Mapping[str, str]
    reasons: Mapping[str, str]

    @property
    def holes(self) -> tuple[Construction, ...]:
        """Give the constructions without a sentence, in the order of the list."""
        return tuple(c for c in constructions() if c.key not in self.sentences)


@lru_cache(maxsize=1)
def constructions() -> tuple[Construction, ...]:
    """Give the list that every language is held against."""
    rooms = tomllib.loads(resources.files("kg.lang.world").joinpath(FILE).read_text("utf-8"))
    return tuple(Construction(room, id, text) for room, inner in rooms.items() for id, text in inner.items())


def read_constructions(folder: Path, problems: list[Problem]) -> Shown:
    """Read `constructions.toml`: one sentence a construction, by room, and `holes`, a word why by key.

    A pack need not have the file: then all are holes.
    """
    if not (folder / FILE).is_file():
        return Shown({}, {})
    table = read_table(folder / FILE, problems)
    sentences: dict[str, str] = {}
    rooms = dict.fromkeys(c.room for c in constructions())
    for room in rooms:
        inner = table.table(room)
        for construction in constructions():
            if construction.room == room and construction.id in inner:
                sentences[construction.key] = inner.text(construction.id)
        inner.close()
    reasons = table.mapping(HOLES)
    known = {c.key for c in constructions()}
    for key in reasons:
        if key not in known:
            table.report(HOLES, f"{key!r} is no construction")
        elif key in sentences:
            table.report(HOLES, f"{key!r} has a sentence")
    table.close()
    return Shown(sentences, reasons)
