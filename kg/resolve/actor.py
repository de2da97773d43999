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
from kg.resolve.names import is_abbreviation, is_proper, key, lone_abbreviation, words
from kg.resolve.sets import Sets
from kg.resolve.source import text_key

Local = tuple[str, EntityId]  # an actor of one article: the article's id, and the actor's there
Identity = tuple[str, ...]  # what the actors of many articles have in common

PLACE_OR_STATE = frozenset({EntityKind.PLACE, EntityKind.ORGANISATION})
GENERIC_FROM = 2  # from so many places that tell it apart, a name ("Ministry of Health") is nobody's own


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
    generic = _generic_names(entity for _, entity in found) | _common_nouns(found)
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
    if entity.kind is EntityKind.ORGANISATION:
        short = lone_abbreviation(entity.name)
        name = words(short) if short else name
        if name in generic:
            return None
    return ("name", str(entity.kind), " ".join(name))


def _generic_names(entities: Iterable[Entity]) -> frozenset[tuple[str, ...]]:
    """Find the names of organisations that places tell apart ("Ministry of Health of ..."), two places at least.

    One word alone is generic only if it is an abbreviation: companies have branches in many places.
    """
    known = list(entities)
    places = {words(e.name) for e in known if e.kind is EntityKind.PLACE}
    organisations = {words(e.name): e.name for e in known if e.kind is EntityKind.ORGANISATION}
    short = {words(name) for name in _abbreviations(organisations.values())}
    longer: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for name in organisations:
        for i in range(1, len(name)):
            for part, rest in ((name[:i], name[i:]), (name[i:], name[:i])):
                if (part in short or (len(part) > 1 and part in organisations)) and _holds(rest, places):
                    longer[part].add(rest)
    return frozenset(name for name, rests in longer.items() if len(rests) >= GENERIC_FROM)


def _common_nouns(found: Iterable[tuple[Article, Entity]]) -> frozenset[tuple[str, ...]]:
    """Find the names of organisations that some article writes in lower case: "Police" at the start of a headline is no name."""
    quoted = (
        mention.span.of(article.text)
        for article, entity in found
        if entity.kind is EntityKind.ORGANISATION
        for mention in entity.mentions
    )
    return frozenset(words(quote) for quote in quoted if quote == quote.lower())


def _abbreviations(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name.split() if is_abbreviation(word)}


def _holds(rest: tuple[str, ...], places: set[tuple[str, ...]]) -> bool:
    return any(rest[i:] in places or rest[: i + 1] in places for i in range(len(rest)))


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
