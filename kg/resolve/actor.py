"""Who is who across articles: the actors of many articles joined by key, full name and defined abbreviation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Extraction
from kg.model.ids import content_id
from kg.resolve.alias import alias_joins
from kg.resolve.identity import Actor, Identity, identified
from kg.resolve.identity import Local as Local
from kg.resolve.join import Join
from kg.resolve.names import words
from kg.resolve.namesake import Namesakes
from kg.resolve.ruling import NO_RULINGS, Rulings, cut
from kg.resolve.sets import Sets


@dataclass(frozen=True, slots=True)
class Actors:
    """The resolved entities, sorted by id; `of` says which entity an article's actor is."""

    entities: tuple[Entity, ...]
    of: Mapping[Local, EntityId]
    joins: tuple[Join, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The actors of all articles, in groups of those that their words make one, and the tie of those of one name."""

    groups: Mapping[Identity, list[Actor]]
    namesakes: Namesakes

    @property
    def actors(self) -> Iterator[Actor]:
        """Give all actors, group by group."""
        return (actor for identity in sorted(self.groups) for actor in self.groups[identity])


def know_actors(extractions: Iterable[Extraction]) -> Known:
    """Group the actors of all articles by what their words say: the first step, before names that differ are joined."""
    known = list(extractions)
    actors = list(identified(known))
    groups: defaultdict[Identity, list[Actor]] = defaultdict(list)
    for actor in actors:
        groups[actor.identity].append(actor)
    namesakes = Namesakes(actors, known)
    return Known(namesakes.apart(groups), namesakes)


def resolve_actors(extractions: Iterable[Extraction]) -> Actors:
    """Join the actors of all articles.

    The same key of a table is one actor in every language. Without a key, kind and folded full name decide, and for
    a person of a name that many bear what else the articles share; other spellings, abbreviations and short names join
    only where exactly one actor can be meant. Names that are no proper names ("the residents") stay with their article.
    """
    return join_actors(know_actors(extractions))


def join_actors(known: Known, rulings: Rulings[Local] = NO_RULINGS) -> Actors:
    """Join the groups of actors; what `rulings` say goes before all evidence."""
    groups = cut(known.groups, rulings.sides)
    home = {actor.local: identity for identity, members in groups.items() for actor in members}
    sides = {
        identity: frozenset().union(*(rulings.sides.get(actor.local, frozenset()) for actor in members))
        for identity, members in groups.items()
    }
    sets = Sets(groups, {identity: found for identity, found in sides.items() if found})
    joins = [join for identity, members in groups.items() for join in _same_identity(identity, members, known.namesakes)]
    for one, other, reason in rulings.joins:
        if sets.join(home[one], home[other]):
            joins.append(_join(one, other, reason))
    for first, second, reason in alias_joins(groups, known.namesakes):
        if sets.join(first, second):
            joins.append(_join(groups[first][0].local, groups[second][0].local, reason))
    entities = []
    of: dict[Local, EntityId] = {}
    for identities in sets.sets().values():
        members = [actor for identity in identities for actor in groups[identity]]
        entity = _merged(identities[0], members)
        entities.append(entity)
        of.update((actor.local, entity.id) for actor in members)
    return Actors(tuple(sorted(entities, key=lambda e: e.id)), of, tuple(sorted(joins)))


def _same_identity(identity: Identity, members: list[Actor], namesakes: Namesakes) -> Iterator[Join]:
    first = members[0]
    reason = f"same key {first.entity.key}" if first.entity.key else "same kind and name"
    if len(members) > 1 and identity[:2] == ("name", str(EntityKind.PERSON)) and namesakes.is_doubtful(identity):
        reason = "same name, which many may bear, and more that the articles share"
    return (_join(first.local, other.local, reason) for other in members[1:])


def _join(one: Local, other: Local, reason: str) -> Join:
    first, second = sorted("/".join(local) for local in (one, other))
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
