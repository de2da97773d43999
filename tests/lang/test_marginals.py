"""Probabilities of labels: forward-backward against adding up every row of labels."""

from __future__ import annotations

import itertools
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.points import Points
from kg.lang.weights import EDGE, INSIDE, OFFSETS, TRIGGER_KINDS, Weights, labels_of

NAMES = ("w=storm", "w=the", "c=past", EDGE)
LABELS = labels_of(TRIGGER_KINDS)

weight = st.integers(-300, 300)
observed = st.sampled_from([f"{offset}:{name}" if offset else name for offset in OFFSETS for name in NAMES])
weights = st.builds(
    Weights,
    st.just(TRIGGER_KINDS),
    st.dictionaries(observed, st.dictionaries(st.sampled_from(LABELS), weight, min_size=1), max_size=10),
    st.dictionaries(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), weight, max_size=9),
    st.just(Points({}, 0)),
)
rows = st.lists(st.tuples(st.sampled_from(NAMES[:3])), min_size=1, max_size=4)


def worth(model: Weights, row: list[tuple[str]], labels: tuple[str, ...]) -> float:
    """Give the factor of one row of labels; 0 where something goes on that has not begun."""
    if any(b.startswith(INSIDE) and a[2:] != b[2:] for a, b in itertools.pairwise(("O", *labels))):
        return 0.0
    total = sum(model.transitions.get(pair, 0) for pair in itertools.pairwise(labels))
    for i, label in enumerate(labels):
        for offset in OFFSETS:
            names = row[i + offset] if 0 <= i + offset < len(row) else (EDGE,)
            for name in names:
                total += model.emissions.get(f"{offset}:{name}" if offset else name, {}).get(label, 0)
    return exp(total / 100)


@given(weights, rows)
def test_the_probability_of_a_label_is_that_of_all_rows_with_it(model: Weights, row: list[tuple[str]]) -> None:
    found = model.marginals(row, [()] * len(row))
    every = {labels: worth(model, row, labels) for labels in itertools.product(LABELS, repeat=len(row))}
    whole = sum(every.values())
    for i, chances in enumerate(found):
        for j, label in enumerate(LABELS):
            wanted = sum(value for labels, value in every.items() if labels[i] == label) / whole
            assert chances[j] == pytest.approx(wanted, abs=1e-6)


def test_of_no_words_there_are_no_probabilities() -> None:
    assert Weights(TRIGGER_KINDS, {}, {}, Points({}, 0)).marginals([], []) == []


def test_of_several_kinds_no_probabilities_are_told() -> None:
    with pytest.raises(ValueError, match="of 2 kinds"):
        Weights(("person", "place"), {}, {}, Points({}, 0)).marginals([("w=storm",)], [()])


@given(weights, st.lists(st.tuples(st.sampled_from(NAMES[:3])), min_size=6, max_size=12), st.integers(1, 5))
def test_how_many_words_are_added_up_at_once_changes_nothing(model: Weights, row: list[tuple[str]], at_once: int) -> None:
    whole = model.marginals(row, [()] * len(row))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.lang.weights.AT_ONCE", at_once)
        assert model.marginals(row, [()] * len(row)) == whole
