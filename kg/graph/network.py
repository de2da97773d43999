"""The graph for networkx: one MultiDiGraph whose attributes are scalars, so that every format of networkx can write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.graph.index import Index
from kg.graph.walk import offices
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import Event, EventLink, Relation, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance
from kg.model.time import EventTime

if TYPE_CHECKING:
    import networkx as nx

Scalars = dict[str, str | int | float]
Edge = tuple[str, str, str, Scalars]


def to_networkx(records: Records, index: Index) -> nx.MultiDiGraph:
    """Make a MultiDiGraph of articles, actors, places, topics and events; unknown values have no attribute.

    `kind` says what a node or an edge is. Edges go from events to actors (`participation`, `attributed_to`),
    topics (`about`), articles (`reported_in`) and other events (`link`), from actors to actors (`relation`), from
    articles to topics (`about`); each says by which words of which article.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_nodes_from(_nodes(records, index))
    for source, target, key, data in _edges(records, index):
        graph.add_edge(source, target, key=key, **data)
    return graph


def _nodes(records: Records, index: Index) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((article.id, _article(article, index.subjects.get(article.id, ()))) for article in records.articles)
    yield from ((entity.id, _entity(entity, index.relations.get(entity.id, ()))) for entity in records.entities)
    yield from ((topic.id, _topic(topic)) for topic in records.topics)
    yield from ((event.id, _event(event)) for event in records.events)


def _edges(records: Records, index: Index) -> Iterator[Edge]:
    for event in records.events:
        yield from _event_edges(event, index)
    for relation in records.relations:
        if relation.object is not None:
            name = str(relation.predicate)
            data = {"kind": "relation", "predicate": name, **_evidence(relation.provenance, index)}
            yield relation.subject, relation.object, f"relation:{name}", data
    yield from (_link_edge(link, index) for link in records.links)
    for topic in records.topics:
        for article in sorted({mention.article for mention in topic.mentions}):
            said = [m for m in topic.mentions if m.article == article]
            yield article, topic.id, "about", {"kind": "about", **_evidence(said, index)}


def _event_edges(event: Event[EntityId], index: Index) -> Iterator[Edge]:
    basis = {"basis": str(event.time.basis)} if event.time else {}
    for part in event.participants:
        data = {"kind": "participation", "role": str(part.role), **basis, **_evidence(part.provenance, index)}
        yield event.id, part.who, f"participation:{part.role}", data
    for who in event.attributed_to:
        yield event.id, who, "attributed_to", {"kind": "attributed_to", **_evidence(event.mentions, index)}
    for topic in event.topics:
        yield event.id, topic, "about", {"kind": "about", **_evidence(event.mentions, index)}
    for mention in event.mentions:
        where = f"reported_in:{mention.span.begin}"
        yield event.id, mention.article, where, {"kind": "reported_in", **_evidence([mention], index)}


def _link_edge(link: EventLink, index: Index) -> Edge:
    name = str(link.predicate)
    return link.subject, link.object, f"link:{name}", {"kind": "link", "predicate": name, **_evidence(link.provenance, index)}


def _evidence(said: Iterable[Provenance], index: Index) -> Scalars:
    """Give the first place that says it, and how many articles do."""
    provenance = tuple(said)
    if not provenance:
        return {}
    first = provenance[0]
    return {
        "article": first.article,
        "begin": first.span.begin,
        "end": first.span.end,
        "words": first.span.of(index.articles[first.article].text),
        "sentence": index.sentence(first),
        "rule": first.rule,
        "articles": len({p.article for p in provenance}),
    }


def _known(values: dict[str, str | int | float | None]) -> Scalars:
    return {name: value for name, value in values.items() if value is not None}


def _article(article: Article, subjects: Iterable[MediaTopic]) -> Scalars:
    return _known(
        {
            "kind": "article",
            "label": article.title or article.id,
            "lang": article.lang,
            "published": article.published,
            "url": article.url,
            "publisher": article.publisher,
            "agency": article.agency,
            "subjects": _labels(subjects),
        }
    )


def _entity(entity: Entity, relations: Iterable[Relation[EntityId]]) -> Scalars:
    held = "; ".join(offices(relations))
    labels: dict[str, str | int | float | None] = {f"label_{lang}": label for lang, label in entity.labels}
    return _known(
        {
            "kind": "place" if entity.kind is EntityKind.PLACE else "actor",
            "type": str(entity.kind),
            "label": entity.name,
            "names": "; ".join(entity.names) or None,
            "key": entity.key,
            "offices": held or None,
            "mentions": len(entity.mentions),
            **labels,
        }
    )


def _topic(topic: Topic) -> Scalars:
    return _known(
        {
            "kind": "topic",
            "label": topic.label,
            "lang": topic.lang,
            "mentions": len(topic.mentions),
            "broader": _labels(topic.broader),
        }
    )


def _labels(subjects: Iterable[MediaTopic]) -> str | None:
    return "; ".join(subject.label for subject in subjects) or None


def _event(event: Event[EntityId]) -> Scalars:
    return {
        "kind": "event",
        "type": str(event.type),
        "realis": str(event.realis),
        "label": event.label,
        "lang": event.lang,
        "confidence": event.confidence,
        "mentions": len(event.mentions),
        "articles": len({mention.article for mention in event.mentions}),
        "sources": event.source_count,
        **_time(event.time),
        **({"other_dates": "; ".join(claim.time.edtf for claim in event.claims[1:])} if event.claims else {}),
    }


def _time(time: EventTime | None) -> Scalars:
    if time is None:
        return {}
    interval = time.interval
    return _known(
        {
            "edtf": time.edtf,
            "start": interval.start.isoformat() if interval.start else None,
            "end_exclusive": interval.end.isoformat() if interval.end else None,
            "grain": str(interval.grain),
            "basis": str(time.basis),
        }
    )
