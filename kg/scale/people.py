"""Persons of full names as steps: the bearers of one name told apart, each with what its articles tell."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.engine.flow import D, Flow, GroupStep, MapStep, Row
from kg.resolve.alias import Known
from kg.resolve.cast import Naming, contexts
from kg.resolve.context import FEW, Context, differ
from kg.resolve.identity import NAMED_PERSON, Identity, anchor, is_single_name
from kg.resolve.namesake import Bearers, ends, given_names, given_word, is_doubtful
from kg.resolve.tally import Tally, entity_id, entity_key
from kg.scale.rows import MANY, Sorts, joined, where

TOLD, COUNTS, AT, KNOWN = "0", "1", "2", "3"  # the sorts of rows
GIVEN, LIKE = "given", "like"  # what makes a name doubtful

Years = tuple[int, int]


class Appearance(NamedTuple):
    """A person in one article; `is_counted` says whether counts that come with it hold it already."""

    article: str
    lang: str
    entity: Naming
    context: Context
    is_counted: bool


def name_facts(flow: Flow[D], casts: D) -> tuple[D, int]:
    """Give facts about full names, and how many names there are.

    The facts are by name: the years of birth that go with it, of order `0`, and what makes it doubtful.
    """
    names = flow.keep(flow.group(flow.map(casts, _full_names), _years), "actors-names")
    return flow.keep(flow.union(names, flow.group(flow.map(names, _doubts), _doubt)), "actors-doubts"), flow.count(names)


def clear_names(flow: Flow[D], facts: D, names: int, common: frozenset[Identity]) -> frozenset[str]:
    """Give those names among the identities that many articles name that are one person's: they need not be told apart."""
    asked = {identity[2] for identity in common if identity[:2] == NAMED_PERSON}
    found: defaultdict[str, dict[str, Years | None]] = defaultdict(dict)
    for row in flow.few(flow.map(facts, where(lambda row: row.key in asked)), 3 * len(asked)):
        found[row.key][row.order[1:]] = row.value
    return frozenset(name for name in asked if not _is_doubted(name, found[name], names) and not _differ(found[name]))


def people(flow: Flow[D], facts: D, names: int, seen: D) -> D:
    """Give rows of four sorts for the persons of full names, who are `seen` by `appearances`.

    By identity, of sort `KNOWN`: `Known`, and of sort `TOLD`: what the first few articles tell, in their order. By the id of
    the entity that the identity alone would be, of sort `COUNTS`: its key in a table and its tally, and of sort `AT`: an
    article's id and the person's there, but for clear names.
    """
    return flow.group(flow.union(facts, seen), _apart(names))


def singles(common: frozenset[Identity]) -> MapStep:
    """Make a step that gives of settled casts the persons of a single name, by it: identity and context, of sort `2`."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            cast, weights = row.value
            persons = (i for i, member in enumerate(cast.members) if is_single_name(member.identity))
            for i, context in contexts(cast, persons, common, weights):
                identity = cast.members[i].identity
                yield Row(identity[2], f"2{joined((*identity, row.key, f'{i:06}'))}", (identity, context))

    return step


def appearances(common: frozenset[Identity], clear: frozenset[str]) -> MapStep:
    """Make a step that gives of settled casts the persons of a full name, by it.

    `common` are the identities that too many articles name. Of `clear` names, the first few appearances in a part are given,
    and the counts of all.
    """

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        parts = {name: Part() for name in clear}
        for row in rows:
            cast, weights = row.value
            wanted: list[int] = []
            for i, member in enumerate(cast.members):
                if member.identity[:2] == NAMED_PERSON:
                    name = member.identity[2]
                    if name not in parts or parts[name].add(_place(row.key, i), cast.lang, member.entity):
                        wanted.append(i)
            for i, context in contexts(cast, wanted, common, weights):
                member = cast.members[i]
                seen = Appearance(row.key, cast.lang, member.entity, context, member.identity[2] in parts)
                yield Row(member.identity[2], f"1{_place(row.key, i)}", seen)
        yield from (Row(name, "2", (part.size, part.tally)) for name, part in parts.items() if part.size)

    return step


class Part:
    """What a part of the data says of a name that is one person's."""

    def __init__(self) -> None:
        self.size = 0
        self.tally = Tally()
        self._first: list[str] = []

    def add(self, place: str, lang: str, entity: Naming) -> bool:
        """Count an appearance; say whether it is one of the first few of those so far."""
        self.size += 1
        self.tally.add(lang, entity)
        if len(self._first) == FEW and place > self._first[-1]:
            return False
        insort(self._first, place)
        del self._first[FEW:]
        return True


def _place(article: str, number: int) -> str:
    return joined((article, f"{number:06}"))


def _is_doubted(name: str, facts: Mapping[str, Years | None], names: int) -> bool:
    return is_doubtful(name, GIVEN in facts, 2 if LIKE in facts else 1, names)


def _differ(facts: Mapping[str, Years | None]) -> bool:
    return differ(facts[""] or ())


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
        facts: dict[str, Years | None] = {row.order[1:]: row.value for row in sorts.take("0")}
        doubtful = _is_doubted(name, facts, names)
        if doubtful or _differ(facts):
            yield from _several(name, doubtful, (row.value for row in sorts.take("1")))
        else:
            yield from _one(name, sorts)

    return step


def _one(name: str, sorts: Sorts) -> Iterator[Row]:
    """Give the person of a name that is one's: each appearance, or the first few and the counts of parts."""
    identity = (*NAMED_PERSON, name)
    ident = entity_id(identity)
    tally, told, size = Tally(), list[Context](), 0
    for row in sorts.take("1"):
        seen: Appearance = row.value
        if len(told) < FEW:
            told.append(seen.context)
        if not seen.is_counted:
            size += 1
            tally.add(seen.lang, seen.entity)
            yield Row(ident, AT, (seen.article, seen.entity.id))
    for row in sorts.take("2"):
        size += row.value[0]
        tally.update(row.value[1])
    yield from _told(Known(identity, size, tally.languages), told, tally)


def _several(name: str, doubtful: bool, seen: Iterator[Appearance]) -> Iterator[Row]:
    plain = (*NAMED_PERSON, name)
    bearers = Bearers(name, doubtful)
    members: list[tuple[str, str, str, Naming]] = []
    namings: dict[Naming, Naming] = {}  # most articles name somebody alike
    for one in seen:
        bearers.add(one.context)
        naming = one.entity._replace(id="")
        members.append((one.article, one.entity.id, one.lang, namings.setdefault(naming, naming)))
    parts = bearers.parts()
    for part, told in parts:
        locals_ = [members[i][:2] for i in part]
        identity = plain if len(parts) == 1 else anchor(plain, locals_)
        ident, tally = entity_id(identity), Tally()
        yield from (Row(ident, AT, local) for local in locals_)
        for i in part:
            tally.add(*members[i][2:])
        yield from _told(Known(identity, len(part), tally.languages, doubtful), told, tally)


def _told(known: Known, told: list[Context], tally: Tally) -> Iterator[Row]:
    yield Row(joined(known.identity), KNOWN, known)
    yield Row(joined(known.identity), TOLD, tuple(told))
    yield Row(entity_id(known.identity), COUNTS, (entity_key(known.identity), tally))
