"""Persons of full names as steps: the bearers of one name told apart, each with what its articles tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.engine.flow import D, Flow, GroupStep, MapStep, Row
from kg.resolve.alias import Known
from kg.resolve.cast import Naming, contexts
from kg.resolve.context import FEW, Context, differ
from kg.resolve.identity import NAMED_PERSON, Identity, anchor, is_single_name
from kg.resolve.namesake import Bearers, ends, given_names, given_word, is_doubtful
from kg.resolve.tally import Tally, entity_id, entity_key
from kg.scale.rows import MANY, Sorts, joined
from kg.scale.settle import Settled

TOLD, COUNTS, AT = "0", "1", "2"  # the sorts of rows
GIVEN, LIKE = "given", "like"  # what makes a name doubtful

Years = tuple[int, int]


class Told(NamedTuple):
    """An identity with what the first few of its articles tell, in their order."""

    known: Known
    contexts: tuple[Context, ...]


class Appearance(NamedTuple):
    """A person in one article."""

    article: str
    lang: str
    entity: Naming
    context: Context


def people(flow: Flow[D], casts: D, settled: D, common: frozenset[Identity]) -> D:
    """Give rows of three sorts for the persons of full names.

    Of sort `TOLD` by identity: `Told`. By the id of the entity that the identity alone would be, of sort `COUNTS`: its key in
    a table and its tally, and of sort `AT`: an article's id and the person's there. `common` are the identities that too many
    articles name.
    """
    names = flow.keep(flow.group(flow.map(casts, _full_names), _years), "actors-names")
    doubts = flow.group(flow.map(names, _doubts), _doubt)
    seen = flow.map(settled, _appearances(common))
    return flow.group(flow.union(names, doubts, seen), _apart(flow.count(names)))


def singles(common: frozenset[Identity]) -> MapStep:
    """Make a step that gives of settled casts the persons of a single name, by it: identity and context, of sort `2`."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            found: Settled = row.value
            if any(is_single_name(member.identity) for member in found.cast.members):
                for i, context in contexts(found.cast, common, found.weights).items():
                    identity = found.cast.members[i].identity
                    if is_single_name(identity):
                        yield Row(identity[2], f"2{joined((*identity, row.key, f'{i:06}'))}", (identity, context))

    return step


def _appearances(common: frozenset[Identity]) -> MapStep:
    """Make a step that gives of settled casts the persons of a full name, by it."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            cast, weights = row.value
            if any(member.identity[:2] == NAMED_PERSON for member in cast.members):
                for i, context in contexts(cast, common, weights).items():
                    member = cast.members[i]
                    if member.identity[:2] == NAMED_PERSON:
                        seen = Appearance(row.key, cast.lang, member.entity, context)
                        yield Row(member.identity[2], f"1{joined((row.key, f'{i:06}'))}", seen)

    return step


def _full_names(rows: Iterator[Row]) -> Iterator[Row]:
    """Give each full name with the first and the last year of birth that goes with it in a part; None without one."""
    names: dict[str, Years | None] = {}
    for row in rows:
        for member in row.value.members:
            if member.identity[:2] == NAMED_PERSON:
                name, born = member.identity[2], member.born
                names[name] = _span(names.get(name), None if born is None else (born, born))
        if len(names) >= MANY:
            yield from (Row(name, "0", years) for name, years in names.items())
            names.clear()
    yield from (Row(name, "0", years) for name, years in names.items())


def _span(one: Years | None, other: Years | None) -> Years | None:
    years = [*(one or ()), *(other or ())]
    return (min(years), max(years)) if years else None


def _years(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    years: Years | None = None
    for row in rows:
        years = _span(years, row.value)
    yield Row(name, "0", years)


def _doubts(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        name = row.key
        yield from (Row(f"{GIVEN}\x00{part}", "0", None) for part in given_names(name))
        yield Row(f"{GIVEN}\x00{name}", "1", name)
        yield from (Row(f"{LIKE}\x00{word}", f"0{name}\x00{i}", None) for i, word in enumerate(ends(name)))
        word = given_word(name)
        if word is not None:
            yield Row(f"{LIKE}\x00{word}", f"1{name}", name)


def _doubt(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    sort = key.partition("\x00")[0]
    sorts = Sorts(rows)
    found = sum(1 for _ in sorts.take("0"))
    if found > (1 if sort == LIKE else 0):
        yield from (Row(row.value, f"0{sort}", None) for row in sorts.take("1"))


def _apart(names: int) -> GroupStep:
    def step(name: str, rows: Iterator[Row]) -> Iterator[Row]:
        sorts = Sorts(rows)
        facts = {row.order[1:]: row.value for row in sorts.take("0")}
        doubtful = is_doubtful(name, GIVEN in facts, 2 if LIKE in facts else 1, names)
        seen: Iterator[Appearance] = (row.value for row in sorts.take("1"))
        yield from _several(name, doubtful, seen) if doubtful or differ(facts[""] or ()) else _one(name, seen)

    return step


def _one(name: str, seen: Iterator[Appearance]) -> Iterator[Row]:
    identity = (*NAMED_PERSON, name)
    ident = entity_id(identity)
    tally, told, size = Tally(), list[Context](), 0
    for size, one in enumerate(seen, 1):
        tally.add(one.lang, one.entity)
        if size <= FEW:
            told.append(one.context)
        yield Row(ident, AT, (one.article, one.entity.id))
    yield from _told(Known(identity, size, tally.languages), told, tally)


def _several(name: str, doubtful: bool, seen: Iterator[Appearance]) -> Iterator[Row]:
    plain = (*NAMED_PERSON, name)
    bearers = Bearers(name, doubtful)
    members: list[tuple[str, str, Naming]] = []
    for one in seen:
        bearers.add(one.context)
        members.append((one.article, one.lang, one.entity))
    parts = bearers.parts()
    for part, told in parts:
        locals_ = [(members[i][0], members[i][2].id) for i in part]
        identity = plain if len(parts) == 1 else anchor(plain, locals_)
        ident, tally = entity_id(identity), Tally()
        yield from (Row(ident, AT, local) for local in locals_)
        for i in part:
            tally.add(*members[i][1:])
        yield from _told(Known(identity, len(part), tally.languages, doubtful), told, tally)


def _told(known: Known, told: list[Context], tally: Tally) -> Iterator[Row]:
    yield Row(joined(known.identity), TOLD, Told(known, tuple(told)))
    yield Row(entity_id(known.identity), COUNTS, (entity_key(known.identity), tally))
