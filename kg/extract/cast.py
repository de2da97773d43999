"""Who an article tells of: how often each actor is named, how prominently, and what the positions let it do elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from kg.extract.chain import Chains
from kg.extract.position import Placed, Scene
from kg.extract.steps import step
from kg.extract.view import View
from kg.lang.roles import RoleTables
from kg.lang.triggers import Trigger
from kg.model.entity import EntityId, EntityKind
from kg.model.event import EventType, Role

LEAD = 2  # sentences
TIMES = (1, 2, 4, 8)
RANKS = (0, 1, 3, 8)
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
        found = [*_names_of_actor(kind, side, step(self._count[who], TIMES), step(self._rank[who], RANKS))]
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


@lru_cache(maxsize=MOST_KEPT)
def _names_of_actor(kind: EntityKind, side: str, count: str, rank: str) -> tuple[str, ...]:
    return f"count.{count}", f"{kind}.count.{count}", f"{side}.rank.{rank}"


def _distance(placed: Placed, start: int, stop: int) -> int:
    return start - placed.stop if placed.stop <= start else placed.start - stop
