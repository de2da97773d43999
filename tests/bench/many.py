"""Large graphs for measuring: the sample articles many times over, each time with other names and on other days."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Relation
from kg.model.graph import Records
from kg.model.text import Provenance
from kg.model.time import EventTime
from kg.pipeline import build

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
SHARED = 10  # actors named most: every copy tells of them, as all news does of a few
APART = 9  # days between a copy and the next


def many(events: int) -> KnowledgeGraph:
    """Give a graph of at least so many events, and no more than one copy of the articles above that."""
    one = _articles()
    return KnowledgeGraph(multiplied(one, -(-events // len(one.events))))


def fitting(nodes: int) -> KnowledgeGraph:
    """Give the largest graph of whole articles with at most so many events and actors together; at least one article."""
    one = _articles()
    if nodes >= len(one.events) + len(one.entities):
        copies = max(1, (nodes - SHARED) // (len(one.events) + len(one.entities) - SHARED))
        return KnowledgeGraph(multiplied(one, copies))
    best = part(one, {one.articles[0].id})
    for end in range(2, len(one.articles)):
        more = part(one, {article.id for article in one.articles[:end]})
        if len(more.events) + len(more.entities) > nodes:
            break
        best = more
    return KnowledgeGraph(best)


def part(records: Records, articles: set[str]) -> Records:
    """Give what some of the articles say of their own; what needs another one is left out."""

    def told(places: Iterable[Provenance]) -> tuple[Provenance, ...]:
        return tuple(at for at in places if at.article in articles)

    events = tuple(event for event in records.events if len(told(event.mentions)) == len(event.mentions))
    known = {event.id for event in events}
    return Records(
        tuple(article for article in records.articles if article.id in articles),
        tuple(replace(entity, mentions=told(entity.mentions)) for entity in records.entities if told(entity.mentions)),
        events,
        tuple(
            replace(relation, provenance=told(relation.provenance)) for relation in records.relations if told(relation.provenance)
        ),
        tuple(replace(topic, mentions=told(topic.mentions)) for topic in records.topics if told(topic.mentions)),
        tuple(subject for subject in records.subjects if subject.article in articles),
        tuple(link for link in records.links if {link.subject, link.object} <= known),
    )


def multiplied(one: Records, copies: int) -> Records:
    """Give all records `copies` times, sorted; the first copy is as it was."""
    numbers = range(copies)
    named = sorted(one.entities, key=lambda entity: (-len(entity.mentions), entity.id))
    shared = {entity.id for entity in named[:SHARED]}

    def who(entity: str, n: int) -> str:
        return entity if entity in shared else f"{entity}-{n:05}"

    def at(place: Provenance, n: int) -> Provenance:
        return replace(place, article=f"{place.article}-{n:05}")

    def all_at(places: tuple[Provenance, ...], n: int) -> tuple[Provenance, ...]:
        return tuple(at(place, n) for place in places)

    def time_of(time: EventTime, n: int) -> EventTime:
        return _moved(time, n, time.timex and at(time.timex, n))

    return Records(
        tuple(
            replace(a, id=f"{a.id}-{n:05}", text=renamed(a.text, n), title=renamed(a.title, n), published=_later(a.published, n))
            for a in one.articles
            for n in numbers
        ),
        tuple(
            replace(e, mentions=tuple(at(m, n) for m in e.mentions for n in numbers))
            if e.id in shared
            else replace(
                e,
                id=who(e.id, n),
                name=renamed(e.name, n),
                names=tuple(renamed(name, n) for name in e.names),
                labels=tuple((lang, renamed(name, n)) for lang, name in e.labels),
                mentions=all_at(e.mentions, n),
            )
            for e in one.entities
            for n in (range(1) if e.id in shared else numbers)
        ),
        tuple(
            replace(
                e,
                id=f"{e.id}-{n:05}",
                label=renamed(e.label, n),
                mentions=all_at(e.mentions, n),
                time=e.time and time_of(e.time, n),
                claims=tuple(replace(c, time=time_of(c.time, n), provenance=all_at(c.provenance, n)) for c in e.claims),
                participants=tuple(replace(p, who=who(p.who, n), provenance=all_at(p.provenance, n)) for p in e.participants),
                attributed_to=tuple(who(speaker, n) for speaker in e.attributed_to),
            )
            for e in one.events
            for n in numbers
        ),
        _told_once(
            replace(r, subject=who(r.subject, n), object=r.object and who(r.object, n), provenance=all_at(r.provenance, n))
            for r in one.relations
            for n in numbers
        ),
        tuple(replace(t, mentions=tuple(at(m, n) for m in t.mentions for n in numbers)) for t in one.topics),
        tuple(replace(s, article=f"{s.article}-{n:05}") for s in one.subjects for n in numbers),
        tuple(
            replace(x, subject=f"{x.subject}-{n:05}", object=f"{x.object}-{n:05}", provenance=all_at(x.provenance, n))
            for x in one.links
            for n in numbers
        ),
    )


def _told_once(relations: Iterable[Relation[str]]) -> tuple[Relation[str], ...]:
    known: dict[tuple[object, ...], Relation[str]] = {}
    for one in relations:
        key = (one.subject, one.predicate, one.object, one.office)
        before = known.get(key)
        known[key] = one if before is None else replace(before, provenance=before.provenance + one.provenance)
    return tuple(known.values())


def renamed(text: str, n: int) -> str:
    """Give the text with letters moved on in the alphabet, no two copies of 650 alike: other names, offsets that hold."""
    capitals, turn = string.ascii_uppercase, n % 26
    others, step = "bcdfghklmnprstvxaeiouwyzq", n // 26 % 25
    return text.translate(str.maketrans(capitals + others, capitals[turn:] + capitals[:turn] + others[step:] + others[:step]))


def _later(published: str | None, n: int) -> str | None:
    if published is None:
        return None
    return (date.fromisoformat(published[:10]) + timedelta(days=APART * n)).isoformat() + published[10:]


def _moved(time: EventTime, n: int, timex: Provenance | None) -> EventTime:
    interval = time.interval
    shift = timedelta(days=APART * n)
    start, end = (day and day + shift for day in (interval.start, interval.end))
    return replace(time, interval=replace(interval, start=start, end=end), timex=timex)


@cache
def _articles() -> Records:
    return build([ARTICLES]).records
