"""Who takes part in an event that several mentions tell: each actor in one role, and nobody whom one of many mentions hardly tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventType, Participation, Role
from kg.model.text import Provenance

Part = Participation[EntityId]

UNLEARNED = 100  # hundredths of a logit for what no weights tell
LEAST = 20  # what the faintest part counts where roles are weighed
# From so many mentions on, an actor whom one of them alone tells must be so sure. On annotated articles read with weights of
# others, one in three of those left out takes part, and one in five in that role.
ONCE = ((3, 100), (5, 200))
# What one does by saying something: who does it is no source of it.
SPEECH = frozenset(
    {EventType.STATEMENT, EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE}
)


def parties(told: Sequence[Iterable[Part]]) -> tuple[Part, ...]:
    """Give the participants of an event, `told` by each of its mentions, the most informative first.

    Of the roles of one actor that counts which the mentions together speak for most, of equals the one told first; where the
    event happens is no such role, and stays beside it.
    """
    found: dict[tuple[EntityId, Role], Part] = {}
    weight: Counter[tuple[EntityId, Role]] = Counter()
    beliefs: defaultdict[EntityId, list[int]] = defaultdict(list)
    for parts in told:
        for part in parts:
            key, belief = (part.who, part.role), UNLEARNED if part.belief is None else part.belief
            known = found.get(key)
            found[key] = part if known is None else replace(known, provenance=_both(known, part))
            weight[key] += max(LEAST, belief)
            beliefs[part.who].append(belief)
    least = max((sure for count, sure in ONCE if len(told) >= count), default=0)
    roles: dict[EntityId, Role] = {}
    for who, role in sorted(found, key=lambda key: -weight[key]):
        if role is not Role.PLACE:
            roles.setdefault(who, role)
    return tuple(
        part
        for (who, role), part in found.items()
        if (role is Role.PLACE or roles[who] is role) and (len(beliefs[who]) > 1 or beliefs[who][0] >= least)
    )


def outsiders(sources: Iterable[EntityId], parts: Iterable[Part], type_: EventType) -> tuple[EntityId, ...]:
    """Give those who tell of an event from outside: "X said that she had warned them" has no source but the article."""
    doers = {part.who for part in parts if part.role is Role.AGENT} if type_ in SPEECH else set()
    return tuple(who for who in sources if who not in doers)


def acquit(events: Iterable[Event[EntityId]], entities: Iterable[Entity]) -> tuple[Event[EntityId], ...]:
    """Take the bodies that bring to justice out of those who commit the crimes of the same article.

    "Police seized goods that were smuggled": in none of 428 annotated articles does a body commit a crime that arrests, searches or judges too.
    """
    told = tuple(events)
    bodies = {entity.id for entity in entities if entity.kind is EntityKind.ORGANISATION}
    judges = {p.who for e in told if e.type is EventType.JUSTICE for p in e.participants if p.role is Role.AGENT} & bodies

    def others(event: Event[EntityId]) -> tuple[Part, ...]:
        return tuple(p for p in event.participants if p.role is not Role.AGENT or p.who not in judges)

    return tuple(replace(event, participants=others(event)) if event.type is EventType.CRIME else event for event in told)


def _both(one: Part, other: Part) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys((*one.provenance, *other.provenance)))
