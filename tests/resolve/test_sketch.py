"""Sketches of reports: what they rule out, the evidence rules out too."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.event import EventType, Extraction, Predicate, Realis
from kg.model.time import Basis
from kg.resolve.alike import COMPATIBLE, evidence
from kg.resolve.corpus import resolution
from kg.resolve.sketch import may_be_one, sketch_read, sketched
from kg.resolve.told import Told
from kg.resolve.weight import weigh
from tests.factories import JAPAN_VI, PLACE, US_VI, What, Who, extraction, story
from tests.resolve.test_corpus import articles

TEXTS = (
    "Hôm ấy ông Lan Vũ và Mỹ họp với Nhật Bản ở Yokosuka, bàn 24 tên lửa, ký và hứa nhiều điều.",
    "Nhật Bản, Mỹ cùng ông Lan Vũ họp ở Yokosuka hôm ấy, ký chuyện 24 tên lửa rồi hứa thêm.",
    "Ở Yokosuka ông Lan Vũ, Nhật Bản và Mỹ họp, ký, hứa: 30 tên lửa.",
)
WHO = ("Nhật Bản", "Mỹ", "Lan Vũ")
DATES = (None, "2024-06-09", "2024-06-10", "2024-06", "2024", "2024-06-09/..")


@st.composite
def meetings(draw: st.DrawFn) -> Extraction:
    """Give an article of few words and actors, so that many pairs of reports have something in common."""
    who = st.lists(st.sampled_from(WHO), unique=True, max_size=2).map(tuple)
    kinds = st.sampled_from((EventType.MEET, EventType.ATTACK, EventType.MILITARY, EventType.WEATHER, EventType.JUSTICE))
    what = [
        What(
            draw(kinds),
            trigger,
            draw(st.sampled_from(DATES)),
            draw(who),
            draw(who),
            draw(st.sampled_from(((), ("Yokosuka",)))),
            realis=draw(st.sampled_from(Realis)),
            basis=draw(st.sampled_from((Basis.EXPLICIT, Basis.DCT))),
        )
        for trigger in draw(st.sampled_from((("họp",), ("ký", "hứa"))))
    ]
    return extraction(
        draw(st.sampled_from("abcdef")),
        draw(st.sampled_from(TEXTS)),
        (replace(JAPAN_VI, names=()), replace(US_VI, names=()), Who("Lan Vũ"), Who("Yokosuka", PLACE)),
        what,
        lang=draw(st.sampled_from(("vi", "en"))),
        published=draw(st.sampled_from(("2024-06-10", "2024-06-11", "2024-06-20", None))),
        publisher=draw(st.sampled_from(("Bến Cảng", "Sông Hồng"))),
        relations=draw(st.sampled_from(((), (("Lan Vũ", Predicate.WORKS_FOR, "Nhật Bản"),)))),
    )


def count_found(found: list[Extraction]) -> tuple[int, int]:
    """Count the pairs with evidence, and those that their sketches rule out."""
    reports = sorted(
        (told for group in resolution(found).groups for told in group), key=lambda told: (told.article, told.event.id)
    )
    weights = weigh(reports)
    drawn = [sketch_read(sketched(told)) for told in reports]
    well, out = 0, 0
    for i, j in combinations(range(len(reports)), 2):
        if reports[i].article == reports[j].article or not may_be_of_one_type(reports[i], reports[j]):
            continue
        rules_out = not may_be_one(drawn[i], drawn[j])
        if evidence(reports[i], reports[j], weights) is not None:
            assert not rules_out
            well += 1
        out += rules_out
    return well, out


def may_be_of_one_type(one: Told, other: Told) -> bool:
    kinds = frozenset({one.event.type, other.event.type})
    return len(kinds) == 1 or kinds in COMPATIBLE


def test_of_a_story_what_belongs_together_is_not_ruled_out_and_most_else_is() -> None:
    well, out = count_found(list(story()))
    assert well > 0
    assert out > 0


@settings(max_examples=80, deadline=None)
@given(st.lists(meetings() | articles(), min_size=2, max_size=6))
def test_what_a_sketch_rules_out_has_no_evidence(found: list[Extraction]) -> None:
    count_found(found)


@settings(max_examples=30, deadline=None)
@given(meetings())
def test_a_sketch_keeps_dates_and_types(found: Extraction) -> None:
    for told in (told for group in resolution([found]).groups for told in group):
        drawn = sketch_read(sketched(told))
        assert (drawn.type, drawn.realis, drawn.published) == (told.event.type, told.realis, told.published)
        assert (drawn.time and drawn.time.interval) == (told.time and told.time.interval)
        assert bool(drawn.agents) == bool(told.agents)
