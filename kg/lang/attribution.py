"""A pack's words for telling who says what: verbs of saying, and nouns for what is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.lang.phrases import PhraseIndex
from kg.lang.table import Problem, read_table


@dataclass(frozen=True, slots=True, eq=False)
class AttributionTables:
    """The words that lead to the source of what a sentence tells.

    `verbs` say something besides those of the cue class `reporting`; `accounts` are nouns for what a source
    gives or for who speaks for it ("figures", "a spokesman"), which may stand between "according to" and the source, or
    themselves tell what it says, by the verbs of saying or by those of `shows` ("figures of the bank show");
    `again` open a sentence that goes on with a source ("also according to").
    `examples` are texts with event words between angle brackets and their source in square ones, `negatives`
    texts whose marked events nobody is said to have told.
    """

    verbs: PhraseIndex[bool]
    accounts: PhraseIndex[bool]
    shows: PhraseIndex[bool]
    again: PhraseIndex[bool]
    examples: tuple[str, ...]
    negatives: tuple[str, ...]


def read_attribution(folder: Path, problems: list[Problem]) -> AttributionTables:
    """Read `attribution.toml`."""
    table = read_table(folder / "attribution.toml", problems)
    tables = AttributionTables(
        verbs=PhraseIndex((phrase, True) for phrase in table.texts("verbs")),
        accounts=PhraseIndex((phrase, True) for phrase in table.texts("accounts", required=True)),
        shows=PhraseIndex((phrase, True) for phrase in table.texts("shows")),
        again=PhraseIndex((phrase, True) for phrase in table.texts("again")),
        examples=table.texts("examples", required=True),
        negatives=table.texts("negatives", required=True),
    )
    for text in (*tables.examples, *tables.negatives):
        if "<" not in text:
            table.report("examples", f"{text!r} marks no event word")
    table.close()
    return tables
