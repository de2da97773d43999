"""Families told by a kinship noun and its possessor: "her husband, X", "X's mother, Y", "the son of X is Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.row import MODIFIERS, Row, Tie
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.event import Predicate

KINSHIP = {
    "relations.spouses": Predicate.SPOUSE_OF,
    "relations.parents": Predicate.PARENT_OF,
    "relations.children": Predicate.PARENT_OF,
}
CLOSING = (",", ")", ".", ";", "")  # what may follow a name set off by commas


def find_kin(row: Row) -> Iterator[Tie]:
    """Find the relatives that a sentence names together with whose they are, by name or pronoun."""
    for person in row.mentions:
        if person.kind is not EntityKind.PERSON or person.form is not MentionForm.NAME:
            continue
        find = _possessor_before if row.tables.owner_first else _possessor_between
        found = next((f for end in row.reaches(person) if (f := find(row, end)) is not None), None)
        if found is None or found[0].number != 1 or found[0] is person:
            continue
        if row.tables.owner_first and row.key(row.reach(person)) == "," and row.key(row.extent[person][1]) not in CLOSING:
            continue  # "... of his son, X said"
        owner, kind = found
        for relative in series(row, person) if kind == "relations.children" else (person,):
            subject, target = (relative, owner) if kind != "relations.children" else (owner, relative)
            yield Tie(subject, KINSHIP[kind], target, "kin." + kind.partition(".")[2])


def _possessor_before(row: Row, end: int) -> tuple[Mention, str] | None:
    """Read "her husband, X", "Y's eldest son X": who stands before the kinship noun, and the noun's list."""
    for i in range(end - 1, max(-1, end - MODIFIERS - 2), -1):
        kind = next((name for name in KINSHIP if row.phrase(name, i) == end), None)
        if kind is None:
            continue
        at = i
        for _ in range(MODIFIERS + 1):
            owner = row.last.get(at) or (row.last.get(at - 1) if row.listed("offices.possessives", at - 1) else None)
            if owner is not None:
                possessive = owner.form is MentionForm.PRONOUN or row.last.get(at) is None
                return (owner, kind) if possessive and owner.kind is EntityKind.PERSON else None
            if at == 0 or not row.tokens[at - 1].is_word or row.phrase("offices.stops", at - 1) is not None:
                break
            at -= 1
    return None


def _possessor_between(row: Row, end: int) -> tuple[Mention, str] | None:
    """Read "his wife is X", "the son of Y is X": who stands between the kinship noun and the name."""
    named = row.named_by(end)
    if named == end:
        return None
    owner = row.last.get(named)
    if owner is None or owner.kind is not EntityKind.PERSON:
        return None
    starts = row.reaches(owner)
    for i in range(starts.stop - 1, max(-1, starts.start - 2 * MODIFIERS), -1):
        for kind in KINSHIP:
            stop = row.phrase(kind, i)
            if stop is not None and (stop in starts or row.phrase("relations.of_kin", stop) in starts):
                return owner, kind
    return None


def series(row: Row, person: Mention) -> Iterator[Mention]:
    """Give a person and those listed after: "her children X, Y and Z"."""
    following: Mention | None = person
    while following is not None and following.kind is EntityKind.PERSON:
        yield following
        at = row.extent[following][1]
        joined = at + (row.key(at) == ",")
        joined += row.listed("organisations.joints", joined)
        following = row.first.get(joined) if joined > at else None
