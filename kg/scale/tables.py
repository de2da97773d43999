"""The graph as flat tables for Parquet: one row a thing, one a place in a text, keys to join them by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.engine.flow import D, Flow, MapStep, Row
from kg.export.rdf.names import link_id, relation_id
from kg.graph.source import Told
from kg.model.entity import Entity
from kg.model.event import Event, EventLink, Topic
from kg.model.text import Article, Provenance
from kg.model.time import EventTime
from kg.scale.shares import ArticleShare

Cells = dict[str, Any]

_STRING, _INT, _DOUBLE, _BOOL, _DATE = "string", "int", "double", "boolean", "date"
_TIME = {"edtf": _STRING, "start": _DATE, "end_exclusive": _DATE, "grain": _STRING, "basis": _STRING}
_SAID = {"id": _STRING, "subject": _STRING, "predicate": _STRING, "object": _STRING}

_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTED = frozenset({"text", "quote", "sentence"})

# The columns of each table with their types, as SQL calls them; dates are `datetime.date`, whatever the text does not say is null.
TABLES: Mapping[str, Mapping[str, str]] = {
    # `published` as the source gives it, `published_on` its day there; `text` only if it was asked for.
    "articles": {
        "id": _STRING,
        "lang": _STRING,
        "title": _STRING,
        "published": _STRING,
        "published_on": _DATE,
        "url": _STRING,
        "publisher": _STRING,
        "agency": _STRING,
        "characters": _INT,
        "text": _STRING,
    },
    # The subjects of news (IPTC Media Topics) of articles and topics; `what`: article or topic, whose `id` it is.
    "subjects": {"what": _STRING, "id": _STRING, "code": _STRING, "label": _STRING},
    "entities": {"id": _STRING, "name": _STRING, "kind": _STRING, "key": _STRING, "only_source": _BOOL},
    # Every name of an entity: with `lang` its best in that language, without one the others that articles use.
    "names": {"entity": _STRING, "name": _STRING, "lang": _STRING},
    "topics": {"id": _STRING, "label": _STRING, "lang": _STRING},
    # `article_count`: how many articles tell it; `date_count`: how many dates that contradict each other, 0 where none do.
    "events": {
        "id": _STRING,
        "type": _STRING,
        "realis": _STRING,
        "label": _STRING,
        "lang": _STRING,
        **_TIME,
        "confidence": _DOUBLE,
        "source_count": _INT,
        "article_count": _INT,
        "date_count": _INT,
    },
    "participants": {"event": _STRING, "entity": _STRING, "role": _STRING},
    "attributions": {"event": _STRING, "entity": _STRING},
    "event_topics": {"event": _STRING, "topic": _STRING},
    # The dates of events whose reports contradict each other, the best supported first: rank 1, which the event has.
    "date_claims": {"event": _STRING, "rank": _INT, **_TIME, "source_count": _INT},
    # Of an office, `office` has its words, and `object` is null; `lang` is the language of these.
    "relations": {**_SAID, "office": _STRING, "lang": _STRING, "article_count": _INT},
    "links": {**_SAID, "article_count": _INT},
    # Where the articles say it. `what`: entity, event, date, participant, relation, link or topic; `id` is that of the event
    # for a date and a participant, whose `entity` and `role` stand beside. Offsets are half-open, in code points of the text.
    "evidence": {
        "what": _STRING,
        "id": _STRING,
        "entity": _STRING,
        "role": _STRING,
        "article": _STRING,
        "span_begin": _INT,
        "span_end": _INT,
        "quote": _STRING,
        "sentence_begin": _INT,
        "sentence_end": _INT,
        "sentence": _STRING,
        "extractor": _STRING,
        "rule": _STRING,
    },
}


def tables(
    flow: Flow[D],
    shares: D,
    entities: D,
    relations: D,
    events: D,
    links: D,
    topics: D,
    *,
    with_text: bool = False,
) -> dict[str, D]:
    """Give for each of `TABLES` its rows: each value is a dict of exactly the table's columns, their keys say no more.

    `with_text` puts the articles' whole texts in. A lone surrogate, which UTF-8 has no place for, becomes U+FFFD in what is
    quoted, so that offsets hold, and its escape elsewhere, so that ids stay apart.
    """
    return {
        "articles": flow.map(shares, _each(lambda told: _article(told, with_text))),
        "subjects": flow.union(flow.map(shares, _each(_subjects)), flow.map(topics, _each(_broader))),
        "entities": flow.map(entities, _each(_entity)),
        "names": flow.map(entities, _each(_names)),
        "topics": flow.map(topics, _each(_topic)),
        "events": flow.map(events, _each(_event)),
        "participants": flow.map(events, _each(_participants)),
        "attributions": flow.map(events, _each(_attributions)),
        "event_topics": flow.map(events, _each(_topics)),
        "date_claims": flow.map(events, _each(_claims)),
        "relations": flow.group(flow.map(relations, _relations), _counted),
        "links": flow.group(flow.map(links, _links), _counted),
        "evidence": flow.map(shares, _each(_evidence)),
    }


def _each(cells: Callable[[Any], Iterable[Cells]]) -> MapStep:
    """Give the rows that each value makes, numbered."""

    def each(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            for number, made in enumerate(cells(row.value)):
                yield Row(row.key, f"{number:09}", _writable(made))

    return each


def _writable(cells: Cells) -> Cells:
    for column, value in cells.items():
        if isinstance(value, str) and not value.isascii() and _SURROGATE.search(value):
            quoted = column in _QUOTED
            cells[column] = _SURROGATE.sub("\ufffd", value) if quoted else value.encode("utf-8", "backslashreplace").decode()
    return cells


def _article(told: ArticleShare, with_text: bool) -> Iterator[Cells]:
    article: Article = told.share.article
    yield {
        "id": article.id,
        "lang": article.lang,
        "title": article.title or None,
        "published": article.published,
        "published_on": article.published_on,
        "url": article.url,
        "publisher": article.publisher,
        "agency": article.agency,
        "characters": len(article.text),
        "text": article.text if with_text else None,
    }


def _subjects(told: ArticleShare) -> Iterator[Cells]:
    for subject in told.share.subjects:
        yield {"what": "article", "id": told.share.article.id, "code": str(subject), "label": subject.label}


def _broader(topic: Topic) -> Iterator[Cells]:
    for subject in topic.broader:
        yield {"what": "topic", "id": topic.id, "code": str(subject), "label": subject.label}


def _entity(entity: Entity) -> Iterator[Cells]:
    yield {
        "id": entity.id,
        "name": entity.name,
        "kind": str(entity.kind),
        "key": entity.key,
        "only_source": entity.only_source,
    }


def _names(entity: Entity) -> Iterator[Cells]:
    for lang, name in entity.labels:
        yield {"entity": entity.id, "name": name, "lang": lang}
    best = {name for _, name in entity.labels}
    for name in dict.fromkeys((entity.name, *entity.names)):
        if name not in best:
            yield {"entity": entity.id, "name": name, "lang": None}


def _topic(topic: Topic) -> Iterator[Cells]:
    yield {"id": topic.id, "label": topic.label, "lang": topic.lang}


def _event(event: Event[str]) -> Iterator[Cells]:
    yield {
        "id": event.id,
        "type": str(event.type),
        "realis": str(event.realis),
        "label": event.label,
        "lang": event.lang,
        **_time(event.time),
        "confidence": event.confidence,
        "source_count": event.source_count,
        "article_count": len({mention.article for mention in event.mentions}),
        "date_count": len(event.claims),
    }


def _time(time: EventTime | None) -> Cells:
    if time is None:
        return dict.fromkeys(_TIME)
    interval = time.interval
    return {
        "edtf": time.edtf,
        "start": interval.start,
        "end_exclusive": interval.end,
        "grain": str(interval.grain),
        "basis": str(time.basis),
    }


def _participants(event: Event[str]) -> Iterator[Cells]:
    for who, role in dict.fromkeys((part.who, part.role) for part in event.participants):
        yield {"event": event.id, "entity": who, "role": str(role)}


def _attributions(event: Event[str]) -> Iterator[Cells]:
    return ({"event": event.id, "entity": who} for who in event.attributed_to)


def _topics(event: Event[str]) -> Iterator[Cells]:
    return ({"event": event.id, "topic": topic} for topic in event.topics)


def _claims(event: Event[str]) -> Iterator[Cells]:
    for rank, claim in enumerate(event.claims, start=1):
        yield {"event": event.id, "rank": rank, **_time(claim.time), "source_count": claim.source_count}


def _relations(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        told: Told = row.value
        relation, lang = told
        name = relation_id(relation)
        said = {
            "id": name,
            "subject": relation.subject,
            "predicate": str(relation.predicate),
            "object": relation.object,
            "office": relation.office,
            "lang": None if relation.office is None else lang,
        }
        yield Row(name, row.key, said)


def _links(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        link: EventLink = row.value
        name = link_id(link)
        yield Row(name, row.key, {"id": name, "subject": link.subject, "predicate": str(link.predicate), "object": link.object})


def _counted(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Make one row of what several articles say, in how many it stands."""
    first = next(rows)
    last, count = first.order, 1
    for row in rows:
        count += row.order != last
        last = row.order
    yield Row(key, "", _writable({**first.value, "article_count": count}))


@dataclass(frozen=True, slots=True)
class _Evidence:
    what: str
    id: str
    place: Provenance
    entity: str | None = None
    role: str | None = None


def _evidence(told: ArticleShare) -> Iterator[Cells]:
    text = told.share.article.text
    for found in dict.fromkeys(_found(told)):
        place = found.place
        yield {
            "what": found.what,
            "id": found.id,
            "entity": found.entity,
            "role": found.role,
            "article": place.article,
            "span_begin": place.span.begin,
            "span_end": place.span.end,
            "quote": place.span.of(text),
            "sentence_begin": place.sentence.begin,
            "sentence_end": place.sentence.end,
            "sentence": place.sentence.of(text),
            "extractor": place.extractor,
            "rule": place.rule,
        }


def _found(told: ArticleShare) -> Iterator[_Evidence]:
    share = told.share
    for entity in share.entities:
        yield from (_Evidence("entity", entity.id, place) for place in entity.mentions)
    for event in share.events:
        yield from (_Evidence("event", event.id, place) for place in event.mentions)
        times = [event.time, *(claim.time for claim in event.claims)]
        words = [time.timex for time in times if time is not None and time.timex is not None]
        yield from (_Evidence("date", event.id, place) for place in words if place.article == share.article.id)
        for part in event.participants:
            yield from (_Evidence("participant", event.id, place, part.who, str(part.role)) for place in part.provenance)
    for relation, _ in share.relations:
        yield from (_Evidence("relation", relation_id(relation), place) for place in relation.provenance)
    for link in share.links:
        yield from (_Evidence("link", link_id(link), place) for place in link.provenance)
    for topic in share.topics:
        yield from (_Evidence("topic", topic.id, place) for place in topic.mentions)
