"""Facts that a name tells by itself: a body of a state, a unit in the name of its body, a person of a state."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from kg.extract.placetie import rank, state_bond
from kg.extract.reading import Reading
from kg.extract.row import Row, Tie
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.event import Predicate

SHORTEST = 3  # words of an organisation's name that another name may end in; a name of the tables may be one word


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """What an article names: the first mention of each state by its key, of each organisation by its folded words."""

    states: dict[str | None, Mention]
    bodies: dict[tuple[str, ...], Mention]


def named_in(reading: Reading, mentions: Sequence[Mention]) -> Named:
    """Read the whole article once; of organisations only names that another name may end in."""
    bodies: dict[tuple[str, ...], Mention] = {}
    for mention in mentions:
        if mention.kind is EntityKind.ORGANISATION and mention.form is MentionForm.NAME:
            words = _words(reading, mention)
            if len(words) >= SHORTEST or mention.key is not None:
                bodies.setdefault(words, mention)
    return Named(_by_key(mentions), bodies)


def find_inner_names(row: Row, named: Named) -> Iterator[Tie]:
    """Find what names of this sentence say by a name inside them that the article uses elsewhere too."""
    yield from _states(row, named.states)
    yield from _natives(row, named.states)
    bodies = named.bodies
    for outer in row.mentions:
        if outer.kind is not EntityKind.ORGANISATION:
            continue
        start, stop = row.extent[outer]
        for i in range(start + 1, stop):
            inner = bodies.get(tuple(token.key for token in row.tokens[i:stop]))
            if inner is not None:
                if _is_unit(row, outer, i, stop):
                    yield Tie(outer, Predicate.PART_OF, inner, "unit.by.name")
                break


def _is_unit(row: Row, outer: Mention, at: int, stop: int) -> bool:
    """Say whether a name that ends in another body's name, from token `at` on, is that of a unit of it."""
    start = row.extent[outer][0]
    noun = row.tables.heads.longest(row.tokens, start)
    if not outer.rule.startswith("head.") or noun is None or noun.stop > at or row.listed("organisations.joints", at - 1):
        return False
    wide = rank(row.tables, tuple(token.key for token in row.tokens[at:stop]))
    narrow = rank(row.tables, tuple(token.key for token in row.tokens[start : at + 1]))
    return wide is None or narrow is None or narrow > wide


def _words(reading: Reading, mention: Mention) -> tuple[str, ...]:
    tokens = reading.tokens[mention.sentence]
    start, stop = (bisect_left(tokens, at, key=attrgetter("begin")) for at in (mention.span.begin, mention.span.end))
    return tuple(token.key for token in tokens[start:stop])


def _natives(row: Row, states: Mapping[str | None, Mention]) -> Iterator[Tie]:
    """Who is named beside "a person of Y" is a citizen of Y, if the article names the state elsewhere too."""
    for native in row.mentions:
        start, stop = row.extent[native]
        if native.kind is not EntityKind.GROUP or not row.listed("offices.natives", start):
            continue
        person = row.first.get(stop) or row.last.get(start)
        for name in row.tables.names.get(" ".join(token.text for token in row.tokens[start + 1 : stop])):
            state = states.get(name.key)
            if state is not None and person is not None and person.kind is EntityKind.PERSON:
                yield Tie(person, Predicate.CITIZEN_OF, state, "native.of")


def _by_key(mentions: Sequence[Mention]) -> dict[str | None, Mention]:
    """Give the first mention of each state."""
    return {m.key: m for m in reversed(mentions) if m.kind is EntityKind.PLACE and (m.key or "").startswith("country:")}


def _states(row: Row, states: Mapping[str | None, Mention]) -> Iterator[Tie]:
    """A body that a state's name belongs to by "of" is part of that state: "the Agency ... of Japan"."""
    for body in row.mentions:
        if body.kind is not EntityKind.ORGANISATION or not body.rule.startswith("head."):
            continue
        start, stop = row.extent[body]
        for i in range(start + 1, stop - 1):
            if row.tokens[i].key not in row.tables.words["organisations.owners"]:
                continue
            for name in row.tables.names.get(" ".join(token.text for token in row.tokens[i + 1 : stop])):
                state = states.get(name.key)
                if state is not None:
                    yield Tie(body, state_bond(row, body), state, "name.of.state")
