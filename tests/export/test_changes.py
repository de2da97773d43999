"""Differences of any two graphs: what must hold whatever is in them, and that they can be written."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from kg.export.changes import COLUMNS, difference_to_json, write_changes_csv
from kg.graph.difference import Kind, What, diff
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records
from tests.export.generated import records

graphs = st.one_of(st.just(Records()), records()).map(KnowledgeGraph)


@given(graphs)
def test_nothing_is_new_in_a_graph_since_itself(graph: KnowledgeGraph) -> None:
    found = diff(graph, graph)
    assert not (found.changes or found.come or found.gone or found.changed)


@given(graphs, graphs)
def test_each_thing_is_the_same_new_split_joined_or_withdrawn(old: KnowledgeGraph, new: KnowledgeGraph) -> None:
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


@given(graphs, graphs)
def test_every_change_quotes_and_can_be_written(old: KnowledgeGraph, new: KnowledgeGraph) -> None:
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
