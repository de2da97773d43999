"""The casts of all articles as steps: names that are nobody's own found out, and the rare words told of each person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.entity import EntityKind
from kg.resolve.cast import Cast, cast, settled
from kg.resolve.context import weight
from kg.resolve.identity import GENERIC_FROM, runs, splits, telling_parts
from kg.resolve.names import key, words
from kg.scale.rows import Sorts, counted, first, once, sort, summed, where

CAST, WORDS = "0", "1"  # the sorts of rows of an article
OFTEN = 1000  # a word of one article in so many is one of few, which every part of the data gets to know
TOLD = ""  # the key of the count of all articles that say anything of a person, among those of words


class Settled(NamedTuple):
    """A settled cast, whose words are those that are rare, and their weights."""

    cast: Cast
    weights: dict[str, float]


def read_casts(rows: Iterator[Row]) -> Iterator[Row]:
    """Gather the cast of each extraction, of sort `CAST`, and its words, of sort `WORDS`: a step for a map."""
    for row in rows:
        found = cast(row.value)
        yield Row(row.key, CAST, found._replace(words={}))
        if found.words:
            yield Row(row.key, WORDS, found.words)


def settled_casts(flow: Flow[D], casts: D) -> D:
    """Give for each article its settled cast; `casts` are the rows of `read_casts`."""
    alone = flow.map(casts, sort(CAST))
    answers = flow.group(flow.union(_generic(flow, alone), flow.map(alone, _ask_names)), _answer_names)
    return flow.group(flow.union(alone, answers, _rare(flow, flow.map(casts, sort(WORDS)))), _settle)


def _generic(flow: Flow[D], casts: D) -> D:
    """Give a row for each folded name of organisations that places tell apart."""
    parts = flow.group(flow.group(flow.map(casts, _organisations), _telling), _told_apart)
    placed = flow.group(flow.union(flow.map(casts, _places), parts), _by_place)
    return flow.group(placed, _by_several)


def _organisations(rows: Iterator[Row]) -> Iterator[Row]:
    names = (m.entity.name for row in rows for m in row.value.members if m.entity.kind is EntityKind.ORGANISATION)
    return once(Row(key(name), name, None) for name in names)


def _places(rows: Iterator[Row]) -> Iterator[Row]:
    names = (m.entity.name for row in rows for m in row.value.members if m.entity.kind is EntityKind.PLACE)
    return once(Row(key(name), "0", None) for name in names)


def _telling(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    written = max(row.order for row in rows)
    parts = words(written)
    yield from (Row(" ".join(part), "0", None) for part in telling_parts(parts, written))
    yield from (Row(" ".join(part), f"1{' '.join(rest)}", None) for part, rest in splits(parts))


def _told_apart(part: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Ask for the places in what is left of longer names."""
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
    """Ask for each name of an organisation whether it is nobody's own; what an article writes in lower case is not."""
    for row in rows:
        found: Cast = row.value
        yield from (Row(name, "0", None) for name in found.low)
        yield from (Row(name, f"1{row.key}", row.key) for name in {m.identity[2] for m in found.members if m.instead})


def _answer_names(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    if sorts.any("0"):
        yield from (Row(row.value, f"1{name}", name) for row in sorts.take("1"))


def _rare(flow: Flow[D], said: D) -> D:
    """Give to each article the words that are rare and told of its persons, with the members' numbers and their weights."""
    uses = flow.keep(flow.group(flow.map(said, _uses), summed), "actors-words")
    told: int = first(flow, uses, TOLD) or 0
    often = max(sqrt(told), told / OFTEN)
    # Few, whatever the data: one article tells of few words.
    common = frozenset(row.key for row in flow.few(flow.map(uses, where(lambda row: row.value > often)), 1_000_000))
    return flow.group(flow.union(flow.map(uses, _weights(told)), flow.map(said, _ask_words(common))), _answer_words)


def _uses(rows: Iterator[Row]) -> Iterator[Row]:
    return counted((word, 1) for row in rows for word in (TOLD, *row.value))


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
            said: Mapping[str, Sequence[int]] = row.value
            yield from (Row(word, f"1{row.key}", (row.key, members)) for word, members in said.items() if word not in common)

    return step


def _answer_words(word: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    for known in sorts.take("0"):
        for row in sorts.take("1"):
            article, members = row.value
            yield Row(article, f"2{word}", (word, members, known.value))


def _settle(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    found: Cast = next(sorts.take("0")).value
    generic = {row.value for row in sorts.take("1")}
    rare = [row.value for row in sorts.take("2")]
    whole = settled(found, generic)._replace(words={word: members for word, members, _ in rare}, low=frozenset())
    yield Row(article, "", Settled(whole, {word: says for word, _, says in rare}))
