"""Learned weights: read, written, and the most probable row of labels found."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.points import Points
from kg.lang.table import Problem
from kg.lang.weights import EDGE, INSIDE, MENTION_KINDS, MENTIONS, OFFSETS, Weights, labels_of, read_weights, split, to_text

NAMES = ("w=port", "w=of", "s=Aa", EDGE)
SOME = [label for label in labels_of(MENTION_KINDS) if label == "O" or label.endswith(("person", "place"))]

weight = st.integers(-700, 700)
observed = st.sampled_from([f"{offset}:{name}" if offset else name for offset in OFFSETS for name in NAMES])
weights = st.builds(
    Weights,
    st.just(MENTION_KINDS),
    st.dictionaries(observed, st.dictionaries(st.sampled_from(SOME), weight, min_size=1), max_size=12),
    st.dictionaries(st.tuples(st.sampled_from(SOME), st.sampled_from(SOME)), weight, max_size=12),
    st.just(Points({}, 0)),
)
rows = st.lists(st.tuples(st.sampled_from(NAMES[:3])), min_size=1, max_size=4)


def emission(model: Weights, row: list[tuple[str]], i: int, label: str) -> int:
    """Add up by the letter of the definition what is seen of word `i` for a label."""
    total = 0
    for name, by_label in model.emissions.items():
        offset, what = split(name)
        here = row[i + offset] if 0 <= i + offset < len(row) else (EDGE,)
        total += by_label.get(label, 0) * here.count(what)
    return total


def value(model: Weights, row: list[tuple[str]], labels: tuple[str, ...]) -> int:
    own = sum(emission(model, row, i, label) for i, label in enumerate(labels))
    return own + sum(model.transitions.get(pair, 0) for pair in itertools.pairwise(labels))


def is_possible(labels: tuple[str, ...]) -> bool:
    return all(not b.startswith(INSIDE) or a[2:] == b[2:] for a, b in itertools.pairwise(("O", *labels)))


@given(weights, rows)
def test_no_possible_row_of_labels_is_worth_more_than_the_one_given(model: Weights, row: list[tuple[str]]) -> None:
    given_labels, _ = model.label(row, [()] * len(row))
    best = max(value(model, row, labels) for labels in itertools.product(SOME, repeat=len(row)) if is_possible(labels))
    assert is_possible(tuple(given_labels))
    assert value(model, row, tuple(given_labels)) >= best


@given(weights, rows)
def test_beliefs_are_what_speaks_against_being_outside(model: Weights, row: list[tuple[str]]) -> None:
    labels, beliefs = model.label(row, [()] * len(row))
    wanted = [emission(model, row, i, label) - emission(model, row, i, "O") for i, label in enumerate(labels)]
    assert beliefs == wanted


@given(weights)
def test_weights_written_and_read_are_the_same(tmp_path_factory: pytest.TempPathFactory, model: Weights) -> None:
    folder = tmp_path_factory.mktemp("pack")
    text = to_text(model, ["a card"])
    (folder / MENTIONS).write_text(text, "utf-8")
    problems: list[Problem] = []
    found = read_weights(folder, MENTIONS, MENTION_KINDS, problems)
    assert problems == []
    assert found is not None
    assert to_text(found, ["a card"]) == text


def test_a_pack_may_have_no_weights(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_weights(tmp_path, MENTIONS, MENTION_KINDS, problems) is None
    assert problems == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("word\tw=port\tB-port=3", "names a label that there is not"),
        ("word\tw=port\tO=high", "should hold whole numbers"),
        ("after\tO\tB-port\t3", "is not a line of weights"),
        ("threshold\tlow", "should hold whole numbers"),
        ("words of a sentence", "is not a line of weights"),
    ],
)
def test_a_broken_line_is_a_problem_with_its_place(tmp_path: Path, line: str, fault: str) -> None:
    (tmp_path / MENTIONS).write_text(f"# a card\n{line}\n", "utf-8")
    problems: list[Problem] = []
    read_weights(tmp_path, MENTIONS, MENTION_KINDS, problems)
    assert problems == [Problem(f"{tmp_path.name}/{MENTIONS}: line 2", fault)]


def test_of_no_words_there_are_no_labels() -> None:
    assert Weights(MENTION_KINDS, {}, {}, Points({}, 0)).label([], []) == ([], [])
