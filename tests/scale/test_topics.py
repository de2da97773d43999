"""Topics as steps, beside those that the resolution in memory gives."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import LocalFlow
from kg.model.event import Extraction
from kg.model.mediatopic import MediaTopic
from kg.resolve.corpus import distinct, resolve
from kg.scale import topics as module
from kg.scale.statements import statements
from kg.scale.topics import topics
from tests.factories import extraction, story

LABELS = ("storm", "Storm", "STORM", "flood")
SUBJECTS = st.lists(st.sampled_from((MediaTopic.WEATHER, MediaTopic.DISASTER)), unique=True, max_size=2).map(tuple)


@st.composite
def articles(draw: st.DrawFn) -> Extraction:
    words = draw(st.lists(st.sampled_from(LABELS), unique_by=str.casefold, max_size=2))
    made = extraction(draw(st.sampled_from("abcdefgh")), f"A {' and a '.join(words)} came." if words else "Calm.", topics=words)
    return replace(made, topics=tuple(replace(topic, broader=draw(SUBJECTS)) for topic in made.topics))


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), max_size=8), st.integers(0, 3))
def test_topics_are_joined_and_named_by_count(told: list[Extraction], seed: int) -> None:
    check(told, seed)
    with patch.object(module, "MANY", 1):
        check(told, seed)


def test_a_story_in_two_languages() -> None:
    check(list(story()), 0)


def check(told: list[Extraction], seed: int) -> None:
    flow = LocalFlow(seed=seed)
    found = flow.few(topics(flow, statements(flow, flow.rows(Row(e.article.id, "", e) for e in distinct(told)))), 100)
    assert [(row.key, row.value) for row in found] == [(t.id, replace(t, mentions=())) for t in resolve(told).topics]
