"""Events as rows of text, in the order of time: what tables, timelines and terminals show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.index import Index
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Event, Role
from kg.model.text import Article, Provenance


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with names in place of ids; "" and empty tuples where the text says nothing.

    `start` and `end_exclusive` are ISO days; `participants` are names by role, `sentence` is the one of the first
    mention, `subjects` are those of its articles as the IPTC calls them, `articles` the ids of those that tell it,
    `outlets` their agencies or publishers (of an article without either, its id), `links` what it is to other events,
    each as a predicate and the other's id. `source_count` is how many independent sources tell it. `other_dates` are the
    dates that contradict `edtf`, each in EDTF and with the outlets that say so in brackets.
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
    subjects: tuple[str, ...]
    attributed_to: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    links: tuple[str, ...]
    sentence: str
    confidence: float
    source_count: int
    other_dates: tuple[str, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """Give the names of all who take part, places apart, each once."""
        return tuple(dict.fromkeys(n for role, names in self.participants.items() if role is not Role.PLACE for n in names))


def event_rows(graph: KnowledgeGraph, events: Iterable[Event[str]] | None = None) -> Iterator[EventRow]:
    """Give a row for each of `events` in their order, by default for those of the whole timeline."""
    return (_row(event, graph.index) for event in (graph.timeline() if events is None else events))


def _row(event: Event[str], index: Index) -> EventRow:
    time = event.time
    interval = time.interval if time else None
    told_in = _articles(event.mentions, index)
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
            role: tuple(index.entities[who].name for who in dict.fromkeys(p.who for p in event.participants if p.role is role))
            for role in Role
        },
        topics=tuple(index.topics[topic].label for topic in event.topics),
        subjects=tuple(dict.fromkeys(subject.label for article in told_in for subject in index.subjects.get(article.id, ()))),
        attributed_to=tuple(index.entities[who].name for who in event.attributed_to),
        articles=tuple(article.id for article in told_in),
        outlets=_outlets(told_in),
        links=tuple(f"{link.predicate} {link.object}" for link in index.event_links.get(event.id, ())),
        sentence=index.sentence(event.mentions[0]),
        confidence=event.confidence,
        source_count=event.source_count,
        other_dates=tuple(
            f"{claim.time.edtf} ({', '.join(_outlets(_articles(claim.provenance, index)))})" for claim in event.claims[1:]
        ),
    )


def _articles(places: Iterable[Provenance], index: Index) -> list[Article]:
    return [index.articles[article] for article in dict.fromkeys(place.article for place in places)]


def _outlets(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(article.agency or article.publisher or article.id for article in articles))
