"""What tells whether an actor of a sentence takes part in an event that it tells, and as what."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.extract.chain import Chains
from kg.extract.position import Placed, Scene, lead, listed
from kg.extract.view import View
from kg.lang.roles import Position, RoleTables
from kg.lang.triggers import Trigger
from kg.model.entity import EntityId, EntityKind, MentionForm
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
LEAD = 2  # sentences
CLOSE = 4  # tokens between two event words that may share an actor
# Upper ends of the classes of a number; what lies beyond the last is far.
WORDS = (0, 1, 2, 4, 7, 12, 20)
TIMES = (1, 2, 4, 8)
RANKS = (0, 1, 3, 8)
SHORT, LONG = 3, 10  # words between an actor and an event word that are looked at as one phrase, and one by one
EDGE = "|"  # stands for the word beyond the sentence
MOST_KEPT = 10_000  # rows of names kept at a time, by what they name


Roles = Counter[Role | None]


class Deeds:
    """The parts that the positions give an actor in the events of the article, counted by role.

    They are told of all events, of those of each word, of each type, of each word of a type; `at` has those of one event word, by the
    numbers of its scene and of itself.
    """

    def __init__(self) -> None:
        self.roles: Roles = Counter()
        self.by_lemma: defaultdict[str, Roles] = defaultdict(Counter)
        self.by_type: defaultdict[EventType, Roles] = defaultdict(Counter)
        self.by_word: defaultdict[tuple[EventType, str], Roles] = defaultdict(Counter)
        self.at: defaultdict[tuple[int, int], Roles] = defaultdict(Counter)

    def add(self, word: Trigger, role: Role | None, place: tuple[int, int]) -> None:
        """Count one part in the event that a word tells."""
        for counts in (
            self.roles,
            self.by_lemma[word.lemma],
            self.by_type[word.type],
            self.by_word[word.type, word.lemma],
            self.at[place],
        ):
            counts[role] += 1


NO_DEEDS = Deeds()
NOTHING: Roles = Counter()


def _without(counts: Roles, others: Roles) -> list[Role | None]:
    """Give the roles that are left when others are taken off."""
    return [role for role, count in counts.items() if count > others[role]] if others else [*counts]


class Cast:
    """The actors of an article: how often each is named, how prominently, and what the positions let it do."""

    def __init__(self, scenes: Sequence[Scene], views: Sequence[View], chains: Chains, tables: RoleTables) -> None:
        counts = Counter(who for targets in chains.of.values() for who in targets)
        order = {view.sentence.index: view.order for view in views}
        self._count = counts
        self._rank = {who: rank for rank, who in enumerate(sorted(counts, key=lambda who: (-counts[who], who)))}
        self._titled = {who for m, targets in chains.of.items() if order.get(m.sentence, 0) < 0 for who in targets}
        self._led = {who for m, targets in chains.of.items() if 0 <= order.get(m.sentence, LEAD) < LEAD for who in targets}
        self._of = chains.of
        self._twins = [self._find_twins(scene) for scene in scenes]
        self._deeds: defaultdict[EntityId, Deeds] = defaultdict(Deeds)
        for number, scene in enumerate(scenes):
            for n, trigger in enumerate(scene.triggers):
                word = trigger.trigger
                for placed, position in scene.positions[n].items():
                    role = tables.role(position, word.type, is_place=placed.mention.kind is EntityKind.PLACE)
                    for who in self.who(placed):
                        self._deeds[who].add(word, role, (number, n))

    def who(self, placed: Placed) -> tuple[EntityId, ...]:
        """Give the actors that a mention points to; () where the text does not decide."""
        return self._of.get(placed.mention, ())

    def _find_twins(self, scene: Scene) -> dict[int, list[Placed]]:
        """Give for each actor of a sentence, by its identity, the other mentions there of the same one."""
        known = [(placed, self.who(placed)) for placed in scene.placed]
        by_actor: defaultdict[EntityId, list[Placed]] = defaultdict(list)
        for placed, actors in known:
            for who in dict.fromkeys(actors):
                by_actor[who].append(placed)
        return {
            id(placed): [other for who in actors for other in by_actor[who] if other is not placed] for placed, actors in known
        }

    def observations(self, scene: Scene, number: int, n: int, placed: Placed, where: str) -> list[str]:
        """Name what the rest of the article tells of the actor; `number` is the scene's among all, `where` as in `Pair`."""
        known = self.who(placed)
        if not known:
            return []
        who, kind, event = known[0], placed.mention.kind, scene.triggers[n].trigger
        side = where.partition(".")[0]
        found = [*_names_of_actor(kind, side, _size(self._count[who], TIMES), _size(self._rank[who], RANKS))]
        if who in self._titled:
            found += ("in.title", f"{where}.{kind}.in.title")
        if who in self._led:
            found.append("in.lead")
        deeds = self._deeds.get(who, NO_DEEDS)
        here = deeds.at.get((number, n), NOTHING)
        if not deeds.roles:
            found.append("idle")
        found += [f"elsewhere.{role}" for role in _without(deeds.roles, here)]
        again = _without(deeds.by_lemma.get(event.lemma, NOTHING), here)
        if again:
            found += ("again", f"{where}.again")
            found += [f"again.{role}" for role in again]
        by_type, same = deeds.by_type.get(event.type, NOTHING), deeds.by_word.get((event.type, event.lemma), NOTHING)
        like = _without(by_type, same)
        if like:
            found += (f"like.{min(by_type.total() - same.total(), 3)}", f"{where}.like", f"like.{event.type}")
            found += [f"like.{role}" for role in like]
        twins = self._twins[number][id(placed)]
        if twins:
            start, stop = scene.triggers[n].start, scene.triggers[n].stop
            distance = _distance(placed, start, stop)
            found.append("twin.nearer" if any(_distance(twin, start, stop) < distance for twin in twins) else "twin.farther")
            if any(twin in scene.positions[n] for twin in twins):
                found.append("twin.placed")
        return found


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
    between = keys[found.gap.start : found.gap.stop]
    if len(between) <= SHORT:
        yield f"between={side}.{' '.join(between)}"
    if len(between) <= LONG:
        yield from (f"among={side}.{key}" for key in dict.fromkeys(between))
    yield f"left={keys[event.start - 1] if event.start else EDGE}.{side}"
    yield f"right={keys[event.stop] if event.stop < len(keys) else EDGE}.{side}"
    yield f"first={keys[placed.start]}.{type_}.{side}"
    yield f"last={keys[placed.stop - 1]}.{type_}.{side}"


def _between(view: View, found: Pair) -> tuple[str, ...]:
    """Name how far apart the two are, and what stands between."""
    marks = [view.tokens[i].text for i in view.marks_in(found.gap)]
    border = "none" if not marks else "strong" if STRONG & set(marks) else "one" if len(marks) == 1 else "many"
    gap = _size(len(found.gap), WORDS)
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
def _names_of_actor(kind: EntityKind, side: str, count: str, rank: str) -> tuple[str, ...]:
    return f"count.{count}", f"{kind}.count.{count}", f"{side}.rank.{rank}"


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


def _distance(placed: Placed, start: int, stop: int) -> int:
    return start - placed.stop if placed.stop <= start else placed.start - stop


def _size(number: int, ends: Sequence[int]) -> str:
    at = bisect_left(ends, number)
    return str(ends[at]) if at < len(ends) else "far"
