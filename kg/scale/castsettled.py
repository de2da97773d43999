"""The casts of all articles as steps: names that are nobody's own found out, and the rare words told of each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.entity import EntityKind
from kg.resolve.cast import Cast, cast, is_told_apart, settled
from kg.resolve.context import weight
from kg.resolve.identity import GENERIC_FROM, runs, splits, telling_parts
from kg.resolve.names import key, words
from kg.scale.rows import Sorts, counted, first, once, summed, where

OFTEN = 1000  # what one person of so many is told with is a word that every part of the data is told of
TOLD = ""  # the key of the count of all persons that are told of, among those of words


@dataclass(frozen=True, slots=True)
class Settled:
    """A settled cast, and for each member, by its number, the rare words told of it with their weights."""

    cast: Cast
    rare: dict[int, dict[str, float]]


def settled_casts(flow: Flow[D], casts: D) -> D:
    """Give for each article its settled cast; `casts` are those that articles alone give, by article id."""
    asked = flow.union(_generic(flow, casts), flow.map(casts, _ask_names))
    return flow.group(flow.union(flow.map(casts, _lean), flow.group(asked, _answer_names), _rare(flow, casts)), _settle)


def read_casts(rows: Iterator[Row]) -> Iterator[Row]:
    """Gather the cast of each extraction: a step for a map."""
    return (Row(row.key, "", cast(row.value)) for row in rows)


def _generic(flow: Flow[D], casts: D) -> D:
    """Give a row for each folded name of organisations that is nobody's own (some twice)."""
    parts = flow.group(flow.group(flow.map(casts, _organisations), _telling), _told_apart)
    placed = flow.group(flow.union(flow.map(casts, _places), parts), _by_place)
    return flow.union(flow.group(placed, _by_several), flow.map(casts, _low))


def _organisations(rows: Iterator[Row]) -> Iterator[Row]:
    names = (m.entity.name for row in rows for m in row.value.members if m.entity.kind is EntityKind.ORGANISATION)
    return once(Row(key(name), name, None) for name in names)


def _places(rows: Iterator[Row]) -> Iterator[Row]:
    names = (m.entity.name for row in rows for m in row.value.members if m.entity.kind is EntityKind.PLACE)
    return once(Row(key(name), "0", None) for name in names)


def _low(rows: Iterator[Row]) -> Iterator[Row]:
    return once(Row(name, "0", None) for row in rows for name in row.value.low)


def _telling(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    *_, last = rows  # the ways that one name is written: few
    parts = words(last.order)
    yield from (Row(" ".join(part), "0", None) for part in telling_parts(parts, last.order))
    yield from (Row(" ".join(part), f"1{' '.join(rest)}", None) for part, rest in splits(parts))


def _told_apart(part: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    if sorts.any("0"):
        for row in sorts.take("1"):
            rest = row.order[1:]
            found = {" ".join(run) for run in runs(tuple(rest.split(" ")))}
            yield from (Row(run, f"1{part}\x00{rest}", (part, rest)) for run in sorted(found))


def _by_place(place: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    if sorts.any("0"):
        yield from (Row(row.value[0], row.value[1], None) for row in sorts.take("1"))


def _by_several(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    rests: set[str] = set()
    for row in rows:
        rests.add(row.order)
        if len(rests) >= GENERIC_FROM:
            yield Row(name, "0", None)
            return


def _ask_names(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        for name in {member.identity[2] for member in row.value.members if member.instead}:
            yield Row(name, f"1{row.key}", row.key)


def _answer_names(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    if sorts.any("0"):
        yield from (Row(row.value, f"1{name}", name) for row in sorts.take("1"))


def _rare(flow: Flow[D], casts: D) -> D:
    """Give to each article the words that are rare and told of its persons, with their weights and the members' numbers."""
    uses = flow.keep(flow.group(flow.map(casts, _uses), summed), "actors-words")
    told: int = first(flow, uses, TOLD) or 0
    often = max(sqrt(told), told / OFTEN)
    # Few, whatever the data: one article tells of few words.
    common = frozenset(row.key for row in flow.few(flow.map(uses, where(lambda row: row.value > often)), 1_000_000))
    known = flow.map(uses, _weights(told))
    return flow.group(flow.union(known, flow.map(casts, _ask_words(common))), _answer_words)


def _uses(rows: Iterator[Row]) -> Iterator[Row]:
    told = (member.words for row in rows for member in row.value.members if is_told_apart(member.identity))
    return counted(word for found in told for word in (TOLD, *found))


def _weights(told: int) -> MapStep:
    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            found = weight(row.value, told) if row.key != TOLD else None
            if found is not None:
                yield Row(row.key, "0", found)

    return step


def _ask_words(common: frozenset[str]) -> MapStep:
    def step(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            told: defaultdict[str, list[int]] = defaultdict(list)
            for i, member in enumerate(row.value.members):
                for word in member.words - common:
                    told[word].append(i)
            yield from (Row(word, f"1{row.key}", (row.key, members)) for word, members in told.items())

    return step


def _answer_words(word: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    for known in sorts.take("0"):
        for row in sorts.take("1"):
            article, members = row.value
            yield Row(article, f"2{word}", (word, known.value, members))


def _lean(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        members = tuple(replace(member, words=frozenset()) if member.words else member for member in row.value.members)
        yield Row(row.key, "0", replace(row.value, members=members, low=frozenset()))


def _settle(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    found: Cast = next(sorts.take("0")).value
    generic = {row.value for row in sorts.take("1")}
    rare: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for row in sorts.take("2"):
        word, says, members = row.value
        for i in members:
            rare[i][word] = says
    yield Row(article, "", Settled(settled(found, generic), dict(rare)))
