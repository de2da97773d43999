"""Joining things that are the same into disjoint sets, whatever the order in which it is found out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar


class Ordered(Protocol):
    """What can be sorted and looked up."""

    def __lt__(self, other: Any, /) -> bool:
        """Say whether this comes before `other`."""
        ...

    def __hash__(self) -> int:
        """Give the hash under which it is looked up."""
        ...


T = TypeVar("T", bound=Ordered)

Side = tuple[int, int]  # the number of a ruling that two things are not one, and the side that an item is on, 0 or 1
NO_SIDES: frozenset[Side] = frozenset()


class Sets(Generic[T]):
    """Disjoint sets; the smallest member stands for its set, so that no order of joining shows.

    `sides` says which items are kept apart: no set holds both sides of a ruling.
    """

    def __init__(self, items: Iterable[T] = (), sides: Mapping[T, frozenset[Side]] | None = None) -> None:
        self._parent: dict[T, T] = {item: item for item in items}
        self._sides: dict[T, frozenset[Side]] = dict(sides or {})

    def find(self, item: T) -> T:
        """Give the smallest member of the set that `item` is in; an unknown item is its own set."""
        self._parent.setdefault(item, item)
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, a: T, b: T) -> bool:
        """Make one set of the two; say whether they were two and are one now, which a ruling can forbid."""
        one, other = self.find(a), self.find(b)
        if one == other or self.is_apart(one, other):
            return False
        small, large = (one, other) if one < other else (other, one)
        self._parent[large] = small
        if large in self._sides:
            self._sides[small] = self._sides.get(small, NO_SIDES) | self._sides.pop(large)
        return True

    def is_apart(self, a: T, b: T) -> bool:
        """Say whether a ruling keeps the sets of the two apart."""
        if not self._sides:
            return False
        return is_apart(self._sides.get(self.find(a), NO_SIDES), self._sides.get(self.find(b), NO_SIDES))

    def sets(self) -> dict[T, list[T]]:
        """Give all sets, by their smallest member, members and sets sorted."""
        found: defaultdict[T, list[T]] = defaultdict(list)
        for item in sorted(self._parent):
            found[self.find(item)].append(item)
        return dict(found)


def is_apart(one: frozenset[Side], other: frozenset[Side]) -> bool:
    """Say whether two things are on the two sides of one ruling."""
    return any((ruling, 1 - side) in other for ruling, side in one)
