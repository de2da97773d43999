"""How much a pack's tables hold: entries, examples and negatives, counted as they are written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.lang.constructions import FILE as CONSTRUCTIONS

EXAMPLES, NEGATIVES = "examples", "negatives"


@dataclass(frozen=True, slots=True)
class Count:
    """What one table holds; `name` is its file's without the ending."""

    name: str
    entries: int = 0
    examples: int = 0
    negatives: int = 0


def count_tables(folder: Path) -> tuple[Count, ...]:
    """Count the tables of a pack, sorted by name, but for its sentences of constructions; what is no TOML counts as empty."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != CONSTRUCTIONS)
    return tuple(count_table(path.stem, _values(path)) for path in paths)


def total(counts: Sequence[Count]) -> Count:
    """Add up the counts of several tables."""
    return Count("total", sum(c.entries for c in counts), sum(c.examples for c in counts), sum(c.negatives for c in counts))


def count_table(name: str, values: Mapping[str, Any]) -> Count:
    """Count one table: an entry is a word of a list, a value of a key, or a rule of a list of rules that has no lists of its own."""
    entries = examples = negatives = 0
    for key, value in values.items():
        if key in (EXAMPLES, NEGATIVES):
            size = len(value) if isinstance(value, list | dict) else 1
            examples, negatives = (examples + size, negatives) if key == EXAMPLES else (examples, negatives + size)
        elif isinstance(value, dict):
            inner = count_table(name, value)
            entries, examples, negatives = entries + inner.entries, examples + inner.examples, negatives + inner.negatives
        elif isinstance(value, list):
            for item in value:
                inner = _count_item(name, item)
                entries, examples, negatives = entries + inner.entries, examples + inner.examples, negatives + inner.negatives
        else:
            entries += 1
    return Count(name, entries, examples, negatives)


def _count_item(name: str, item: Any) -> Count:
    if not isinstance(item, dict):
        return Count(name, 1)
    lists = {k: v for k, v in item.items() if isinstance(v, list | dict)}
    inner = count_table(name, lists)
    return Count(name, inner.entries or 1, inner.examples, inner.negatives)


def _values(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}
