"""A graph as a stream: its records one by one, and the share that each article has in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from kg.model.entity import Entity
from kg.model.event import DateClaim, Event, EventLink, Participation, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance
from kg.model.text import place as in_text

Told = tuple[Relation[str], str]  # a relation, and the language of its words: that of the first article that says it


@dataclass(frozen=True, slots=True)
class Share:
    """What one article says: records cut down to the places that lie in it, each kind in the order of the graph.

    An event that another article dates has no time here, but a claimed date does, whoever has its words. Entities are
    those that the article names.
    """

    article: Article
    entities: list[Entity] = field(default_factory=list)
    events: list[Event[str]] = field(default_factory=list)
    relations: list[Told] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    subjects: list[MediaTopic] = field(default_factory=list)
    links: list[EventLink] = field(default_factory=list)

    def places(self) -> Iterator[Provenance]:
        """Give every place that some statement rests on, in no order, some more than once."""
        for event in self.events:
            yield from places_of_event(event)
        for relation, _ in self.relations:
            yield from relation.provenance
        for link in self.links:
            yield from link.provenance
        for topic in self.topics:
            yield from topic.mentions
        for entity in self.entities:
            yield from entity.mentions


class Lookup(Protocol):
    """What a record refers to. Each method raises `KeyError` for what is not there."""

    def article(self, article: str) -> Article:
        """Give an article by its id."""
        ...

    def entity(self, entity: str) -> Entity:
        """Give an entity by its id; all but its kind and name may be left out."""
        ...

    def event(self, event: str) -> Event[str]:
        """Give an event by its id, whole or as some article tells it."""
        ...

    def numbers(self, event: str) -> Mapping[Provenance, int]:
        """Give the numbers of an event's mentions as `mention_numbers` does for the whole event; other articles' may be left out."""
        ...

    def topic(self, topic: str) -> Topic:
        """Give a topic by its id; all but its words may be left out."""
        ...

    def share(self, article: str) -> Share:
        """Give what an article says."""
        ...


class Source(Lookup, Protocol):
    """A graph to be written. What it gives may be read from a file as it is asked for: none of it need be in memory."""

    def articles(self) -> Iterable[Article]:
        """Give the articles by id."""
        ...

    def entities(self) -> Iterable[Entity]:
        """Give the entities by id; their mentions may be left out."""
        ...

    def topics(self) -> Iterable[Topic]:
        """Give the topics by id; their mentions may be left out."""
        ...

    def subjects(self) -> Iterable[MediaTopic]:
        """Give the subjects of articles and topics, each once, sorted."""
        ...

    def events(self) -> Iterable[Event[str]]:
        """Give the events by id, whole."""
        ...

    def relations(self) -> Iterable[Told]:
        """Give the relations in their order, whole."""
        ...

    def links(self) -> Iterable[EventLink]:
        """Give the links in their order, whole."""
        ...

    def named(self, article: str) -> Iterable[Entity]:
        """Give the entities that an article names, with their mentions there."""
        ...

    def is_place(self, entity: str) -> bool:
        """Say whether an entity is where some event took place."""
        ...


class RecordSource:
    """Records in memory as a source."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._articles = {article.id: article for article in records.articles}
        self._entities = {entity.id: entity for entity in records.entities}
        self._events = {event.id: event for event in records.events}
        self._topics = {topic.id: topic for topic in records.topics}
        self._places = {p.who for event in records.events for p in event.participants if p.role is Role.PLACE}
        self._shares = {article: Share(self._articles[article]) for article in sorted(self._articles)}
        for entity in records.entities:
            for article, part in shares_of_entity(entity):
                self._shares[article].entities.append(part)
        for topic in records.topics:
            for article, about in shares_of_topic(topic):
                self._shares[article].topics.append(about)
        for subject in records.subjects:
            self._shares[subject.article].subjects.append(subject.code)
        for event in records.events:
            for article, told in shares_of_event(event):
                self._shares[article].events.append(told)
        for relation, lang in self.relations():
            for article, said in shares_of_relation(relation):
                self._shares[article].relations.append((said, lang))
        for link in records.links:
            for article, tie in shares_of_link(link):
                self._shares[article].links.append(tie)

    def articles(self) -> Iterable[Article]:
        """Give the articles by id."""
        return (share.article for share in self._shares.values())

    def entities(self) -> Iterable[Entity]:
        """Give the entities as they are in the records."""
        return self._records.entities

    def topics(self) -> Iterable[Topic]:
        """Give the topics as they are in the records."""
        return self._records.topics

    def subjects(self) -> Iterable[MediaTopic]:
        """Give the subjects of articles and topics, each once, sorted."""
        told = {subject.code for subject in self._records.subjects}
        return sorted(told.union(*(topic.broader for topic in self._records.topics)))

    def events(self) -> Iterable[Event[str]]:
        """Give the events as they are in the records."""
        return self._records.events

    def relations(self) -> Iterable[Told]:
        """Give the relations as they are in the records."""
        return ((relation, self._articles[articles_of(relation.provenance)[0]].lang) for relation in self._records.relations)

    def links(self) -> Iterable[EventLink]:
        """Give the links as they are in the records."""
        return self._records.links

    def article(self, article: str) -> Article:
        """Give an article by its id; raises `KeyError` if there is none, as the next three do."""
        return self._articles[article]

    def entity(self, entity: str) -> Entity:
        """Give an entity by its id."""
        return self._entities[entity]

    def event(self, event: str) -> Event[str]:
        """Give an event by its id."""
        return self._events[event]

    def numbers(self, event: str) -> Mapping[Provenance, int]:
        """Give the numbers of an event's mentions."""
        return mention_numbers(self._events[event])

    def topic(self, topic: str) -> Topic:
        """Give a topic by its id."""
        return self._topics[topic]

    def named(self, article: str) -> Iterable[Entity]:
        """Give the entities that an article names, with their mentions there."""
        return self._shares[article].entities

    def share(self, article: str) -> Share:
        """Give what an article says."""
        return self._shares[article]

    def is_place(self, entity: str) -> bool:
        """Say whether an entity is where some event took place."""
        return entity in self._places


def shares_of_event(event: Event[str]) -> Iterator[tuple[str, Event[str]]]:
    """Cut an event down to what each article says of it; who takes part by no words of an article does so in each."""
    articles = articles_of(places_of_event(event))
    if len(articles) == 1:
        yield articles[0], event
        return
    # One pass over the places of each: an event may be told by very many articles.
    mentions = dict(_by_article(event.mentions))
    participants: dict[str, list[Participation[str]]] = {article: [] for article in articles}
    for part in event.participants:
        for article, within in _by_article(part.provenance):
            participants[article].append(replace(part, provenance=within))
        if not part.provenance:
            for parts in participants.values():
                parts.append(part)
    claims: defaultdict[str, list[DateClaim]] = defaultdict(list)
    for claim in event.claims:
        for article, within in _by_article(claim.provenance):
            claims[article].append(replace(claim, provenance=within))
    words = None if event.time is None else event.time.timex
    for article in articles:
        yield (
            article,
            replace(
                event,
                mentions=mentions.get(article, ()),
                time=None if words is not None and words.article != article else event.time,
                participants=tuple(participants[article]),
                claims=tuple(claims[article]),
            ),
        )


def mention_numbers(event: Event[str]) -> dict[Provenance, int]:
    """Number the mentions of an event, of all articles together, from 1; give none where they come as they stand in the articles."""
    if all(in_text(one) <= in_text(other) for one, other in pairwise(event.mentions)):
        return {}
    return {place: number for number, place in enumerate(dict.fromkeys(event.mentions), start=1)}


def shares_of_entity(entity: Entity) -> Iterator[tuple[str, Entity]]:
    """Cut an entity down to its mentions in each article that names it."""
    return ((article, replace(entity, mentions=places)) for article, places in _by_article(entity.mentions))


def shares_of_topic(topic: Topic) -> Iterator[tuple[str, Topic]]:
    """Cut a topic down to its mentions in each article that is about it."""
    return ((article, replace(topic, mentions=places)) for article, places in _by_article(topic.mentions))


def shares_of_relation(relation: Relation[str]) -> Iterator[tuple[str, Relation[str]]]:
    """Cut a relation down to its places in each article that says it."""
    return ((article, replace(relation, provenance=places)) for article, places in _by_article(relation.provenance))


def shares_of_link(link: EventLink) -> Iterator[tuple[str, EventLink]]:
    """Cut a link down to its places in each article that says it."""
    return ((article, replace(link, provenance=places)) for article, places in _by_article(link.provenance))


def places_of_event(event: Event[str]) -> Iterator[Provenance]:
    """Give every place that says something of an event: that it was, when, and who took part."""
    yield from event.mentions
    if event.time is not None and event.time.timex is not None:
        yield event.time.timex
    for participation in event.participants:
        yield from participation.provenance
    for claim in event.claims:
        yield from claim.provenance
        if (words := claim.time.timex) is not None and words.article in articles_of(claim.provenance):
            yield words  # of a claim that is cut down to another article, they stand elsewhere


def articles_of(places: Iterable[Provenance]) -> list[str]:
    """Give the ids of the articles that `places` lie in, sorted."""
    return sorted({p.article for p in places})


def _by_article(places: tuple[Provenance, ...]) -> list[tuple[str, tuple[Provenance, ...]]]:
    found: dict[str, list[Provenance]] = defaultdict(list)
    for place in places:
        found[place.article].append(place)
    return [(article, tuple(found[article])) for article in found]
