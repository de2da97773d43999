"""Events as rows of text, in the order of time: what tables, timelines and terminals show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import Entity
from kg.model.event import Event, Role
from kg.model.text import Article


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with names in place of ids; "" and empty tuples where the text says nothing.

    `start` and `end_exclusive` are ISO days; `participants` are names by role, `sentence` is the one of the first
    mention, `articles` the ids of those that tell it,
    `outlets` their agencies or publishers (of an article without either, its id).
    """

    id: str
    edtf: str
    start: str
    end_exclusive: str
    grain: str
    basis: str
    type: str
    realis: str
    label: str
    lang: str
    participants: dict[Role, tuple[str, ...]]
    topics: tuple[str, ...]
    attributed_to: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    sentence: str
    confidence: float

    @property
    def actors(self) -> tuple[str, ...]:
        """Give the names of all who take part, places apart, each once."""
        return tuple(dict.fromkeys(n for role, names in self.participants.items() if role is not Role.PLACE for n in names))


def event_rows(graph: KnowledgeGraph, events: Iterable[Event[str]] | None = None) -> Iterator[EventRow]:
    """Give a row for each event, those of the whole graph by default; dated ones by time, undated ones last."""
    records = graph.records
    entities = {entity.id: entity for entity in records.entities}
    topics = {topic.id: topic.label for topic in records.topics}
    articles = {article.id: article for article in records.articles}
    for event in sorted(records.events if events is None else events, key=in_time):
        yield _row(event, entities, topics, articles)


def in_time(event: Event[str]) -> tuple[bool, date, date, str]:
    """Give what events are sorted by: first day, last day, id; what began at an unknown time before what ends then."""
    interval = event.time.interval if event.time else None
    if interval is None:
        return True, date.min, date.min, event.id
    start = interval.start or interval.last_day or date.min
    return False, start, interval.end or date.max, event.id


def _row(event: Event[str], entities: dict[str, Entity], topics: dict[str, str], articles: dict[str, Article]) -> EventRow:
    time = event.time
    interval = time.interval if time else None
    best = event.mentions[0]
    told_in = [articles[name] for name in dict.fromkeys(place.article for place in event.mentions)]
    return EventRow(
        id=event.id,
        edtf=time.edtf if time else "",
        start=interval.start.isoformat() if interval and interval.start else "",
        end_exclusive=interval.end.isoformat() if interval and interval.end else "",
        grain=str(interval.grain) if interval else "",
        basis=str(time.basis) if time else "",
        type=str(event.type),
        realis=str(event.realis),
        label=event.label,
        lang=event.lang,
        participants={
            role: tuple(entities[who].name for who in dict.fromkeys(p.who for p in event.participants if p.role is role))
            for role in Role
        },
        topics=tuple(topics[topic] for topic in event.topics),
        attributed_to=tuple(entities[who].name for who in event.attributed_to),
        articles=tuple(article.id for article in told_in),
        outlets=tuple(dict.fromkeys(map(_outlet, told_in))),
        sentence=best.sentence.of(articles[best.article].text),
        confidence=event.confidence,
    )


def _outlet(article: Article) -> str:
    return article.agency or article.publisher or article.id
