"""The records of a knowledge graph, resolved across articles; `kg.graph` turns them into networkx."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.entity import Entity, EntityId
from kg.model.event import Event, EventLink, Relation, Subject, Topic
from kg.model.text import Article


@dataclass(frozen=True, slots=True)
class Records:
    """All statements of a set of articles, each kind sorted by id (subjects by article, the clearest first; links by their ends), every reference inside resolvable."""

    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event[EntityId], ...] = ()
    relations: tuple[Relation[EntityId], ...] = ()
    topics: tuple[Topic, ...] = ()
    subjects: tuple[Subject, ...] = ()
    links: tuple[EventLink, ...] = ()
