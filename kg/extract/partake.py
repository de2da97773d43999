"""What tells whether an actor of a sentence takes part in an event that it tells, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from kg.extract.cast import Cast
from kg.extract.position import Placed, Scene, lead, listed
from kg.extract.steps import step
from kg.extract.view import View
from kg.lang.roles import Position, RoleTables
from kg.model.entity import EntityKind, MentionForm
from kg.model.event import EventType, Role

# The classes of the words beside an actor or an event word that tell how the two belong together.
BESIDE = (
    "conjunction",
    "relative",
    "possessive",
    "reporting",
    "according",
    "infinitive",
    "passive",
    "past",
    "future",
    "clause_break",
    "preposition",
    "light",
    "classifier",
    "determiner",
    "be",
    "have",
    "plan",
    "possible",
    "purpose",
    "compound_head",
    "aspect",
    "progressive",
    "negation",
)
STRONG = frozenset(".;:")
COUNTRY = "country:"
REFERENCE = "reference."
CLOSE = 4  # tokens between two event words that may share an actor
# Upper ends of the classes of a number; what lies beyond the last is far.
WORDS = (0, 1, 2, 4, 7, 12, 20)
SHORT, LONG = 3, 10  # words between an actor and an event word that are looked at as one phrase, and one by one
EDGE = "|"  # stands for the word beyond the sentence
STEPS = 5  # of the way between an actor and an event word
MOST_KEPT = 10_000  # rows of names kept at a time, by what they name


class Row(NamedTuple):
    """A coordination of actors ("X, Y and Z") as tokens `[start, stop)`, with the number of its members; one stands alone."""

    start: int
    stop: int
    members: int


class Pair(NamedTuple):
    """An event word of a scene and an actor beside it.

    `where` is the actor's side and how the event word is built ("before.verb"), `events` and `names` are those
    between the two, `gap` are the tokens between, `lead` is what leads the actor or its row.
    """

    where: str
    side: str
    build: str
    row: Row
    gap: range
    events: int
    names: int
    lead: str


def rows_of(scene: Scene) -> dict[Placed, Row]:
    """Give each actor of a sentence the coordination that it is a member of."""
    found: dict[Placed, Row] = {}
    placed, view = scene.placed, scene.view
    at = 0
    while at < len(placed):
        last = at
        while last + 1 < len(placed) and listed(view, placed[last], placed[last + 1]):
            last += 1
        # commas alone are apposition or another clause
        if not any(view.has(i, "conjunction") for i in range(placed[at].stop, placed[last].start)):
            last = at
        row = Row(placed[at].start, placed[last].stop, last - at + 1)
        found |= dict.fromkeys(placed[at : last + 1], row)
        at = last + 1
    return found


def pair(scene: Scene, n: int, placed: Placed, row: Row) -> Pair:
    """Look at event word number `n` of a scene and one of its actors together."""
    event = scene.triggers[n]
    if row.start < event.stop and event.start < row.stop:
        row = Row(placed.start, placed.stop, 1)  # the event word stands inside the row
    if row.stop <= event.start:
        side, gap = "before", range(row.stop, event.start)
    elif row.start >= event.stop:
        side, gap = "after", range(event.stop, row.start)
    else:
        side, gap = "inside", range(0)
    build = scene.builds[n]
    return Pair(
        where=f"{side}.{build}",
        side=side,
        build=build,
        row=row,
        gap=gap,
        events=len([1 for other in scene.triggers if other.start in gap and other is not event]) if gap else 0,
        names=len([1 for other in scene.placed if other.start in gap]) if gap else 0,
        lead=_lead(scene, row.start - 1),
    )


def observations(scene: Scene, number: int, n: int, placed: Placed, found: Pair, cast: Cast, tables: RoleTables) -> list[str]:
    """Name what speaks for or against the actor's taking part at all; `evidence.toml` gives the points."""
    event, mention, where, side = scene.triggers[n], placed.mention, found.where, found.side
    kind, type_, view = mention.kind, event.trigger.type, scene.view
    position = scene.positions[n].get(placed)
    role = None if position is None else tables.role(position, type_, is_place=kind is EntityKind.PLACE)
    is_country = (mention.key or "").startswith(COUNTRY)
    names = [
        *_names_of_kind(found.build, side, kind, type_, position, role),
        *_names_of_form(side, mention.form, mention.rule.partition(":")[0]),
        *_between(view, found),
        *_names_of_lead(where, side, kind, found.lead, min(found.events, 2), is_country),
        *_beside(view, found),
        f"names.{min(len(scene.placed), 6)}.events.{min(len(scene.triggers), 4)}",
        *_shared(scene, n, placed, side),
        *cast.observations(scene, number, n, placed, where),
    ]
    if len(scene.placed) == 1:
        names.append(f"{where}.only")
    if scene.placed[0] is placed:
        names.append(f"{where}.first")
    if len(scene.triggers) == 1:
        names.append(f"{where}.lone")
    if found.row.members > 1:
        names.append(f"{side}.row")
    if view.order < 0:
        names.append(f"{side}.title")
    if view.quoted[event.start] and not view.quoted[placed.start]:
        names.append("outside.quote")
    return names


@lru_cache(maxsize=MOST_KEPT)
def _names_of_kind(
    build: str, side: str, kind: EntityKind, type_: EventType, position: Position | None, role: Role | None
) -> tuple[str, ...]:
    return (
        "any",
        f"{side}.{build}",
        f"position.{position}",
        f"{build}.position.{position}",
        f"rule.{role}",
        f"{kind}.{type_}",
        f"{side}.{build}.{kind}",
    )


@lru_cache(maxsize=MOST_KEPT)
def _names_of_form(side: str, form: MentionForm, rule: str) -> tuple[str, ...]:
    found = (f"{side}.{form}", f"read.{rule}")
    return (*found, f"{side}.reference") if rule.startswith(REFERENCE) else found


@lru_cache(maxsize=MOST_KEPT)
def _names_of_lead(where: str, side: str, kind: EntityKind, before: str, events: int, is_country: bool) -> tuple[str, ...]:
    found = (f"{where}.lead.{before}", f"{kind}.lead.{before}", f"{side}.lead.{before}.events.{events}")
    return (*found, f"{side}.country", f"country.lead.{before}") if is_country else found


def role_observations(scene: Scene, n: int, placed: Placed, found: Pair) -> Iterator[str]:
    """Name what else speaks for or against one role of who takes part."""
    event, side = scene.triggers[n], found.side
    position, type_ = scene.positions[n].get(placed), event.trigger.type
    yield f"position.{position}.{type_}"
    yield f"{side}.{type_}"
    view = scene.view
    before, after = view.classes(event.start - 1, event.start), view.classes(event.stop, event.stop + 1)
    if before or after:
        for name in BESIDE:
            if name in before:
                yield f"{side}.event.left.{name}"
            if name in after:
                yield f"{side}.event.right.{name}"
    if view.is_mark(event.start - 1):
        yield f"{side}.event.left.mark"
    if view.is_mark(event.stop):
        yield f"{side}.event.right.mark"


def words(scene: Scene, n: int, placed: Placed, found: Pair) -> Iterator[str]:
    """Name the words themselves that may tell what part an actor has; the pack's weights give what each is worth."""
    event, mention, where, side = scene.triggers[n], placed.mention, found.where, found.side
    type_, lemma = event.trigger.type, event.trigger.lemma
    keys = scene.view.keys
    yield f"lemma={lemma}"
    yield f"lemma={lemma}.{where}"
    yield f"type={type_}.{where}.lead.{found.lead}"
    yield f"kind={mention.kind}.{type_}.{side}.{min(found.events, 2)}"
    yield f"read={mention.rule.partition(':')[0]}.{where}"
    before = keys[found.row.start - 1] if found.row.start else EDGE
    yield f"before={before}.{side}"
    yield f"before={before}.{type_}"
    yield f"before={before}.{lemma}"
    yield f"behind={keys[found.row.stop] if found.row.stop < len(keys) else EDGE}.{side}"
    start, stop = found.row.start, found.row.stop
    yield f"before2={' '.join(keys[max(0, start - 2) : start])}.{side}"
    yield f"behind2={' '.join(keys[stop : stop + 2])}.{side}"
    yield f"left2={' '.join(keys[max(0, event.start - 2) : event.start])}.{side}"
    yield f"right2={' '.join(keys[event.stop : event.stop + 2])}.{side}"
    yield f"way={where}.{_way(scene, found.gap)}"
    between = keys[found.gap.start : found.gap.stop]
    if len(between) <= SHORT:
        yield f"between={side}.{' '.join(between)}"
    if len(between) <= LONG:
        yield from (f"among={side}.{key}" for key in dict.fromkeys(between))
    yield f"left={keys[event.start - 1] if event.start else EDGE}.{side}"
    yield f"right={keys[event.stop] if event.stop < len(keys) else EDGE}.{side}"
    yield f"first={keys[placed.start]}.{type_}.{side}"
    yield f"last={keys[placed.stop - 1]}.{type_}.{side}"


def _way(scene: Scene, gap: range) -> str:
    """Name what stands between the two in turn, up to some steps, common words left out and the same things told once."""
    steps = [name for name, _ in groupby(filter(None, scene.way[gap.start : gap.stop]))]
    return "-".join(steps[:STEPS] + ["more"] * (len(steps) > STEPS))


def _between(view: View, found: Pair) -> tuple[str, ...]:
    """Name how far apart the two are, and what stands between."""
    marks = [view.tokens[i].text for i in view.marks_in(found.gap)]
    border = "none" if not marks else "strong" if STRONG & set(marks) else "one" if len(marks) == 1 else "many"
    gap = step(len(found.gap), WORDS)
    return _names_between(found.where, found.side, gap, min(found.events, 3), min(found.names, 3), border)


@lru_cache(maxsize=MOST_KEPT)
def _names_between(where: str, side: str, gap: str, events: int, names: int, border: str) -> tuple[str, ...]:
    return (
        f"{where}.gap.{gap}",
        f"{where}.events.{events}",
        f"{where}.names.{names}",
        f"{side}.events.{min(events, 2)}.names.{min(names, 2)}",
        f"{where}.marks.{border}",
        f"{side}.marks.{border}.events.{min(events, 2)}",
    )


def _beside(view: View, found: Pair) -> tuple[str, ...]:
    """Name the classes of the words before and after the actor or its row."""
    side, left, right = found.side, found.row.start - 1, found.row.stop
    return _names_beside(side, view.classes(left, left + 1), view.classes(right, right + 1), view.is_mark(right))


@lru_cache(maxsize=MOST_KEPT)
def _names_beside(side: str, before: frozenset[str], after: frozenset[str], mark: bool) -> tuple[str, ...]:
    found = [f"{side}.left.{name}" for name in BESIDE if name in before]
    found += [f"{side}.right.{name}" for name in BESIDE if name in after]
    return (*found, f"{side}.right.mark") if mark else tuple(found)


def _shared(scene: Scene, n: int, placed: Placed, side: str) -> list[str]:
    """Name the positions of the actor to the event words before and after this one."""
    found: list[str] = []
    for other, name in ((n - 1, "previous"), (n + 1, "next")):
        if not 0 <= other < len(scene.triggers):
            continue
        position, event = scene.positions[other].get(placed), scene.triggers[other]
        near = "near" if abs(event.start - scene.triggers[n].start) <= CLOSE else "far"
        found += _names_shared(name, side, position, near, event.trigger.type if other < n else None)
    return found


@lru_cache(maxsize=MOST_KEPT)
def _names_shared(name: str, side: str, position: Position | None, near: str, before: EventType | None) -> tuple[str, ...]:
    found = (f"{name}.{position}.{near}", f"{side}.{name}.{position}")
    return found if position is None or before is None else (*found, f"{name}.{position}.{before}")


def _lead(scene: Scene, before: int) -> str:
    """Name what stands before an actor: the start, a mark, the position that a preposition marks, or one a word further left."""
    view = scene.view
    if before < 0:
        return "start"
    if view.is_mark(before):
        return "mark"
    position = lead(scene.preps[before])
    if position is not None:
        return position
    if view.has(before, "preposition"):
        return "preposition"
    if before > 0 and not any(trigger.start <= before < trigger.stop for trigger in scene.triggers):
        position = lead(scene.preps[before - 1])
        if position is not None:
            return f"near.{position}"
    return "none"
