"""Learned weights of labels: read, written, and the label that most speaks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.labelweights import TYPES, LabelWeights, read_label_weights, to_text
from kg.lang.table import Problem
from kg.model.event import EventType

names = st.sampled_from(["any", "w=strike", "left=the", "says=ATTACK.weak"])
weights = st.builds(
    LabelWeights[EventType],
    st.just(EventType),
    st.dictionaries(names, st.dictionaries(st.sampled_from(EventType), st.integers(-900, 900), min_size=1)),
)


@given(weights, st.lists(names))
def test_best_label_has_the_highest_sum_and_the_first_of_equals_wins(model: LabelWeights[EventType], observed: list[str]) -> None:
    sums = {type_: sum(model.emissions.get(name, {}).get(type_, 0) for name in observed) for type_ in EventType}
    best = max(sums.values())
    assert model.best(observed) is next(type_ for type_ in EventType if sums[type_] == best)


@given(weights, st.lists(names), st.sampled_from(EventType))
def test_only_the_best_label_has_no_negative_margin(
    model: LabelWeights[EventType], observed: list[str], type_: EventType
) -> None:
    margin = model.margin(observed, type_)
    assert margin >= 0 if type_ is model.best(observed) else margin <= 0


@given(weights, st.lists(names), st.sampled_from(EventType))
def test_what_speaks_for_one_label_is_its_sum(model: LabelWeights[EventType], observed: list[str], type_: EventType) -> None:
    assert model.sum(observed, type_) == sum(model.emissions.get(name, {}).get(type_, 0) for name in observed)


@given(weights)
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, model: LabelWeights[EventType]) -> None:
    folder = tmp_path_factory.mktemp("pack")
    (folder / TYPES).write_text(to_text(model, ["a card", ""]), "utf-8")
    problems: list[Problem] = []
    again = read_label_weights(folder, TYPES, EventType, problems)
    assert problems == []
    assert again is not None
    assert again.emissions == model.emissions


def test_no_file_is_no_weights(tmp_path: Path) -> None:
    assert read_label_weights(tmp_path, TYPES, EventType, []) is None


def test_faults_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / TYPES).write_text("# card\nany\tATTACK=12\nw=strike\tSTRIKES=3\nleft=the\tATTACK=many\n", "utf-8")
    problems: list[Problem] = []
    read_label_weights(tmp_path, TYPES, EventType, problems)
    assert [problem.where for problem in problems] == [f"{tmp_path.name}/{TYPES}: line {n}" for n in (3, 4)]
