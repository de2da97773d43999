"""Clustering by average linkage."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.linkage import BOUND, cluster


def together(mine: list[int], theirs: list[int]) -> bool:
    return False


def test_nothing_that_was_compared_leaves_all_alone() -> None:
    assert cluster(3, [], together) == [[0], [1], [2]]


def test_the_likest_come_together_first() -> None:
    assert cluster(3, [((0, 1), 50), ((1, 2), 200)], together) == [[0], [1, 2]]


def test_one_sure_link_does_not_outweigh_what_speaks_against_it() -> None:
    scores = [((0, 1), 250), ((2, 3), 250), ((1, 2), 200), ((0, 2), -200), ((0, 3), -200), ((1, 3), -200)]
    assert cluster(4, scores, together) == [[0, 1], [2, 3]]


def test_pairs_that_are_bound_come_together_whatever_the_others_say() -> None:
    scores = [((0, 1), 250), ((1, 2), BOUND), ((0, 2), -300)]
    assert cluster(3, scores, together) == [[0], [1, 2]]  # and 0 with both does not


def test_what_is_parted_stays_so_however_the_clusters_grow() -> None:
    scores = [((0, 1), 290), ((0, 2), 280), ((1, 2), 100)]

    def parted(mine: list[int], theirs: list[int]) -> bool:
        return {0, 2} <= {*mine, *theirs}

    assert cluster(3, scores, parted) == [[0, 1], [2]]


@given(st.dictionaries(st.sampled_from(list(combinations(range(7), 2))), st.integers(-500, 500)))
def test_every_member_is_in_one_cluster_and_the_order_of_the_pairs_does_not_matter(scores: dict[tuple[int, int], int]) -> None:
    found = cluster(7, scores.items(), together)
    assert sorted(i for members in found for i in members) == list(range(7))
    again = cluster(7, reversed(list(scores.items())), together)
    assert {frozenset(members) for members in again} == {frozenset(members) for members in found}
