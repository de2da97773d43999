"""A pack's tables of people, organisations, places, offices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.table import Problem


@dataclass(frozen=True, slots=True)
class ActorTables:
    """The tables of people, organisations, places, offices, compiled for look-up."""


def read_actors(folder: Path, problems: list[Problem]) -> ActorTables:
    """Read them from a pack's folder."""
    return ActorTables()
