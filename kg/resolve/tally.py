"""How often an actor goes by which name: what its entity is made of, and sums up from any parts of its articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeVar

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.ids import content_id
from kg.model.text import Provenance
from kg.resolve.alias import short_for
from kg.resolve.cast import Naming
from kg.resolve.identity import Identity
from kg.resolve.names import words

T = TypeVar("T")


def entity_id(identity: Identity) -> EntityId:
    """Give the id of the entity whose smallest identity it is."""
    return content_id("entity", *identity)


def entity_key(identity: Identity) -> str | None:
    """Give the table's key of the entity whose smallest identity it is; None if no table knows it."""
    return identity[2] if identity[0] == "key" else None


class Tally:
    """Counts of an actor's appearances, and what they say alike.

    `kinds` and `used`, the names by language, count appearances; `given` counts the labels that extraction gave, by language.
    `names` are all others that it goes by, `shorts` its folded abbreviations.
    """

    __slots__ = ("given", "kinds", "names", "only_source", "shorts", "used")

    def __init__(
        self,
        kinds: dict[EntityKind, int] | None = None,
        used: dict[tuple[str, str], int] | None = None,
        given: dict[tuple[str, str], int] | None = None,
        names: set[str] | None = None,
        shorts: set[str] | None = None,
        only_source: bool = True,
    ) -> None:
        self.kinds = kinds or {}
        self.used = used or {}
        self.given = given or {}
        self.names = names or set()
        self.shorts = shorts or set()
        self.only_source = only_source

    def __reduce__(self) -> tuple[type[Tally], tuple[object, ...]]:
        """Pickle what is counted alone: there are many, most of one appearance."""
        found = self.kinds, self.used, self.given or None, self.names or None, self.shorts or None, self.only_source
        return Tally, found

    @property
    def languages(self) -> frozenset[str]:
        """Give the languages of the articles."""
        return frozenset(lang for lang, _ in self.used)

    def add(self, lang: str, entity: Entity | Naming) -> None:
        """Count what an article in a language calls it."""
        _count(self.kinds, entity.kind)
        _count(self.used, (lang, entity.name))
        for label in entity.labels:
            _count(self.given, label)
        self.names.update(entity.names)
        self.shorts.update(short_for(entity))
        self.only_source &= entity.only_source

    def update(self, other: Tally) -> None:
        """Count what other articles call it."""
        _update(self.kinds, other.kinds)
        _update(self.used, other.used)
        _update(self.given, other.given)
        self.names |= other.names
        self.shorts |= other.shorts
        self.only_source &= other.only_source

    def entity(self, ident: EntityId, key: str | None, mentions: tuple[Provenance, ...] = ()) -> Entity:
        """Make the entity with its id and the table's key; the commonest full name in each language is its label there."""
        labels = self._labels()
        uses: dict[str, int] = {}
        for (_, used), count in self.used.items():
            _count(uses, used, count)
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


def _count(counts: dict[T, int], name: T, count: int = 1) -> None:
    counts[name] = counts.get(name, 0) + count


def _update(counts: dict[T, int], others: Mapping[T, int]) -> None:
    for name, count in others.items():
        _count(counts, name, count)


def _by_language(counts: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (lang, name), count in counts.items():
        found[lang][name] = count
    return found


def _rank(name: str, uses: Mapping[str, int]) -> tuple[bool, bool, int, int, str]:
    return (name == name.upper(), len(words(name)) == 1, -uses.get(name, 0), -len(name), name)
