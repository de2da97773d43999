"""Walks through a graph: what lies around a node, and the shortest way between two actors."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.index import Index, Link
from kg.model.entity import EntityId
from kg.model.event import Event, Relation
from kg.model.graph import Records
from kg.model.text import Provenance


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: from one node to the next, by a role in an event or a relation, and who says so."""

    source: str
    target: str
    label: str
    provenance: tuple[Provenance, ...]


def around(index: Index, start: str, hops: int) -> frozenset[str]:
    """Give the ids of the actors and events at most `hops` edges away, `start` among them."""
    seen = {start}
    edge = [start]
    for _ in range(hops):
        edge = [link.to for node in edge for link in index.links.get(node, ()) if link.to not in seen]
        seen.update(edge)
    return frozenset(seen)


def shortest(index: Index, start: EntityId, goal: EntityId) -> tuple[Step, ...] | None:
    """Find the shortest way through events and relations; None if there is none, () from a node to itself.

    Of equally short ways, the one through the surest events, then the smallest ids.
    """
    came: dict[str, tuple[str, Link] | None] = {start: None}
    queue = deque([start])
    while queue and goal not in came:
        node = queue.popleft()
        for link in sorted(index.links.get(node, ()), key=lambda link: _preference(index, link)):
            if link.to not in came:
                came[link.to] = (node, link)
                queue.append(link.to)
    if goal not in came:
        return None
    steps: list[Step] = []
    at = goal
    while (before := came[at]) is not None:
        node, link = before
        steps.append(Step(node, at, link.label, link.provenance))
        at = node
    return tuple(reversed(steps))


def _preference(index: Index, link: Link) -> tuple[float, str, str]:
    event = index.events.get(link.to)
    return (-event.confidence if event else 0.0, link.to, link.label)


def restricted(records: Records, index: Index, nodes: Iterable[str]) -> Records:
    """Keep some actors and events, with the links between these events, and all that events and relations refer to."""
    kept = set(nodes)
    events = tuple(event for event in records.events if event.id in kept)
    actors = {node for node in kept if node in index.entities}.union(*(_referred(event) for event in events))
    relations = tuple(r for r in records.relations if r.subject in actors and (r.object is None or r.object in actors))
    topics = {topic for event in events for topic in event.topics}
    articles = {p.article for event in events for p in _said(event)} | {p.article for r in relations for p in r.provenance}
    links = tuple(link for link in records.links if link.subject in kept and link.object in kept)
    articles |= {p.article for link in links for p in link.provenance}
    articles |= {m.article for actor in actors for m in index.entities[actor].mentions}
    articles |= {m.article for topic in topics for m in index.topics[topic].mentions}
    return Records(
        articles=tuple(article for article in records.articles if article.id in articles),
        entities=tuple(entity for entity in records.entities if entity.id in actors),
        events=events,
        relations=relations,
        topics=tuple(topic for topic in records.topics if topic.id in topics),
        subjects=tuple(subject for subject in records.subjects if subject.article in articles),
        links=links,
    )


def _referred(event: Event[EntityId]) -> set[EntityId]:
    return {part.who for part in event.participants} | set(event.attributed_to)


def _said(event: Event[EntityId]) -> list[Provenance]:
    timed = [t.timex for t in (event.time, *(claim.time for claim in event.claims)) if t and t.timex]
    parts = [*(p for part in event.participants for p in part.provenance), *(p for c in event.claims for p in c.provenance)]
    return [*event.mentions, *timed, *parts]


def offices(relations: Iterable[Relation[EntityId]]) -> tuple[str, ...]:
    """Give the offices that relations state, each once, sorted."""
    return tuple(sorted({relation.office for relation in relations if relation.office is not None}))
