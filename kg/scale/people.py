"""Persons of full names as steps: the bearers of one name told apart, each with what its articles tell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kg.engine.flow import D, Flow, GroupStep, MapStep, Row
from kg.model.entity import Entity, EntityId
from kg.resolve.alias import Known
from kg.resolve.cast import contexts
from kg.resolve.context import FEW, Context, differ
from kg.resolve.identity import NAMED_PERSON, Identity, anchor, is_single_name
from kg.resolve.namesake import Bearers, ends, given_names, given_word, is_doubtful
from kg.resolve.tally import Tally, entity_id, entity_key
from kg.scale.castsettled import Settled
from kg.scale.rows import MANY, Sorts, joined, once

OWN, OTHER, ASKS = "0", "1", "2"  # what says how to name an entity: its smallest identity, another one, one of no entity yet
GIVEN, LIKE = "given", "like"  # what makes a name doubtful


class At(NamedTuple):
    """An actor of one article, whose row has the id of the entity that its identity alone would be."""

    article: str
    entity: EntityId


class Told(NamedTuple):
    """What the first few articles of an identity tell, in their order."""

    contexts: tuple[Context, ...]


class Tallied(NamedTuple):
    """The counts of an identity's appearances, and its key in a table."""

    key: str | None
    tally: Tally


class Appearance(NamedTuple):
    """A person in one article."""

    article: str
    lang: str
    entity: Entity
    context: Context


def people(flow: Flow[D], casts: D, appearances: D) -> D:
    """Give rows of four sorts for each person of a full name.

    `Known` and `Told` have the identity as their key, `At` and `Tallied` the id of the entity that it alone would be.
    `appearances` are those of `appearances`; `casts` are those that articles alone give.
    """
    names = flow.keep(flow.group(flow.map(casts, _full_names), _first_row), "actors-names")
    doubts = flow.group(flow.map(names, _doubts), _doubt)
    return flow.group(flow.union(doubts, flow.map(casts, _years), appearances), _apart(flow.count(names)))


def appearances(common: frozenset[Identity]) -> MapStep:
    """Make a step that gives of settled casts the persons of a full name by it, and those of a single name by that."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            found: Settled = row.value
            members = found.cast.members
            rare = [found.rare.get(i, {}) for i in range(len(members))]
            for i, context in contexts(found.cast, common, rare).items():
                member = members[i]
                seen = Appearance(row.key, found.cast.lang, member.entity, context)
                place = (row.key, f"{i:06}")
                if is_single_name(member.identity):
                    yield Row(member.identity[2], f"2{joined((*member.identity, *place))}", (member.identity, context))
                else:
                    yield Row(member.identity[2], f"1{joined(place)}", seen)

    return step


def _full_names(rows: Iterator[Row]) -> Iterator[Row]:
    names = (m.identity[2] for row in rows for m in row.value.members if m.identity[:2] == NAMED_PERSON)
    return once(Row(name, "", None) for name in names)


def _first_row(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    return islice(rows, 1)


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


def _years(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the first and the last year of birth that go with a name, in a part."""
    years: dict[str, tuple[int, int]] = {}
    for row in rows:
        for member in row.value.members:
            if member.born is not None and member.identity[:2] == NAMED_PERSON:
                low, high = years.get(member.identity[2], (member.born, member.born))
                years[member.identity[2]] = min(low, member.born), max(high, member.born)
        if len(years) >= MANY:
            yield from (Row(name, "0", found) for name, found in years.items())
            years.clear()
    yield from (Row(name, "0", found) for name, found in years.items())


def _apart(names: int) -> GroupStep:
    def step(name: str, rows: Iterator[Row]) -> Iterator[Row]:
        sorts = Sorts(rows)
        doubts: set[str] = set()
        years: list[int] = []  # of each part of the data
        for row in sorts.take("0"):
            doubts.add(row.order[1:])
            years += row.value or ()
        doubtful = is_doubtful(name, GIVEN in doubts, 2 if LIKE in doubts else 1, names)
        seen: Iterator[Appearance] = (row.value for row in sorts.take("1"))
        if doubtful or differ(years):
            yield from _several(name, doubtful, seen)
        else:
            yield from _one(name, seen)

    return step


def _one(name: str, seen: Iterator[Appearance]) -> Iterator[Row]:
    identity = (*NAMED_PERSON, name)
    ident = entity_id(identity)
    tally, told, languages, size = Tally(), list[Context](), set[str](), 0
    for size, one in enumerate(seen, 1):
        tally.add(one.lang, one.entity)
        languages.add(one.lang)
        if size <= FEW:
            told.append(one.context)
        yield Row(ident, ASKS, At(one.article, one.entity.id))
    if size:
        yield from _told(identity, Known(identity, size, frozenset(languages)), told, tally)


def _several(name: str, doubtful: bool, seen: Iterator[Appearance]) -> Iterator[Row]:
    plain = (*NAMED_PERSON, name)
    bearers = Bearers(name, doubtful)
    members: list[tuple[At, str, Entity]] = []
    for one in seen:
        bearers.add(one.context)
        members.append((At(one.article, one.entity.id), one.lang, one.entity))
    parts = bearers.parts()
    for part, told in parts:
        identity = plain if len(parts) == 1 else anchor(plain, (members[i][0] for i in part))
        tally = Tally()
        for i in part:
            at, lang, entity = members[i]
            tally.add(lang, entity)
            yield Row(entity_id(identity), ASKS, at)
        languages = frozenset(members[i][1] for i in part)
        yield from _told(identity, Known(identity, len(part), languages, doubtful), told, tally)


def _told(identity: Identity, known: Known, told: list[Context], tally: Tally) -> Iterator[Row]:
    yield Row(joined(identity), "", known)
    yield Row(joined(identity), "0", Told(tuple(told)))
    yield Row(entity_id(identity), ASKS, Tallied(entity_key(identity), tally))
