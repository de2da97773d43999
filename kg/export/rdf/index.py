"""The records of a graph by article: what each one says, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.model.entity import Entity
from kg.model.event import Event, EventLink, Predicate, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance

# What is said in one sentence with an office and tells whose office it is.
_AFFILIATIONS = frozenset({Predicate.HEADS, Predicate.WORKS_FOR, Predicate.MEMBER_OF, Predicate.PLAYS_FOR})


@dataclass(slots=True)
class Share:
    """What one article says."""

    entities: list[Entity] = field(default_factory=list)
    mentions: list[tuple[Entity, Provenance]] = field(default_factory=list)
    events: list[Event[str]] = field(default_factory=list)
    relations: list[Relation[str]] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    subjects: list[MediaTopic] = field(default_factory=list)
    links: list[EventLink] = field(default_factory=list)


class Index:
    """Records by id and by article, made in one pass; raises `KeyError` for a reference that leads nowhere."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.articles: dict[str, Article] = {article.id: article for article in records.articles}
        self.entities: dict[str, Entity] = {entity.id: entity for entity in records.entities}
        self.events: dict[str, Event[str]] = {event.id: event for event in records.events}
        self.topics: dict[str, Topic] = {topic.id: topic for topic in records.topics}
        self.shares: dict[str, Share] = {article: Share() for article in sorted(self.articles)}
        self.places: set[str] = set()
        self._affiliations: dict[tuple[str, str, int], set[str]] = defaultdict(set)
        for entity in records.entities:
            for article in articles_of(entity.mentions):
                self.shares[article].entities.append(entity)
            for place in entity.mentions:
                self.shares[place.article].mentions.append((entity, place))
        for topic in records.topics:
            for article in articles_of(topic.mentions):
                self.shares[article].topics.append(topic)
        for subject in records.subjects:
            self.shares[subject.article].subjects.append(subject.code)
        for event in records.events:
            for article in articles_of(places_of_event(event)):
                self.shares[article].events.append(event)
            self.places.update(p.who for p in event.participants if p.role is Role.PLACE)
        for link in records.links:
            for article in articles_of(link.provenance):
                self.shares[article].links.append(link)
        for relation in records.relations:
            for article in articles_of(relation.provenance):
                self.shares[article].relations.append(relation)
            if relation.predicate in _AFFILIATIONS and relation.object is not None:
                for p in relation.provenance:
                    self._affiliations[relation.subject, p.article, p.sentence.begin].add(relation.object)

    def organisations(self, relation: Relation[str], article: str) -> set[str]:
        """Give where the holder of an office belongs by the sentences of `article` that name the office."""
        found: set[str] = set()
        for p in relation.provenance:
            if p.article == article:
                found |= self._affiliations.get((relation.subject, article, p.sentence.begin), set())
        return found

    def language(self, relation: Relation[str]) -> str:
        """Give the language of a relation's words: that of the first article that says it."""
        return self.articles[articles_of(relation.provenance)[0]].lang

    def places_in(self, article: str) -> Iterator[Provenance]:
        """Give every place of `article` that some statement rests on, in no order, some more than once."""
        share = self.shares[article]
        for event in share.events:
            yield from (p for p in places_of_event(event) if p.article == article)
        for relation in share.relations:
            yield from (p for p in relation.provenance if p.article == article)
        for link in share.links:
            yield from (p for p in link.provenance if p.article == article)
        for topic in share.topics:
            yield from (p for p in topic.mentions if p.article == article)
        yield from (p for _, p in share.mentions)


def places_of_event(event: Event[str]) -> Iterator[Provenance]:
    """Give every place that says something of an event: that it was, when, and who took part."""
    yield from event.mentions
    if event.time is not None and event.time.timex is not None:
        yield event.time.timex
    for participation in event.participants:
        yield from participation.provenance


def articles_of(places: Iterable[Provenance]) -> list[str]:
    """Give the ids of the articles that `places` lie in, sorted."""
    return sorted({p.article for p in places})
