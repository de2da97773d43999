"""The articles that the project wrote for learning: whole, each once, and none of the articles that are scored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.learn.gold import GoldArticle, load_gold
from kg.model.event import EventType, Realis
from kg.model.text import Span

DATA = Path(__file__).parents[2] / "data"
FOLDERS = ("news", "stories")


@pytest.fixture(scope="module")
def articles() -> tuple[GoldArticle, ...]:
    return tuple(article for folder in FOLDERS for article in load_gold(DATA / "training" / folder))


def test_names_of_files_say_the_language(articles: tuple[GoldArticle, ...]) -> None:
    assert {article.id[:3] for article in articles} == {"en-", "vi-"}
    assert [article.id for article in articles if not article.id.startswith(f"{article.lang}-")] == []


def test_no_text_stands_there_twice_and_none_is_that_of_a_scored_article(articles: tuple[GoldArticle, ...]) -> None:
    texts = [article.text for article in (*articles, *load_gold(DATA / "gold"))]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_type_and_realis_is_taught(articles: tuple[GoldArticle, ...], lang: str) -> None:
    events = [event for article in articles if article.lang == lang for event in article.events]
    assert {event.type for event in events} == {str(type_) for type_ in EventType}
    assert {event.realis for event in events} == {str(realis) for realis in Realis}


def test_event_words_are_words_and_no_two_overlap_exactly(articles: tuple[GoldArticle, ...]) -> None:
    for article in articles:
        spans: list[Span] = [span for event in article.events for span in event.triggers]
        assert len(set(spans)) == len(spans), article.id
        assert all(re.search(r"\w", span.of(article.text)) for span in spans), article.id
