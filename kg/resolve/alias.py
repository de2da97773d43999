"""Names that differ and still mean one actor: each rule joins only where exactly one actor can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from kg.model.entity import Entity, EntityKind
from kg.resolve.cast import Naming
from kg.resolve.context import TIED, Context, tie
from kg.resolve.identity import NAMED_PERSON, Identity
from kg.resolve.names import is_abbreviation, key, words

ALIKE = 0.5  # share of words that two full names of one abbreviation have in common, in one language
PROMINENT, FAR = 3, 4  # articles that tell of somebody known, and how many times as many as of anybody else of that name
WELL_TIED = 1.25  # how much must speak for a part of a name to mean the whole one: more than the days alone
BEARERS = 4  # full names from which on a single name is one that many bear


class Known(NamedTuple):
    """An identity with what all its articles say: how many actors it has there, the languages, and whether its name is doubtful."""

    identity: Identity
    size: int
    languages: frozenset[str]
    doubtful: bool = False


class Alias(NamedTuple):
    """Two identities that are one if as much as `least` speaks for one person in any of their articles; None: anyway.

    `name` is the one by which they are weighed.
    """

    first: Identity
    second: Identity
    reason: str
    least: float | None = None
    name: str = ""


def keyed(identity: Identity, meant: Mapping[Identity, frozenset[str]]) -> Iterator[Alias]:
    """Join what no table knows in its article to the one actor that a table knows by this very name, letter case and all.

    `meant` are those that a table knows, with the kinds of all their actors.
    """
    if len(meant) == 1 and identity[1] in meant[min(meant)]:
        yield Alias(min(meant), identity, "same name as one that a table knows")


def unmarked(plain: Identity, same: Iterable[Known]) -> Iterator[Alias]:
    """Join a name without marks to the one name with marks that it can stand for, used in other languages only.

    `same` are those that are the same without marks, `plain` first if it is one of them.
    """
    two = list(islice(same, 3))
    if len(two) == 2 and two[0].identity == plain and not two[0].languages & two[1].languages:
        yield _doubted(two[0], two[1], "same name without its marks in another language")


def _doubted(one: Known, other: Known, reason: str) -> Alias:
    """Join two names; if they may be a person's and many bear the name, something else has to say so."""
    least = TIED if other.doubtful and one.identity[1] == EntityKind.PERSON else None
    return Alias(one.identity, other.identity, reason, least, one.identity[2])


def middle_initials(short: str, same: Iterable[Known]) -> Iterator[Alias]:
    """Join a person's name with a middle initial to the same name without, if only one such initial is known.

    `same` are those that are the same but for initials, sorted.
    """
    two = list(islice(same, 3))
    if len(two) == 2 and (*NAMED_PERSON, short) in (two[0].identity, two[1].identity):
        yield _doubted(two[0], two[1], "same name but for a middle initial")


def begins_with_initial(name: str) -> bool:
    """Say whether the first word of a full name is but an initial: "V. Moe"; that of two initials is no name."""
    first, _, rest = name.partition(" ")
    return len(first) == 1 and len(rest) > 1


def first_initials(same: Iterable[Known]) -> Iterator[tuple[Known, bool, Alias | None]]:
    """Join a person's name with but an initial for its first word to the one full name that it can stand for.

    `same` are the names that are the same but for their first word, those with an initial there last. Each is given, with
    whether it stands for a full name, and the join where it is one only.
    """
    meant: dict[str, Known | None] = {}  # by the first letter; None: several
    for known in same:
        letter = known.identity[2][0]
        if known.identity[2][1] != " ":
            meant[letter] = None if letter in meant else known
            yield known, False, None
        elif letter in meant and begins_with_initial(known.identity[2]):
            full = meant[letter]
            yield known, True, None if full is None else _initialled(full, known)
        else:
            yield known, False, None


def _initialled(full: Known, short: Known) -> Alias:
    least = TIED if full.doubtful else None
    reason = "same name but for its first word, an initial"
    return Alias(full.identity, short.identity, reason, least, short.identity[2])


def short_for(entity: Entity | Naming) -> Iterator[str]:
    """Give the folded abbreviations that an organisation goes by: "TP" is a word of "UBND TP", not short for it."""
    if entity.kind is EntityKind.ORGANISATION:
        for name in {entity.name, *entity.names}:
            if is_abbreviation(name) and (entity.name == name or key(name) not in words(entity.name)):
                yield key(name)


def abbreviated(short: str, full: Iterable[Known], alone: Iterable[Known]) -> Iterator[Alias]:
    """Join organisations by an abbreviation that their articles define, one full name a language at most.

    `full` are those of longer names, `alone` those that are known by the abbreviation only, both sorted.
    """
    clusters: list[list[Known]] = []
    clear = True
    for known in full:
        home = next((cluster for cluster in clusters if all(_similar(known, other) for other in cluster)), None)
        if home is not None:
            home.append(known)
        elif clear or known.identity[0] == "name":  # without a name it is like no other, and there may be many
            clusters.append([known])
        clear = clear and _is_clear(clusters)
    reason = f"same abbreviation {short.upper()}"
    for cluster in clusters:
        yield from (Alias(a.identity, b.identity, f"{reason}, similar name") for a, b in pairwise(cluster))
    if clear and clusters:
        yield from (Alias(a[0].identity, b[0].identity, reason) for a, b in pairwise(clusters))
        yield from (Alias(clusters[0][0].identity, lone.identity, reason) for lone in alone)


def _is_clear(clusters: Sequence[Sequence[Known]]) -> bool:
    """Say whether no two clusters are of one language, and tables know one of all of them at most."""
    languages = [frozenset[str]().union(*(known.languages for known in cluster)) for cluster in clusters]
    keys = sum(known.identity[0] == "key" for cluster in clusters for known in cluster)
    return keys <= 1 and sum(map(len, languages)) == len(frozenset[str]().union(*languages))


def _similar(one: Known, other: Known) -> bool:
    if one.identity[0] != "name" or other.identity[0] != "name" or not one.languages & other.languages:
        return False
    a, b = set(one.identity[2].split(" ")), set(other.identity[2].split(" "))
    return len(a & b) >= ALIKE * len(a | b)


def clearest(meant: Iterable[Known]) -> tuple[Known, bool] | None:
    """Give the only one of full names, or the one that is by far the most told where few others bear a part of it.

    Says with it whether it is the only one; None where it is not clear which is meant.
    """
    few = sorted(islice(meant, BEARERS + 1), key=lambda known: (-known.size, known.identity))
    if not few or len(few) > BEARERS:
        return None
    first, *others = few
    is_prominent = first.size >= PROMINENT and first.size >= FAR * max((known.size for known in others), default=0)
    return (first, not others) if not others or is_prominent else None


def single_name(full: tuple[Known, bool], short: Identity) -> Alias:
    """Join a person's single name to a full name that it begins or ends, the clearest, if something else says that it is meant."""
    target, is_only = full
    which = "the only full name" if is_only else "the name by far the most told"
    # What begins a full name may as well be the family name of another.
    least = TIED if target.identity[2].endswith(f" {short[2]}") else WELL_TIED
    return Alias(target.identity, short, f"short form of {which}, and more that both articles share", least, short[2])


def tails(name: str) -> Iterator[str]:
    """Give the ends of a full name, of several words, that may mean it."""
    parts = name.split(" ")
    yield from (" ".join(parts[at:]) for at in range(1, len(parts) - 1))


def tail(full: tuple[Known, bool], short: Identity) -> Alias:
    """Join a person's name of several words to the longer name that it ends, the clearest, if more than the name says so."""
    reason = "end of the only longer name, and more that both articles share"
    return Alias(full[0].identity, short, reason, WELL_TIED, short[2])


def same_single(one: Identity, other: Identity) -> Alias:
    """Join a person's single name to the same name in another article, if more than the name says so."""
    return Alias(one, other, "same single name, and more that both articles share", TIED, one[2])


def holds(alias: Alias, some: Iterable[Context], others: Sequence[Context]) -> bool:
    """Say whether two names are one by what the first `FEW` articles of each tell."""
    return alias.least is None or any(tie(alias.name, a, b) >= alias.least for a in some for b in others)
