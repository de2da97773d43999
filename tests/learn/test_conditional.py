"""Fitting a conditional logit."""

from __future__ import annotations

from math import log

import pytest

from kg.learn.conditional import fit_choices

pytest.importorskip("scipy")

Alternatives = list[tuple[list[list[str]], int, int]]


def test_the_weights_are_the_logarithms_of_how_often_each_is_chosen() -> None:
    cases: Alternatives = [([["a"], ["b"]], 0, 1)] * 300 + [([["a"], ["b"]], 1, 1)] * 100
    weights = fit_choices(cases, ridge=1e-6, seldom=1, steps=100)
    assert weights["a"] - weights["b"] == pytest.approx(100 * log(3), abs=2)


def test_only_what_tells_alternatives_apart_gets_weight() -> None:
    cases: Alternatives = [([["any", "near"], ["any"]], 0, 1)] * 10 + [([["any"], ["any", "near"], ["any"]], 1, 1)] * 10
    weights = fit_choices(cases, ridge=1.0, seldom=1, steps=100)
    assert set(weights) == {"near"}
    assert weights["near"] > 0


def test_what_is_told_twice_counts_as_two_cases() -> None:
    once: Alternatives = [([["a"], ["b"]], 0, 1)] * 6 + [([["a"], ["b"]], 1, 1)] * 2
    told: Alternatives = [([["a"], ["b"]], 0, 2)] * 3 + [([["a"], ["b"]], 1, 2)]
    assert fit_choices(once, ridge=0.5, seldom=1, steps=100) == fit_choices(told, ridge=0.5, seldom=1, steps=100)


def test_nothing_is_learned_of_what_is_seldom() -> None:
    cases: Alternatives = [([["a", "rare"], ["b"]], 0, 1)] + [([["a"], ["b"]], 0, 1)] * 9
    assert "rare" not in fit_choices(cases, ridge=1.0, seldom=2, steps=100)


def test_a_stronger_ridge_holds_weights_nearer_to_0() -> None:
    cases: Alternatives = [([["a"], ["b"]], 0, 1)] * 20
    loose, tight = (fit_choices(cases, ridge=ridge, seldom=1, steps=100) for ridge in (0.1, 10.0))
    assert 0 < tight["a"] < loose["a"]
