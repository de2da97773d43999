"""Names that differ and still mean one actor: each rule joins only where exactly one actor can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.model.entity import EntityKind
from kg.resolve.identity import Actor, Identity
from kg.resolve.names import bare, is_abbreviation, key, spelled, without_initials, words
from kg.resolve.namesake import TIED, Namesakes

Joined = tuple[Identity, Identity, str]

ALIKE = 0.5  # share of words that two full names of one abbreviation have in common, in one language
PROMINENT, FAR = 3, 4  # articles that tell of somebody known, and how many times as many as of anybody else of that name
WELL_TIED = 1.25  # how much must speak for a part of a name to mean the whole one: more than the days alone
BEARERS = 4  # full names from which on a single name is one that many bear
FEW = 40  # articles of a name that are held against those of another

Groups = Mapping[Identity, Sequence[Actor]]


def alias_joins(groups: Groups, namesakes: Namesakes) -> list[Joined]:
    """Find the identities that are one, with the reason; sorted."""
    return sorted(
        [
            *_keyed(groups),
            *_spellings(groups, namesakes),
            *_initials(groups, namesakes),
            *_first_initials(groups, namesakes),
            *_abbreviations(groups),
            *_short_names(groups, namesakes),
            *_tails(groups, namesakes),
        ]
    )


def _keyed(groups: Groups) -> Iterator[Joined]:
    """Join what no table knows in its article to the one actor that a table knows by this very name, letter case and all."""
    known: defaultdict[tuple[str, ...], set[Identity]] = defaultdict(set)
    for identity, actors in groups.items():
        if identity[:2] == ("key", "state"):
            for actor in actors:
                known[spelled(actor.entity.name)].add(identity)
    for identity, actors in groups.items():
        if identity[0] != "name" or identity[1] not in (EntityKind.PLACE, EntityKind.ORGANISATION):
            continue
        meant = {found for name in {spelled(actor.entity.name) for actor in actors} for found in known.get(name, ())}
        if len(meant) == 1 and {actor.entity.kind for actor in actors} <= {a.entity.kind for a in groups[min(meant)]}:
            yield min(meant), identity, "same name as one that a table knows"


def _named(groups: Groups, kind: EntityKind) -> list[Identity]:
    return sorted(identity for identity in groups if identity[:2] == ("name", str(kind)))


def _languages(groups: Groups, identity: Identity) -> set[str]:
    return {actor.article.lang for actor in groups[identity]}


def _is_one(groups: Groups, namesakes: Namesakes, one: Identity, other: Identity) -> bool:
    """Say whether two names that may be a person's are: for names that many bear, something else has to say so."""
    if one[1] != EntityKind.PERSON or not namesakes.is_doubtful(other):
        return True
    return any(namesakes.tie(a, b) >= TIED for a in groups[one][:FEW] for b in groups[other][:FEW])


def _spellings(groups: Groups, namesakes: Namesakes) -> Iterator[Joined]:
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
            alone = not _languages(groups, plain) & _languages(groups, marked[0])
            if alone and _is_one(groups, namesakes, plain, marked[0]):
                yield plain, marked[0], "same name without its marks in another language"


def _initials(groups: Groups, namesakes: Namesakes) -> Iterator[Joined]:
    """Join a person's name with a middle initial to the same name without, if only one such initial is known."""
    forms: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity in _named(groups, EntityKind.PERSON):
        forms[without_initials(identity[2])].append(identity)
    for short, same in sorted(forms.items()):
        without = ("name", str(EntityKind.PERSON), short)
        if len(same) == 2 and without in same and _is_one(groups, namesakes, same[0], same[1]):
            yield same[0], same[1], "same name but for a middle initial"


def _first_initials(groups: Groups, namesakes: Namesakes) -> Iterator[Joined]:
    """Join a person's name with but an initial for its first word to the one full name that it can stand for."""
    for identity, meant in _meant_by_initials(groups).items():
        if len(meant) == 1 and _is_one(groups, namesakes, identity, meant[0]):
            yield meant[0], identity, "same name but for its first word, an initial"


def _meant_by_initials(groups: Groups) -> dict[Identity, list[Identity]]:
    """Give the full names that each name with an initial for its first word can stand for: "V. Moe" for "Vera Moe"."""
    rest: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity in _named(groups, EntityKind.PERSON):
        rest[identity[2].partition(" ")[2]].append(identity)
    found: dict[Identity, list[Identity]] = {}
    for others, same in rest.items():
        for identity in same if len(others) > 1 else ():
            initial = identity[2].partition(" ")[0]
            meant = [i for i in same if i[2].startswith(initial) and len(i[2].partition(" ")[0]) > 1]
            if len(initial) == 1 and meant:
                found[identity] = meant
    return found


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


def _short_names(groups: Groups, namesakes: Namesakes) -> Iterator[Joined]:
    """Join a person's single name to a full name that it begins or ends, or to the same name in another article.

    The full name is the only one, or by far the most told and few others bear the name; and something else than the name
    says that it is meant.
    """
    full, taken = _people(groups)
    short = [i for i in sorted(groups) if i[:2] == ("text", str(EntityKind.PERSON)) and len(words(i[2])) == 1]
    alike: defaultdict[str, list[Identity]] = defaultdict(list)
    for identity in short:
        alike[identity[2]].append(identity)
        meant = sorted(full[identity[2]], key=lambda i: (-len(groups[i]), i))
        if not meant or identity[2] in taken:
            continue
        target = meant[0]
        # What begins a full name may as well be the family name of another.
        least = TIED if target[2].endswith(f" {identity[2]}") else WELL_TIED
        if not _is_told(groups, namesakes, target, identity, least):
            continue
        if len(meant) == 1:
            yield target, identity, "short form of the only full name, and more that both articles share"
        elif _is_prominent(groups, meant):
            yield target, identity, "short form of the name by far the most told, and more that both articles share"
    for same in alike.values():
        for at, identity in enumerate(same):
            near = same[at + 1 : at + 1 + FEW]
            yield from (
                (identity, other, "same single name, and more that both articles share")
                for other in near
                if _is_told(groups, namesakes, identity, other)
            )


def _people(groups: Groups) -> tuple[dict[str, list[Identity]], set[str]]:
    """Give the full names of persons by their first and last word, and the names of all else."""
    full: defaultdict[str, list[Identity]] = defaultdict(list)
    taken: set[str] = set()
    for actors in groups.values():
        for actor in actors:
            if actor.entity.kind is not EntityKind.PERSON:
                taken.update(key(name) for name in (actor.entity.name, *actor.entity.names))
    initialled = _meant_by_initials(groups)
    for identity in _named(groups, EntityKind.PERSON):
        parts = identity[2].split(" ")
        for part in {parts[0], parts[-1]} if identity not in initialled else ():
            full[part].append(identity)
    return full, taken


def _tails(groups: Groups, namesakes: Namesakes) -> Iterator[Joined]:
    """Join a person's name of several words to the one longer name that it ends, if more than the name says so."""
    longer: defaultdict[str, list[Identity]] = defaultdict(list)
    known = _named(groups, EntityKind.PERSON)
    for identity in known:
        parts = identity[2].split(" ")
        for at in range(1, len(parts) - 1):
            longer[" ".join(parts[at:])].append(identity)
    for identity in known:
        meant = sorted(longer.get(identity[2], []), key=lambda i: (-len(groups[i]), i))
        is_clear = len(meant) == 1 or (meant and _is_prominent(groups, meant))
        if is_clear and _is_told(groups, namesakes, meant[0], identity, WELL_TIED):
            yield meant[0], identity, "end of the only longer name, and more that both articles share"


def _is_prominent(groups: Groups, meant: list[Identity]) -> bool:
    most, *others = (len(groups[identity]) for identity in meant)
    return most >= PROMINENT and len(others) < BEARERS and most >= FAR * max(others, default=0)


def _is_told(groups: Groups, namesakes: Namesakes, full: Identity, short: Identity, least: float = TIED) -> bool:
    return any(namesakes.tie(b, a) >= least for a in groups[full][:FEW] for b in groups[short][:FEW])
