"""A graph.json read as a stream is written as the same RDF as the graph in memory."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import FormatError
from kg.export.archive import write_json
from kg.export.rdf import RdfSyntax, write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.source import Source
from kg.model.graph import Records
from kg.store.archive import ArchiveSource, is_by_lines
from tests.export.generated import records
from tests.export.gold_records import gold_records


def written(graph: KnowledgeGraph | Source, syntax: str) -> bytes:
    file = io.BytesIO()
    write_rdf(graph, file, syntax)
    return file.getvalue()


def archive(graph: KnowledgeGraph, folder: Path) -> Path:
    path = folder / "graph.json"
    with path.open("wb") as file:
        write_json(graph, file)
    return path


@pytest.mark.parametrize("syntax", list(RdfSyntax))
def test_news_is_written_alike(syntax: str, tmp_path: Path) -> None:
    graph = KnowledgeGraph(gold_records())
    with ArchiveSource(archive(graph, tmp_path)) as source:
        assert written(source, syntax) == written(graph, syntax)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(values=records())
def test_any_graph_is_written_alike(values: Records, tmp_path: Path) -> None:
    graph = KnowledgeGraph(values)
    with ArchiveSource(archive(graph, tmp_path)) as source:
        for syntax in RdfSyntax:
            assert written(source, syntax) == written(graph, syntax)


def test_what_is_not_by_lines_is_told_apart(tmp_path: Path) -> None:
    graph = KnowledgeGraph(gold_records())
    assert is_by_lines(archive(graph, tmp_path))
    whole = tmp_path / "whole.json"
    whole.write_text(graph.to_json(), "utf-8")
    assert not is_by_lines(whole)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"kind": "', '"kind": "?', "is broken: this graph is not in kg's form"),
        ('{"id": "ent', "{id ent", "is broken: is not JSON"),
        ('{"article": "', '{"article": "x', "is broken: unknown article 'x"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, old: str, new: str, line: str) -> None:
    path = archive(KnowledgeGraph(gold_records()), tmp_path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(FormatError, match=r"graph\.json:\d+") as caught:
        ArchiveSource(path)
    assert line in str(caught.value)
