"""Names that differ and still mean one actor, as steps: each rule of `kg.resolve.alias` on the names that share its key."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.entity import EntityKind
from kg.resolve.alias import (
    BEARERS,
    Alias,
    Known,
    abbreviated,
    begins_with_initial,
    clearest,
    first_initials,
    holds,
    keyed,
    middle_initials,
    same_single,
    single_name,
    tail,
    tails,
    unmarked,
)
from kg.resolve.context import FEW, Context
from kg.resolve.identity import Identity
from kg.resolve.names import bare, key, spelled, without_initials
from kg.resolve.namesake import ends
from kg.resolve.tally import Tally
from kg.scale.components import edge
from kg.scale.people import KNOWN, TOLD
from kg.scale.rows import Sorts, joined, sort, where

PLACE, ORGANISATION = str(EntityKind.PLACE), str(EntityKind.ORGANISATION)
# The rules by which names are grouped, before what they share.
KEYED, UNMARKED, SHORT, MIDDLE, FIRST, TAIL, TAKEN = "keyed", "unmarked", "short", "middle", "first", "tail", "taken"

MEANT = "3"  # the sort of rows that say that what a name's articles tell is asked for

Single = tuple[Identity, tuple[Context, ...]]  # a single name of one text, with what the first few articles tell


class Asked(NamedTuple):
    """An alias that holds if enough speaks for it, and what the first few articles of its second name tell."""

    alias: Alias
    contexts: tuple[Context, ...]


def alias_edges(flow: Flow[D], names: D, people: D, single: D) -> D:
    """Give edges between the identities that are one.

    `names` are rows of `names_of`, by a rule and what names share; `people` those of `kg.scale.people.people`, of which those
    of sorts `KNOWN` and `TOLD` count; `single` persons of a single name, by it.
    """
    found = flow.keep(flow.group(flow.union(names, flow.map(people, _full_names)), _by_name), "actors-aliases")
    words, aliases = (
        flow.map(found, where(lambda row: "\x00" not in row.key)),
        flow.map(found, where(lambda row: "\x00" in row.key)),
    )
    short = flow.keep(flow.group(flow.union(words, single), _single_names), "actors-singles")
    asking = flow.union(flow.map(people, sort(TOLD)), aliases, flow.map(short, sort(MEANT)))
    return flow.group(flow.union(flow.group(asking, _second), flow.map(short, where(lambda row: row.order != MEANT))), _weigh)


def names_of(identity: Identity, tally: Tally) -> Iterator[Row]:
    """Give the names of what is no person, for each rule that looks at them."""
    order = joined(identity)
    spellings = sorted({" ".join(spelled(name)) for _, name in tally.used})
    known = Known(identity, 0, tally.languages)
    if identity[:2] == ("key", "state"):
        kinds = frozenset(map(str, tally.kinds))
        yield from (Row(f"{KEYED}\x00{name}", f"0{order}", (identity, kinds)) for name in spellings)
    elif identity[0] == "name" and identity[1] in (PLACE, ORGANISATION):
        yield from (Row(f"{KEYED}\x00{name}", f"1{order}", identity) for name in spellings)
        if identity[1] == PLACE:
            yield _unmarked_row(known)
    for short in sorted(tally.shorts):
        yield Row(f"{SHORT}\x00{short}", f"{'1' if identity[2] == short else '0'}{order}", known)
    names = {key(name) for name in (*(name for _, name in tally.used), *tally.names)}
    if identity[1] != EntityKind.PERSON:
        yield from (Row(f"{TAKEN}\x00{name}", "", None) for name in sorted(names) if name and " " not in name)


def _full_names(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        if row.order == KNOWN:
            known: Known = row.value
            name = known.identity[2]
            yield _unmarked_row(known)
            yield Row(f"{MIDDLE}\x00{without_initials(name)}", row.key, known)
            last = "1" if begins_with_initial(name) else "0"
            yield Row(f"{FIRST}\x00{name.partition(' ')[2]}", f"{last}{row.key}", known)
            yield from (Row(f"{TAIL}\x00{end}", f"0{row.key}", known) for end in tails(name))
            yield Row(f"{TAIL}\x00{name}", f"1{row.key}", known)


def _unmarked_row(known: Known) -> Row:
    """Give a name to those that are the same without marks, the one without any first."""
    _, kind, name = known.identity[:3]
    plain = ("name", kind, bare(name))
    first = "0" if known.identity == plain else "1"
    return Row(f"{UNMARKED}\x00{kind}\x00{plain[2]}", f"{first}{joined(known.identity)}", known)


def _by_name(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give aliases by their second name, of sort `1`, what tables know by a spelling of it, of sort `2`, and words by themselves.

    Where more than the names must speak for an alias, a row of sort `MEANT` goes to the first one. Of a word, sort `0` says that something is called so that is no person, and sort `1` are full names that it begins or ends,
    those with initials for others left out.
    """
    rule, name = key.split("\x00", 1)
    sorts = Sorts(rows)
    if rule == KEYED:
        known = [row.value for row in sorts.take("0")]  # what tables know by one spelling is little
        for row in sorts.take("1"):
            yield from (Row(row.order[1:], f"2{joined(one)}", (row.value, one, kinds)) for one, kinds in known)
    elif rule == UNMARKED:
        kind, _, name = name.partition("\x00")
        yield from _aliases(unmarked(("name", kind, name), (row.value for row in sorts.rest())))
    elif rule == SHORT:
        full, alone = ((row.value for row in sorts.take(sort)) for sort in "01")
        yield from _aliases(abbreviated(name, full, alone))
    elif rule == MIDDLE:
        yield from _aliases(middle_initials(name, (row.value for row in sorts.rest())))
    elif rule == FIRST:
        for full_name, stands_for_another, alias in first_initials(row.value for row in sorts.rest()):
            if alias is not None:
                yield from _aliases((alias,))
            if not stands_for_another:
                words = sorted(set(ends(full_name.identity[2])))
                yield from (Row(word, f"1{joined(full_name.identity)}", full_name) for word in words)
    elif rule == TAIL:
        longer = clearest(_few(sorts.take("0")))
        if longer is not None:
            yield from _aliases(tail(longer, row.value.identity) for row in sorts.take("1"))
    else:
        yield Row(name, "0", None)


def _aliases(aliases: Iterable[Alias]) -> Iterator[Row]:
    for alias in aliases:
        yield Row(joined(alias.second), f"1{joined(alias.first)}\x00\x00{alias.reason}", alias)
        if alias.least is not None:
            yield Row(joined(alias.first), MEANT, None)


def _few(rows: Iterator[Row]) -> list[Known]:
    """Give the first of a sort, one more than can be meant; the rest is read."""
    few = [row.value for row in islice(rows, BEARERS + 1)]
    for _ in rows:
        pass
    return few


def _single_names(word: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give edges between the same single names, and what each of them tells the full name that it can be short for."""
    sorts = Sorts(rows)
    taken = sorts.any("0")
    full = clearest(_few(sorts.take("1")))
    if full is not None and not taken:
        yield Row(joined(full[0].identity), MEANT, None)
    before: deque[Single] = deque(maxlen=FEW)
    for identity, told in _asking(sorts.take("2")):
        if full is not None and not taken:
            alias = single_name(full, identity)
            yield Row(joined(alias.first), f"1{joined(identity)}", Asked(alias, told))
        for one, others in before:
            if holds(same_single(one, identity), others, told):
                yield edge(joined(one), joined(identity))
        before.append((identity, told))


def _asking(rows: Iterator[Row]) -> Iterator[Single]:
    """Give the identities of a single name with what the first few articles tell."""
    for identity, same in groupby((row.value for row in rows), lambda value: value[0]):
        told = tuple(context for _, context in islice(same, FEW))
        for _ in same:
            pass
        yield identity, told


def _second(identity: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give edges for aliases that are sure, of others what the second name tells to the first, and what a name meant tells."""
    sorts = Sorts(rows)
    told = next(sorts.take(TOLD), None)
    for row in sorts.take("1"):
        alias: Alias = row.value
        if alias.least is None:
            yield edge(joined(alias.first), identity)
        else:
            yield Row(joined(alias.first), f"1{identity}\x00\x00{alias.reason}", Asked(alias, told.value if told else ()))
    meant: dict[Identity, frozenset[str]] = {}
    second: Identity = ()
    for row in sorts.take("2"):
        second, one, kinds = row.value
        meant[one] = kinds
    yield from (edge(joined(alias.first), identity) for alias in keyed(second, meant))
    if sorts.any(MEANT) and told:
        yield told


def _weigh(identity: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give edges for aliases that what the articles of both names tell speaks for, and those that are known."""
    sorts = Sorts(rows)
    told: tuple[Context, ...] = ()
    for row in sorts.take(TOLD):
        told = row.value
    for row in sorts.take("1"):
        asked: Asked = row.value
        if holds(asked.alias, told, asked.contexts):
            yield edge(joined(asked.alias.first), joined(asked.alias.second))
    yield from sorts.rest()
