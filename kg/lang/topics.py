"""A pack's tables of topics: which words cannot stand in, begin or end a phrase that says what a text is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.phrases import PhraseIndex
from kg.lang.table import Problem, Table, read_table


@dataclass(frozen=True, slots=True, eq=False)
class TopicTables:
    """Where a topic's words can begin and end.

    `breaks` never stand inside a topic; `not_first` and `not_last` do not begin or end one; neither do words
    with the endings `endings_not_last`. `shortest` and `longest` are in tokens. `examples` are pairs of a text
    in which the topic is told at least twice, and the topic; `negatives` are phrases that are no topic.
    """

    breaks: PhraseIndex[bool]
    not_first: PhraseIndex[bool]
    not_last: PhraseIndex[bool]
    endings_not_last: tuple[str, ...]
    shortest: int
    longest: int
    examples: tuple[tuple[str, str], ...]
    negatives: tuple[str, ...]


def read_topics(folder: Path, problems: list[Problem]) -> TopicTables:
    """Read `topics.toml` of a pack's folder."""
    table = read_table(folder / "topics.toml", problems)
    tables = TopicTables(
        breaks=_index(table, "breaks"),
        not_first=_index(table, "not_first"),
        not_last=_index(table, "not_last"),
        endings_not_last=table.texts("endings_not_last"),
        shortest=table.integer("shortest"),
        longest=table.integer("longest"),
        examples=tuple((example.text("text"), example.text("topic")) for example in table.tables("examples")),
        negatives=table.texts("negatives", required=True),
    )
    if not tables.examples:
        table.report("examples", "is empty")
    table.close()
    return tables


def _index(table: Table, key: str) -> PhraseIndex[bool]:
    return PhraseIndex((phrase, True) for phrase in table.texts(key, required=True))
