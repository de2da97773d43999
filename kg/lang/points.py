"""Evidence in points: what each observation adds to a belief, read from a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import repeat
from math import exp
from pathlib import Path

from kg.lang.table import Problem, Table, read_table


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Hundredths of a logit by observation; what is not listed adds nothing. `threshold` is where one believes."""

    points: dict[str, int]
    threshold: int

    def sum(self, observations: Iterable[str]) -> int:
        """Add up the points of what was observed."""
        return sum(map(self.points.get, observations, repeat(0)))


def belief(points: int) -> float:
    """Turn points into a probability."""
    return 1 / (1 + exp(-points / 100))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The questions that evidence decides: is it an event, has it happened, who takes part, when, is it the same event again.

    `part` tells whether an actor takes part at all, the next four as what one does who does.
    """

    trigger: Points
    planned: Points
    possible: Points
    negated: Points
    part: Points
    agent: Points
    patient: Points
    recipient: Points
    place: Points
    time: Points
    same: Points


def read_evidence(folder: Path, problems: list[Problem]) -> Evidence:
    """Read `evidence.toml`: for each question a threshold and the points."""
    table = read_table(folder / "evidence.toml", problems)
    evidence = Evidence(**{question.name: _read_points(table.table(question.name)) for question in fields(Evidence)})
    table.close()
    return evidence


def _read_points(table: Table) -> Points:
    threshold = table.integer("threshold")
    inner = table.table("points")
    points = Points({name: inner.integer(name) for name in inner.keys()}, threshold)  # noqa: SIM118
    table.close()
    return points
