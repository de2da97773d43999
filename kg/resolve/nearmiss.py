"""What could have been the same and was left apart, with the reason: for one actor or event at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.time import EventTime
from kg.resolve.alike import COMPATIBLE, conflict, dates_of, evidence
from kg.resolve.block import candidates
from kg.resolve.names import bare, key
from kg.resolve.told import Told
from kg.resolve.weight import weigh
from kg.resolve.when import Fit

if TYPE_CHECKING:
    from kg.resolve.corpus import Resolution

FEW = 10  # how many are told


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something that was held against it: its id and name in the graph, the articles, and why it is not the same."""

    id: str
    name: str
    articles: tuple[str, ...]
    reason: str


def near_actors(resolution: Resolution, entity: Entity) -> tuple[NearMiss, ...]:
    """Give the actors that share a name with an actor, marks left out, or whose single name ends or begins its own."""
    own = _names(entity)
    loose = {bare(name) for name in own}
    ends = {word for name in loose for word in (name.split(" ")[0], name.split(" ")[-1])} if _is_person(entity) else set()
    articles: defaultdict[EntityId, set[str]] = defaultdict(set)
    for (article, _), ident in resolution.actors.of.items():
        articles[ident].add(article)
    found: list[tuple[tuple[object, ...], NearMiss]] = []
    for other in resolution.records.entities:
        theirs = _names(other)
        bared = {bare(name) for name in theirs}
        short = _is_person(other) and any(" " not in name and name in ends for name in bared)
        if other.id == entity.id or not (loose & bared or short):
            continue
        rank = (not own & theirs, not loose & bared, other.kind is not entity.kind, -len(articles[other.id]), other.id)
        reason = _why_two(entity, other, own & theirs, loose & bared)
        found.append((rank, NearMiss(other.id, other.name, tuple(sorted(articles[other.id])), reason)))
    return tuple(near for _, near in sorted(found, key=lambda pair: pair[0])[:FEW])


def _is_person(entity: Entity) -> bool:
    return entity.kind is EntityKind.PERSON


def _names(entity: Entity) -> set[str]:
    return {key(name) for name in (entity.name, *entity.names, *(label for _, label in entity.labels))} - {""}


def _why_two(entity: Entity, other: Entity, same: set[str], loose: set[str]) -> str:
    if entity.kind is not other.kind:
        return f"the same name, but a {other.kind}"
    if entity.key and other.key:
        return f"the same name, but the tables know it as another: {other.key}"
    if not loose:
        return "a single name, which others may bear too, and too little that both articles share"
    if not same:
        return "the same name but for its marks, which tell names of one language apart"
    if _is_person(entity):
        return "the same name, but one that many bear, and too little that both articles share; or ages that cannot be one's"
    return "the same name, but it does not say alone who it is, or is not written as a name there"


def near_events(resolution: Resolution, group: Sequence[Told]) -> tuple[NearMiss, ...]:
    """Give the reports of other events that were compared with those of an event, the likeliest first."""
    reports = sorted((told for members in resolution.groups for told in members), key=lambda told: (told.article, told.event.id))
    ids = {told.event.id for told in group}
    home = {told.event.id: min(other.event.id for other in members) for members in resolution.groups for told in members}
    kept = {event.id for event in resolution.records.events}
    weights = weigh(reports)
    found: dict[str, tuple[tuple[object, ...], NearMiss]] = {}
    for i, j in candidates(reports, weights):
        if (reports[i].event.id in ids) == (reports[j].event.id in ids):
            continue
        mine, other = (reports[i], reports[j]) if reports[i].event.id in ids else (reports[j], reports[i])
        if home[other.event.id] not in kept:
            continue
        why = evidence(mine, other, weights)
        words = weights.same_words(mine, other)
        rank = (why is None, -len(mine.parts & other.parts) - 2 * words, other.event.id)
        shared = f"{len(mine.parts & other.parts)} participants shared, words {words:.2f}"
        reason = _why_not(mine, other) or ("another report fits as well that cannot be meant" if why else f"too little: {shared}")
        known = found.get(home[other.event.id])
        if known is None or rank < known[0]:
            label = other.event.label or " ".join(sorted(other.triggers))
            found[home[other.event.id]] = (rank, NearMiss(other.event.id, label, (other.article,), reason))
    return tuple(near for _, near in sorted(found.values(), key=lambda pair: pair[0])[:FEW])


def _why_not(one: Told, other: Told) -> str | None:
    """Say what forbids that two reports are one event; None if nothing does."""
    a, b = one.event, other.event
    if one.article == other.article:
        return "another report of the same article"
    if a.type is not b.type and frozenset({a.type, b.type}) not in COMPATIBLE:
        return f"{b.type}, not {a.type}"
    if dates_of(one, other) is Fit.APART:
        return f"dates apart: {_edtf(a.time)} and {_edtf(b.time)}"
    if not conflict(one, other):
        return None
    return f"{a.realis} and {b.realis}" if a.realis is not b.realis else "who does it, or to whom, differs"


def _edtf(time: EventTime | None) -> str:
    return "undated" if time is None else time.edtf
