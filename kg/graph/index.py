"""Records by id, and what hangs on what: built once a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.model.entity import Entity, EntityId
from kg.model.event import Event, EventLink, Relation, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance


@dataclass(frozen=True, slots=True)
class Link:
    """One edge as seen from one of its ends: the node at the other end, what joins them, where the text says so."""

    to: str
    label: str
    provenance: tuple[Provenance, ...]


class Index:
    """Look-ups into the records of one graph; everything that it gives is in a fixed order."""

    def __init__(self, records: Records) -> None:
        self.articles: dict[str, Article] = {article.id: article for article in records.articles}
        self.entities: dict[EntityId, Entity] = {entity.id: entity for entity in records.entities}
        self.events: dict[str, Event[EntityId]] = {event.id: event for event in records.events}
        self.topics: dict[str, Topic] = {topic.id: topic for topic in records.topics}
        self.subjects: defaultdict[str, list[MediaTopic]] = defaultdict(list)  # by article
        for subject in records.subjects:
            self.subjects[subject.article].append(subject.code)
        self.relations: defaultdict[EntityId, list[Relation[EntityId]]] = defaultdict(list)
        self.event_links: defaultdict[str, list[EventLink]] = defaultdict(list)  # by their subject
        self.links: defaultdict[str, list[Link]] = defaultdict(list)  # what joins actors: roles and relations
        for event in records.events:
            for part in event.participants:
                self._link(event.id, part.who, str(part.role), part.provenance)
        for relation in records.relations:
            self.relations[relation.subject].append(relation)
            if relation.object is not None:
                self._link(relation.subject, relation.object, str(relation.predicate), relation.provenance)

        for event_link in records.links:
            self.event_links[event_link.subject].append(event_link)

    def _link(self, one: str, other: str, label: str, provenance: tuple[Provenance, ...]) -> None:
        self.links[one].append(Link(other, label, provenance))
        self.links[other].append(Link(one, label, provenance))

    def sentence(self, provenance: Provenance) -> str:
        """Give the words of the sentence that says it."""
        return provenance.sentence.of(self.articles[provenance.article].text)

    def names(self, entity: Entity) -> Iterator[str]:
        """Give all the names of an actor, in every language."""
        yield entity.name
        yield from entity.names
        yield from (label for _, label in entity.labels)


def order(event: Event[EntityId]) -> tuple[bool, str, int, str]:
    """Sort events by their earliest day, the most exact first; undated events come last."""
    if event.time is None:
        return (True, "", 0, event.id)
    interval = event.time.interval
    first = interval.start or interval.last_day or date.min
    length = (interval.end - interval.start).days if interval.start and interval.end else 10**7
    return (False, first.isoformat(), length, event.id)
