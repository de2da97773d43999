"""Many extractions made one set of records: actors, events and topics that are the same are joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.model.entity import EntityId
from kg.model.event import EventLink, Extraction, Predicate, Relation, Subject, Topic
from kg.model.graph import Records
from kg.model.links import settle_links
from kg.model.text import Provenance, place
from kg.resolve.actor import Actors, join_actors, know_actors
from kg.resolve.amended import amended
from kg.resolve.chosen import Choice, Chooser, without_dropped
from kg.resolve.copies import text_key
from kg.resolve.corrections import Corrections, Finding
from kg.resolve.happening import find_happenings
from kg.resolve.identity import Local
from kg.resolve.join import Join
from kg.resolve.merged import merged
from kg.resolve.names import key
from kg.resolve.source import sources
from kg.resolve.told import Told, tell

Statement = tuple[EntityId, Predicate, EntityId, str]  # subject, predicate, object or "", key of the office or ""
Words = TypeVar("Words", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Resolution:
    """The records, every decision that two things are one, sorted, and what became of corrections.

    `extractions` are those that the records are made of, by article; `groups` the reports of each event.
    """

    records: Records
    joins: tuple[Join, ...]
    findings: tuple[Finding, ...]
    extractions: tuple[Extraction, ...]
    actors: Actors
    groups: tuple[tuple[Told, ...], ...]


def resolve(extractions: Iterable[Extraction]) -> Records:
    """Join the entities, events, relations, topics and links of all articles.

    The result does not depend on the order of `extractions`; an article given twice counts once.
    """
    return resolution(extractions).records


def resolution(extractions: Iterable[Extraction], corrections: Corrections | None = None) -> Resolution:
    """Join like `resolve`, with what a user corrects, and say why.

    Corrections go before all evidence. Those that fit nothing or several things, or contradict others, are left out, and each
    of them is a finding.
    """
    corrected = corrections or Corrections("")
    given = distinct(extractions)
    dropped, findings = without_dropped((extraction.article.id for extraction in given), corrected)
    known = tuple(extraction for extraction in given if extraction.article.id not in dropped)
    articles = tuple(extraction.article for extraction in known)
    who = know_actors(known)
    actors = join_actors(who)
    choice = Choice(corrected, Chooser(who), findings) if corrected.entries else None
    if choice is not None:
        actors = join_actors(who, choice.actors(actors))
    relations = _relations(known, actors.of)
    texts = {article.id: text_key(article) for article in articles}
    keyed = {entity.id for entity in actors.entities if entity.key}
    told = tell(known, actors.of, relations, texts, sources(articles, texts), keyed)
    happenings = find_happenings(told, None if choice is None else choice.events([report.event.id for report in told]))
    events = tuple(sorted((merged(group) for group in happenings.groups), key=lambda event: event.id))
    home = {one.event.id: min(other.event.id for other in group) for group in happenings.groups for one in group}
    records = Records(
        articles=articles,
        entities=actors.entities,
        events=events,
        relations=relations,
        topics=_topics(known),
        subjects=tuple(Subject(e.article.id, code) for e in known for code in e.subjects),
        links=settle_links(_links(known, home), {event.id: event.time for event in events}),
    )
    if choice is not None:
        records = amended(records, choice, actors, home)
    joins = tuple(sorted({*actors.joins, *happenings.joins}))
    return Resolution(records, joins, tuple(sorted(set(findings))), known, actors, happenings.groups)


def distinct(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Keep one extraction an article, sorted by its id; of two versions, the one published last."""
    versions: dict[str, Extraction] = {}
    for extraction in extractions:
        other = versions.setdefault(extraction.article.id, extraction)
        versions[extraction.article.id] = later(other, extraction)
    return tuple(versions[article] for article in sorted(versions))


def later(one: Extraction, other: Extraction) -> Extraction:
    """Give of two versions of an article the one published last."""
    return one if one == other else max(one, other, key=_version)


def _version(extraction: Extraction) -> tuple[str, str]:
    # Only for two versions of one article, which are rare: their whole content decides, so that order does not.
    return (extraction.article.published or "", repr(extraction))


def _relations(extractions: Iterable[Extraction], of: Mapping[Local, EntityId]) -> tuple[Relation[EntityId], ...]:
    """Join equal statements of all articles; what came to relate an actor to itself says nothing."""
    found: defaultdict[Statement, list[Relation[EntityId]]] = defaultdict(list)
    for extraction in extractions:
        for statement, relation in stated(extraction, of):
            found[statement].append(relation)
    return tuple(_joined(found[same]) for same in sorted(found))


def stated(extraction: Extraction, of: Mapping[Local, EntityId]) -> Iterator[tuple[Statement, Relation[EntityId]]]:
    """Give the relations between the graph's entities that an article states, and what makes two of them one, which they are sorted by."""
    article = extraction.article.id
    for relation in extraction.relations:
        subject = of[article, relation.subject]
        target = None if relation.object is None else of[article, relation.object]
        if subject != target:
            same = (subject, relation.predicate, target or "", key(relation.office or ""))
            yield same, replace(relation, subject=subject, object=target)


def _joined(same: list[Relation[EntityId]]) -> Relation[EntityId]:
    provenance: set[Provenance] = {p for relation in same for p in relation.provenance}
    offices = Counter(relation.office for relation in same if relation.office is not None)
    office = commonest(offices) if offices else None
    return replace(same[0], provenance=tuple(sorted(provenance, key=place)), office=office)


def commonest(counts: Mapping[Words, int]) -> Words:
    """Give what is counted most often, the first in order of several."""
    return min(counts, key=lambda words: (-counts[words], words))


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
    label, lang = commonest(Counter((topic.label, topic.lang) for topic in same))
    mentions = {mention for topic in same for mention in topic.mentions}
    broader = sorted({subject for topic in same for subject in topic.broader})
    return Topic(same[0].id, label, lang, tuple(sorted(mentions, key=place)), tuple(broader))
