"""Runs of capitals that no table knows, told for places by the words around them: where they lie, who lives there."""

from __future__ import annotations

from kg.extract.spot import Line, known_name
from kg.lang.actors import NameForm
from kg.model.entity import EntityKind

RESIDING = ("relations.resides", "relations.lives")
LONGEST_RESIDING = 4  # tokens that lead from somebody to the place: "who is from"


def is_place(line: Line, start: int, stop: int) -> bool:
    """Say whether the words around a run of capitals tell that it names a place."""
    return _lies_in(line, start, stop) or _lies_within(line, start, stop) or _is_home(line, start, stop)


def _lies_in(line: Line, start: int, stop: int) -> bool:
    """Say whether a run is a place told with the state or region that it lies in, between commas: "of Harlow, Idaho, "."""
    tokens = line.tokens
    if not (_is_led_to(line, start) or line.tables.phrases["offices.of_holder"].holds(tokens, start - 1, start)):
        return False
    if stop + 1 >= len(tokens) or tokens[stop].text != ",":
        return False
    end = _wider(line, stop + 1)
    if end is None:
        return False
    closed = end == len(tokens) or tokens[end].text in ",.;)" or end in line.blocked
    return closed or (line.tables.owner_first and tokens[end].key in line.tables.words["places.prepositions"])


def _lies_within(line: Line, start: int, stop: int) -> bool:
    """Say whether the wider place around a run follows: "to Harlow in northern Idaho"."""
    tokens, words = line.tokens, line.tables.words
    at = stop + 1
    if not _is_led_to(line, start) or at >= len(tokens) or tokens[start].key in line.tables.given:
        return False
    if not line.tables.phrases["relations.located_in"].holds(tokens, stop, at):
        return False
    while at + 1 < len(tokens) and tokens[at].key in words["relations.compass"] and not line.capital(at):
        at += 1
    return _wider(line, at) is not None


def _is_led_to(line: Line, start: int) -> bool:
    """Say whether a preposition that leads to places stands before token `start`."""
    return any(line.before(start) in line.tables.words[name] for name in ("places.prepositions", "places.ways"))


def _wider(line: Line, at: int) -> int | None:
    """Give the end of the name of a place of the tables at token `at`, or None."""
    known = known_name(line, at)
    if known is None or known.values[0].kind is not EntityKind.PLACE or known.values[0].form is NameForm.ADJECTIVE:
        return None
    return known.stop


def _is_home(line: Line, start: int, stop: int) -> bool:
    """Say whether a run tells where somebody is from, in an aside or behind a noun for people: "X, 60, from Harlow, said"."""
    tokens, tables = line.tokens, line.tables
    if not tables.owner_first or line.titled or any(tokens[k].text.isupper() for k in range(start, stop)):
        return False
    at = next((k for k in range(max(0, start - LONGEST_RESIDING), start) if _resides(line, k, start)), 0)
    if at < 2:
        return False
    serves = tables.phrases["offices.of"].holds(tokens, at, start)
    if tokens[at - 1].text != ",":
        nouns = ("people.men_nouns", "people.women_nouns", "groups.quantifiers")
        return not serves and any(tokens[at - 1].key in tables.words[name] for name in nouns)
    if serves and not tokens[at - 2].text.isdigit():
        return False  # "X, of Y" may serve Y, but whose age is told lives there
    closed = stop == len(tokens) or tokens[stop].text in ",.;)" or tokens[stop].key in tables.words["organisations.joints"]
    return closed and _ends_somebody(line, at - 1)


def _ends_somebody(line: Line, stop: int) -> bool:
    """Say whether a name, an age, or a noun for people or their office ends at token `stop`."""
    tables = line.tables
    indexes = (tables.offices, tables.groups, tables.phrases["people.nominals"], tables.phrases["people.newcomers"])
    if line.capital(stop - 1) or line.tokens[stop - 1].text.isdigit():
        return True
    return any(index.holds(line.tokens, k, stop) for index in indexes for k in range(max(0, stop - 2), stop))


def _resides(line: Line, start: int, stop: int) -> bool:
    return any(line.tables.phrases[name].holds(line.tokens, start, stop) for name in RESIDING)
