"""References between records: whatever one names by its id has to be there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg.errors import FormatError
from kg.model.event import Event
from kg.model.graph import Records
from kg.model.text import Provenance


def check_references(records: Records) -> None:
    """Raise `FormatError` for the first record that names another one which is not there, or has no place in a text."""
    articles = {article.id for article in records.articles}
    entities = {entity.id for entity in records.entities}
    events = {event.id for event in records.events}
    topics = {topic.id for topic in records.topics}
    for entity in records.entities:
        _places(f"entity {entity.id!r}", entity.mentions, articles)
    for topic in records.topics:
        _places(f"topic {topic.id!r}", topic.mentions, articles)
    for event in records.events:
        what = f"event {event.id!r}"
        _places(what, event.mentions, articles)
        for claim in event.claims:
            _places(f"a date of {what}", claim.provenance, articles)
        _known(what, "an actor", (*(part.who for part in event.participants), *event.attributed_to), entities)
        _known(what, "a topic", event.topics, topics)
        _known(what, "an article", (place.article for place in _others(event)), articles)
    for relation in records.relations:
        what = f"relation {relation.predicate} of {relation.subject!r}"
        _places(what, relation.provenance, articles)
        _known(what, "an actor", (who for who in (relation.subject, relation.object) if who is not None), entities)
    for link in records.links:
        what = f"link {link.predicate} of {link.subject!r}"
        _places(what, link.provenance, articles)
        _known(what, "an event", (link.subject, link.object), events)
    for subject in records.subjects:
        _known(f"subject {subject.code!r}", "an article", (subject.article,), articles)


def _others(event: Event[str]) -> Iterator[Provenance]:
    if event.time is not None and event.time.timex is not None:
        yield event.time.timex
    for part in event.participants:
        yield from part.provenance
    for claim in event.claims:
        yield from claim.provenance
        if claim.time.timex is not None:
            yield claim.time.timex


def _places(what: str, places: Collection[Provenance], articles: Collection[str]) -> None:
    if not places:
        raise FormatError(f"{what} stands in no article")
    _known(what, "an article", (place.article for place in places), articles)


def _known(what: str, kind: str, named: Iterable[str], known: Collection[str]) -> None:
    for identity in named:
        if identity not in known:
            raise FormatError(f"{what} names {kind}, {identity!r}, that is not there")
