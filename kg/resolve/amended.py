"""Records with what a user renames and drops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import replace
from typing import TypeVar

from kg.model.entity import Entity, EntityId
from kg.model.event import Event
from kg.model.graph import Records
from kg.resolve.actor import Actors
from kg.resolve.chosen import Choice
from kg.resolve.corrections import Act, Correction, RelationRef
from kg.resolve.names import key

T = TypeVar("T", bound=Hashable)


def amended(records: Records, choice: Choice, actors: Actors, home: Mapping[str, str]) -> Records:
    """Rename and drop what the corrections say; `home` says which event each report became.

    Who is dropped takes part in nothing, what is dropped has no links. Entries that fit nothing or several things, and those
    that give one thing two names, become findings.
    """
    entries = choice.corrections.entries
    whom: dict[int, EntityId] = {}
    what: dict[int, str] = {}
    for entry in entries:
        if entry.act in (Act.RENAME, Act.DROP) and entry.actors:
            found = choice.entity(entry, entry.actors[0], actors)
            if found is not None:
                whom[entry.number] = found
        elif entry.act in (Act.RENAME, Act.DROP) and entry.events:
            if entry.events[0] in home:
                what[entry.number] = home[entry.events[0]]
            else:
                choice.fault(entry, f"fits no event: {entry.events[0]}")
    lost_actors = {whom[e.number] for e in entries if e.act is Act.DROP and e.number in whom}
    lost_events = {what[e.number] for e in entries if e.act is Act.DROP and e.number in what}
    records = _without(records, lost_actors, lost_events, _lost_relations(records, choice, actors))
    names = _labels(choice, whom)
    labels = _labels(choice, what)
    return replace(
        records,
        entities=tuple(_renamed(entity, names[entity.id]) if entity.id in names else entity for entity in records.entities),
        events=tuple(_labelled(event, labels[event.id]) if event.id in labels else event for event in records.events),
    )


def _labels(choice: Choice, meant: Mapping[int, T]) -> dict[T, list[Correction]]:
    """Give the entries that name each thing; two that name it differently in one language are left out."""
    found: defaultdict[T, list[Correction]] = defaultdict(list)
    for entry in choice.corrections.entries:
        if entry.act is Act.RENAME and entry.number in meant:
            found[meant[entry.number]].append(entry)
    for thing, entries in found.items():
        clash = [e for e in entries if any(_clash(e, other) for other in entries)]
        for entry in clash:
            others = ", ".join(str(e.number) for e in clash if _clash(entry, e))
            choice.fault(entry, f"gives a name that entry {others} gives otherwise: neither is used")
        found[thing] = [entry for entry in entries if entry not in clash]
    return found


def _clash(one: Correction, other: Correction) -> bool:
    return one.label != other.label and one.lang == other.lang


def _renamed(entity: Entity, entries: list[Correction]) -> Entity:
    """Give an entity its new names: one for all languages first, then those for one; the old ones stay among its names."""
    name, labels = entity.name, dict(entity.labels)
    for entry in sorted(entries, key=lambda e: e.lang or ""):
        label = entry.label or name
        if entry.lang is None:
            labels = dict.fromkeys(labels, label)
            name = label
        else:
            name = label if labels.get(entry.lang) == name else name
            labels[entry.lang] = label
    names = {entity.name, *entity.names, *(label for _, label in entity.labels), *labels.values()} - {name}
    return replace(entity, name=name, names=tuple(sorted(names)), labels=tuple(sorted(labels.items())))


def _labelled(event: Event[EntityId], entries: list[Correction]) -> Event[EntityId]:
    labels = [entry.label for entry in entries if entry.label and entry.lang in (None, event.lang)]
    return replace(event, label=labels[-1]) if labels else event


def _lost_relations(records: Records, choice: Choice, actors: Actors) -> set[int]:
    """Give the positions of the relations that are dropped."""
    lost: set[int] = set()
    for entry in choice.corrections.entries:
        if entry.act is Act.DROP and entry.relation is not None:
            fits = _fitting(entry, entry.relation, choice, actors)
            found = {
                i
                for i, relation in enumerate(records.relations)
                if fits(relation.subject, relation.predicate, relation.object, relation.office)
            }
            if not found and fits is not _nothing:
                choice.fault(entry, f"fits no relation: {entry.relation}")
            lost |= found
    return lost


Fits = Callable[[EntityId, str, EntityId | None, str | None], bool]


def _nothing(_subject: EntityId, _predicate: str, _object: EntityId | None, _office: str | None) -> bool:
    return False


def _fitting(entry: Correction, ref: RelationRef, choice: Choice, actors: Actors) -> Fits:
    subject = choice.entity(entry, ref.subject, actors)
    target = None if ref.object is None else choice.entity(entry, ref.object, actors)
    if subject is None or (ref.object is not None and target is None):
        return _nothing

    def fits(who: EntityId, predicate: str, whom: EntityId | None, office: str | None) -> bool:
        same = who == subject and predicate == ref.predicate
        return same and (whom == target if ref.office is None else key(office or "") == key(ref.office))

    return fits


def _without(records: Records, actors: Set[EntityId], events: Set[str], relations: Set[int]) -> Records:
    if not actors and not events and not relations:
        return records
    return replace(
        records,
        entities=tuple(entity for entity in records.entities if entity.id not in actors),
        events=tuple(_event_without(event, actors) for event in records.events if event.id not in events),
        relations=tuple(
            relation
            for i, relation in enumerate(records.relations)
            if i not in relations and relation.subject not in actors and relation.object not in actors
        ),
        links=tuple(link for link in records.links if link.subject not in events and link.object not in events),
    )


def _event_without(event: Event[EntityId], actors: Set[EntityId]) -> Event[EntityId]:
    return replace(
        event,
        participants=tuple(part for part in event.participants if part.who not in actors),
        attributed_to=tuple(who for who in event.attributed_to if who not in actors),
    )
