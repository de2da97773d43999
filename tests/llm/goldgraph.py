"""The graph of an annotation: its events in the place of those that a model chose, and what a graph says of them, to compare."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from kg.extract.timeplace import add_months
from kg.learn.gold import GoldEvent
from kg.learn.score import bare_date
from kg.llm.assemble import assemble
from kg.llm.check import Checked, Chosen
from kg.llm.ground import Actor
from kg.llm.place import Place
from kg.model.entity import Entity, EntityId, EntityKind
from kg.model.event import EventType, Extraction, Realis, Role
from kg.model.graph import Records
from kg.model.text import Span
from kg.model.time import Basis, EventTime, Grain, Interval
from kg.public import KnowledgeGraph
from tests.llm.answering import Annotator

GRAINS = (Grain.YEAR, Grain.MONTH, Grain.DAY)


def gold_graph(annotators: Iterable[Annotator], left_out: Iterable[str]) -> KnowledgeGraph:
    """Build the graph of what annotations say, but for what `left_out` names."""
    without = frozenset(left_out)
    return KnowledgeGraph.of(_extraction(annotator, without) for annotator in annotators)


def _extraction(annotator: Annotator, without: frozenset[str]) -> Extraction:
    chosen = (_chosen(annotator, event, without) for event in annotator.gold.events)
    return assemble(annotator.sheet, "gold", [Checked(tuple(one for one in chosen if one is not None), ())])


def _chosen(annotator: Annotator, event: GoldEvent, without: frozenset[str]) -> Chosen | None:
    told = annotator.places(event)
    if not told:  # in a caption, which is no prose
        return None
    name = f"{annotator.gold.id} {event.id}"
    parts = [
        (_actor(annotator, part.forms, told), Role(part.role))
        for part in event.participants
        if f"{name} {annotator.name(part.forms)}" not in without
    ]
    sources = (_actor(annotator, event.source, told),) if event.source else ()
    edtf = bare_date(event.edtf)
    time = None if edtf is None or f"{name} {event.edtf}" in without else EventTime(edtf, interval_of(edtf), Basis.EXPLICIT)
    return Chosen(tuple(told), EventType(event.type), Realis(event.realis), tuple(parts), sources, time)


def _actor(annotator: Annotator, forms: frozenset[str], told: list[Place]) -> Actor:
    found = annotator.actor(forms, told)
    if isinstance(found, Entity):
        return Actor(found, found.mentions[0])
    begin = annotator.gold.text.index(found)
    sentence = next(s for s in annotator.sheet.reading.sentences if s.span.begin <= begin < s.span.end)
    where = annotator.ground.provenance(Span(begin, begin + len(found)), sentence.index, "gold")
    id = annotator.ground.new_id(found)
    return Actor(Entity(id, annotator.kind(forms), found, (where,)), where, is_new=True)


def interval_of(edtf: str) -> Interval:
    """Give the days of an annotated date: a year, month or day, or from one to another, ".." for open."""
    begin, slash, end = edtf.partition("/")
    if not slash:
        return Interval(*_days(begin), GRAINS[begin.count("-")])
    return Interval(None if begin == ".." else _days(begin)[0], None if end == ".." else _days(end)[1], Grain.RANGE)


def _days(edtf: str) -> tuple[date, date]:
    year, *rest = map(int, edtf.split("-"))
    start = date(year, *[*rest, 1, 1][:2])
    return start, (add_months(start, 12), add_months(start, 1), start + timedelta(days=1))[len(rest)]


def stated(graph: KnowledgeGraph) -> bytes:
    """Write all that an annotation says of a graph's events and actors, and nothing that it does not say: where words stand that
    name a participant or a date, who read, how sure that is.
    """
    records = graph.records
    entities = _actors(records)
    events = [
        {
            "id": event.id,
            "type": event.type,
            "realis": event.realis,
            "label": event.label,
            "date": bare_date(event.time.edtf) if event.time is not None else None,
            "told": [[m.article, m.span.begin, m.span.end] for m in event.mentions],
            "who": sorted([part.role, *entities[part.who]] for part in event.participants),
            "by": sorted(entities[who] for who in event.attributed_to),
        }
        for event in records.events
    ]
    links = sorted([link.subject, link.predicate, link.object] for link in records.links)
    return "".join(_lines(events, links)).encode()


def _actors(records: Records) -> dict[EntityId, list[Any]]:
    """Give the actors of events by name and kind, and by number those of the same name in the order of the events: the id of one
    that the rules do not know hangs on where it is named.
    """
    names = {entity.id: (entity.name, entity.kind) for entity in records.entities}
    found: dict[EntityId, list[Any]] = {}
    counts: Counter[tuple[str, EntityKind]] = Counter()
    for event in records.events:
        for who in sorted({*(part.who for part in event.participants), *event.attributed_to}, key=lambda who: names[who]):
            if who not in found:
                counts[names[who]] += 1
                found[who] = [*names[who], counts[names[who]]]
    return found


def _lines(*values: list[Any]) -> Iterator[str]:
    for value in values:
        yield from (json.dumps(item, ensure_ascii=False, sort_keys=True) + "\n" for item in value)
