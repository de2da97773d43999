"""Many extractions made one set of records: actors, events and topics that are the same are joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.model.entity import EntityId
from kg.model.event import EventLink, Extraction, Predicate, Relation, Subject, Topic
from kg.model.graph import Records
from kg.model.links import settle_links
from kg.model.text import Provenance, place
from kg.resolve.actor import Local, resolve_actors
from kg.resolve.happening import find_happenings
from kg.resolve.join import Join
from kg.resolve.merged import merged
from kg.resolve.names import key
from kg.resolve.source import sources, text_key
from kg.resolve.told import tell


@dataclass(frozen=True, slots=True)
class Resolution:
    """The records, and every decision that two things are one, sorted."""

    records: Records
    joins: tuple[Join, ...]


def resolve(extractions: Iterable[Extraction]) -> Records:
    """Join the entities, events, relations, topics and links of all articles.

    The result does not depend on the order of `extractions`; an article given twice counts once.
    """
    return resolution(extractions).records


def resolution(extractions: Iterable[Extraction]) -> Resolution:
    """Join like `resolve`, and say why."""
    known = distinct(extractions)
    articles = tuple(extraction.article for extraction in known)
    actors = resolve_actors(known)
    relations = _relations(known, actors.of)
    texts = {article.id: text_key(article) for article in articles}
    keyed = {entity.id for entity in actors.entities if entity.key}
    happenings = find_happenings(tell(known, actors.of, relations, texts, sources(articles), keyed))
    events = tuple(sorted((merged(group) for group in happenings.groups), key=lambda event: event.id))
    home = {told.event.id: min(told.event.id for told in group) for group in happenings.groups for told in group}
    records = Records(
        articles=articles,
        entities=actors.entities,
        events=events,
        relations=relations,
        topics=_topics(known),
        subjects=tuple(Subject(e.article.id, code) for e in known for code in e.subjects),
        links=settle_links(_links(known, home), {event.id: event.time for event in events}),
    )
    return Resolution(records, tuple(sorted({*actors.joins, *happenings.joins})))


def distinct(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Keep one extraction an article, sorted by its id; of two versions, the one published last."""
    versions: dict[str, Extraction] = {}
    for extraction in extractions:
        other = versions.setdefault(extraction.article.id, extraction)
        if other != extraction:
            versions[extraction.article.id] = max(other, extraction, key=_version)
    return tuple(versions[article] for article in sorted(versions))


def _version(extraction: Extraction) -> tuple[str, str]:
    # Only for two versions of one article, which are rare: their whole content decides, so that order does not.
    return (extraction.article.published or "", repr(extraction))


def _relations(extractions: Iterable[Extraction], of: Mapping[Local, EntityId]) -> tuple[Relation[EntityId], ...]:
    """Join equal statements of all articles; what came to relate an actor to itself says nothing."""
    found: defaultdict[tuple[EntityId, Predicate, EntityId, str], list[Relation[EntityId]]] = defaultdict(list)
    for extraction in extractions:
        article = extraction.article.id
        for relation in extraction.relations:
            subject = of[article, relation.subject]
            target = None if relation.object is None else of[article, relation.object]
            if subject != target:
                same = (subject, relation.predicate, target or "", key(relation.office or ""))
                found[same].append(replace(relation, subject=subject, object=target))
    return tuple(_joined(found[same]) for same in sorted(found))


def _joined(same: list[Relation[EntityId]]) -> Relation[EntityId]:
    provenance: set[Provenance] = {p for relation in same for p in relation.provenance}
    offices = Counter(relation.office for relation in same if relation.office is not None)
    office = min(offices, key=lambda words: (-offices[words], words), default=None)
    return replace(same[0], provenance=tuple(sorted(provenance, key=place)), office=office)


def _links(extractions: Iterable[Extraction], home: Mapping[str, str]) -> Iterator[EventLink]:
    """Give the links of all articles between the events that those of the articles became; `home` has the ids."""
    for extraction in extractions:
        for link in extraction.links:
            yield replace(link, subject=home[link.subject], object=home[link.object])


def _topics(extractions: Iterable[Extraction]) -> tuple[Topic, ...]:
    """Join the topics that have the same id, which is made of its words in their normal form."""
    found: defaultdict[str, list[Topic]] = defaultdict(list)
    for extraction in extractions:
        for topic in extraction.topics:
            found[topic.id].append(topic)
    return tuple(_topic(found[same]) for same in sorted(found))


def _topic(same: list[Topic]) -> Topic:
    labels = Counter((topic.label, topic.lang) for topic in same)
    label, lang = min(labels, key=lambda pair: (-labels[pair], pair))
    mentions = {mention for topic in same for mention in topic.mentions}
    broader = sorted({subject for topic in same for subject in topic.broader})
    return Topic(same[0].id, label, lang, tuple(sorted(mentions, key=place)), tuple(broader))
