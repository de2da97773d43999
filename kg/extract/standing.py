"""What a name stands for where it stands: a city or its government, an outlet that acts or that only reports."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.spot import Line, Spot
from kg.lang.actors import NameForm


@dataclass(frozen=True, slots=True)
class Standing:
    """The key a mention goes under, and whether its bearer only reports."""

    key: str | None
    only_source: bool = False


def stand(line: Line, spot: Spot) -> Standing:
    """Decide by the words around a name of the tables."""
    name = spot.known
    if name is None:
        return Standing(spot.key)
    if name.form is NameForm.CAPITAL and _acts(line, spot):
        return Standing(name.home)
    if name.form is NameForm.AGENCY:
        return Standing(spot.key, _only_reports(line, spot))
    return Standing(spot.key)


def _acts(line: Line, spot: Spot) -> bool:
    """Say whether a capital does what governments do: no word of place before it, a verb of theirs after it."""
    if line.before(spot.start) in line.tables.words["places.prepositions"]:
        return False
    verbs = line.tables.phrases["places.agent_verbs"]
    return spot.stop < len(line.tokens) and verbs.longest(line.tokens, spot.stop) is not None


def _only_reports(line: Line, spot: Spot) -> bool:
    before = [token.key for token in line.tokens[max(0, spot.start - 3) : spot.start]]
    if any(word in line.tables.words["sources.before"] for word in before):
        return True
    after = line.tables.phrases["sources.after"]
    return spot.stop < len(line.tokens) and after.longest(line.tokens, spot.stop) is not None
