"""How a language tells an event a second time: other words for the same happening, and words that point back or add one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.table import Problem, Table, read_table
from kg.lang.triggers import TriggerTables

NOTHING: frozenset[int] = frozenset()


class Pointing(StrEnum):
    """What a word before an event noun says of it."""

    DEFINITE = "definite"  # one that is known
    INDEFINITE = "indefinite"  # one that is new
    ANOTHER = "another"  # of a verb too: this comes on top of what was told


@dataclass(frozen=True, slots=True, eq=False)
class Retelling:
    """Numbers of the groups that an event word (a folded lemma) is in, and single folded words by what they point to.

    The words of one group tell the same happening in turn, as an article that does not want to repeat itself does.
    """

    groups: dict[str, frozenset[int]]
    pointing: dict[Pointing, frozenset[str]]

    def of(self, lemma: str) -> frozenset[int]:
        """Give the groups of an event word; none if it is in no group."""
        return self.groups.get(fold(lemma), NOTHING)

    def points(self, pointing: Pointing, keys: Set[str]) -> bool:
        """Say whether one of these folded words points so."""
        return not self.pointing[pointing].isdisjoint(keys)


def read_retelling(folder: Path, triggers: TriggerTables, problems: list[Problem]) -> Retelling:
    """Read `retelling.toml`: lists of event words, each one group, and the pointing words."""
    table = read_table(folder / "retelling.toml", problems)
    groups: defaultdict[str, set[int]] = defaultdict(set)
    for number, words in enumerate(table.lists("groups")):
        if len(set(words)) < max(2, len(words)):
            table.report("groups", f"has a group with a word twice, or with only one: {', '.join(words)}")
        for word in words:
            if not triggers.index.get(word):
                table.report("groups", f"has {word!r}, which is no event word")
            groups[fold(word)].add(number)
    pointing = {kind: _words(table, kind) for kind in Pointing}
    table.close()
    return Retelling({word: frozenset(numbers) for word, numbers in groups.items()}, pointing)


def _words(table: Table, key: str) -> frozenset[str]:
    if key not in table:
        table.report(key, "is missing")
    return frozenset(fold(word) for word in table.texts(key))
