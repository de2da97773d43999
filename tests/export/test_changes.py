"""Differences of any two graphs: what must hold whatever is in them, and that they can be written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.export.changes import COLUMNS, difference_to_json, write_changes_csv
from kg.graph.difference import Kind, What, diff
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Event
from kg.model.graph import Records
from tests.export.generated import records

graphs = st.one_of(st.just(Records()), records()).map(KnowledgeGraph)
anything = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@st.composite
def pairs(draw: st.DrawFn) -> tuple[KnowledgeGraph, KnowledgeGraph]:
    """Give two graphs: of different things, or the same with events left out, under other ids, joined or parted."""
    one = draw(graphs)
    if draw(st.booleans()):
        return one, draw(graphs)
    events: list[Event[str]] = []
    for event in one.records.events:
        how = draw(st.sampled_from(["left out", "kept", "renamed", "joined", "parted"]))
        if how == "joined" and events:
            events[-1] = replace(events[-1], mentions=(*events[-1].mentions, *event.mentions))
        elif how == "parted" and len(event.mentions) > 1:
            events += [replace(event, id=f"{event.id}-{i}", mentions=(m,)) for i, m in enumerate(event.mentions)]
        elif how != "left out":
            events.append(replace(event, id=f"new-{event.id}") if how == "renamed" else event)
    other = KnowledgeGraph(replace(one.records, events=tuple(sorted(events, key=lambda e: e.id)), links=()))
    return (one, other) if draw(st.booleans()) else (other, one)


@anything
@given(graphs)
def test_nothing_is_new_in_a_graph_since_itself(graph: KnowledgeGraph) -> None:
    found = diff(graph, graph)
    assert not (found.changes or found.come or found.gone or found.changed)


@anything
@given(pairs())
def test_each_thing_is_the_same_new_split_joined_or_withdrawn(pair: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    old, new = pair
    found = diff(old, new)
    of = {
        Kind.EVENT: ([e.id for e in old.records.events], [e.id for e in new.records.events]),
        Kind.ACTOR: ([e.id for e in old.records.entities], [e.id for e in new.records.entities]),
    }
    for kind, (before, after) in of.items():
        changes = [change for change in found.changes if change.kind is kind]
        new_ones, split, gone = ([c.id for c in changes if c.what is w] for w in (What.NEW, What.SPLIT, What.WITHDRAWN))
        further = sum(len(c.before) - 1 for c in changes if c.what is What.JOINED)
        same = len(after) - len(new_ones) - len(split)
        assert same + further + len(gone) == len(before)
        assert set(new_ones) | set(split) <= set(after) and set(gone) <= set(before)


@anything
@given(pairs())
def test_every_change_quotes_and_can_be_written(pair: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    old, new = pair
    found = diff(old, new)
    texts = [{a.id: a.text for a in graph.records.articles} for graph in (old, new)]
    for change in found.changes:
        assert change.quotes
        for quote in change.quotes:
            assert any(quote.sentence == text.get(quote.article) for text in texts)
    shown = json.loads(json.dumps(difference_to_json(found)))
    assert len(shown["changes"]) == len(found.changes)
    file = io.StringIO()
    write_changes_csv(found.changes, file)
    rows = list(csv.reader(io.StringIO(file.getvalue())))
    assert rows[0] == list(COLUMNS) and len(rows) == len(found.changes) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows[1:] for cell in row)
