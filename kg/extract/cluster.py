"""An entity in the making."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.extract.spelling import words_of
from kg.model.entity import EntityKind, Mention, MentionForm


@dataclass(slots=True, eq=False)
class Cluster:
    """An entity in the making: its mentions in text order, the folded words of each of its names."""

    mentions: list[Mention] = field(default_factory=list)
    names: set[tuple[str, ...]] = field(default_factory=set)
    key: str | None = None
    _counted: tuple[int, EntityKind] | None = None  # the kind, and of how many mentions

    def add(self, mention: Mention) -> None:
        """Take in one mention, and its name if it has one."""
        self.mentions.append(mention)
        if mention.form is not MentionForm.PRONOUN:
            self.names.add(words_of(mention.name))
        self.key = self.key or mention.key

    @property
    def kind(self) -> EntityKind:
        """Give the kind that most of its named mentions have; the first seen wins a tie."""
        if self._counted is None or self._counted[0] != len(self.mentions):
            named = [m for m in self.mentions if m.form is not MentionForm.PRONOUN] or self.mentions
            counts = Counter(m.kind for m in named)
            self._counted = len(self.mentions), max(counts, key=lambda kind: counts[kind])
        return self._counted[1]

    def sort(self) -> None:
        """Put the mentions in text order."""
        self.mentions.sort(key=lambda m: m.span.begin)
        self._counted = None
