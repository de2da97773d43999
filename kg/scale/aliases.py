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
    short_for,
    single_name,
    tail,
    tails,
    unmarked,
)
from kg.resolve.cast import Cast
from kg.resolve.context import FEW, Context
from kg.resolve.identity import Identity
from kg.resolve.names import bare, key, spelled, without_initials
from kg.resolve.namesake import ends
from kg.resolve.tally import entity_id
from kg.scale.components import edge
from kg.scale.people import Told
from kg.scale.rows import Sorts, joined, once, only, parted

PLACE, ORGANISATION = str(EntityKind.PLACE), str(EntityKind.ORGANISATION)
NAMED_PLACE = ("name", PLACE)
UNMARKED, MIDDLE, FIRST, TAIL = "unmarked", "middle", "first", "tail"  # the rules by which full names are grouped


Single = tuple[Identity, tuple[Context, ...]]  # a single name of one text, with what the first few articles tell


class Asked(NamedTuple):
    """An alias that holds if enough speaks for it, and what the first few articles of its second name tell."""

    alias: Alias
    contexts: tuple[Context, ...]


def alias_edges(flow: Flow[D], casts: D, people: D, singles: D) -> D:
    """Give edges between the identities that are one.

    `casts` are settled; `people` the rows of `kg.scale.people.people`, of which `Known` and `Told` count; `singles` persons of
    a single name, by it.
    """
    known, told = flow.map(people, only(Known)), flow.map(people, only(Told))
    marks = flow.union(flow.map(known, _full_names), flow.map(casts, _places))
    named = flow.keep(flow.group(marks, _by_name), "actors-aliases")
    full = flow.map(named, only(Known))
    single = flow.keep(flow.group(flow.union(flow.map(casts, _taken), full, singles), _single_names), "actors-singles")
    aliases = flow.map(named, only(Alias))
    seconds = flow.group(flow.union(told, flow.map(aliases, _doubted)), _second)
    asked = flow.union(seconds, flow.map(single, only(Asked)))
    return flow.union(
        flow.map(aliases, _sure),
        flow.map(single, _edges),
        flow.group(flow.union(told, asked), _weigh),
        _keyed(flow, casts),
        _abbreviated(flow, casts),
    )


def _edge(alias: Alias) -> Row:
    return edge(joined(alias.first), joined(alias.second))


def _full_names(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        known: Known = row.value
        name = known.identity[2]
        yield _unmarked_row(known, row.key)
        yield Row(f"{MIDDLE}\x00{without_initials(name)}", row.key, known)
        last = "1" if begins_with_initial(name) else "0"
        yield Row(f"{FIRST}\x00{name.partition(' ')[2]}", f"{last}{row.key}", known)
        yield from (Row(f"{TAIL}\x00{end}", f"0{row.key}", known) for end in tails(name))
        yield Row(f"{TAIL}\x00{name}", f"1{row.key}", known)


def _places(rows: Iterator[Row]) -> Iterator[Row]:
    return once(
        _unmarked_row(Known(member.identity, 0, frozenset((row.value.cast.lang,))), joined(member.identity))
        for row in rows
        for member in row.value.cast.members
        if member.identity[:2] == NAMED_PLACE
    )


def _unmarked_row(known: Known, order: str) -> Row:
    """Give a name to those that are the same without marks, the one without any first, each language after another."""
    _, kind, name = known.identity[:3]
    unmarked_name = bare(name)
    plain = "0" if known.identity == ("name", kind, unmarked_name) else "1"
    return Row(f"{UNMARKED}\x00{kind}\x00{unmarked_name}", f"{plain}{order}\x00\x00{' '.join(sorted(known.languages))}", known)


def _by_name(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the aliases of one rule and name, and once the full names that are not the initials of others by both their ends."""
    rule, name = key.split("\x00", 1)
    if rule == UNMARKED:
        kind, _, name = name.partition("\x00")
        yield from _aliases(unmarked(("name", kind, name), _whole(row.value for row in rows)))
    elif rule == MIDDLE:
        yield from _aliases(middle_initials(name, (row.value for row in rows)))
    elif rule == FIRST:
        for known, stands_for_full, alias in first_initials(row.value for row in rows):
            if alias is not None:
                yield from _aliases((alias,))
            if not stands_for_full:
                words = sorted(set(ends(known.identity[2])))
                yield from (Row(word, f"1{joined(known.identity)}", known) for word in words)
    else:
        sorts = Sorts(rows)
        full = clearest(_few(sorts.take("0")))
        if full is not None:
            yield from _aliases(tail(full, row.value.identity) for row in sorts.take("1"))


def _aliases(aliases: Iterable[Alias]) -> Iterator[Row]:
    return (Row(joined(alias.second), f"1{joined(alias.first)}\x00\x00{alias.reason}", alias) for alias in aliases)


def _whole(same: Iterable[Known]) -> Iterator[Known]:
    """Make one of those that follow each other and are of one identity, with all their languages."""
    for identity, found in groupby(same, lambda known: known.identity):
        one, *others = found
        languages = one.languages.union(*(other.languages for other in others))
        yield Known(identity, one.size, languages, one.doubtful)


def _few(rows: Iterator[Row]) -> list[Known]:
    """Give the first of a sort, one more than can be meant; the rest is read."""
    few = [row.value for row in islice(rows, BEARERS + 1)]
    for _ in rows:
        pass
    return few


def _taken(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the single names of all that is no person."""
    entities = (member.entity for row in rows for member in row.value.cast.members)
    names = (name for one in entities if one.kind is not EntityKind.PERSON for name in (one.name, *one.names))
    return once(Row(name, "0", None) for name in map(key, names) if name and " " not in name)


def _single_names(word: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give edges between the same single names, and what each of them asks the full name that it can be short for."""
    sorts = Sorts(rows)
    taken = sorts.any("0")
    full = clearest(_few(sorts.take("1")))
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


def _doubted(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.value.least is not None)


def _sure(rows: Iterator[Row]) -> Iterator[Row]:
    return (_edge(row.value) for row in rows if row.value.least is None)


def _edges(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.value is None)


def _second(identity: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give what the second name of aliases tells to the first."""
    sorts = Sorts(rows)
    for told in sorts.take("0"):
        for row in sorts.take("1"):
            alias: Alias = row.value
            yield Row(joined(alias.first), f"1{identity}\x00\x00{alias.reason}", Asked(alias, told.value.contexts))


def _weigh(identity: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    for told in sorts.take("0"):
        for row in sorts.take("1"):
            asked: Asked = row.value
            if holds(asked.alias, told.value.contexts, asked.contexts):
                yield _edge(asked.alias)


def _keyed(flow: Flow[D], casts: D) -> D:
    spellings = flow.union(flow.group(flow.map(casts, _of_tables), _spellings), flow.map(casts, _of_names))
    return flow.group(flow.group(spellings, _by_spelling), _same_as_keyed)


def _of_tables(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the kinds and the spellings of what a table knows."""
    members = (member for row in rows for member in row.value.cast.members if member.identity[:2] == ("key", "state"))
    return once(
        row
        for member in members
        for row in (
            Row(joined(member.identity), f"0{member.entity.kind}", None),
            Row(joined(member.identity), f"1{' '.join(spelled(member.entity.name))}", None),
        )
    )


def _of_names(rows: Iterator[Row]) -> Iterator[Row]:
    return once(
        Row(" ".join(spelled(member.entity.name)), f"1{joined(member.identity)}", member.identity)
        for row in rows
        for member in row.value.cast.members
        if member.identity[0] == "name" and member.identity[1] in (PLACE, ORGANISATION)
    )


def _spellings(identity: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    kinds = frozenset(row.order[1:] for row in sorts.take("0"))
    last = ""
    for row in sorts.take("1"):
        if row.order != last:
            yield Row(row.order[1:], f"0{identity}", (parted(identity), kinds))
        last = row.order


def _by_spelling(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    known = [row.value for row in sorts.take("0")]  # what tables know by one spelling
    last = ""
    for row in sorts.take("1") if known else ():
        if row.order != last:
            yield from (Row(row.order[1:], joined(identity), (row.value, identity, kinds)) for identity, kinds in known)
        last = row.order


def _same_as_keyed(name: str, rows: Iterator[Row]) -> Iterator[Row]:
    meant: dict[Identity, frozenset[str]] = {}
    identity: Identity = ()
    for row in rows:
        identity, one, kinds = row.value
        meant[one] = kinds
    yield from map(_edge, keyed(identity, meant))


def _abbreviated(flow: Flow[D], casts: D) -> D:
    return flow.group(flow.group(flow.map(casts, _shorts), _languages), _by_abbreviation)


def _shorts(rows: Iterator[Row]) -> Iterator[Row]:
    """Give the languages and abbreviations of all that may be an organisation."""
    return once(row for found in rows for row in _shorts_of(found.value.cast))


def _shorts_of(cast: Cast) -> Iterator[Row]:
    for member in cast.members:
        if member.identity[1] in ("state", ORGANISATION):
            ident = entity_id(member.identity)
            yield Row(ident, f"0{cast.lang}", None)
            yield from (Row(ident, f"1{short}", member.identity) for short in sorted(set(short_for(member.entity))))


def _languages(ident: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    languages = frozenset(row.order[1:] for row in sorts.take("0"))
    last = ""
    for row in sorts.take("1"):
        if row.order != last:
            identity, short = row.value, row.order[1:]
            alone = "1" if identity[2] == short else "0"
            yield Row(short, f"{alone}{joined(identity)}", Known(identity, 0, languages))
        last = row.order


def _by_abbreviation(short: str, rows: Iterator[Row]) -> Iterator[Row]:
    sorts = Sorts(rows)
    full, alone = ((row.value for row in sorts.take(sort)) for sort in "01")
    yield from map(_edge, abbreviated(short, full, alone))
