"""Writing what a reader read in the form of the annotation guidelines, for a person to correct and `kg train` to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.errors import InputError
from kg.model.entity import Entity, EntityId
from kg.model.event import Event, Extraction
from kg.model.text import BlockKind, Provenance, Sentence, Span

Json = dict[str, Any]

TOPICS = 5
NO_BASIS = "none"


def annotation(extraction: Extraction, annotator: str) -> Json:
    """Give one article in the gold form, as JSON values in its order of keys; `annotator` says who read, and that nobody checked.

    `core` is a first guess: an event that the headline or the lead tells, or one that is dated and told by name. What the form
    has no place for (confidence, links) is left out.

    Raises:
        InputError: The article has no publication date, without which an annotation dates nothing.
    """
    article = extraction.article
    if article.published is None:
        raise InputError("has no publication date", where=article.id, remedy="give one: annotated dates are counted from it")
    ids = {entity.id: f"a{i}" for i, entity in enumerate(extraction.entities, 1)}
    return {
        "id": article.id,
        "lang": article.lang,
        "published": article.published[:10],
        "title": article.title,
        "text": article.text,
        "sentences": [[sentence.span.begin, sentence.span.end] for sentence in extraction.sentences],
        "annotator": annotator,
        "actors": [_actor(entity, ids, article.text) for entity in extraction.entities],
        "topics": [topic.label for topic in extraction.topics[:TOPICS]],
        "events": [_event(f"e{i}", event, ids, extraction) for i, event in enumerate(extraction.events, 1)],
        "relations": list(_relations(extraction, ids)),
    }


def _actor(entity: Entity, ids: Mapping[EntityId, str], text: str) -> Json:
    """Give an actor by its names, and without what only points to it: pronouns and the like are no forms in the gold."""
    names = {entity.name, *entity.names}
    words = [p.span.of(text) for p in entity.mentions]
    forms = [form for form in dict.fromkeys(words) if " ".join(form.split()) in names] or words[:1]
    return {"id": ids[entity.id], "kind": str(entity.kind), "name": entity.name, "mentions": forms}


def _event(name: str, event: Event[EntityId], ids: Mapping[EntityId, str], extraction: Extraction) -> Json:
    text, sentences = extraction.article.text, extraction.sentences
    told = [_mention(mention, text, sentences) for mention in event.mentions]
    first = {sentences[mention["s"]].block for mention in told}
    return {
        "id": name,
        "mentions": told,
        "type": str(event.type),
        "core": bool(first & {BlockKind.TITLE, BlockKind.LEAD}) or (event.time is not None and bool(event.participants)),
        "date": None if event.time is None else event.time.edtf,
        "basis": NO_BASIS if event.time is None else str(event.time.basis),
        "realis": str(event.realis),
        "participants": [{"actor": ids[part.who], "role": str(part.role)} for part in event.participants if part.who in ids],
        "attributed_to": next((ids[who] for who in event.attributed_to if who in ids), None),
    }


def _mention(mention: Provenance, text: str, sentences: Sequence[Sentence]) -> Json:
    """Give trigger words by their sentence, and which occurrence they are where they stand there more than once."""
    index = next(s.index for s in sentences if mention.span in s.span)
    words = mention.span.of(text)
    nth, more = _occurrence(words, mention.span, sentences[index].span, text)
    return {"s": index, "trigger": words, **({"nth": nth} if more else {})}


def _occurrence(words: str, span: Span, sentence: Span, text: str) -> tuple[int, bool]:
    """Count occurrences as the gold form does, overlapping ones too: which one `span` is, and whether there are several."""
    begins: list[int] = []
    at = text.find(words, sentence.begin, sentence.end)
    while at >= 0:
        begins.append(at)
        at = text.find(words, at + 1, sentence.end)
    return begins.index(span.begin) + 1, len(begins) > 1


def _relations(extraction: Extraction, ids: Mapping[EntityId, str]) -> Iterator[Json]:
    starts = [sentence.span for sentence in extraction.sentences]
    for relation in extraction.relations:
        target = relation.office if relation.object is None else ids.get(relation.object)
        if relation.subject in ids and target is not None:
            where = starts.index(relation.provenance[0].sentence)
            yield {"s": where, "subject": ids[relation.subject], "predicate": str(relation.predicate), "object": target}
