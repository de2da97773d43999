"""The laws of resolution: neither order, grouping nor repetition shows; and what one story should give."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.knowledge import KnowledgeGraph, merge
from kg.model.codec import extraction_from_json, extraction_to_json
from kg.model.event import Event, EventPredicate, EventType, Extraction, Subject
from kg.model.fingerprint import Fingerprint, article_hash
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.resolve.corpus import distinct, resolution, resolve
from kg.store.sqlite import SqliteStore
from tests.factories import (
    PLACE,
    What,
    Who,
    extraction,
    story,
)

STORY = story()
NAMES = ("Lê Văn Bảo", "Lê Văn Bão", "Le Van Bao", "Kim Jong-un", "Kim Jong Un", "Bảo")
STATES = ("Nhật Bản", "Mỹ", "Pháp")
# Long enough for two articles that differ in the rest to be copies.
WIRE = (
    "Bến phà mở lại từ sáng sớm, khách xếp hàng dài trên cầu gỗ cũ. Người bán bánh đi dọc hàng người, vừa rao vừa hỏi thăm tin nhà. "
    "Con tàu đầu tiên rời bến khi sương còn dày, chở đầy rau và gạo sang bờ bên kia. Đến trưa thì nắng lên, nước ròng, bãi cát lộ ra "
    "trắng xóa và trẻ con chạy ra nhặt ốc."
)
DATES = (None, "2024-06-09", "2024-06-10", "2024-06", "2024", "2022-02/..")


@st.composite
def articles(draw: st.DrawFn) -> Extraction:
    name = draw(st.sampled_from("abcdefgh"))
    lang = draw(st.sampled_from(("vi", "en")))
    people = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=3))
    states = draw(st.lists(st.sampled_from(STATES), unique=True, min_size=1, max_size=3))
    days = draw(st.lists(st.sampled_from(DATES), min_size=1, max_size=3))
    kinds = draw(st.lists(st.sampled_from((EventType.MEET, EventType.AGREE, EventType.STATEMENT)), min_size=3, max_size=3))
    text = f"Hôm qua {', '.join(people)} gặp {' và '.join(states)}. Họ nói chuyện lâu."
    who = [Who(n) for n in people] + [Who(s, PLACE, (), f"country:{s}") for s in states]
    agents = tuple(draw(st.lists(st.sampled_from((*people, *states)), unique=True, min_size=1)))
    triggers = ("gặp", "nói", "chuyện")
    what = [What(kinds[i], triggers[i], day, agents) for i, day in enumerate(days)]
    ends = st.sampled_from(triggers[: len(what)])
    links = draw(st.lists(st.tuples(ends, st.sampled_from(list(EventPredicate)), ends), max_size=2))
    outlet = draw(st.sampled_from((None, "Bến Cảng", "Sông Hồng")))
    news = draw(st.sampled_from(("2024-06-10", "2024-06-11", None)))
    more = draw(st.sampled_from(("", f" {WIRE}", f" {WIRE} Trời mưa.")))
    return extraction(name, f"{text}{more}", who, what, lang=lang, publisher=outlet, published=news, links=links)


@settings(max_examples=60, deadline=None)
@given(st.lists(articles(), max_size=6), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_shows(found: list[Extraction], chance: Random) -> None:
    whole = resolution(found)
    mixed = [*found, *found[:2]]
    chance.shuffle(mixed)
    assert resolution(mixed) == whole


@settings(max_examples=25, deadline=None)
@given(st.lists(articles(), max_size=6), st.randoms(use_true_random=False), st.integers(0, 6))
def test_what_comes_in_parts_gives_the_same_bytes(found: list[Extraction], chance: Random, cut: int) -> None:
    """Put articles into a store in any order, in two runs, some again, and in parts that are merged: nothing of it shows."""
    known = distinct(found)
    whole = KnowledgeGraph.of(known).to_json()
    mixed = list(known)
    chance.shuffle(mixed)
    with TemporaryDirectory() as folder:
        for run in (mixed[:cut], mixed[max(cut - 1, 0) :]):
            with SqliteStore(Path(folder) / "kg.db") as store:
                store.put((extraction, Fingerprint(article_hash(extraction.article), "test")) for extraction in run)
        with SqliteStore(Path(folder) / "kg.db") as store:
            assert KnowledgeGraph.of(store).to_json() == whole
    assert merge(KnowledgeGraph.of(mixed[cut:]), KnowledgeGraph.of(mixed[: cut + 1])).to_json() == whole


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), max_size=4), st.lists(articles(), max_size=4))
def test_grouping_does_not_show(some: list[Extraction], others: list[Extraction]) -> None:
    assert resolve([*distinct(some), *distinct(others)]) == resolve([*others, *some])


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), max_size=6))
def test_every_reference_is_resolvable_and_nothing_is_lost(found: list[Extraction]) -> None:
    records = resolve(found)
    ids = {entity.id for entity in records.entities}
    assert len(ids) == len(records.entities)
    assert {p.who for event in records.events for p in event.participants} <= ids
    kept = {m for event in records.events for m in event.mentions}
    assert kept == {m for extraction in distinct(found) for event in extraction.events for m in event.mentions}
    assert list(records.events) == sorted(records.events, key=lambda event: event.id)
    assert len({event.id for event in records.events}) == len(records.events)
    told = {event.id for event in records.events}
    assert all({link.subject, link.object} <= told and link.subject != link.object for link in records.links)
    assert {p for link in records.links for p in link.provenance} <= {
        p for extraction in distinct(found) for link in extraction.links for p in link.provenance
    }
    for event in records.events:
        inside = [m.article for m in event.mentions]
        assert len(set(inside)) == len(inside), "two events of one article became one"


def the(records: Records, kind: EventType, date: str | None) -> Event[str]:
    found = [e for e in records.events if e.type is kind and (e.time.edtf if e.time else None) == date]
    assert len(found) == 1, found
    return found[0]


def test_one_story_in_two_languages_becomes_one_set_of_events() -> None:
    records = resolve(STORY)
    talks = the(records, EventType.MEET, "2024-06-09")
    assert {m.article for m in talks.mentions} == {"a-vi-forum", "b-en-forum", "c-vi-analysis"}
    summit = the(records, EventType.MEET, "2024-04-10")
    assert {m.article for m in summit.mentions} == {"a-vi-forum", "b-en-forum"}
    assert {m.article for m in the(records, EventType.AGREE, "2024-04-10").mentions} == {"b-en-forum", "c-vi-analysis"}
    assert len(records.events) == 6


def test_a_link_that_two_articles_state_is_one_with_both_places() -> None:
    records = resolve(STORY)
    kinds = {event.id: (event.type, event.time.edtf if event.time else None) for event in records.events}
    found = {(kinds[link.subject], link.predicate, kinds[link.object]): link for link in records.links}
    summit, talks = (EventType.MEET, "2024-04-10"), (EventType.MEET, "2024-06-09")
    assert {p.article for p in found[summit, EventPredicate.BEFORE, talks].provenance} == {"a-vi-forum", "b-en-forum"}
    assert (summit, EventPredicate.ABOUT, (EventType.ORGANISATION, None)) in found
    assert len(found) == 3


def test_two_articles_that_contradict_each_other_leave_no_link() -> None:
    one, other = (replace(STORY[i].links[0], predicate=EventPredicate.ABOUT) for i in (0, 1))
    told = replace(STORY[0], links=(one,))
    turned = replace(STORY[1], links=(replace(other, subject=other.object, object=other.subject),))
    assert resolve([told, *STORY[2:]]).links != ()
    assert resolve([told, turned, *STORY[2:]]).links == ()


def test_the_dates_of_all_articles_refute_a_wrong_order() -> None:
    (talks, summit) = (STORY[0].links[0].object, STORY[0].links[0].subject)
    wrong = replace(STORY[0].links[0], subject=talks, object=summit)
    assert resolve([replace(STORY[0], links=(wrong,)), *(replace(x, links=()) for x in STORY[1:])]).links == ()


def test_every_join_has_a_reason() -> None:
    joins = resolution(STORY).joins
    assert all(join.reason for join in joins)
    assert {join.kind for join in joins} == {"entity", "event"}


def test_independent_sources_add_up_and_copies_do_not() -> None:
    talks = the(resolve(STORY), EventType.MEET, "2024-06-09")
    assert talks.confidence == 0.936  # 1 - 0.4 ** 3: three sources of 0.6
    copy = replace(STORY[0], article=replace(STORY[0].article, publisher="Sông Hồng"))
    again = extraction_as(copy, "z-copy")
    assert the(resolve([*STORY, again]), EventType.MEET, "2024-06-09").confidence == 0.936


def extraction_as(found: Extraction, name: str) -> Extraction:
    """Give the same extraction as that of an article of another name."""
    text = json.dumps(extraction_to_json(found))
    for old, new in ((found.article.id, name), ("event-", "event-copy-"), ("entity-", "entity-copy-")):
        text = text.replace(f'"{old}', f'"{new}')
    return extraction_from_json(json.loads(text))


def test_of_two_versions_of_an_article_the_later_counts() -> None:
    early = extraction("a", "Ông Nam gặp bà Lan.", published="2024-06-01")
    late = extraction("a", "Ông Nam không gặp bà Lan.", published="2024-06-02")
    assert distinct([late, early]) == distinct([early, late]) == (late,)


def test_subjects_come_by_article_and_those_of_a_topic_are_joined() -> None:
    one, other = (
        replace(
            made,
            subjects=(code,),
            topics=tuple(replace(topic, broader=(code,)) for topic in made.topics),
        )
        for made, code in (
            (extraction("b", "A storm came.", topics=("storm",)), MediaTopic.WEATHER),
            (extraction("a", "A storm broke.", topics=("storm",)), MediaTopic.DISASTER),
        )
    )
    records = resolve([one, other])
    assert records.subjects == (Subject("a", MediaTopic.DISASTER), Subject("b", MediaTopic.WEATHER))
    assert [topic.broader for topic in records.topics] == [(MediaTopic.DISASTER, MediaTopic.WEATHER)]
