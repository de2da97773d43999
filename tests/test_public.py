"""The graph as Python users get it: every export is a method."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.export import EXPORTERS
from tests.factories import story


@pytest.fixture(scope="module")
def graph() -> kg.KnowledgeGraph:
    return kg.KnowledgeGraph.of(story())


@pytest.mark.parametrize("form", EXPORTERS)
def test_every_format_can_be_written(graph: kg.KnowledgeGraph, form: str, tmp_path: Path) -> None:
    path = graph.write(form, tmp_path / EXPORTERS[form].file_name)
    assert path.read_bytes().decode("utf-8") == graph.text(form)


def test_an_unknown_format_is_said_to_be_one(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(kg.KgError, match="no export format"):
        graph.write("word", tmp_path / "graph.doc")
    assert list(tmp_path.iterdir()) == []


def test_rdflib_gets_as_many_statements_as_the_quads(graph: kg.KnowledgeGraph) -> None:
    dataset = graph.to_rdflib(base_iri="https://graph.example/")
    assert len(dataset) > 0
    assert "https://graph.example/" in graph.to_rdf("nquads", base_iri="https://graph.example/")


def test_a_notebook_shows_the_page_apart_from_its_own(graph: kg.KnowledgeGraph) -> None:
    shown = graph._repr_html_()  # pyright: ignore[reportPrivateUsage]
    assert shown.startswith("<iframe ")
    assert "<script" not in shown


def test_what_is_cut_out_has_the_same_methods(graph: kg.KnowledgeGraph) -> None:
    cut = graph.neighbourhood(graph.find_actors("Kishida")[0])
    assert "Kishida" in cut.to_rdf()
