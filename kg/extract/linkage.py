"""Clustering by average linkage: two clusters come together if their members, on the average, resemble each other enough.

Sokal and Michener 1958 (UPGMA); one link that looks sure does not outweigh many that speak against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

MOST = 300  # hundredths of a logit, for or against, that one pair counts at most
UNKNOWN = -150  # what a pair counts that was not compared
BOUND = 10**6  # of a pair that is one whatever the others say

Pair = tuple[int, int]


class Link(NamedTuple):
    """What the pairs of two clusters say: the sum of their scores, how many were compared, whether one is bound."""

    total: int
    known: int
    bound: bool

    def __add__(self, other: object) -> Link:
        """Take two links to parts of one cluster together."""
        if not isinstance(other, Link):
            return NotImplemented
        return Link(self.total + other.total, self.known + other.known, self.bound or other.bound)


def link(score: int) -> Link:
    """Give the link of one pair, from its score in hundredths of a logit."""
    return Link(max(-MOST, min(MOST, score)), 1, score >= BOUND)


def cluster(count: int, scores: Iterable[tuple[Pair, int]], parted: Callable[[list[int], list[int]], bool]) -> list[list[int]]:
    """Cluster the members 0 to `count` - 1; each cluster has its first member first.

    `scores` are those of the pairs (the smaller number first) that were compared. Clusters for whose being one as much speaks as
    against it come together, the likest first, of equals those with the earliest members; those that are `parted`, and whatever
    they grow to, never do.
    """
    members = {i: [i] for i in range(count)}
    links: dict[int, dict[int, Link]] = {i: {} for i in range(count)}
    for (i, j), points in scores:
        links[i][j] = links[j][i] = link(points)

    def rank(i: int, j: int) -> tuple[float, int, int]:
        one = links[i][j]
        pairs = len(members[i]) * len(members[j])
        score = BOUND if one.bound else (one.total + UNKNOWN * (pairs - one.known)) / pairs
        return -score, min(i, j), max(i, j)

    waiting = [rank(i, j) for i, row in links.items() for j in row if i < j]
    heapify(waiting)
    apart: set[Pair] = set()
    while waiting:
        entry = heappop(waiting)
        score, i, j = entry
        if score > 0:
            break
        if i not in members or j not in members or (i, j) in apart or rank(i, j) != entry:
            continue
        if parted(members[i], members[j]):
            apart.add((i, j))
            continue
        members[i] += members.pop(j)
        row, gone = links[i], links.pop(j)
        del row[j], gone[i]
        for other, one in gone.items():
            del links[other][j]
            if (min(j, other), max(j, other)) in apart:
                apart.add((min(i, other), max(i, other)))
            row[other] = links[other][i] = row[other] + one if other in row else one
        for other in row:
            heappush(waiting, rank(i, other))
    return list(members.values())
