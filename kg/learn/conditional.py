"""Conditional logit: which of a few alternatives is chosen, each with observations of its own, held small by a ridge.

McFadden 1974. The optimum is found by L-BFGS (scipy), one alternative a row of a sparse matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from kg.errors import KgError

Name = TypeVar("Name")


def fit_choices(
    cases: Iterable[tuple[Sequence[Collection[Name]], int, int]], *, ridge: float, seldom: int, steps: int
) -> dict[Name, int]:
    """Fit the weights of what is observed; the same cases give the same weights.

    Args:
        cases: For each choice what is observed of every alternative, the number of the one chosen, and how often it is told.
        ridge: The penalty on the squared weights, above 0: half of it is added to the loss per unit.
        seldom: The least number of alternatives of which something must be observed, however often each is told.
        steps: The most steps of L-BFGS.

    Returns:
        The weights in hundredths of a logit, in the order in which the names first came, those that round to 0 left out.

    Raises:
        KgError: scipy is not installed.
    """
    try:
        import numpy as np
        from scipy.optimize import minimize
        from scipy.sparse import csr_matrix
    except ImportError:
        raise KgError("learning dates needs scipy", remedy="pip install 'kg[train]'") from None

    counts: Counter[Name] = Counter()
    told = list(cases)
    for alternatives, _, _ in told:
        for observed in alternatives:
            counts.update(observed)
    place = {name: i for i, name in enumerate(name for name, count in counts.items() if count >= seldom)}
    columns: list[int] = []
    ends = [0]
    for alternatives, _, _ in told:
        for observed in alternatives:
            columns += sorted(place[name] for name in observed if name in place)
            ends.append(len(columns))
    sizes = [len(alternatives) for alternatives, _, _ in told]
    first = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(int)
    case = np.repeat(np.arange(len(told)), sizes)
    chosen = first + np.array([number for _, number, _ in told])
    times = np.array([float(number) for _, _, number in told])
    matrix = csr_matrix((np.ones(len(columns)), np.array(columns, dtype=int), np.array(ends)), shape=(len(case), len(place)))
    across = matrix.T.tocsr()
    taken = np.zeros(len(case))
    taken[chosen] = 1.0

    def loss(weights: Any) -> tuple[float, Any]:
        sums = matrix @ weights
        most = np.maximum.reduceat(sums, first)
        shares = np.exp(sums - most[case])
        whole = np.add.reduceat(shares, first)
        shares /= whole[case]
        likely = sums[chosen] - most - np.log(whole)
        gradient = across @ (times[case] * (shares - taken)) + ridge * weights
        return float(-(times * likely).sum() + ridge / 2 * (weights * weights).sum()), gradient

    best = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return {name: points for name, i in place.items() if (points := round(100 * float(best.x[i])))}
