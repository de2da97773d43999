"""The names of all articles that differ and still mean one actor: the rules of `kg.resolve.alias` on all groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.model.entity import EntityKind
from kg.resolve.alias import (
    Alias,
    Known,
    abbreviated,
    begins_with_initial,
    clearest,
    first_initials,
    holds,
    keyed,
    middle_initials,
    same_single,
    short_for,
    single_name,
    tail,
    tails,
    unmarked,
)
from kg.resolve.context import FEW
from kg.resolve.identity import NAMED_PERSON, Actor, Identity, is_single_name
from kg.resolve.names import bare, key, spelled, without_initials
from kg.resolve.namesake import Namesakes, ends

Joined = tuple[Identity, Identity, str]
Groups = Mapping[Identity, Sequence[Actor]]


def alias_joins(groups: Groups, namesakes: Namesakes) -> list[Joined]:
    """Find the identities that are one, with the reason; sorted."""
    known = {identity: _known(identity, groups[identity], namesakes) for identity in sorted(groups)}
    people = [one for identity, one in known.items() if identity[:2] == NAMED_PERSON]
    places = [one for identity, one in known.items() if identity[:2] == ("name", str(EntityKind.PLACE))]
    found: list[Alias] = [*_keyed(groups), *_unmarked(people), *_unmarked(places), *_abbreviated(groups, known)]
    found += _people(groups, people)
    return sorted((one.first, one.second, one.reason) for one in found if _holds(groups, namesakes, one))


def _holds(groups: Groups, namesakes: Namesakes, alias: Alias) -> bool:
    if alias.least is None:
        return True
    some, others = ([namesakes.context(a) for a in groups[identity][:FEW]] for identity in (alias.first, alias.second))
    return holds(alias, some, others)


def _known(identity: Identity, actors: Sequence[Actor], namesakes: Namesakes) -> Known:
    doubtful = identity[:2] == NAMED_PERSON and namesakes.is_doubtful(identity)
    return Known(identity, len(actors), frozenset(actor.article.lang for actor in actors), doubtful)


def _keyed(groups: Groups) -> Iterator[Alias]:
    known: defaultdict[tuple[str, ...], dict[Identity, frozenset[str]]] = defaultdict(dict)
    for identity, actors in groups.items():
        if identity[:2] == ("key", "state"):
            kinds = frozenset(str(actor.entity.kind) for actor in actors)
            for actor in actors:
                known[spelled(actor.entity.name)][identity] = kinds
    for identity, actors in groups.items():
        if identity[0] == "name" and identity[1] in (EntityKind.PLACE, EntityKind.ORGANISATION):
            names = {spelled(actor.entity.name) for actor in actors}
            yield from keyed(identity, {one: kinds for name in names for one, kinds in known.get(name, {}).items()})


def _unmarked(names: Sequence[Known]) -> Iterator[Alias]:
    same: defaultdict[str, list[Known]] = defaultdict(list)
    for known in names:
        same[bare(known.identity[2])].append(known)
    for name, found in same.items():
        plain = (*found[0].identity[:2], name)
        yield from unmarked(plain, sorted(found, key=lambda known: (known.identity != plain, known.identity)))


def _abbreviated(groups: Groups, known: Mapping[Identity, Known]) -> Iterator[Alias]:
    full: defaultdict[str, set[Identity]] = defaultdict(set)
    alone: defaultdict[str, set[Identity]] = defaultdict(set)
    for identity, actors in groups.items():
        for short in (short for actor in actors for short in short_for(actor.entity)):
            (alone if identity[2] == short else full)[short].add(identity)
    for short, found in full.items():
        yield from abbreviated(short, *([known[one] for one in sorted(same)] for same in (found, alone[short])))


def _people(groups: Groups, people: Sequence[Known]) -> Iterator[Alias]:
    forms: defaultdict[str, list[Known]] = defaultdict(list)
    rest: defaultdict[str, list[Known]] = defaultdict(list)
    longer: defaultdict[str, list[Known]] = defaultdict(list)
    for known in people:
        name = known.identity[2]
        forms[without_initials(name)].append(known)
        rest[name.partition(" ")[2]].append(known)
        for end in tails(name):
            longer[end].append(known)
    for short, same in forms.items():
        yield from middle_initials(short, same)
    initialled: set[Identity] = set()
    for same in rest.values():
        last = sorted(same, key=lambda known: begins_with_initial(known.identity[2]))
        for known, stands_for_full, alias in first_initials(last):
            if stands_for_full:
                initialled.add(known.identity)
            if alias is not None:
                yield alias
    for known in people:
        full = clearest(longer.get(known.identity[2], ()))
        if full is not None:
            yield tail(full, known.identity)
    yield from _single_names(groups, [known for known in people if known.identity not in initialled])


def _single_names(groups: Groups, people: Sequence[Known]) -> Iterator[Alias]:
    others = (a.entity for actors in groups.values() for a in actors if a.entity.kind is not EntityKind.PERSON)
    taken = {key(name) for entity in others for name in (entity.name, *entity.names)}
    full: defaultdict[str, list[Known]] = defaultdict(list)
    for known in people:
        for word in set(ends(known.identity[2])):
            full[word].append(known)
    alike: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity in sorted(identity for identity in groups if is_single_name(identity)):
        alike[identity[2]].append(identity)
    for word, same in alike.items():
        target = None if word in taken else clearest(full[word])
        if target is not None:
            yield from (single_name(target, identity) for identity in same)
        for at, one in enumerate(same):
            yield from (same_single(one, other) for other in same[at + 1 : at + 1 + FEW])
