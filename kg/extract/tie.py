"""Facts that the words between two names state: places inside places, parts of wholes, homes, families, owners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.extract.row import Row
from kg.lang.tokens import TOKEN
from kg.lang.fold import fold
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.event import Predicate

COUNTRY_LEVEL, REGION_LEVEL, CITY_LEVEL, SITE_LEVEL = 0, 1, 2, 9
ASIDE = 14  # tokens between a person and the home in parentheses
NOBODY = (EntityKind.GROUP,)


@dataclass(frozen=True, slots=True)
class Tie:
    """A fact between two mentions, and the construction that states it."""

    subject: Mention
    predicate: Predicate
    object: Mention
    rule: str


def find_ties(reading: Reading, row: Row, mentions: tuple[Mention, ...]) -> Iterator[Tie]:
    """Find the facts that stand between neighbouring names of one sentence."""
    named = [m for m in row.mentions if m.form is MentionForm.NAME]
    for left, right in zip(named, named[1:], strict=False):
        between = (row.extent[left][1], row.extent[right][0])
        yield from _places(row, left, right, between)
        yield from _bodies(row, left, right, between)
        yield from _families(row, left, right, between)
    for mention in named:
        yield from _home(row, mention)
    yield from _owned_names(reading, row, mentions)


def level(row: Row, place: Mention) -> int:
    """Say how wide a place is: 0 for a state, higher the narrower it is."""
    if (place.key or "").startswith("country:"):
        return COUNTRY_LEVEL
    start, stop = row.extent[place]
    words = [token.key for token in row.tokens[start:stop]]
    for length in (3, 2, 1):
        for phrase in (" ".join(words[:length]), " ".join(words[-length:])):
            if len(words) > length and phrase in row.tables.levels:
                return row.tables.levels[phrase]
    if place.rule.startswith("table."):
        return CITY_LEVEL if place.rule == "table.capital" or place.key is None else _listed_level(row, place)
    return SITE_LEVEL


def _listed_level(row: Row, place: Mention) -> int:
    return REGION_LEVEL if place.key in row.tables.regions else CITY_LEVEL


def _places(row: Row, left: Mention, right: Mention, between: tuple[int, int]) -> Iterator[Tie]:
    """Read "X (Y)", "Toledo, Ohio": the narrower lies in the wider."""
    if right.kind is not EntityKind.PLACE or left.kind not in (EntityKind.PLACE, EntityKind.ORGANISATION):
        return
    gap = [token.text for token in row.tokens[between[0] : between[1]]]
    wide = level(row, right)
    if gap in ([","], ["("], [], ["-"], ["\u2013"]) and left.kind is EntityKind.PLACE:
        narrow = level(row, left)
        if narrow > wide and not _is_list(row, right):
            yield Tie(left, Predicate.LOCATED_IN, right, "place.in.place")
    elif gap == ["("] and wide < SITE_LEVEL and row.key(row.extent[right][1]) in (")", ","):
        yield Tie(left, Predicate.LOCATED_IN, right, "organisation.place")


def _is_list(row: Row, right: Mention) -> bool:
    """Say whether the places are but a list: "X, Y and Z"."""
    stop = row.extent[right][1]
    following = row.first.get(stop + 1)
    return row.listed("organisations.joints", stop) and following is not None and following.kind is EntityKind.PLACE


def _bodies(row: Row, left: Mention, right: Mention, between: tuple[int, int]) -> Iterator[Tie]:
    """An organisation in a place, or part of another organisation."""
    if left.kind is EntityKind.ORGANISATION and not left.only_source:
        part = row.phrase("relations.part_of", between[0] + (row.key(between[0]) == "("))
        if part == between[1] and right.kind is EntityKind.ORGANISATION:
            yield Tie(left, Predicate.PART_OF, right, "part.of")
    place = row.phrase("relations.located_in", between[0])
    if place == between[1] and right.kind is EntityKind.PLACE and left.kind is EntityKind.PLACE and left.key is None:
        if level(row, left) > level(row, right):
            yield Tie(left, Predicate.LOCATED_IN, right, "place.in.place")
    elif place == between[1] and right.kind is EntityKind.PLACE and left.rule.startswith(("head.org", "run.org")):
        if left.kind is EntityKind.ORGANISATION and not left.only_source:
            yield Tie(left, Predicate.LOCATED_IN, right, "organisation.place")
    owned = row.phrase("relations.owns", between[0] + (row.key(between[0]) == ","))
    if (
        owned == between[1]
        and right.kind is EntityKind.ORGANISATION
        and left.kind in (EntityKind.ORGANISATION, EntityKind.PERSON)
    ):
        yield Tie(left, Predicate.OWNS, right, "owns")
    for name, predicate in (
        ("relations.ally_of", Predicate.ALLY_OF),
        ("relations.enemy_of", Predicate.ENEMY_OF),
        ("relations.member_of", Predicate.MEMBER_OF),
    ):
        comma = row.key(between[0]) == ","
        if row.phrase(name, between[0] + comma) == between[1] and right.kind not in NOBODY:
            if predicate is not Predicate.MEMBER_OF or right.kind is EntityKind.ORGANISATION:
                yield Tie(left, predicate, right, name.partition(".")[2].replace("_", "."))


def _families(row: Row, left: Mention, right: Mention, between: tuple[int, int]) -> Iterator[Tie]:
    """Spouses and parents, both named."""
    if left.kind is not EntityKind.PERSON or right.kind is not EntityKind.PERSON:
        return
    start = between[0]
    while row.key(start) in (",", "(") or row.listed("organisations.joints", start):
        start += 1
    stop = between[1]
    while row.listed("people.honorifics", stop - 1) and stop - 1 > start:
        stop -= 1
    if row.key(stop - 1) == "," and stop - 1 > start:
        stop -= 1
    for name, predicate in (
        ("relations.spouse_of", Predicate.SPOUSE_OF),
        ("relations.parent_of", Predicate.PARENT_OF),
        ("relations.child_of", Predicate.PARENT_OF),
    ):
        if row.phrase(name, start) in (stop, between[1]):
            if name == "relations.child_of":
                yield Tie(right, predicate, left, "child.of")
            else:
                yield Tie(left, predicate, right, name.partition(".")[2].replace("_", "."))


def _home(row: Row, person: Mention) -> Iterator[Tie]:
    """Read "X (born 1990, of Y)", "X, 43, of Y": where somebody lives."""
    if person.kind is not EntityKind.PERSON:
        return
    at = row.extent[person][1]
    if row.key(at) not in (",", "("):
        return
    limit = min(len(row.tokens), at + ASIDE)
    while at < limit:
        resides = row.phrase("relations.resides", at)
        if resides is not None:
            place = row.first.get(resides)
            if place is not None and place.kind is EntityKind.PLACE:
                yield Tie(person, Predicate.LOCATED_IN, place, "person.home")
            return
        token = row.tokens[at]
        if not (token.text in ",(-:" or token.text[0].isdigit() or row.listed("relations.asides", at)):
            return
        at += 1


def _owned_names(reading: Reading, row: Row, mentions: tuple[Mention, ...]) -> Iterator[Tie]:
    """A body that a state's name belongs to by "of" is part of that state: "the Agency ... of Japan"."""
    states = {m.key: m for m in reversed(mentions) if m.kind is EntityKind.PLACE and (m.key or "").startswith("country:")}
    for body in row.mentions:
        if body.kind is not EntityKind.ORGANISATION or not body.rule.startswith("head."):
            continue
        start, stop = row.extent[body]
        for i in range(start + 1, stop - 1):
            if row.tokens[i].key not in row.tables.words["organisations.owners"]:
                continue
            for name in row.tables.names.get(" ".join(token.text for token in row.tokens[i + 1 : stop])):
                state = states.get(name.key)
                if state is not None:
                    yield Tie(body, Predicate.PART_OF, state, "name.of.state")
