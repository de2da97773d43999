"""A pack's tables of page furniture, credits, datelines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.table import Problem


@dataclass(frozen=True, slots=True)
class LayoutTables:
    """The tables of page furniture, credits, datelines, compiled for look-up."""


def read_layout(folder: Path, problems: list[Problem]) -> LayoutTables:
    """Read them from a pack's folder."""
    return LayoutTables()
