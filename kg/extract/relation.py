"""Finding the lasting facts between actors: offices, memberships, places inside places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.nametie import named_in
from kg.extract.office import find_offices
from kg.extract.reading import Reading
from kg.extract.row import Held, Row, Tie, rows
from kg.extract.tie import find_ties
from kg.lang.actors import Bond
from kg.lang.fold import fold
from kg.model.entity import EntityId, EntityKind, Mention
from kg.model.event import Predicate, Relation
from kg.model.text import Span

COUNTRY = "country:"
MUTUAL = frozenset({Predicate.SPOUSE_OF, Predicate.ALLY_OF, Predicate.ENEMY_OF})  # told either way round, and once
# What says as much as the words of the office: a player's place on the field, an owner's ownership.
TOLD = frozenset({Predicate.PLAYS_FOR, Predicate.OWNS})
RANK = "rank."  # the rules that read a rank, degree or trade
PREDICATES = {
    Bond.HEADS: Predicate.HEADS,
    Bond.SERVES: Predicate.WORKS_FOR,
    Bond.BELONGS: Predicate.MEMBER_OF,
    Bond.PLAYS: Predicate.PLAYS_FOR,
    Bond.OWNS: Predicate.OWNS,
}


def find_relations(reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Relation[Mention], ...]:
    """Find the relations that the text states, in text order."""
    found: list[Relation[Mention]] = []
    told = named_in(reading, mentions)
    for row in rows(reading, mentions):
        for held in find_offices(row):
            found.extend(_from_office(reading, row, held))
        for tie in find_ties(row, told):
            found.append(_from_tie(reading, row, tie))
    return tuple(dict.fromkeys(found))


def _from_office(reading: Reading, row: Row, held: Held) -> Iterator[Relation[Mention]]:
    span = Span(min(held.words.begin, held.person.span.begin), max(held.words.end, held.person.span.end))
    rule = held.rule.replace("office.", RANK) if held.bond is Bond.TRADE else held.rule
    provenance = (reading.provenance(span, row.number, rule),)
    words = " ".join(held.words.of(reading.text).split())
    predicate = _bond(row, held)
    if predicate not in TOLD:
        yield Relation(held.person, Predicate.HOLDS_ROLE, provenance, office=words)
    if held.of is not None and predicate is not None:
        yield Relation(held.person, predicate, provenance, object=held.of)


def _bond(row: Row, held: Held) -> Predicate | None:
    """Say what an office makes of its holder, given whom it is the office of."""
    of = held.of
    words = {token.key for token in row.tokens if held.words.begin <= token.begin < held.words.end}
    if of is None or words & row.tables.words["offices.former"]:
        return None
    if of.kind is EntityKind.PLACE and _ends_in_body(row, held, row.extent[of][0]):
        return None  # the chief of the police of a district is not of the district
    state = (of.key or "").startswith(COUNTRY)
    if state and row.listed("offices.natives", row.extent[of][0] - 1):
        return Predicate.CITIZEN_OF
    if held.bond is Bond.TRADE:
        return (
            Predicate.WORKS_FOR if of.kind is EntityKind.ORGANISATION else Predicate.CITIZEN_OF if state and held.direct else None
        )
    if held.bond is Bond.HEADS and of.kind is EntityKind.PLACE and not held.direct:
        return None  # a minister of a state does not head the state
    if held.bond is Bond.HEADS and state and row.tables.owner_first and not _rules(row, held):
        return Predicate.WORKS_FOR
    if held.bond is Bond.PLAYS and of.kind is EntityKind.PLACE:
        return Predicate.PLAYS_FOR if state or (held.direct and not words & row.tables.words["offices.teamless"]) else None
    if held.bond is Bond.OWNS and of.kind is not EntityKind.ORGANISATION:
        return None
    if held.bond is Bond.BELONGS and of.kind is EntityKind.PLACE:
        return None
    return PREDICATES[held.bond]


def _rules(row: Row, held: Held) -> bool:
    """Say whether an office is, or ends in, one of those whose holders head a state."""
    rulers = row.tables.phrases["offices.rulers"]
    words = [i for i, token in enumerate(row.tokens) if held.words.begin <= token.begin < held.words.end]
    return any(rulers.longest(row.tokens, i) is not None for i in words)


def _ends_in_body(row: Row, held: Held, at: int) -> bool:
    """Say whether the class noun of an organisation ends the words of an office before token `at`."""
    return any(
        hit.stop == at and any(head.kind is EntityKind.ORGANISATION and head.first for head in hit.values)
        for i in range(max(0, at - 3), at)
        if row.tokens[i].begin >= held.words.begin
        for hit in row.tables.heads.at(row.tokens, i)
    )


def _from_tie(reading: Reading, row: Row, tie: Tie) -> Relation[Mention]:
    span = Span(min(tie.subject.span.begin, tie.object.span.begin), max(tie.subject.span.end, tie.object.span.end))
    same = tie.subject.sentence == tie.object.sentence == row.number
    provenance = (reading.provenance(span if same else tie.subject.span, row.number, tie.rule),)
    return Relation(tie.subject, tie.predicate, provenance, object=tie.object)


def distinct(relations: Iterable[Relation[EntityId]]) -> tuple[Relation[EntityId], ...]:
    """Say each fact once with all its places, in the order first told.

    Who heads a body is not told to work for it. Each office is told in its fullest words only, a rank or degree only of those who hold no office.
    """
    merged: dict[tuple[EntityId, Predicate, str], Relation[EntityId]] = {}
    for relation in relations:
        key = (relation.subject, relation.predicate, relation.object or " ".join(map(fold, (relation.office or "").split())))
        turned = (relation.object or "", relation.predicate, relation.subject)
        if relation.predicate in MUTUAL and turned in merged:
            key = turned
        if key in merged:
            seen = merged[key]
            merged[key] = replace(seen, provenance=(*seen.provenance, *relation.provenance))
        else:
            merged[key] = relation
    for subject, _, what in [key for key in merged if key[1] is Predicate.HEADS]:
        merged.pop((subject, Predicate.WORKS_FOR, what), None)  # who heads a body works for it
    offices: dict[EntityId, list[str]] = {}
    officials: set[EntityId] = set()
    for (subject, predicate, what), relation in merged.items():
        if predicate is Predicate.HOLDS_ROLE:
            offices.setdefault(subject, []).append(f" {what} ")
            if not _is_rank(relation):
                officials.add(subject)
    return tuple(
        relation
        for (subject, predicate, what), relation in merged.items()
        if predicate is not Predicate.HOLDS_ROLE
        or not (
            any(f" {what} " in longer and longer != f" {what} " for longer in offices[subject])
            or (subject in officials and _is_rank(relation))
        )
    )


def _is_rank(relation: Relation[EntityId]) -> bool:
    return all(place.rule.startswith(RANK) for place in relation.provenance)
