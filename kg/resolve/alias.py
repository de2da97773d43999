"""Names that differ and still mean one actor: each rule joins only where exactly one actor can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from kg.model.entity import Entity, EntityKind
from kg.model.text import Article
from kg.resolve.names import bare, is_abbreviation, key, without_initials, words

Identity = tuple[str, ...]
Joined = tuple[Identity, Identity, str]

ALIKE = 0.5  # share of words that two full names of one abbreviation have in common, in one language
COMPANY = 2  # how many other actors an article must share for its short name to mean the full one elsewhere


class Known(Protocol):
    """An actor of one article."""

    @property
    def article(self) -> Article:
        """Give the article that it is in."""
        ...

    @property
    def entity(self) -> Entity:
        """Give the actor as the article knows it."""
        ...


Groups = Mapping[Identity, Sequence[Known]]


def alias_joins(groups: Groups) -> list[Joined]:
    """Find the identities that are one, with the reason; sorted."""
    return sorted([*_spellings(groups), *_initials(groups), *_abbreviations(groups), *_short_names(groups)])


def _named(groups: Groups, kind: EntityKind) -> list[Identity]:
    return sorted(identity for identity in groups if identity[:2] == ("name", str(kind)))


def _languages(groups: Groups, identity: Identity) -> set[str]:
    return {actor.article.lang for actor in groups[identity]}


def _spellings(groups: Groups) -> Iterator[Joined]:
    """Join a name without marks to the one name with marks that it can stand for, used in other languages only."""
    for kind in (EntityKind.PERSON, EntityKind.PLACE):
        spellings: defaultdict[str, list[Identity]] = defaultdict(list)
        for identity in _named(groups, kind):
            spellings[bare(identity[2])].append(identity)
        for unmarked, same in sorted(spellings.items()):
            plain = ("name", str(kind), unmarked)
            marked = [identity for identity in same if identity != plain]
            if plain not in same or len(marked) != 1:
                continue
            if not _languages(groups, plain) & _languages(groups, marked[0]):
                yield plain, marked[0], "same name without its marks in another language"


def _initials(groups: Groups) -> Iterator[Joined]:
    """Join a person's name with a middle initial to the same name without, if only one such initial is known."""
    forms: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity in _named(groups, EntityKind.PERSON):
        forms[without_initials(identity[2])].append(identity)
    for short, same in sorted(forms.items()):
        without = ("name", str(EntityKind.PERSON), short)
        if len(same) == 2 and without in same:
            yield same[0], same[1], "same name but for a middle initial"


def _abbreviations(groups: Groups) -> Iterator[Joined]:
    """Join organisations by an abbreviation that their articles define, one full name a language at most."""
    full: defaultdict[str, set[Identity]] = defaultdict(set)
    alone: defaultdict[str, set[Identity]] = defaultdict(set)
    for identity, actors in groups.items():
        for entity in (actor.entity for actor in actors if actor.entity.kind is EntityKind.ORGANISATION):
            for name in {entity.name, *entity.names}:
                # "TP" is a word of "UBND TP", not short for it.
                if is_abbreviation(name) and (entity.name == name or key(name) not in words(entity.name)):
                    (alone if identity[2] == key(name) else full)[key(name)].add(identity)
    for short in sorted(full):
        clusters = _alike(groups, sorted(full[short]))
        reason = f"same abbreviation {short.upper()}"
        yield from ((one, other, f"{reason}, similar name") for cluster in clusters for one, other in pairwise(cluster))
        languages = [set().union(*(_languages(groups, i) for i in cluster)) for cluster in clusters]
        if sum(map(len, languages)) == len(set().union(*languages)) and _keys(full[short]) <= 1:
            yield from ((one[0], other[0], reason) for one, other in pairwise(clusters))
            yield from ((clusters[0][0], lone, reason) for lone in sorted(alone[short]))


def _keys(identities: set[Identity]) -> int:
    return len({identity for identity in identities if identity[0] == "key"})


def _alike(groups: Groups, identities: list[Identity]) -> list[list[Identity]]:
    """Cluster the full names of one abbreviation: within a language, those that share most of their words."""
    clusters: list[list[Identity]] = []
    for identity in identities:
        for cluster in clusters:
            if all(_similar(groups, identity, other) for other in cluster):
                cluster.append(identity)
                break
        else:
            clusters.append([identity])
    return clusters


def _similar(groups: Groups, one: Identity, other: Identity) -> bool:
    if one[0] != "name" or other[0] != "name" or not _languages(groups, one) & _languages(groups, other):
        return False
    a, b = set(one[2].split(" ")), set(other[2].split(" "))
    return len(a & b) >= ALIKE * len(a | b)


def _short_names(groups: Groups) -> Iterator[Joined]:
    """Join a person's single name to the one full name that it begins or ends, if the company is the same too."""
    full: defaultdict[str, list[Identity]] = defaultdict(list)
    taken: set[str] = set()
    company: defaultdict[Identity, set[Identity]] = defaultdict(set)
    inside: defaultdict[str, set[Identity]] = defaultdict(set)
    for identity, actors in groups.items():
        for actor in actors:
            if identity[0] != "text":
                inside[actor.article.id].add(identity)
            if actor.entity.kind is not EntityKind.PERSON:
                taken.update(key(name) for name in (actor.entity.name, *actor.entity.names))
    for identity in _named(groups, EntityKind.PERSON):
        parts = identity[2].split(" ")
        for part in {parts[0], parts[-1]}:
            full[part].append(identity)
    short = [i for i in sorted(groups) if i[:2] == ("text", str(EntityKind.PERSON)) and len(words(i[2])) == 1]
    for identity in short:
        meant = full[identity[2]]
        if len(meant) != 1 or identity[2] in taken:
            continue
        target = meant[0]
        if target not in company:
            company[target] = set().union(*(inside[actor.article.id] for actor in groups[target]))
        shared = (company[target] & inside[groups[identity][0].article.id]) - {target}
        if len(shared) >= COMPANY:
            yield target, identity, "short form of the only full name, in the same company"
