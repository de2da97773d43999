"""Fitting a linear-chain CRF to labelled rows of words, by L-BFGS, with python-crfsuite."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.lang.weights import Emission

LEAST = 4  # hundredths of a logit: weights nearer to 0 are left out

Row = list[list[str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What keeps the weights few (`l1`) and small (`l2`), how many steps are made, and how often a thing must be observed."""

    l1: float
    l2: float
    steps: int
    seldom: int = 2


def fit_crf(rows: Iterable[tuple[Row, Sequence[str]]], settings: Settings) -> tuple[Emission, dict[tuple[str, str], int]]:
    """Give the weights of observations and of transitions, in hundredths of a logit.

    `rows` are sentences: for each word what is observed of it, and its label. The same rows in the same order give the
    same weights.

    Raises:
        KgError: python-crfsuite is not installed.
    """
    try:
        crf: Any = import_module("pycrfsuite")
    except ModuleNotFoundError:
        raise KgError("learning weights needs python-crfsuite", remedy="install it, e.g. with pip install 'kg[train]'") from None
    options = {
        "c1": settings.l1,
        "c2": settings.l2,
        "max_iterations": settings.steps,
        "feature.minfreq": settings.seldom,
        "feature.possible_transitions": True,
    }
    trainer = crf.Trainer("lbfgs", options, verbose=False)
    for row, labels in rows:
        if row:
            trainer.append(row, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = crf.Tagger()
        tagger.open(path)
        try:
            info = tagger.info()
        finally:
            tagger.close()
    return _emissions(info.state_features), _transitions(info.transitions)


def _emissions(features: Mapping[tuple[str, str], float]) -> Emission:
    found: Emission = {}
    for (name, to), weight in sorted(features.items()):
        value = round(100 * weight)
        if abs(value) >= LEAST:
            found.setdefault(name, {})[to] = value
    return found


def _transitions(features: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], int]:
    return {pair: round(100 * weight) for pair, weight in sorted(features.items())}
