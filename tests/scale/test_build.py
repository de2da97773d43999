"""The whole build as steps: the graph that is built in memory, to the byte."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import Held, LocalFlow
from kg.errors import InputError
from kg.export.rdf import write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import Extraction
from kg.pipeline import extract_all, read_articles
from kg.scale.build import Built, build
from kg.scale.tables import TABLES
from tests.factories import story
from tests.resolve.test_corpus import articles

SAMPLES = Path(__file__).parents[2] / "data" / "articles"


def rows(extractions: Iterable[Extraction]) -> Iterable[Row]:
    return (Row(extraction.article.id, str(at), extraction) for at, extraction in enumerate(extractions))


def lines(flow: LocalFlow, built: Built[Held]) -> bytes:
    found = [line for row in flow.few(built.quads, 10**6) for line in row.value.splitlines(keepends=True)]
    assert len(set(found)) == len(found)
    return b"".join(sorted(found))


def serial(extractions: Iterable[Extraction], as_of: date | None = None) -> bytes:
    graph = KnowledgeGraph.of(extractions)
    file = BytesIO()
    write_rdf(graph if as_of is None else graph.as_of(as_of), file, "nquads")
    return file.getvalue()


@pytest.fixture(scope="module")
def samples() -> list[Extraction]:
    read = read_articles([SAMPLES / "alliance", SAMPLES / "ferry"])
    return list(extract_all(article for article in read if not isinstance(article, InputError)))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sample_stories_are_what_one_process_builds(samples: list[Extraction], seed: int) -> None:
    flow = LocalFlow(seed=seed)
    built = build(flow, flow.rows(rows([*samples, *samples[:2]])))
    assert lines(flow, built) == serial(samples)
    assert built.tables.keys() == TABLES.keys()
    assert {row.value["id"] for row in flow.few(built.tables["articles"], 100)} == {e.article.id for e in samples}


def test_a_day_cuts_off_what_was_published_later(samples: list[Extraction]) -> None:
    flow = LocalFlow()
    day = date(2024, 6, 10)
    assert lines(flow, build(flow, flow.rows(rows(samples)), as_of=day)) == serial(samples, day)


@settings(max_examples=25, deadline=None)
@given(st.lists(articles(), max_size=6), st.integers(0, 9))
def test_any_articles_are_what_one_process_builds(found: list[Extraction], seed: int) -> None:
    flow = LocalFlow(seed=seed)
    assert lines(flow, build(flow, flow.rows(rows(found)))) == serial(found)


def test_a_story_of_several_reports_is_what_one_process_builds() -> None:
    flow = LocalFlow(seed=3)
    assert lines(flow, build(flow, flow.rows(rows(story())))) == serial(story())
