"""How often an actor goes by which name: what its entity is made of, and sums up from any parts of its articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.ids import content_id
from kg.model.text import Provenance
from kg.resolve.identity import Identity
from kg.resolve.names import words


def entity_id(identity: Identity) -> EntityId:
    """Give the id of the entity whose smallest identity it is."""
    return content_id("entity", *identity)


def entity_key(identity: Identity) -> str | None:
    """Give the table's key of the entity whose smallest identity it is; None if no table knows it."""
    return identity[2] if identity[0] == "key" else None


@dataclass(slots=True)
class Tally:
    """Counts of an actor's appearances: of its kinds, of its names by language, and of the labels that extraction gave."""

    kinds: Counter[EntityKind] = field(default_factory=Counter[EntityKind])
    used: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    given: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    names: set[str] = field(default_factory=set[str])
    only_source: bool = True

    def add(self, lang: str, entity: Entity) -> None:
        """Count what an article in a language calls it."""
        self.kinds[entity.kind] += 1
        self.used[lang, entity.name] += 1
        for label in entity.labels:
            self.given[label] += 1
        self.names.update(entity.names)
        self.only_source &= entity.only_source

    def update(self, other: Tally) -> None:
        """Count what other articles call it."""
        self.kinds.update(other.kinds)
        self.used.update(other.used)
        self.given.update(other.given)
        self.names |= other.names
        self.only_source &= other.only_source

    def entity(self, ident: EntityId, key: str | None, mentions: tuple[Provenance, ...] = ()) -> Entity:
        """Make the entity with its id and the table's key; the commonest full name in each language is its label there."""
        labels = self._labels()
        uses: Counter[str] = Counter()
        for (_, used), count in self.used.items():
            uses[used] += count
        name = min(set(labels.values()), key=lambda label: _rank(label, uses))
        return Entity(
            id=ident,
            kind=min(self.kinds, key=lambda kind: (-self.kinds[kind], kind)),
            name=name,
            mentions=mentions,
            names=tuple(sorted((self.names | set(uses) | set(labels.values())) - {name})),
            labels=tuple(sorted(labels.items())),
            key=key,
            only_source=self.only_source,
        )

    def _labels(self) -> dict[str, str]:
        """Choose one name a language: of those that the extraction gave, else of those that the articles use."""
        found = {**_by_language(self.used), **_by_language(self.given)}
        return {lang: min(counts, key=lambda label: _rank(label, counts)) for lang, counts in sorted(found.items())}


def _by_language(counts: Mapping[tuple[str, str], int]) -> dict[str, Counter[str]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (lang, name), count in counts.items():
        found[lang][name] += count
    return found


def _rank(name: str, uses: Mapping[str, int]) -> tuple[bool, bool, int, int, str]:
    return (name == name.upper(), len(words(name)) == 1, -uses.get(name, 0), -len(name), name)
