"""Who is who across articles: the actors of many articles joined by key, full name and defined abbreviation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Extraction
from kg.model.ids import content_id
from kg.model.text import Article
from kg.resolve.alias import alias_joins
from kg.resolve.join import Join
from kg.resolve.names import is_proper, key, words
from kg.resolve.sets import Sets
from kg.resolve.source import text_key

Local = tuple[str, EntityId]  # an actor of one article: the article's id, and the actor's there
Identity = tuple[str, ...]  # what the actors of many articles have in common

PLACE_OR_STATE = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION})
GENERIC_FROM = 2  # a name that two longer names of organisations contain ("Ministry of Health") is nobody's own


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor as one article knows it, under the identity that its words alone give it."""

    article: Article
    entity: Entity
    identity: Identity

    @property
    def local(self) -> Local:
        """Give the article's id and the actor's there."""
        return (self.article.id, self.entity.id)


@dataclass(frozen=True, slots=True)
class Actors:
    """The resolved entities, sorted by id; `of` says which entity an article's actor is."""

    entities: tuple[Entity, ...]
    of: Mapping[Local, EntityId]
    joins: tuple[Join, ...]


def resolve_actors(extractions: Iterable[Extraction]) -> Actors:
    """Join the actors of all articles.

    The same key of a table is one actor in every language. Without a key, kind and folded full name decide;
    other spellings, abbreviations and short names join only where exactly one actor can be meant. Names that
    are no proper names ("the residents") stay with their article.
    """
    actors = list(_actors(extractions))
    groups: defaultdict[Identity, list[Actor]] = defaultdict(list)
    for actor in actors:
        groups[actor.identity].append(actor)
    sets = Sets(groups)
    joins = [join for members in groups.values() for join in _same_identity(members)]
    for one, other, reason in alias_joins(groups):
        if sets.join(one, other):
            joins.append(_join(groups[one][0], groups[other][0], reason))
    entities = []
    of: dict[Local, EntityId] = {}
    for identities in sets.sets().values():
        members = [actor for identity in identities for actor in groups[identity]]
        entity = _merged(identities[0], members)
        entities.append(entity)
        of.update((actor.local, entity.id) for actor in members)
    return Actors(tuple(sorted(entities, key=lambda e: e.id)), of, tuple(sorted(joins)))


def _actors(extractions: Iterable[Extraction]) -> Iterator[Actor]:
    found = [(e.article, entity) for e in sorted(extractions, key=lambda e: e.article.id) for entity in e.entities]
    generic = _generic_names(entity for _, entity in found if entity.kind is EntityKind.ORGANISATION)
    texts: dict[str, str] = {}
    for article, entity in found:
        identity = _identity(article, entity, generic)
        if identity is None:
            # Reprints of one text tell of the same residents, other articles of others.
            text = texts.setdefault(article.id, text_key(article))
            first = entity.mentions[0]
            offset = first.span.begin - first.sentence.begin
            identity = ("text", str(entity.kind), key(entity.name), text, first.sentence.of(article.text), str(offset))
        yield Actor(article, entity, identity)


def _identity(article: Article, entity: Entity, generic: frozenset[tuple[str, ...]]) -> Identity | None:
    """Give the key or the folded name with the kind; None where the name does not say who it is."""
    if entity.key:
        family = "state" if entity.kind in PLACE_OR_STATE else str(entity.kind)
        return ("key", family, entity.key)
    name = words(entity.name)
    if not name or not is_proper(entity, article):
        return None
    if entity.kind is EntityKind.PERSON and len(name) == 1:
        return None
    if entity.kind is EntityKind.ORGANISATION and name in generic:
        return None
    return ("name", str(entity.kind), " ".join(name))


def _generic_names(organisations: Iterable[Entity]) -> frozenset[tuple[str, ...]]:
    """Find the names that begin or end at least two longer names of organisations."""
    names = {words(entity.name) for entity in organisations}
    longer: Counter[tuple[str, ...]] = Counter()
    for name in names:
        parts = {name[:i] for i in range(1, len(name))} | {name[i:] for i in range(1, len(name))}
        longer.update(part for part in parts if part in names)
    return frozenset(name for name, count in longer.items() if count >= GENERIC_FROM)


def _same_identity(members: list[Actor]) -> Iterator[Join]:
    first = members[0]
    reason = f"same key {first.entity.key}" if first.entity.key else "same kind and name"
    return (_join(first, other, reason) for other in members[1:])


def _join(one: Actor, other: Actor, reason: str) -> Join:
    first, second = sorted("/".join(actor.local) for actor in (one, other))
    return Join("entity", first, second, reason)


def _merged(identity: Identity, members: list[Actor]) -> Entity:
    """Make one entity of an actor's appearances; the commonest full name in each language is its label there."""
    kinds = Counter(actor.entity.kind for actor in members)
    labels = _labels(members)
    uses = Counter(actor.entity.name for actor in members)
    name = min(set(labels.values()), key=lambda label: _rank(label, uses))
    names = {n for actor in members for n in (actor.entity.name, *actor.entity.names)} | set(labels.values())
    return Entity(
        id=content_id("entity", *identity),
        kind=min(kinds, key=lambda kind: (-kinds[kind], kind)),
        name=name,
        mentions=tuple(
            sorted(
                {mention for actor in members for mention in actor.entity.mentions},
                key=lambda m: (m.article, m.span, m.sentence, m.extractor, m.rule),
            )
        ),
        names=tuple(sorted(names - {name})),
        labels=tuple(sorted(labels.items())),
        key=members[0].entity.key,
        only_source=all(actor.entity.only_source for actor in members),
    )


def _labels(members: list[Actor]) -> dict[str, str]:
    """Choose one name a language: of those that the extraction gave, else of those that the articles use."""
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for actor in members:
        used[actor.article.lang][actor.entity.name] += 1
        for lang, label in actor.entity.labels:
            given[lang][label] += 1
    found = {**used, **given}
    return {lang: min(counts, key=lambda label: _rank(label, counts)) for lang, counts in sorted(found.items())}


def _rank(name: str, uses: Mapping[str, int]) -> tuple[bool, bool, int, int, str]:
    return (name == name.upper(), len(words(name)) == 1, -uses.get(name, 0), -len(name), name)
