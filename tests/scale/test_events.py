"""Events found in steps, beside those found with all articles in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import Held, LocalFlow
from kg.errors import KgError
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Extraction
from kg.resolve import block
from kg.resolve.copies import text_key
from kg.resolve.corpus import Resolution, resolution
from kg.resolve.source import sources
from kg.resolve.told import BELONGS
from kg.scale import facts, pairs
from kg.scale.events import events
from kg.scale.order import ordered, place_of, placed
from kg.scale.packed import packed, packed_event, unpacked, unpacked_event
from tests.factories import JAPAN_EN, PLACE, What, Who, extraction, story
from tests.resolve.test_corpus import articles
from tests.resolve.test_sketch import meetings

Found = tuple[dict[str, Event[EntityId]], dict[str, dict[str, str]]]


def in_steps(flow: LocalFlow, whole: Resolution) -> Found:
    """Give the events and homes that the steps find in what the other rooms give them of a resolution."""
    texts = {e.article.id: text_key(e.article) for e in whole.extractions}
    voices = sources((e.article for e in whole.extractions), texts)
    of: defaultdict[str, dict[EntityId, EntityId]] = defaultdict(dict)
    for (article, local), who in whole.actors.of.items():
        of[article][local] = who
    belongs = {(r.subject, r.object) for r in whole.records.relations if r.object is not None and r.predicate in BELONGS}
    found, home = events(
        flow,
        flow.rows(Row(e.article.id, "", e) for e in whole.extractions),
        flow.rows(Row(e.article.id, "", of[e.article.id]) for e in whole.extractions),
        flow.rows(Row(entity.id, "", replace(entity, mentions=())) for entity in whole.actors.entities),
        flow.rows(Row(article, "", (text, voices[article])) for article, text in texts.items()),
        flow.rows(Row(subject, target, None) for subject, target in belongs),
    )
    return by_key(flow, found), by_key(flow, home)


def by_key(flow: LocalFlow, data: Held) -> dict[str, Any]:
    rows = flow.few(data, 10_000)
    assert len({row.key for row in rows}) == len(rows)
    assert {row.order for row in rows} <= {""}
    return {row.key: row.value for row in rows}


def serial(whole: Resolution) -> Found:
    home: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for group in whole.groups:
        ident = min(told.event.id for told in group)
        for told in group:
            home[told.article][told.event.id] = ident
    return {event.id: event for event in whole.records.events}, dict(home)


def assert_equal(extractions: Iterable[Extraction], seed: int) -> Resolution:
    whole = resolution(extractions)
    assert in_steps(LocalFlow(seed=seed), whole) == serial(whole)
    return whole


@pytest.mark.parametrize("seed", range(5))
def test_a_story_in_two_languages_gives_the_same_events(seed: int) -> None:
    assert_equal(story(), seed)


@settings(max_examples=60, deadline=None)
@given(st.lists(articles(), max_size=8), st.integers(0, 3))
def test_any_articles_give_the_same_events(found: list[Extraction], seed: int) -> None:
    assert_equal(found, seed)


def test_two_events_with_one_id_are_refused_in_one_line() -> None:
    whole = resolution(story())
    one, other, *rest = whole.extractions
    ident = one.events[0].id
    twice = replace(other, events=(replace(other.events[0], id=ident), *other.events[1:]))
    for altered in ((one, twice, *rest), (replace(one, events=(*one.events, one.events[0])), other, *rest)):
        with pytest.raises(KgError, match=ident):
            in_steps(LocalFlow(seed=1), replace(whole, extractions=altered))


def test_articles_that_tell_nothing_have_no_row() -> None:
    whole = assert_equal([extraction("a", "Trời mưa.", lang="vi"), extraction("b", "Trời nắng.", lang="vi")], 1)
    assert whole.records.events == ()
    assert in_steps(LocalFlow(), resolution([])) == ({}, {})


def test_what_comes_again_and_again_is_known_to_all() -> None:
    """Refrains, what is done day after day, and reprints on several days: what only all articles together show."""
    words = "The bulletin at five brings together what was announced during the day and what people talk about."
    told = What(EventType.STATEMENT, "announced")
    daily = [extraction(f"{day}", words, (), (told,), published=f"2024-06-{day}", publisher="Post") for day in (10, 11, 12, 13)]
    others = [extraction(f"{day}x", words, (), (told,), published=f"2024-06-{day}", publisher=f"P{day}") for day in (10, 11)]
    seized = [
        extraction(
            f"s{day}",
            f"The navy of Japan seized the tanker Oriel with 24 sailors, {more}.",
            (replace(JAPAN_EN, names=()), Who("Oriel", PLACE)),
            (What(EventType.JUSTICE, "seized", f"2024-06-{day}", ("Japan",), ("Oriel",)),),
            published="2024-06-12",
            publisher=f"Paper {day}",
        )
        for day, more in (("08", "it says"), ("09", "it said"), ("10", "papers say"))
    ]
    for seed in range(3):
        assert len(assert_equal(daily, seed).records.events) == 4
        assert_equal([*daily[:2], *others, *seized[:2]], seed)
        assert_equal([*daily, *others, *seized], seed)


NAMES = st.text(st.characters(codec="utf-8", max_codepoint=4) | st.sampled_from("ab"), max_size=3)
PARTS = st.lists(NAMES, max_size=3).map(tuple)


@given(st.lists(st.tuples(NAMES, PARTS, NAMES), min_size=2, max_size=2))
def test_orders_compare_as_their_tuples_do(two: list[tuple[str, tuple[str, ...], str]]) -> None:
    one, other = two
    assert (ordered(*one) < ordered(*other)) == (one < other)
    assert (ordered(*one) == ordered(*other)) == (one == other)
    assert place_of(placed(7, *one)) == (one[-1], 7)


@settings(max_examples=60, deadline=None)
@given(st.lists(meetings(), max_size=8), st.integers(0, 3))
def test_articles_with_much_in_common_give_the_same_events(found: list[Extraction], seed: int) -> None:
    assert_equal(found, seed)


@settings(max_examples=20, deadline=None)
@given(st.lists(meetings() | articles(), max_size=4))
def test_what_is_packed_comes_back(found: list[Extraction]) -> None:
    whole = resolution(found)
    told = [told for group in whole.groups for told in group]
    assert [unpacked(packed(one)) for one in told] == told
    assert [unpacked_event(packed_event(event)) for event in whole.records.events] == list(whole.records.events)


@pytest.mark.parametrize("window", [1, 2])
def test_what_is_asked_for_flushed_and_cut_to_a_window_gives_the_same_events(
    window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set the bounds so low that the few articles of a test reach them."""
    monkeypatch.setattr(facts, "COMMON", 1)
    monkeypatch.setattr(facts, "FLUSH", 3)
    monkeypatch.setattr(block, "WINDOW", window)
    monkeypatch.setattr(pairs, "WINDOW", window)

    @settings(max_examples=25, deadline=None)
    @given(st.lists(meetings() | articles(), min_size=3, max_size=8), st.integers(0, 3))
    def check(found: list[Extraction], seed: int) -> None:
        assert_equal([*story(), *found], seed)

    check()
