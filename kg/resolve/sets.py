"""Joining things that are the same into disjoint sets, whatever the order in which it is found out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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


class Sets(Generic[T]):
    """Disjoint sets; the smallest member stands for its set, so that no order of joining shows."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {item: item for item in items}

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
        """Make one set of the two; say whether they were two."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return False
        small, large = (one, other) if one < other else (other, one)
        self._parent[large] = small
        return True

    def sets(self) -> dict[T, list[T]]:
        """Give all sets, by their smallest member, members and sets sorted."""
        found: defaultdict[T, list[T]] = defaultdict(list)
        for item in sorted(self._parent):
            found[self.find(item)].append(item)
        return dict(found)
