"""Fitting: the right signs, the same weights again, the ridge's pull."""

from __future__ import annotations

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.learn.ridge import fit

ROWS = [("any", "for"), ("any", "for", "idle"), ("any", "against"), ("any", "against", "idle")] * 10
ANSWERS = [True, True, False, False] * 10


def test_separable_cases_get_the_right_signs() -> None:
    points = fit(ROWS, ANSWERS, 1.0, 1)
    assert points["for"] > 100
    assert points["against"] < -100
    assert "idle" not in points


def test_the_rate_alone_is_its_log_odds() -> None:
    assert fit([("any",)] * 1000, [True] * 200 + [False] * 800, 1e-6, 1) == {"any": round(100 * log(0.2 / 0.8))}


def test_at_the_optimum_the_ridge_balances_what_the_cases_pull() -> None:
    ridge = 2.0
    weight = fit([("a",)] * 30, [True] * 20 + [False] * 10, ridge, 1)["a"] / 100
    assert 20 - 30 / (1 + exp(-weight)) == pytest.approx(ridge * weight, abs=0.06)


def test_of_seldom_observations_nothing_is_learned() -> None:
    assert set(fit([*ROWS, ("rare",)], [*ANSWERS, True], 1.0, 2)) == {"for", "against"}


def test_an_observation_made_twice_counts_once() -> None:
    twice = [(*row, *row) for row in ROWS]
    assert fit(twice, ANSWERS, 1.0, 1) == fit(ROWS, ANSWERS, 1.0, 1)


def test_nothing_is_learned_from_nothing() -> None:
    assert fit([], [], 1.0, 1) == {}
    assert fit([()], [True], 1.0, 1) == {}


cases = st.lists(st.tuples(st.frozensets(st.sampled_from("abcdef")), st.booleans()), max_size=30)


@given(cases)
def test_the_fit_does_not_depend_on_the_order_of_observations(drawn: list[tuple[frozenset[str], bool]]) -> None:
    answers = [answer for _, answer in drawn]
    forward = fit([sorted(row) for row, _ in drawn], answers, 1.0, 1)
    assert forward == fit([sorted(row, reverse=True) for row, _ in drawn], answers, 1.0, 1)
    assert list(forward) == sorted(forward)


@given(cases)
def test_turning_all_answers_round_turns_all_signs_round(drawn: list[tuple[frozenset[str], bool]]) -> None:
    rows = [row for row, _ in drawn]
    points = fit(rows, [answer for _, answer in drawn], 1.0, 1)
    turned = fit(rows, [not answer for _, answer in drawn], 1.0, 1)
    assert points.keys() == turned.keys()
    assert all(abs(points[name] + turned[name]) <= 1 for name in points)
