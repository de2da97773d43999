"""A pack's learned weights that choose one of a few labels: how much each observation speaks for each.

A multinomial logistic regression, written as text: a card in comments, then one line for each observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import repeat
from math import exp
from pathlib import Path
from typing import Generic, TypeVar

from kg.lang.table import Problem
from kg.lang.weightlines import weight_lines

TYPES = "types.weights"
REALIS = "realis.weights"
ROLES = "roles.weights"
DATES = "dates.weights"
SAME = "same.weights"

# The weights of an observation are packed into one number, a field of so many bits for each label, so that one sum adds up all
# labels: five times as fast as a loop. A sum of weights has to stay below half of what a field holds: 83,886 logits.
WIDTH = 24
FIELD, HALF = (1 << WIDTH) - 1, 1 << WIDTH - 1

Label = TypeVar("Label", bound=StrEnum)


class Answer(StrEnum):
    """The labels of a question that is answered by yes or no."""

    NO = "no"
    YES = "yes"


class Dating(StrEnum):
    """What an observation speaks for where dates are chosen: a time of the article, none, or one that the article does not name."""

    TIME = "time"
    NONE = "none"
    OTHER = "other"


class LabelWeights(Generic[Label]):
    """The weights of one language, in hundredths of a logit: `emissions` holds for each observation its weights by label."""

    def __init__(self, labels: type[Label], emissions: Mapping[str, Mapping[Label, int]]) -> None:
        self.labels = tuple(labels)
        self.emissions = emissions
        self._single: dict[Label, dict[str, int]] = {}  # by label, filled when one is first asked for
        self._packed = {
            name: sum(weight << WIDTH * self.labels.index(label) for label, weight in row.items())
            for name, row in emissions.items()
        }

    def margin(self, observed: Iterable[str], label: Label) -> int:
        """Give by how much more speaks for a label than for the best of the others, in hundredths of a logit."""
        sums = self._sums(observed)
        own = sums.pop(self.labels.index(label))
        return own - max(sums)

    def best(self, observed: Iterable[str]) -> Label:
        """Give the label that most speaks for; of equals the one listed first."""
        sums = self._sums(observed)
        return self.labels[max(range(len(sums)), key=sums.__getitem__)]

    def surest(self, observed: Iterable[str]) -> tuple[Label, int]:
        """Give the label that most speaks for, of equals the one listed first, and by how much more than for the next one."""
        sums = self._sums(observed)
        best = max(range(len(sums)), key=sums.__getitem__)
        return self.labels[best], sums.pop(best) - max(sums)

    def chances(self, observed: Iterable[str]) -> dict[Label, float]:
        """Give how probable each label is."""
        sums = self._sums(observed)
        most = max(sums)
        parts = [exp((one - most) / 100) for one in sums]
        return {label: part / sum(parts) for label, part in zip(self.labels, parts, strict=True)}

    def sum(self, observed: Iterable[str], label: Label) -> int:
        """Give how much speaks for one label, in hundredths of a logit."""
        if label not in self._single:
            self._single[label] = {name: row[label] for name, row in self.emissions.items() if label in row}
        return sum(map(self._single[label].get, observed, repeat(0)))

    def _sums(self, observed: Iterable[str]) -> list[int]:
        total = sum(map(self._packed.get, observed, repeat(0)))
        sums: list[int] = []
        for _ in self.labels:
            low = total & FIELD
            low -= (low & HALF) << 1
            sums.append(low)
            total = (total - low) >> WIDTH
        return sums


def to_text(weights: LabelWeights[Label], card: Iterable[str]) -> str:
    """Write weights as the pack's file: the card in comments, then everything sorted by name."""
    lines = [f"# {line}".rstrip() for line in card]
    for name, row in sorted(weights.emissions.items()):
        told = sorted((weights.labels.index(label), f"{label}={weight}") for label, weight in row.items())
        lines.append(f"{name}\t{' '.join(value for _, value in told)}")
    return "\n".join(lines) + "\n"


def read_label_weights(folder: Path, file: str, labels: type[Label], problems: list[Problem]) -> LabelWeights[Label] | None:
    """Read such a file of a pack; None where the pack has none and the tables decide."""
    lines = weight_lines(folder, file, problems)
    if lines is None:
        return None
    emissions: dict[str, dict[Label, int]] = {}
    for where, cells in lines:
        try:
            name, values = cells
            emissions[name] = {labels(a): int(b) for a, _, b in (value.partition("=") for value in values.split(" "))}
        except ValueError as error:
            problems.append(Problem(where, f"is not a line of weights: {error}"))
    return LabelWeights(labels, emissions)
