"""A pack's learned weights of event types: how much each observation of an event word speaks for each type.

A multinomial logistic regression, written as text: a card in comments, then one line for each observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.lang.table import Problem
from kg.model.event import EventType

TYPES = "types.weights"
ORDER = tuple(EventType)

Emission = Mapping[str, Mapping[EventType, int]]


class TypeWeights:
    """The weights of one language, in hundredths of a logit: `emissions` holds for each observation its weights by type."""

    def __init__(self, emissions: Emission) -> None:
        self.emissions = emissions
        self._rows = {
            name: tuple((ORDER.index(type_), weight) for type_, weight in sorted(row.items())) for name, row in emissions.items()
        }

    def best(self, observed: Iterable[str]) -> EventType:
        """Give the type that most speaks for; of equals the one listed first."""
        sums = [0] * len(ORDER)
        for name in observed:
            for at, weight in self._rows.get(name, ()):
                sums[at] += weight
        return ORDER[max(range(len(ORDER)), key=sums.__getitem__)]


def to_text(weights: TypeWeights, card: Iterable[str]) -> str:
    """Write weights as the pack's file: the card in comments, then everything sorted by name."""
    lines = [f"# {line}".rstrip() for line in card]
    for name, row in sorted(weights.emissions.items()):
        lines.append(f"{name}\t{' '.join(f'{type_}={row[type_]}' for type_ in ORDER if type_ in row)}")
    return "\n".join(lines) + "\n"


def read_type_weights(folder: Path, problems: list[Problem]) -> TypeWeights | None:
    """Read `types.weights`; None where the pack has none and types are those of its tables."""
    where = f"{folder.name}/{TYPES}"
    try:
        text = (folder / TYPES).read_text("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        problems.append(Problem(where, f"is not UTF-8: {error}"))
        return None
    emissions: dict[str, dict[EventType, int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        name, _, values = line.partition("\t")
        try:
            emissions[name] = {EventType(a): int(b) for a, _, b in (value.partition("=") for value in values.split(" "))}
        except ValueError as error:
            problems.append(Problem(f"{where}: line {number}", f"is not a line of weights: {error}"))
    return TypeWeights(emissions)
