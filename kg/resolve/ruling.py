"""What corrections say about single things: which are one, which are not, checked against each other before they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Generic, TypeVar

from kg.resolve.identity import Actor, Identity, Local, anchored
from kg.resolve.sets import NO_SIDES, Ordered, Sets, Side, is_apart

T = TypeVar("T", bound=Ordered)

Chosen = Sequence[frozenset[T]]  # for each reference of an entry, the things that it means


@dataclass(frozen=True, slots=True)
class Rulings(Generic[T]):
    """Pairs of things that are one, each with the reason, and the sides that things are on of what is not one."""

    joins: tuple[tuple[T, T, str], ...] = ()
    sides: Mapping[T, frozenset[Side]] = field(default_factory=dict)


NO_RULINGS: Rulings[Local] = Rulings()


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that is left out, by its number, and why."""

    entry: int
    message: str


def rule(
    same: Mapping[int, Chosen[T]], different: Mapping[int, Chosen[T]], reasons: Mapping[int, str]
) -> tuple[Rulings[T], list[Fault]]:
    """Make rulings of the entries of each number; what contradicts itself or another entry is left out with a fault.

    Where two things are said to be one and not one, they stay apart.
    """
    faults: list[Fault] = []
    sides: dict[T, set[Side]] = {}
    rulings: dict[int, int] = {}  # which entry a ruling is of
    for entry, chosen in sorted(different.items()):
        for one, other in combinations(chosen, 2):
            a, b = _told_apart(one, other)
            if not a or not b:
                faults.append(Fault(entry, "names one and the same twice; tell the two by their articles"))
                continue
            number = len(rulings)
            rulings[number] = entry
            for side, items in enumerate((a, b)):
                for item in items:
                    sides.setdefault(item, set()).add((number, side))
    kept: dict[int, list[T]] = {entry: sorted({item for items in chosen for item in items}) for entry, chosen in same.items()}
    sets: Sets[T] = Sets()
    for joined in kept.values():
        for one_item, other_item in pairwise(joined):
            sets.join(one_item, other_item)
    against: dict[T, set[int]] = {}
    for members in sets.sets().values():
        told = [(number, side) for item in members for number, side in sides.get(item, ())]
        clash = {rulings[number] for number, side in told if (number, 1 - side) in told}
        if clash:
            against[members[0]] = clash
    for entry, joined in sorted(kept.items()):
        clash = against.get(sets.find(joined[0]), set())
        if clash:
            faults.append(Fault(entry, f"says that two are one, {_entries(clash)} that they are not: they stay apart"))
    joins = [
        (one, other, reasons[entry])
        for entry, joined in sorted(kept.items())
        if sets.find(joined[0]) not in against
        for one, other in pairwise(joined)
    ]
    return Rulings(tuple(joins), {item: frozenset(found) for item, found in sides.items()}), faults


def _entries(numbers: Iterable[int]) -> str:
    found = sorted(numbers)
    return f"entr{'y' if len(found) == 1 else 'ies'} {', '.join(map(str, found))}"


def _told_apart(one: frozenset[T], other: frozenset[T]) -> tuple[frozenset[T], frozenset[T]]:
    """Give the two sides: what both references mean belongs to the one that means less."""
    if len(one) < len(other):
        return one, other - one
    if len(other) < len(one):
        return one - other, other
    return (one, other) if not one & other else (frozenset(), frozenset())


def cut(groups: Mapping[Identity, list[Actor]], sides: Mapping[Local, frozenset[Side]]) -> dict[Identity, list[Actor]]:
    """Cut the groups that hold both sides of a ruling; members that no ruling is about stay with the first side."""
    found: dict[Identity, list[Actor]] = {}
    for identity, members in groups.items():
        parts = list(_parts(members, sides)) if sides else [members]
        if len(parts) == 1:
            found[identity] = members
        else:
            found.update((anchored(part), part) for part in parts)
    return found


def _parts(members: Sequence[Actor], sides: Mapping[Local, frozenset[Side]]) -> Iterator[list[Actor]]:
    ruled = sorted((a for a in members if a.local in sides), key=lambda a: (min(s[::-1] for s in sides[a.local]), a.local))
    parts: list[tuple[list[Actor], frozenset[Side]]] = []
    for actor in (*ruled, *(a for a in members if a.local not in sides)):
        own = sides.get(actor.local, NO_SIDES)
        for i, (part, told) in enumerate(parts):
            if not is_apart(told, own):
                parts[i] = ([*part, actor], told | own)
                break
        else:
            parts.append(([actor], own))
    order = {actor.local: i for i, actor in enumerate(members)}
    for part, _ in parts:
        yield sorted(part, key=lambda a: order[a.local])
