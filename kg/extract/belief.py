"""What the learned weights believe to be mentions, set against what the rules have read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extract.capitalrun import UNKNOWN
from kg.extract.context import Habits, Seen, habits, observe
from kg.extract.reading import Reading
from kg.extract.spot import Line, known_name
from kg.lang.clues import Clues, clues_of
from kg.lang.weights import BEGIN, INSIDE, Weights
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.text import Span

RULE = "learned"
STATE = "country:"  # how the keys of states begin
POINTING = "reference."  # the rules' descriptions and pronouns that only point back to somebody


def believe(reading: Reading, lines: Sequence[Line], seen: Sequence[Sequence[Seen]], weights: Weights) -> Iterator[Mention]:
    """Give the mentions that the weights believe in and, where they say nothing, those of the rules; in text order."""
    clues = clues_of(reading.pack)
    usage = habits(lines, seen)
    for number, (line, here) in enumerate(zip(lines, seen, strict=True)):
        yield from _believe(reading, line, here, number, (usage, clues, weights))


def _believe(reading: Reading, line: Line, seen: Sequence[Seen], number: int, by: tuple[Habits, Clues, Weights]) -> list[Mention]:
    usage, clues, weights = by
    context = observe(line, seen, number, usage, clues)
    labels, beliefs = weights.label([clues.lexical(token) for token in line.tokens], context)
    read = {(one.spot.start, one.spot.stop): one.mention for one in seen if one.mention is not None}
    taken: set[int] = set()
    found: list[tuple[int, Mention]] = []
    for start, stop, kind in _mended(list(spans(labels)), read, line):
        rule = read.get((start, stop))
        if rule is not None and rule.rule.startswith(POINTING):
            continue
        belief = max(0, sum(beliefs[start:stop])) // (stop - start)
        mention = _agreed(rule, kind) if rule is not None else _new(reading, line, number, start, stop, kind)
        found.append((start, replace(mention, belief=belief)))
        taken.update(range(start, stop))
    found += [(start, mention) for (start, stop), mention in read.items() if taken.isdisjoint(range(start, stop))]
    return [mention for _, mention in sorted(found, key=lambda pair: pair[0])]


Place = tuple[int, int, EntityKind]


def _mended(believed: Sequence[Place], read: Mapping[tuple[int, int], Mention], line: Line) -> Iterator[Place]:
    """Give what is believed, but where the tables know better: states are places, and their names no part of a person's;
    a place with its class noun, and an organisation whose name lists its fields, are one name; nobody but by office
    stands directly before a person's name; what a state does to another is no name.
    """
    people = {start for start, _, kind in believed if kind is EntityKind.PERSON}
    whole = [
        (start, stop, mention.kind)
        for (start, stop), mention in read.items()
        if (mention.rule == "head.place" and any(_within(b, start, stop) for b in believed))
        or (mention.rule == "head.organisation" and sum(_within(b, start, stop) for b in believed) > 1)
    ]
    taken: set[int] = set()
    for start, stop, kind in whole:
        taken.update(range(start, stop))
        yield start, stop, kind
    for start, stop, kind in believed:
        if not taken.isdisjoint(range(start, stop)) or (kind is EntityKind.PERSON and stop in people):
            continue
        if _is_clause(start, stop, read, line):
            yield from ((a, b, EntityKind.PLACE) for (a, b), m in read.items() if start <= a and b <= stop and _is_state(m))
            continue
        person = _person_after_state(start, stop, read)
        if person is not None and kind in (EntityKind.ORGANISATION, EntityKind.PLACE):
            yield person, stop, EntityKind.PERSON
            continue
        middle = next((b for (a, b), m in read.items() if a == start and b < stop and _is_state(m)), None)
        rest = read.get((middle, stop)) if middle is not None else None
        if middle is not None and rest is not None and rest.kind is EntityKind.PERSON:
            yield start, middle, EntityKind.PLACE
            yield middle, stop, EntityKind.PERSON
            continue
        same = read.get((start, stop))
        yield start, stop, EntityKind.PLACE if same is not None and _is_state(same) else kind


def _is_clause(start: int, stop: int, read: Mapping[tuple[int, int], Mention], line: Line) -> bool:
    """Say whether a state and what it does to another were taken for one name: no name goes on so in lower case."""
    first = known_name(line, start)
    if first is None or first.stop >= stop or not (first.values[0].key or "").startswith(STATE):
        return False
    after = line.tokens[first.stop]
    if not after.text.islower() or after.key in line.tables.words["organisations.joints"]:
        return False
    return any(first.stop < a and b <= stop and _is_state(m) for (a, b), m in read.items())


def _person_after_state(start: int, stop: int, read: Mapping[tuple[int, int], Mention]) -> int | None:
    """Give where the name of a person begins that the rules read at the end, after the state of an office; None if there is none."""
    states = {b for (a, b), m in read.items() if start < a and _is_state(m)}
    people = (a for (a, b), m in read.items() if b == stop and m.kind is EntityKind.PERSON and m.form is MentionForm.NAME)
    return next((a for a in people if start < a and a in states), None)


def _within(place: Place, start: int, stop: int) -> bool:
    return start <= place[0] and place[1] <= stop and place[1] - place[0] < stop - start


def _is_state(mention: Mention) -> bool:
    return mention.kind is EntityKind.PLACE and (mention.key or "").startswith(STATE)


def spans(labels: Sequence[str]) -> Iterator[Place]:
    """Give the mentions `[start, stop)` that a row of labels marks, left to right."""
    start = 0
    for i, label in enumerate(labels):
        if label.startswith(BEGIN):
            start = i
        last = i + 1 == len(labels) or not labels[i + 1].startswith(INSIDE)
        if last and label.startswith((BEGIN, INSIDE)):
            yield start, i + 1, EntityKind(label[len(BEGIN) :])


def _agreed(mention: Mention, kind: EntityKind) -> Mention:
    """Take a mention of the rules over, of the kind that is believed."""
    if mention.kind is kind and not mention.rule.startswith(UNKNOWN):
        return mention
    key = mention.key if mention.kind is kind else None
    return replace(mention, kind=kind, rule=f"{RULE}.{kind}", key=key)


def _new(reading: Reading, line: Line, number: int, start: int, stop: int, kind: EntityKind) -> Mention:
    """Make a mention of words that the rules read otherwise or not at all."""
    tokens = line.tokens
    span = Span(tokens[start].begin, tokens[stop - 1].end)
    capital = any(tokens[i].is_capitalised and not (i == start and line.starts(i)) for i in range(start, stop))
    form = MentionForm.NAME if capital and kind is not EntityKind.GROUP else MentionForm.NOMINAL
    known = known_name(line, start)
    same = known is not None and known.stop == stop and known.values[0].kind is kind
    headed = any(
        head.first and head.kind is kind for hit in line.tables.heads.at(tokens, start) if hit.stop < stop for head in hit.values
    )
    return Mention(
        span=span,
        kind=kind,
        form=form,
        name=" ".join(span.of(reading.text).split()),
        sentence=number,
        rule=f"head.{kind}" if headed and form is MentionForm.NAME else f"{RULE}.{kind}",
        wide=span,
        key=known.values[0].key if known is not None and same else None,
    )
