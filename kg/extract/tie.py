"""Facts that the words between two names state: places inside places, parts of wholes, homes, families, owners, teams."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.capitalrun import UNKNOWN
from kg.extract.kintie import find_kin, series
from kg.extract.nametie import Named, find_inner_names
from kg.extract.placetie import COUNTRY_LEVEL, find_places, level, rank
from kg.extract.row import Row, Tie
from kg.lang.actors import Bond
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.event import Predicate

PART = 2  # words behind a body's name that tell which part of it is meant
ASIDE = 14  # tokens between a person and the home in parentheses
PERSON = frozenset({EntityKind.PERSON})
ORGANISATION = frozenset({EntityKind.ORGANISATION})
WHOEVER = frozenset(EntityKind)
ANYBODY = WHOEVER - {EntityKind.GROUP}
HOLDERS = frozenset({EntityKind.ORGANISATION, EntityKind.PERSON})


@dataclass(frozen=True, slots=True)
class Between:
    """A list of phrases that state `predicate` of the names on their left and right; `turned`: of the right and left."""

    name: str
    predicate: Predicate
    left: frozenset[EntityKind]
    right: frozenset[EntityKind]
    turned: bool = False


BETWEEN = (
    Between("owns", Predicate.OWNS, HOLDERS, ORGANISATION),
    Between("owned_by", Predicate.OWNS, ORGANISATION, HOLDERS, turned=True),
    Between("part_of", Predicate.PART_OF, ORGANISATION, ORGANISATION),
    Between("parts", Predicate.PART_OF, ORGANISATION, ORGANISATION, turned=True),
    Between("ally_of", Predicate.ALLY_OF, ANYBODY, ANYBODY),
    Between("enemy_of", Predicate.ENEMY_OF, ANYBODY, ANYBODY),
    Between("member_of", Predicate.MEMBER_OF, WHOEVER, ORGANISATION),
    Between("works_for", Predicate.WORKS_FOR, PERSON, ORGANISATION),
    Between("plays_for", Predicate.PLAYS_FOR, PERSON, ORGANISATION),
    Between("heads", Predicate.HEADS, ANYBODY, ORGANISATION),
    Between("headed_by", Predicate.HEADS, ORGANISATION | {EntityKind.GROUP}, PERSON, turned=True),
    Between("spouse_of", Predicate.SPOUSE_OF, PERSON, PERSON),
    Between("parent_of", Predicate.PARENT_OF, PERSON, PERSON),
    Between("child_of", Predicate.PARENT_OF, PERSON, PERSON, turned=True),
)


def find_ties(row: Row, told: Named) -> Iterator[Tie]:
    """Find the facts that stand between neighbouring names of one sentence; `told` is what the article names."""
    named = [m for m in row.mentions if m.form is MentionForm.NAME or m.kind is EntityKind.GROUP]
    for left, right in itertools.pairwise(named):
        if MentionForm.NAME is left.form is right.form:
            yield from find_places(row, left, right)
            yield from _units(row, left, right)
            yield from _teams(row, left, right)
            yield from _employed(row, left, right)
            yield from _members(row, left, right)
    outer = [m for m in named if not any(m is not o and m.span in o.wide and m.span not in o.span for o in named)]
    for left, right in itertools.pairwise(outer):
        yield from _stated(row, left, right)
    for mention in named:
        yield from _home(row, mention)
    yield from find_kin(row)
    yield from find_inner_names(row, told)


def _stated(row: Row, left: Mention, right: Mention) -> Iterator[Tie]:
    """Read the phrases between two names: "X, a subsidiary of Y", "X plays for Y", "X's wife, Y"."""
    start = _past_age(row, row.extent[left][1])
    owns = left.kind is EntityKind.ORGANISATION and row.listed("offices.possessives", start)
    starts = (start, start + 1) if owns else (start,)  # "Y's subsidiary X"
    stops = [stop for stop in row.reaches(right) if stop > start]
    if row.listed("offices.possessives", row.extent[right][1]):
        held = row.first.get(row.extent[right][1] + 1)
        if held is None or held.kind is not EntityKind.ORGANISATION:
            return  # "a member of Y's team"
        right = held  # "a member of Y's Advisory Council"
    for between in BETWEEN:
        fits = left.kind in between.left and right.kind in between.right
        name = f"relations.{between.name}"
        if fits and not left.only_source and any(row.leads_to((name,), at, stop) for at in starts for stop in stops):
            if between.name == "headed_by" and not _closes(row, row.extent[right][1]):
                return
            rule = between.name.replace("_", ".")
            several = between.predicate is Predicate.PARENT_OF and not between.turned and row.tables.owner_first
            for each in series(row, right) if several else (right,):
                pair = (each, left) if between.turned else (left, each)
                yield Tie(pair[0], between.predicate, pair[1], rule)
            return


def _past_age(row: Row, at: int) -> int:
    """Give the second comma of an age set off by commas at token `at`, "X, 43, who works for Y", or `at`."""
    aged = row.key(at) == "," and row.key(at + 1).isdigit() and row.key(at + 2) == ","
    return at + 2 if aged else at


def _closes(row: Row, at: int) -> bool:
    """Say whether what has to follow a leader's name stands there, as "in the lead" in "with X in the lead"."""
    return not row.tables.phrases["relations.headed_after"] or row.phrase("relations.headed_after", at) is not None


def _teams(row: Row, left: Mention, right: Mention) -> Iterator[Tie]:
    """Read "X of Y", "Y's X" where Y is a team and X no official of it."""
    start, stop = row.extent[left][1], row.extent[right][0]
    person, team = (left, right) if left.kind is EntityKind.PERSON else (right, left)
    if person.kind is not EntityKind.PERSON or team.kind is not EntityKind.ORGANISATION or not _is_team(row, team):
        return
    before = [i for i in range(row.extent[person][0]) if row.tokens[i].begin >= person.wide.begin]
    if any(hit.values[0].bond is not Bond.PLAYS for i in before for hit in row.tables.offices.at(row.tokens, i)):
        return
    behind = person is left and row.key(start) not in (",", "(") and row.leads_to(("offices.of_holder",), start, stop)
    owned = person is right and start + 1 == stop and row.listed("offices.possessives", start)
    if behind or owned:
        yield Tie(person, Predicate.PLAYS_FOR, team, "player.of")


def _members(row: Row, left: Mention, right: Mention) -> Iterator[Tie]:
    """Read "Y member X", "X, a Y member,": who is told to belong to a body by nothing more than that."""
    if right.kind is EntityKind.PERSON and left.kind is EntityKind.ORGANISATION:
        at = row.extent[left][1]
        told = row.phrase("relations.members", at + row.listed("offices.possessives", at))
        if told in row.reaches(right):
            for each in series(row, right):
                yield Tie(each, Predicate.MEMBER_OF, left, "member.before")
    elif left.kind is EntityKind.PERSON and right.kind is EntityKind.ORGANISATION:
        start, stop = row.extent[left][1], row.extent[right][0]
        while row.listed("offices.prefixes", stop - 1) and not row.listed("offices.former", stop - 1):
            stop -= 1
        introduced = stop == start + 2 and row.key(start) == "," and row.listed("people.newly", start + 1)
        ends = row.phrase("relations.members", row.extent[right][1]) if introduced else None
        if ends is not None and row.key(ends) in (",", ".", ")", ""):
            yield Tie(left, Predicate.MEMBER_OF, right, "member.after")


def _employed(row: Row, left: Mention, right: Mention) -> Iterator[Tie]:
    """Read "X, of Y, said", "X of Y said", "Y's X" where Y is a body and X no official of it: who works there."""
    start, stop = row.extent[left][1], row.extent[right][0]
    person, body = (left, right) if left.kind is EntityKind.PERSON else (right, left)
    if person.kind is not EntityKind.PERSON or body.kind is not EntityKind.ORGANISATION or _is_team(row, body):
        return
    if person.rule.startswith(UNKNOWN):
        return  # a product as easily as a person: "Harper's Lumen"
    if person is left:
        past = row.phrase("relations.employed_by", start + (row.key(start) == ","))
        while past is not None and row.listed("offices.articles", past):
            past += 1
        told = past == stop and _ends(row, row.extent[body][1])
    else:
        told = start + 1 == stop and row.listed("offices.possessives", start) and person.wide == person.span
    if told and not _holds_office(row, person):
        yield Tie(person, Predicate.WORKS_FOR, body, "employed.by")


def _ends(row: Row, at: int) -> bool:
    """Say whether what is told of somebody ends at token `at`, or after a part of the body: with a mark, or before what people do."""
    last = at + PART
    while (
        at < last
        and at + 1 < len(row.tokens)
        and row.tokens[at].text.islower()
        and row.phrase("people.verbs", at + 1) is not None
    ):
        at += 1  # "X from Y communications said"
    joined = row.listed("organisations.joints", at) or row.listed("offices.possessives", at)
    return joined or row.key(at) in (",", ".", ")", ";", "") or row.phrase("people.verbs", at) is not None


def _holds_office(row: Row, person: Mention) -> bool:
    """Say whether an office stands before a person's name, which then tells the bond."""
    before = [i for i in range(row.extent[person][0]) if row.tokens[i].begin >= person.wide.begin]
    return any(hit.values[0].bond not in (Bond.TRADE, Bond.LABEL) for i in before for hit in row.tables.offices.at(row.tokens, i))


def _is_team(row: Row, body: Mention) -> bool:
    start, stop = row.extent[body]
    return any(row.phrase("relations.teams", i) is not None for i in range(start, stop))


def _units(row: Row, left: Mention, right: Mention) -> Iterator[Tie]:
    """Read a unit and the body that it belongs to, side by side: "X Department, Y Ministry", "X School at Y University"."""
    if left.kind is not EntityKind.ORGANISATION or right.kind is not EntityKind.ORGANISATION:
        return
    narrow, wide = rank(row.tables, row.keys(left)), rank(row.tables, row.keys(right))
    if narrow is None or wide is None or narrow <= wide:
        return
    start, stop = row.extent[left][1], row.extent[right][0]
    gap = [row.tokens[i].text for i in range(start, stop)]
    if gap in ([","], ["("], ["-"], ["\u2013"]) or row.leads_to(("relations.unit_of",), start, stop):
        following = row.first.get(row.extent[right][1] + 1)
        listed = row.listed("organisations.joints", row.extent[right][1])
        if not (listed and following is not None and following.kind is EntityKind.ORGANISATION):
            yield Tie(left, Predicate.PART_OF, right, "unit.of")


def _home(row: Row, person: Mention) -> Iterator[Tie]:
    """Read "X (born 1990, of Y)", "X, 43, of Y", "X lives in Y": where somebody lives; "X (Kenya)": whose citizen."""
    if person.kind is not EntityKind.PERSON:
        return
    at = row.extent[person][1]
    if row.key(at) not in (",", "(", "-", "\u2013"):
        resides = row.phrase("relations.lives", at)
        place = row.first.get(resides) if resides is not None else None
        if place is not None and place.kind is EntityKind.PLACE:
            yield Tie(person, Predicate.LOCATED_IN, place, "person.home")
        return
    limit = min(len(row.tokens), at + ASIDE)
    enclosed = row.key(at) == "("
    while at < limit:
        resides = row.phrase("relations.resides", at) or row.phrase("relations.lives", at)
        if resides is not None:
            place = row.first.get(resides)
            if place is not None and place.kind is EntityKind.PLACE:
                yield Tie(person, Predicate.LOCATED_IN, place, "person.home")
            return
        state = row.first.get(at)
        if state is not None:
            closed = row.key(row.extent[state][1]) in (")", ",")
            if enclosed and closed and state.kind is EntityKind.PLACE and level(row, state) == COUNTRY_LEVEL:
                yield Tie(person, Predicate.CITIZEN_OF, state, "person.state")
            return
        token = row.tokens[at]
        if not (token.text in ",()-\u2013:" or token.text[0].isdigit() or row.listed("relations.asides", at)):
            return
        at += 1
