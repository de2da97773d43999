"""Copies and sources as steps, beside those found in memory; and what shares a band of its sketch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import LocalFlow
from kg.model.event import Extraction
from kg.model.text import Article
from kg.resolve.copies import copies, text_key
from kg.resolve.source import sources
from kg.scale import components as connecting
from kg.scale import voices as module
from kg.scale.distinct import distinct
from kg.scale.voices import voices
from tests.factories import story
from tests.resolve.test_copies import WIRE, edits, page


def stepped(articles: Sequence[Article], seed: int = 0) -> dict[str, tuple[str, str]]:
    flow = LocalFlow(seed=seed)
    found = flow.few(voices(flow, flow.rows(Row(a.id, "", Extraction(a)) for a in articles)), 10_000)
    assert [(row.key, row.order) for row in found] == sorted((a.id, "") for a in articles)
    return {row.key: row.value for row in found}


def serial(articles: Sequence[Article]) -> dict[str, tuple[str, str]]:
    texts = {article.id: text_key(article) for article in articles}
    heard = sources(articles, texts)
    return {article.id: (texts[article.id], heard[article.id]) for article in articles}


outlets = st.sampled_from((None, "Ellery Post", "Harbour Courier"))


@settings(max_examples=40, deadline=None)
@given(st.lists(edits(), max_size=8, unique_by=lambda article: article.id), st.data(), st.integers(0, 3))
def test_steps_give_what_memory_gives(told: list[Article], data: st.DataObject, seed: int) -> None:
    agencies = st.sampled_from((None, None, "Coast Wire", "Bay News"))
    articles = [replace(a, publisher=data.draw(outlets), agency=data.draw(agencies)) for a in told]
    again = [replace(a, id=f"{a.id}-again", publisher=data.draw(outlets), published=None) for a in articles[:3]]
    assert stepped([*articles, *again], seed) == serial([*articles, *again])


@settings(max_examples=40, deadline=None)
@given(st.lists(edits(), min_size=3, max_size=8, unique_by=lambda article: article.id), st.integers(0, 3))
def test_neither_the_number_of_buckets_nor_that_of_edges_shows(told: list[Article], seed: int) -> None:
    with patch.object(module, "HELD", 40), patch.object(connecting, "FEW", 0):
        assert stepped(told, seed) == serial(told)


def test_a_chain_of_edits_is_cut_where_it_is_in_memory() -> None:
    lines = WIRE.replace("48", "many").replace("31", "most").splitlines()
    pieces = ("a storm", "two fishermen", "the lighthouse", "an old road", "a cargo of tea", "nobody at all")
    other = [f"In a later year {piece} was what people on that coast talked about when winter came to them." for piece in pieces]
    steps = [page(f"{n}", "\n".join(lines[n:] + other[:n]), published=f"2024-06-1{n}") for n in range(7)]
    assert len(set(copies(steps, {a.id: text_key(a) for a in steps}).values())) > 1
    assert stepped(steps) == serial(steps)


def test_a_story_in_two_languages() -> None:
    articles = [extraction.article for extraction in story()]
    assert stepped(articles) == serial(articles)


def test_of_two_versions_of_an_article_the_later_counts_and_none_of_after_the_day() -> None:
    early, late = (Extraction(page("a", WIRE, published=f"2024-06-{day}")) for day in (10, 12))
    other = Extraction(page("b", "Nobody knows when this was written.", published=None))
    flow = LocalFlow(seed=1)
    given = flow.rows(Row(e.article.id, order, e) for order, e in (("", late), ("x", early), ("x", other), ("y", late)))
    assert flow.few(distinct(flow, given), 3) == [Row("a", "", late), Row("b", "", other)]
    assert flow.few(distinct(flow, given, late.article.published_on), 3) == [Row("a", "", late)]
    assert flow.few(distinct(flow, given, early.article.published_on), 3) == [Row("a", "", early)]
