"""A pack's tables of triggers, realis cues, reporting verbs, role markers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.table import Problem


@dataclass(frozen=True, slots=True)
class EventTables:
    """The tables of triggers, realis cues, reporting verbs, role markers, compiled for look-up."""


def read_events(folder: Path, problems: list[Problem]) -> EventTables:
    """Read them from a pack's folder."""
    return EventTables()
