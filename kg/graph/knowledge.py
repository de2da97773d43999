"""The knowledge graph: records, and the questions that one asks of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Self

from kg.errors import FormatError, InputError
from kg.graph.asof import known
from kg.graph.index import Index, order
from kg.graph.network import to_networkx
from kg.graph.search import search
from kg.graph.stored import graph_from_json, graph_to_json
from kg.graph.walk import Step, around, restricted, shortest
from kg.model.entity import Entity, EntityId
from kg.model.event import Event, EventType, Extraction, Realis, Topic
from kg.model.graph import Records
from kg.resolve.corpus import resolution
from kg.resolve.corrections import Corrections, Finding

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a graph holds, in numbers; names of kinds, types and languages sorted."""

    articles: int
    languages: tuple[tuple[str, int], ...]
    actors: tuple[tuple[str, int], ...]
    events: int
    types: tuple[tuple[str, int], ...]
    realis: tuple[tuple[str, int], ...]
    dated: int
    joined: int  # events that more than one article tells
    relations: int
    topics: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class KnowledgeGraph:
    """The statements of a set of articles, resolved; nothing in it changes after it is made.

    `extractions` are what the records were made of, one an article; a graph that is cut out of another has
    none, and cannot be merged. `corrections` are what the user corrected in them; they are not written with the graph.
    """

    records: Records
    extractions: tuple[Extraction, ...] = ()
    corrections: Corrections | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls,
        extractions: Iterable[Extraction],
        corrections: Corrections | None = None,
        on_finding: Callable[[Finding], None] | None = None,
    ) -> Self:
        """Resolve the extractions of articles; their order and repetition do not matter.

        `corrections` go before all evidence. Each of them that fits nothing or several things, or contradicts others, is
        left out and given to `on_finding`; without it, the first one raises `InputError`.
        """
        found = resolution(extractions, corrections)
        for finding in found.findings:
            if on_finding is None:
                raise InputError(f"entry {finding.entry} {finding.message}", where=finding.where)
            on_finding(finding)
        return cls(found.records, found.extractions, corrections)

    @cached_property
    def index(self) -> Index:
        """Give the look-ups by id, made when first asked for."""
        return Index(self.records)

    def timeline(
        self,
        actor: str | None = None,
        topic: str | None = None,
        start: date | None = None,
        end: date | None = None,
        realis: Collection[Realis] | None = None,
        types: Collection[EventType] | None = None,
    ) -> tuple[Event[EntityId], ...]:
        """Give the events that fit all that is asked, by earliest day, the most exact first, undated ones last.

        `actor` and `topic` are ids or names as `find_actors` reads them; who only reports an event is no
        actor of it. `start` and `end` are half-open days that an event's date must touch: with either, undated
        events are left out. None asks for nothing.
        """
        actors = None if actor is None else set(self.find_actors(actor))
        topics = None if topic is None else set(self.find_topics(topic))
        return tuple(
            sorted(
                (
                    event
                    for event in self.records.events
                    if (actors is None or any(part.who in actors for part in event.participants))
                    and (topics is None or not topics.isdisjoint(event.topics))
                    and (realis is None or event.realis in realis)
                    and (types is None or event.type in types)
                    and _touches(event, start, end)
                ),
                key=order,
            )
        )

    def find_actors(self, query: str) -> tuple[EntityId, ...]:
        """Find actors by id, by a name in any language, or by the beginnings of its words, marks left out or not."""
        return search(query, ((entity.id, self.index.names(entity)) for entity in self.records.entities))

    def find_topics(self, query: str) -> tuple[str, ...]:
        """Find topics by id or words, as actors are found."""
        return search(query, ((topic.id, (topic.label,)) for topic in self.records.topics))

    def neighbourhood(self, node: str, hops: int = 1) -> Self:
        """Cut out what lies at most `hops` edges from an actor or event, with all actors of the events in it.

        An actor's events are one hop away, the others who took part two. Raises `KeyError` for an unknown id.
        """
        if node not in self.index.entities and node not in self.index.events:
            raise KeyError(node)
        return type(self)(restricted(self.records, self.index, around(self.index, node, hops)))

    def surer(self, least: float) -> Self:
        """Cut out all actors and the events whose confidence is at least `least`, from 0 to 1."""
        sure = (event.id for event in self.records.events if event.confidence >= least)
        return type(self)(restricted(self.records, self.index, [*self.index.entities, *sure]))

    def as_of(self, day: date) -> Self:
        """Give the graph as it was known on a day: that of the articles published up to and including it.

        It is the graph of a build of these articles alone. Articles without a publication date are left out. Raises
        `ValueError` for a graph without its extractions, as `merge` does.
        """
        if self.records.articles and not self.extractions:
            raise ValueError("a graph without its extractions cannot go back in time")
        return self.of(known(self.extractions, day), self.corrections, _pass_over)

    def path(self, one: str, other: str) -> tuple[Step, ...] | None:
        """Find the shortest way between two actors through events and relations; None if there is none.

        Each is an id or a name; of several actors of that name, the pair that is nearest. Each step says by
        which role or relation, and where the text says so. Raises `KeyError` for an unknown name.
        """
        starts, goals = self.find_actors(one), self.find_actors(other)
        for query, found in ((one, starts), (other, goals)):
            if not found:
                raise KeyError(query)
        ways = (shortest(self.index, a, b) for a in starts for b in goals)
        return min((way for way in ways if way is not None), key=len, default=None)

    def topics(self) -> tuple[tuple[Topic, int], ...]:
        """Give the topics with the number of events about each, the most told first."""
        counts = Counter(topic for event in self.records.events for topic in event.topics)
        return tuple(sorted(((t, counts[t.id]) for t in self.records.topics), key=lambda pair: (-pair[1], pair[0].id)))

    def actors(self) -> tuple[tuple[Entity, int], ...]:
        """Give the actors with the number of events that each takes part in, the busiest first."""
        counts = Counter(who for event in self.records.events for who in {part.who for part in event.participants})
        return tuple(sorted(((e, counts[e.id]) for e in self.records.entities), key=lambda pair: (-pair[1], pair[0].id)))

    def statistics(self) -> Statistics:
        """Count what the graph holds."""
        records = self.records
        intervals = [event.time.interval for event in records.events if event.time is not None]
        firsts = [interval.start for interval in intervals if interval.start is not None]
        lasts = [interval.last_day for interval in intervals if interval.last_day is not None]
        return Statistics(
            articles=len(records.articles),
            languages=_counts(article.lang for article in records.articles),
            actors=_counts(str(entity.kind) for entity in records.entities),
            events=len(records.events),
            types=_counts(str(event.type) for event in records.events),
            realis=_counts(str(event.realis) for event in records.events),
            dated=len(intervals),
            joined=sum(1 for event in records.events if len({mention.article for mention in event.mentions}) > 1),
            relations=len(records.relations),
            topics=len(records.topics),
            first_day=min(firsts, default=None),
            last_day=max(lasts, default=None),
        )

    def to_networkx(self) -> nx.MultiDiGraph:
        """Give the graph as a networkx MultiDiGraph, all attributes scalars; each call makes a new one."""
        return to_networkx(self.records, self.index)

    def to_json(self) -> str:
        """Write the whole graph as JSON text in one line, from which `from_json` makes an equal one."""
        value = graph_to_json(self.records, self.extractions)
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote; raises `FormatError` if the text is something else."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise FormatError(f"is not JSON: {error}") from error
        return cls(*graph_from_json(value))


def merge(*graphs: KnowledgeGraph) -> KnowledgeGraph:
    """Make one graph of several: the same, in whatever order and grouping, however often a graph is given.

    It is what the articles say, without what was corrected in the graphs.

    Raises `ValueError` for a graph without its extractions, such as a neighbourhood: what it was cut from decides.
    """
    for graph in graphs:
        if graph.records.articles and not graph.extractions:
            raise ValueError("a graph that was cut out of another cannot be merged")
    return KnowledgeGraph.of(extraction for graph in graphs for extraction in graph.extractions)


def _pass_over(_finding: Finding) -> None:
    """Let be what corrections say of articles that were not known yet."""


def _touches(event: Event[EntityId], start: date | None, end: date | None) -> bool:
    if start is None and end is None:
        return True
    if event.time is None:
        return False
    interval = event.time.interval
    before_end = end is None or interval.start is None or interval.start < end
    after_start = start is None or interval.end is None or interval.end > start
    return before_end and after_start


def _counts(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items()))
