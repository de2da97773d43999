"""A pack's tables of expressions of time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.table import Problem


@dataclass(frozen=True, slots=True)
class TimeTables:
    """The tables of expressions of time, compiled for look-up."""


def read_time(folder: Path, problems: list[Problem]) -> TimeTables:
    """Read them from a pack's folder."""
    return TimeTables()
