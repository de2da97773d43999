"""A pack's word classes: the small words whose presence tells how to read an event word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.lang.phrases import PhraseIndex
from kg.lang.table import Table
from kg.lang.tokens import Token

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Phrases by the class they belong to; one phrase may belong to several classes."""

    index: PhraseIndex[str]

    def tag(self, tokens: Sequence[Token]) -> list[frozenset[str]]:
        """Give each token the classes of the phrases that cover it, longest phrase first at each place."""
        tags = [NONE] * len(tokens)
        firsts = self.index.firsts
        for start, token in enumerate(tokens):
            if token.key in firsts:
                for hit in self.index.at(tokens, start):
                    for i in range(hit.start, hit.stop):
                        tags[i] = tags[i].union(hit.values)
        return tags


def read_cues(table: Table, names: Iterable[str]) -> Cues:
    """Take one list of phrases for each class in `names`; a class may be empty but not missing."""
    index: PhraseIndex[str] = PhraseIndex()
    for name in names:
        if name not in table:
            table.report(name, "is missing")
        for phrase in table.texts(name):
            index.add(phrase, name)
    return Cues(index)
