"""Who is who across articles: the actors of many articles joined by key, full name and defined abbreviation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Extraction
from kg.model.text import place
from kg.resolve.aliases import alias_joins
from kg.resolve.cast import Cast, cast, settled
from kg.resolve.identity import NAMED_PERSON, Actor, Identity, Words, generic_names
from kg.resolve.identity import Local as Local
from kg.resolve.join import Join
from kg.resolve.names import words
from kg.resolve.namesake import Namesakes
from kg.resolve.ruling import NO_RULINGS, Rulings, cut
from kg.resolve.sets import Sets
from kg.resolve.tally import Tally, entity_id, entity_key


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
    known = sorted(extractions, key=lambda extraction: extraction.article.id)
    casts = [cast(extraction) for extraction in known]
    generic = _generic(casts)
    casts = [settled(found, generic) for found in casts]
    groups: defaultdict[Identity, list[Actor]] = defaultdict(list)
    for extraction, found in zip(known, casts, strict=True):
        for entity, member in zip(extraction.entities, found.members, strict=True):
            groups[member.identity].append(Actor(extraction.article, entity, member.identity))
    namesakes = Namesakes(casts)
    return Known(namesakes.apart(groups), namesakes)


def _generic(casts: Iterable[Cast]) -> frozenset[str]:
    """Find the names of organisations that are nobody's own: places tell them apart, or some article writes them in lower case."""
    organisations: dict[Words, str] = {}
    places: set[Words] = set()
    low: set[str] = set()
    for found in casts:
        low |= found.low
        for entity in (member.entity for member in found.members):
            name = words(entity.name)
            if entity.kind is EntityKind.PLACE:
                places.add(name)
            elif entity.kind is EntityKind.ORGANISATION:
                # Of several ways to write it the one with the fewest capitals: a headline in capitals makes no abbreviation.
                organisations[name] = max(organisations.get(name, ""), entity.name)
    return generic_names(organisations, places) | low


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
    if len(members) > 1 and identity[:2] == NAMED_PERSON and namesakes.is_doubtful(identity):
        reason = "same name, which many may bear, and more that the articles share"
    return (_join(first.local, other.local, reason) for other in members[1:])


def _join(one: Local, other: Local, reason: str) -> Join:
    first, second = sorted("/".join(local) for local in (one, other))
    return Join("entity", first, second, reason)


def _merged(identity: Identity, members: list[Actor]) -> Entity:
    tally = Tally()
    for actor in members:
        tally.add(actor.article.lang, actor.entity)
    mentions = {mention for actor in members for mention in actor.entity.mentions}
    return tally.entity(entity_id(identity), entity_key(identity), tuple(sorted(mentions, key=place)))
