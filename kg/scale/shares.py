"""What each article says, brought together: its share of the graph with the names of all that it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from kg.engine.flow import D, Flow, MapStep, Row
from kg.export.rdf.describe import folded
from kg.graph.source import Share, Told, articles_of, mention_numbers, places_of_event, shares_of_event
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventLink, Extraction, Topic
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance
from kg.model.text import place as in_text

# What the rows of an article begin with in their order, by what they bring; and the keys under which it is asked for.
_EXTRACTED, _OF, _RELATION, _LINK, _EVENT, _ENTITY, _TOPIC, _OUTLET = "01234567"
_FACT, _REQUEST = "01"

_Cut = tuple[Event[str], tuple[int, ...]]  # what an article says of an event, and the numbers of the mentions in it


@dataclass(frozen=True, slots=True)
class ArticleShare:
    """What one article says, and of what it refers to elsewhere as much as names it.

    `entities` are those that it does not name itself (who says so in another report of an event of its), with kind, name and
    key; `topics` likewise. `numbers` are of the mentions of its events, where they need numbers. `outlets` are the actors
    that bear the names of its publisher and its agency, by these, folded.
    """

    share: Share
    entities: tuple[Entity, ...]
    topics: tuple[Topic, ...]
    numbers: Mapping[str, Mapping[Provenance, int]]
    outlets: Mapping[str, Entity]


class ShareLookup:
    """What the records of one article's share refer to."""

    def __init__(self, told: ArticleShare) -> None:
        share = told.share
        self._share = share
        self._entities = {entity.id: entity for entity in chain(share.entities, told.entities)}
        self._topics = {topic.id: topic for topic in chain(share.topics, told.topics)}
        self._events = {event.id: event for event in share.events}
        self._numbers = told.numbers

    def article(self, article: str) -> Article:
        """Give the article; raises `KeyError` for another one."""
        return self.share(article).article

    def entity(self, entity: str) -> Entity:
        """Give an entity by its id, with its kind, name and key; raises `KeyError` if the article does not refer to it."""
        return self._entities[entity]

    def event(self, event: str) -> Event[str]:
        """Give an event by its id as the article tells it; raises `KeyError` if it does not."""
        return self._events[event]

    def numbers(self, event: str) -> Mapping[Provenance, int]:
        """Give the numbers of the article's mentions of an event."""
        return self._numbers.get(event, {})

    def topic(self, topic: str) -> Topic:
        """Give a topic by its id; raises `KeyError` if the article does not refer to it."""
        return self._topics[topic]

    def share(self, article: str) -> Share:
        """Give what the article says; raises `KeyError` for another one."""
        if article != self._share.article.id:
            raise KeyError(article)
        return self._share


def shares(flow: Flow[D], extractions: D, of: D, entities: D, relations: D, events: D, links: D, topics: D) -> D:
    """Give for each article a row with its id and its `ArticleShare`; they are kept.

    Names go to the articles that refer to them; an actor that half of the articles name is a stream of so many requests.
    """
    asked = flow.union(
        flow.map(entities, _actors),
        flow.map(topics, _words),
        flow.map(of, _named),
        flow.map(extractions, _asks),
        flow.map(events, _others),
    )
    parts = flow.union(
        flow.map(extractions, _extracted),
        flow.map(of, _under(_OF)),
        flow.map(relations, _under(_RELATION)),
        flow.map(links, _under(_LINK)),
        flow.map(events, _cuts),
        flow.group(asked, _answers),
    )
    return flow.keep(flow.group(parts, _share), "shares")


def _under(prefix: str) -> MapStep:
    return lambda rows: (row.at(row.key, prefix + row.order) for row in rows)


def _answers(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Send the first fact of a key to each article that asks for it, once."""
    fact: Row | None = None
    last = ""
    for row in rows:
        if row.order.startswith(_FACT):
            fact = fact or row
        elif fact is not None and row.order != last:
            yield fact.at(row.order[1:], key)
        last = row.order


def _actors(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        entity: Entity = row.value
        yield Row(_ENTITY + entity.id, _FACT, (entity.name, str(entity.kind), entity.key))
        if entity.only_source:
            for name in sorted({folded(name) for name in (entity.name, *entity.names)}):
                yield Row(_OUTLET + name, _FACT + entity.id, (entity.id, entity.name, str(entity.kind)))


def _words(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(_TOPIC + row.key, _FACT, (row.value.label, row.value.lang)) for row in rows)


def _named(rows: Iterator[Row]) -> Iterator[Row]:
    return (Row(_ENTITY + entity, _REQUEST + row.key, None) for row in rows for entity in sorted(set(row.value.values())))


def _asks(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        extraction: Extraction = row.value
        article = extraction.article
        topics = {*(topic.id for topic in extraction.topics), *chain.from_iterable(event.topics for event in extraction.events)}
        for topic in sorted(topics):
            yield Row(_TOPIC + topic, _REQUEST + row.key, None)
        for name in sorted({folded(name) for name in (article.publisher, article.agency) if name}):
            yield Row(_OUTLET + name, _REQUEST + row.key, None)


def _others(rows: Iterator[Row]) -> Iterator[Row]:
    """Ask for what each report of an event refers to though only some of the articles name it."""
    for row in rows:
        event: Event[str] = row.value
        others = {*event.attributed_to, *(part.who for part in event.participants if not part.provenance)}
        wanted = [*(_ENTITY + who for who in sorted(others)), *(_TOPIC + topic for topic in event.topics)]
        articles = articles_of(places_of_event(event)) if wanted else []
        if len(articles) > 1:  # a single one names them all
            yield from (Row(key, _REQUEST + article, None) for key in wanted for article in articles)


def _extracted(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        extraction: Extraction = row.value
        entities = [(entity.id, entity.mentions) for entity in extraction.entities]
        topics = [(topic.id, topic.mentions) for topic in extraction.topics]
        yield Row(row.key, _EXTRACTED, (extraction.article, entities, topics, extraction.subjects))


def _cuts(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        event: Event[str] = row.value
        numbers = mention_numbers(event)
        for article, cut in shares_of_event(event):
            yield Row(article, _EVENT + event.id, (cut, tuple(numbers[place] for place in cut.mentions) if numbers else ()))


def _share(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Put together what an article says: as much is in memory as stands in one article."""
    article: Article
    entities: list[tuple[EntityId, tuple[Provenance, ...]]]
    topics: list[tuple[str, tuple[Provenance, ...]]]
    subjects: tuple[MediaTopic, ...]
    article, entities, topics, subjects = next(rows).value
    of: Mapping[EntityId, EntityId] = {}
    relations: list[Told] = []
    links: list[EventLink] = []
    cuts: list[_Cut] = []
    names: dict[EntityId, Entity] = {}
    words: dict[str, Topic] = {}
    outlets: dict[str, Entity] = {}
    for row in rows:
        what, rest = row.order[0], row.order[1:]
        if what == _OF:
            of = row.value
        elif what == _RELATION:
            relations.append(row.value)
        elif what == _LINK:
            links.append(row.value)
        elif what == _EVENT:
            cuts.append(row.value)
        elif what == _ENTITY:
            name, kind, code = row.value
            names[rest] = Entity(rest, EntityKind(kind), name, (), key=code)
        elif what == _TOPIC:
            label, lang = row.value
            words[rest] = Topic(rest, label, lang, ())
        else:
            entity, name, kind = row.value
            outlets[rest] = Entity(entity, EntityKind(kind), name, ())
    named = _together((of[entity], mentions) for entity, mentions in entities)
    about = _together(topics)
    share = Share(
        article,
        entities=[replace(names[entity], mentions=named[entity]) for entity in sorted(named)],
        events=[event for event, _ in cuts],
        relations=relations,
        topics=[replace(words[topic], mentions=about[topic]) for topic in sorted(about)],
        subjects=list(subjects),
        links=links,
    )
    numbers = {event.id: dict(zip(event.mentions, given, strict=True)) for event, given in cuts if given}
    others = tuple(entity for entity in names.values() if entity.id not in named)
    elsewhere = tuple(topic for topic in words.values() if topic.id not in about)
    yield Row(key, "", ArticleShare(share, others, elsewhere, numbers, outlets))


def _together(told: Iterable[tuple[str, tuple[Provenance, ...]]]) -> dict[str, tuple[Provenance, ...]]:
    """Give the places of what several things of an article became, sorted, each once."""
    found: defaultdict[str, set[Provenance]] = defaultdict(set)
    for name, places in told:
        found[name].update(places)
    return {name: tuple(sorted(places, key=in_text)) for name, places in found.items()}
