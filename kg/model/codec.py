"""Values to JSON and back, without loss: contract 1 for one article, and the records of a whole graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.errors import FormatError
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import (
    DateClaim,
    Event,
    EventLink,
    EventPredicate,
    EventType,
    Extraction,
    Issue,
    Participation,
    Predicate,
    Realis,
    Relation,
    Role,
    Subject,
    Topic,
)
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Block, BlockKind, Sentence, Span
from kg.model.time import whole
from kg.model.timecodec import (
    Json,
    provenance_to_json,
    provenances_from_json,
    span_to_json,
    time_from_json,
    time_to_json,
    timex_from_json,
    timex_to_json,
)

EXTRACTION_VERSION = 1
RECORDS_VERSION = 1


def extraction_to_json(extraction: Extraction) -> Json:
    """Give contract 1: one article's extraction as JSON values, keys in the schema's order."""
    begins = {timex.span.begin: i for i, timex in enumerate(extraction.timexes)}
    places = {timex.span: begins[timex.span.begin] for timex in whole(extraction.timexes)}
    return {
        "version": EXTRACTION_VERSION,
        "article": article_to_json(extraction.article),
        "sentences": [{**span_to_json(s.span), "block": str(s.block)} for s in extraction.sentences],
        "timexes": [timex_to_json(timex, extraction.article.text) for timex in extraction.timexes],
        "entities": [_entity(entity) for entity in extraction.entities],
        "events": [_event(event, places) for event in extraction.events],
        "relations": [_relation(relation) for relation in extraction.relations],
        "topics": [_topic(topic) for topic in extraction.topics],
        "subjects": [str(subject) for subject in extraction.subjects],
        "issues": [_issue(issue) for issue in extraction.issues],
        "links": [_link(link) for link in extraction.links],
    }


def extraction_from_json(value: Any) -> Extraction:
    """Read contract 1 back; raises `FormatError` that names the place of the fault."""
    with _Faults("extraction"):
        _version(value, EXTRACTION_VERSION)
        article = article_from_json(value["article"])
        return Extraction(
            article=article,
            sentences=tuple(
                Sentence(i, Span(s["begin"], s["end"]), BlockKind(s["block"])) for i, s in enumerate(value["sentences"])
            ),
            timexes=tuple(timex_from_json(x) for x in value["timexes"]),
            entities=tuple(_read_entity(x) for x in value["entities"]),
            events=tuple(_read_event(x) for x in value["events"]),
            relations=tuple(_read_relation(x) for x in value["relations"]),
            topics=tuple(_read_topic(x) for x in value["topics"]),
            subjects=tuple(MediaTopic(x) for x in value.get("subjects", ())),
            issues=tuple(
                Issue(x["code"], x["message"], None if x["begin"] is None else Span(x["begin"], x["end"]))
                for x in value["issues"]
            ),
            links=_read_links(value),
        )


def records_to_json(records: Records) -> Json:
    """Give the records of a graph as JSON values, in the records' order."""
    return {
        "version": RECORDS_VERSION,
        "articles": [article_to_json(article) for article in records.articles],
        "entities": [_entity(entity) for entity in records.entities],
        "events": [_resolved(event) for event in records.events],
        "relations": [_relation(relation) for relation in records.relations],
        "topics": [_topic(topic) for topic in records.topics],
        "subjects": [{"article": subject.article, "code": str(subject.code)} for subject in records.subjects],
        "links": [_link(link) for link in records.links],
    }


def records_from_json(value: Any) -> Records:
    """Read the records of a graph back; raises `FormatError` that names the place of the fault."""
    with _Faults("graph"):
        _version(value, RECORDS_VERSION)
        return Records(
            articles=tuple(article_from_json(x) for x in value["articles"]),
            entities=tuple(_read_entity(x) for x in value["entities"]),
            events=tuple(_read_event(x) for x in value["events"]),
            relations=tuple(_read_relation(x) for x in value["relations"]),
            topics=tuple(_read_topic(x) for x in value["topics"]),
            subjects=tuple(Subject(x["article"], MediaTopic(x["code"])) for x in value.get("subjects", ())),
            links=_read_links(value),
        )


def article_to_json(article: Article) -> Json:
    """Give one article with its whole text and blocks."""
    return {
        "id": article.id,
        "title": article.title,
        "lang": article.lang,
        "published": article.published,
        "url": article.url,
        "publisher": article.publisher,
        "agency": article.agency,
        "text": article.text,
        "blocks": [{**span_to_json(block.span), "kind": str(block.kind)} for block in article.blocks],
    }


def article_from_json(value: Mapping[str, Any]) -> Article:
    """Read one article back; raises `KeyError`, `TypeError` or `ValueError` where it is not in that form."""
    return Article(
        id=value["id"],
        text=value["text"],
        lang=value["lang"],
        title=value["title"],
        published=value["published"],
        url=value["url"],
        publisher=value["publisher"],
        agency=value["agency"],
        blocks=tuple(Block(Span(b["begin"], b["end"]), BlockKind(b["kind"])) for b in value["blocks"]),
    )


class _Faults:
    """Turns what a wrong value raises on reading into one line for the user."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, KeyError):
            raise FormatError(f"this {self.what} lacks the key {error.args[0]!r}") from error
        if isinstance(error, TypeError | ValueError | AttributeError | IndexError):
            raise FormatError(f"this {self.what} is not in kg's form: {error}") from error


def _version(value: Any, known: int) -> None:
    if not isinstance(value, dict):
        raise FormatError(f"should be a JSON object, not {type(value).__name__}")
    if value.get("version") != known:
        raise FormatError(f"has version {value.get('version')!r}; this kg reads version {known}", remedy="make it again")


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": str(entity.kind),
        "names": list(entity.names),
        "labels": [list(label) for label in entity.labels],
        "key": entity.key,
        "only_source": entity.only_source,
        "mentions": [provenance_to_json(p) for p in entity.mentions],
        **({"same_as": list(entity.same_as)} if entity.same_as else {}),
    }


def _read_entity(value: Mapping[str, Any]) -> Entity:
    return Entity(
        id=value["id"],
        kind=EntityKind(value["kind"]),
        name=value["name"],
        mentions=provenances_from_json(value["mentions"]),
        names=tuple(value["names"]),
        labels=tuple((lang, name) for lang, name in value["labels"]),
        key=value["key"],
        only_source=value["only_source"],
        same_as=tuple(str(iri) for iri in value.get("same_as", ())),
    )


def _event(event: Event[EntityId], timex_places: Mapping[Span, int]) -> Json:
    first = event.mentions[0]
    return {
        "id": event.id,
        "type": str(event.type),
        "realis": str(event.realis),
        "label": event.label,
        "lang": event.lang,
        "mentions": [provenance_to_json(p) for p in event.mentions],
        "time": time_to_json(event.time, timex_places),
        "participants": [
            {"entity": p.who, "role": str(p.role), "provenance": [provenance_to_json(x) for x in p.provenance]}
            for p in event.participants
        ],
        "topics": list(event.topics),
        "attributed_to": event.attributed_to[0] if event.attributed_to else None,
        "sources": list(event.attributed_to),
        "confidence": event.confidence,
        "sentence": span_to_json(first.sentence),
    }


def _resolved(event: Event[EntityId]) -> Json:
    """Give an event of a graph, with what only all articles together say of it."""
    claims = [
        {
            "time": time_to_json(claim.time, {}),
            "provenance": [provenance_to_json(p) for p in claim.provenance],
            "source_count": claim.source_count,
        }
        for claim in event.claims
    ]
    return {**_event(event, {}), "source_count": event.source_count, **({"claims": claims} if claims else {})}


def _read_event(value: Mapping[str, Any]) -> Event[EntityId]:
    return Event(
        id=value["id"],
        type=EventType(value["type"]),
        realis=Realis(value["realis"]),
        label=value["label"],
        lang=value["lang"],
        mentions=provenances_from_json(value["mentions"]),
        time=None if value["time"] is None else time_from_json(value["time"]),
        participants=tuple(
            Participation(p["entity"], Role(p["role"]), provenances_from_json(p["provenance"])) for p in value["participants"]
        ),
        topics=tuple(value["topics"]),
        attributed_to=tuple(value["sources"]),
        confidence=value["confidence"],
        source_count=value.get("source_count", 1),  # extractions and older graphs have neither
        claims=tuple(
            DateClaim(time_from_json(claim["time"]), provenances_from_json(claim["provenance"]), claim["source_count"])
            for claim in value.get("claims", ())
        ),
    )


def _relation(relation: Relation[EntityId]) -> Json:
    first = relation.provenance[0]
    return {
        "subject": relation.subject,
        "predicate": str(relation.predicate),
        "object": relation.object if relation.object is not None else relation.office,
        **span_to_json(first.span),
        "provenance": [provenance_to_json(p) for p in relation.provenance],
    }


def _read_relation(value: Mapping[str, Any]) -> Relation[EntityId]:
    predicate = Predicate(value["predicate"])
    office = predicate is Predicate.HOLDS_ROLE
    return Relation(
        subject=value["subject"],
        predicate=predicate,
        provenance=provenances_from_json(value["provenance"]),
        object=None if office else value["object"],
        office=value["object"] if office else None,
    )


def _link(link: EventLink) -> Json:
    return {
        "subject": link.subject,
        "predicate": str(link.predicate),
        "object": link.object,
        **span_to_json(link.provenance[0].span),
        "provenance": [provenance_to_json(p) for p in link.provenance],
    }


def _read_links(value: Mapping[str, Any]) -> tuple[EventLink, ...]:
    """Read the links between events; what was written before there were any has none."""
    return tuple(
        EventLink(x["subject"], EventPredicate(x["predicate"]), x["object"], provenances_from_json(x["provenance"]))
        for x in value.get("links", ())
    )


def _topic(topic: Topic) -> Json:
    return {
        "id": topic.id,
        "label": topic.label,
        "lang": topic.lang,
        "mentions": [provenance_to_json(p) for p in topic.mentions],
        "broader": [str(subject) for subject in topic.broader],
    }


def _read_topic(value: Mapping[str, Any]) -> Topic:
    broader = tuple(MediaTopic(x) for x in value.get("broader", ()))  # older files have none
    return Topic(value["id"], value["label"], value["lang"], provenances_from_json(value["mentions"]), broader)


def _issue(issue: Issue) -> Json:
    span = issue.span
    return {
        "begin": span.begin if span else None,
        "end": span.end if span else None,
        "code": issue.code,
        "message": issue.message,
    }
