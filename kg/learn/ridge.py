"""Logistic regression on sets of observations, held small by a ridge: exact, in plain Python, the same on every run.

Newton's method with the full matrix of second derivatives: the tables have a few hundred observations and
each row about thirty of them, so that the matrix is cheap and half a dozen steps reach the one optimum. This
needs no array library, and no order of threads decides the last digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import exp, log1p
from operator import mul

STEPS = 30
CLOSE = 1e-4  # logits; the weights are rounded to hundredths
HALVINGS = 20


def fit(rows: Sequence[Collection[str]], answers: Sequence[bool], ridge: float, seldom: int) -> dict[str, int]:
    """Fit one table of points; of the observations seen in fewer than `seldom` rows nothing is learned.

    Args:
        rows: What was observed in each case; an observation made twice counts once.
        answers: Whether it was so, case by case.
        ridge: The penalty on the squared weights, above 0: half of it is added to the loss per unit.
        seldom: The least number of rows.

    Returns:
        The weights in hundredths of a logit, sorted by name, those that round to 0 left out.
    """
    counts = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in counts.items() if count >= seldom)
    place = {name: i for i, name in enumerate(names)}
    indexed = [sorted(place[name] for name in set(row) if name in place) for row in rows]
    weights = [0.0] * len(names)
    loss = _loss(indexed, answers, weights, ridge)
    for _ in range(STEPS):
        step = _solve(*_derivatives(indexed, answers, weights, ridge))
        share = 1.0
        for _ in range(HALVINGS):
            moved = [w + share * s for w, s in zip(weights, step, strict=True)]
            new = _loss(indexed, answers, moved, ridge)
            if new <= loss:
                break
            share /= 2
        else:
            break  # no step is better: this is the optimum as far as floats tell
        weights, loss = moved, new
        if max(map(abs, step), default=0.0) < CLOSE:
            break
    return {name: points for name, weight in zip(names, weights, strict=True) if (points := round(100 * weight))}


def _loss(rows: Sequence[Sequence[int]], answers: Sequence[bool], weights: Sequence[float], ridge: float) -> float:
    total = ridge / 2 * sum(w * w for w in weights)
    for row, answer in zip(rows, answers, strict=True):
        z = sum(weights[i] for i in row)
        if answer:
            z = -z
        total += max(z, 0.0) + log1p(exp(-abs(z)))
    return total


def _derivatives(
    rows: Sequence[Sequence[int]], answers: Sequence[bool], weights: Sequence[float], ridge: float
) -> tuple[list[list[float]], list[float]]:
    """Give the second derivatives (lower triangle) and the way down."""
    size = len(weights)
    curve = [[0.0] * (i + 1) for i in range(size)]
    down = [-ridge * w for w in weights]
    for i in range(size):
        curve[i][i] = ridge
    for row, answer in zip(rows, answers, strict=True):
        z = sum(weights[i] for i in row)
        p = 1 / (1 + exp(-z)) if z >= 0 else 1 - 1 / (1 + exp(z))
        slope, bend = answer - p, p * (1 - p)
        for at, i in enumerate(row):
            down[i] += slope
            line = curve[i]
            for j in row[: at + 1]:
                line[j] += bend
    return curve, down


def _solve(lower: list[list[float]], right: list[float]) -> list[float]:
    """Solve a symmetric positive definite system by Cholesky's factors, in place."""
    size = len(right)
    for i in range(size):
        line = lower[i]
        for j in range(i):
            other = lower[j]
            line[j] = (line[j] - sum(map(mul, line[:j], other[:j]))) / other[j]
        line[i] = (line[i] - sum(a * a for a in line[:i])) ** 0.5
    for i in range(size):
        right[i] = (right[i] - sum(a * b for a, b in zip(lower[i][:i], right[:i], strict=True))) / lower[i][i]
    for i in reversed(range(size)):
        right[i] /= lower[i][i]
        for j in range(i):
            right[j] -= lower[i][j] * right[i]
    return right
