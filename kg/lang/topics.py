"""A pack's table for topics: what ends a noun phrase, and what is too general to be a topic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.table import Problem, read_table


@dataclass(frozen=True, slots=True, eq=False)
class TopicTables:
    """Folded words: `breaks` never stand in a topic, `not_first` and `not_last` not at its edge; lengths in words."""

    breaks: frozenset[str]
    not_first: frozenset[str]
    not_last: frozenset[str]
    shortest: int
    longest: int


def read_topics(folder: Path, problems: list[Problem]) -> TopicTables:
    """Read `topics.toml`."""
    table = read_table(folder / "topics.toml", problems)
    tables = TopicTables(
        breaks=frozenset(fold(w) for w in table.texts("breaks", required=True)),
        not_first=frozenset(fold(w) for w in table.texts("not_first")),
        not_last=frozenset(fold(w) for w in table.texts("not_last")),
        shortest=table.integer("shortest"),
        longest=table.integer("longest"),
    )
    table.close()
    return tables
