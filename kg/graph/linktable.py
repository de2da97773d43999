"""Links of a user's own: which actors of a graph are which things elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph.source import Share, Source, Told
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventLink, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance
from kg.resolve.names import key as folded


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A row of a user's table: the actor that fits all of id, key, name and kind that are given is `iri`.

    A name is any that the actor goes by, whatever its case; `key` is what the packs' tables know it by (`country:JP`).
    `line` is where the row stands.
    """

    line: int
    iri: str
    id: EntityId | None = None
    key: str | None = None
    name: str | None = None
    kind: EntityKind | None = None

    @property
    def who(self) -> str:
        """Say whom the row is about, in the row's words."""
        words = (self.name, self.key, self.id, None if self.kind is None else str(self.kind))
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class Links:
    """What a table says of a graph: the IRIs of actors, the rows that fit no actor, and those that fit several, with the actors."""

    same_as: Mapping[EntityId, tuple[str, ...]]
    unused: tuple[LinkRow, ...] = ()
    ambiguous: tuple[tuple[LinkRow, tuple[Entity, ...]], ...] = ()

    def of(self, entity: Entity) -> Entity:
        """Give an actor with its links, those it had already and those of the table."""
        given = self.same_as.get(entity.id, ())
        return replace(entity, same_as=tuple(sorted({*given, *entity.same_as}))) if given else entity


def find_links(entities: Iterable[Entity], rows: Sequence[LinkRow]) -> Links:
    """Find the actors that the rows of a table fit, passing over the actors once; a row that fits several links none of them."""
    asked: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        asked[_first_asked(row)].append(number)
    found: defaultdict[int, list[Entity]] = defaultdict(list)
    for entity in entities:
        names = {folded(name) for name in (entity.name, *entity.names, *(label for _, label in entity.labels))}
        told = [("id", entity.id), ("key", entity.key or ""), *(("name", name) for name in names)]
        for number in {number for what in told for number in asked.get(what, ())}:
            if _fits(rows[number], entity, names):
                found[number].append(replace(entity, mentions=()))
    same: defaultdict[EntityId, set[str]] = defaultdict(set)
    for number, fitting in found.items():
        if len(fitting) == 1:
            same[fitting[0].id].add(rows[number].iri)
    return Links(
        {entity: tuple(sorted(iris)) for entity, iris in same.items()},
        tuple(row for number, row in enumerate(rows) if number not in found),
        tuple((rows[number], tuple(found[number])) for number in sorted(found) if len(found[number]) > 1),
    )


def _first_asked(row: LinkRow) -> tuple[str, str]:
    if row.id is not None:
        return "id", row.id
    return ("key", row.key) if row.key is not None else ("name", folded(row.name or ""))


def _fits(row: LinkRow, entity: Entity, names: set[str]) -> bool:
    return (
        row.id in (None, entity.id)
        and row.key in (None, entity.key)
        and (row.name is None or folded(row.name) in names)
        and row.kind in (None, entity.kind)
    )


def link(records: Records, links: Links) -> Records:
    """Give records whose actors have the links of a table."""
    return replace(records, entities=tuple(map(links.of, records.entities)))


class LinkedSource:
    """A stream of records whose actors have the links of a table."""

    def __init__(self, source: Source, links: Links) -> None:
        self._source = source
        self._links = links

    def articles(self) -> Iterable[Article]:
        """Give the articles by id."""
        return self._source.articles()

    def entities(self) -> Iterator[Entity]:
        """Give the entities by id, with their links."""
        return map(self._links.of, self._source.entities())

    def topics(self) -> Iterable[Topic]:
        """Give the topics by id."""
        return self._source.topics()

    def subjects(self) -> Iterable[MediaTopic]:
        """Give the subjects of articles and topics, each once, sorted."""
        return self._source.subjects()

    def events(self) -> Iterable[Event[str]]:
        """Give the events by id, whole."""
        return self._source.events()

    def relations(self) -> Iterable[Told]:
        """Give the relations in their order, whole."""
        return self._source.relations()

    def links(self) -> Iterable[EventLink]:
        """Give the links between events in their order, whole."""
        return self._source.links()

    def article(self, article: str) -> Article:
        """Give an article by its id; raises `KeyError` if there is none, as the next three do."""
        return self._source.article(article)

    def entity(self, entity: str) -> Entity:
        """Give an entity by its id, with its links."""
        return self._links.of(self._source.entity(entity))

    def event(self, event: str) -> Event[str]:
        """Give an event by its id."""
        return self._source.event(event)

    def numbers(self, event: str) -> Mapping[Provenance, int]:
        """Give the numbers of an event's mentions."""
        return self._source.numbers(event)

    def topic(self, topic: str) -> Topic:
        """Give a topic by its id."""
        return self._source.topic(topic)

    def named(self, article: str) -> Iterable[Entity]:
        """Give the entities that an article names, with their mentions there."""
        return self._source.named(article)

    def share(self, article: str) -> Share:
        """Give what an article says."""
        return self._source.share(article)

    def is_place(self, entity: str) -> bool:
        """Say whether an entity is where some event took place."""
        return self._source.is_place(entity)
