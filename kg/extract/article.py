"""The whole reading of one article: the stages in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.chain import Chains, chain
from kg.extract.confidence import weigh
from kg.extract.event import find_events
from kg.extract.eventlink import find_links
from kg.extract.eventtype import typed
from kg.extract.joining import join_events
from kg.extract.mention import find_mentions
from kg.extract.parties import acquit
from kg.extract.reading import Reading, read
from kg.extract.relation import distinct, find_relations
from kg.extract.speaker import let_speak
from kg.extract.subject import find_subjects
from kg.extract.telling import keep, tell
from kg.extract.timex import settle
from kg.extract.topic import find_topics
from kg.extract.view import View, views
from kg.lang.pack import LanguagePack
from kg.model.entity import EntityId, Mention
from kg.model.event import Event, Extraction, Issue, Participation, Relation, Topic
from kg.model.text import Article


def extract(article: Article, pack: LanguagePack, min_confidence: float | None = None) -> Extraction:
    """Read one article: dates, actors, events and their links, relations, topics, each pointing at its words.

    `min_confidence` is the confidence, between 0 and 1, from which on an event is told; None: the pack's own choice.
    """
    reading, timexes, doubts = settle(read(article, pack))
    mentions = find_mentions(reading, timexes)
    seen = views(reading, timexes, mentions)
    chains = let_speak(reading, seen, chain(reading, mentions))
    events, relations = take_part(reading, seen, mentions, chains)
    learned = pack.events.weights
    events = weigh(reading, events, chains.entities, learned.telling if learned is not None else None, min_confidence)
    events = acquit(typed(events, seen, pack.events), chains.entities)
    entities = tell(chains, events, relations, pack)
    events, relations = keep(events, relations, entities)
    topics = find_topics(reading, timexes, mentions)
    return Extraction(
        article=article,
        sentences=reading.sentences,
        timexes=timexes,
        entities=entities,
        events=tuple(with_topics(event, topics) for event in events),
        relations=relations,
        topics=topics,
        subjects=find_subjects(reading, events),
        issues=(*issues_of(article), *doubts),
        links=find_links(reading, seen, events),
    )


def take_part(
    reading: Reading, seen: Sequence[View], mentions: tuple[Mention, ...], chains: Chains
) -> tuple[tuple[Event[EntityId], ...], tuple[Relation[EntityId], ...]]:
    """Find what the actors of an article do and are to one another."""
    found = (with_entities(event, chains) for event in find_events(reading, seen, chains))
    events = join_events(reading, seen, tuple(found))
    named = (n for r in find_relations(reading, mentions) for n in _named_relations(r, chains))
    return events, distinct(named)


def with_entities(event: Event[Mention], chains: Chains) -> Event[EntityId]:
    """Put entities in the place of mentions; who stays unknown is left out, a plural becomes its members."""
    parts: dict[tuple[EntityId, str], Participation[EntityId]] = {}
    for part in event.participants:
        for who in chains.of.get(part.who, ()):
            known = parts.get((who, part.role))
            if known is None or (part.belief or 0) > (known.belief or 0):
                parts[who, part.role] = Participation(who, part.role, part.provenance, part.belief)
    sources = dict.fromkeys(who for mention in event.attributed_to for who in chains.of.get(mention, ()))
    return Event(
        id=event.id,
        type=event.type,
        realis=event.realis,
        label=event.label,
        lang=event.lang,
        mentions=event.mentions,
        time=event.time,
        participants=tuple(parts.values()),
        topics=event.topics,
        attributed_to=tuple(sources),
        confidence=event.confidence,
        beliefs=event.beliefs,
    )


def _named_relations(relation: Relation[Mention], chains: Chains) -> list[Relation[EntityId]]:
    objects = chains.of.get(relation.object, ()) if relation.object else (None,)
    return [
        Relation(subject, relation.predicate, relation.provenance, target, relation.office)
        for subject in chains.of.get(relation.subject, ())
        for target in objects
        if subject != target
    ]


def with_topics(event: Event[EntityId], topics: tuple[Topic, ...]) -> Event[EntityId]:
    """Give the event the topics named in a sentence that tells it."""
    if not (topics or event.topics):
        return event
    told = {m.sentence for m in event.mentions}
    return replace(event, topics=tuple(t.id for t in topics if any(m.sentence in told for m in t.mentions)))


def issues_of(article: Article) -> list[Issue]:
    """Give what is in doubt about a whole article before it is read."""
    if article.published is None:
        return [Issue("no-publication-date", "the article has no publication date: relative dates stay unresolved")]
    return []
