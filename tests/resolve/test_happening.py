"""Which reports are of one event, and which only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.event import EventType, Extraction, Predicate, Realis
from kg.model.time import Basis
from kg.resolve.corpus import resolution
from tests.factories import JAPAN_EN, JAPAN_VI, PLACE, US_EN, US_VI, What, Who, extraction

VI = "Hôm ấy Nhật Bản và Mỹ họp ở Yokosuka, bàn tên lửa, ký và hứa nhiều điều."
EN = "That day Japan and the United States met in Yokosuka, discussed missiles, signed and promised."
PLACES = (Who("Yokosuka", PLACE),)
STATES = ("Nhật Bản", "Mỹ")
ALLIES = ("Japan", "United States")


def vi(ident: str, *what: What, text: str = VI, published: str = "2024-06-10") -> Extraction:
    who = tuple(replace(w, names=()) for w in (JAPAN_VI, US_VI, *PLACES) if w.name in text)
    return extraction(ident, text.replace(".", f" ({ident})."), who, what, lang="vi", published=published)


def en(ident: str, *what: What, text: str = EN) -> Extraction:
    return extraction(ident, text, (replace(JAPAN_EN, names=()), replace(US_EN, names=()), *PLACES), what)


def events(*extractions: Extraction) -> int:
    return len(resolution(extractions).records.events)


def meet(trigger: str, date: str | None, who: tuple[str, ...], **more: object) -> What:
    return What(EventType.MEET, trigger, date, who, **more)  # type: ignore[arg-type]


def test_the_same_day_and_participants_join_across_languages() -> None:
    assert events(vi("a", meet("họp", "2024-06-09", STATES)), en("b", meet("met", "2024-06-09", ALLIES))) == 1


@pytest.mark.parametrize("date", ["2024-06-08", "2024-07", "2023", None])
def test_dates_that_disagree_keep_reports_apart(date: str | None) -> None:
    assert events(vi("a", meet("họp", "2024-06-09", STATES)), en("b", meet("met", date, ALLIES))) == 2


@pytest.mark.parametrize(("date", "count"), [("2024-06", 1), ("2024", 2)])
def test_a_month_holds_its_day_and_a_year_says_too_little(date: str, count: int) -> None:
    assert events(vi("a", meet("họp", "2024-06-09", STATES)), en("b", meet("met", date, ALLIES))) == count


def test_a_month_that_fits_two_days_joins_neither() -> None:
    two = vi("a", meet("họp", "2024-06-09", STATES), meet("bàn", "2024-06-20", STATES))
    assert events(two, en("b", meet("met", "2024-06", ALLIES))) == 3


def test_of_two_events_of_a_day_none_is_guessed() -> None:
    two = vi("a", meet("họp", "2024-06-09", STATES), meet("bàn", "2024-06-09", STATES))
    assert events(two, en("b", meet("met", "2024-06-09", ALLIES))) == 3


def test_words_choose_between_two_events_of_a_day() -> None:
    kinds = [What(EventType.AGREE, t, "2024-06-09", STATES, label=f"{t} {w}") for t, w in (("ký", "tên lửa"), ("hứa", "điều"))]
    again = What(EventType.AGREE, "ký", "2024-06-09", STATES, label="ký tên lửa")
    found = resolution([vi("a", *kinds), vi("b", again)]).records.events
    assert sorted(len(e.mentions) for e in found) == [1, 2]
    assert {e.label for e in found if len(e.mentions) == 2} == {"ký tên lửa"}


def test_another_guest_makes_it_another_meeting() -> None:
    three = "Hôm ấy Nhật Bản, Mỹ và Pháp họp ở Paris, bàn tên lửa."
    guests = (replace(JAPAN_VI, names=()), replace(US_VI, names=()), Who("Pháp", PLACE, (), "country:FR"))
    trilateral = extraction("c", three, guests, (meet("họp", "2024-06-09", (*STATES, "Pháp")),), lang="vi")
    assert events(trilateral, en("b", meet("met", "2024-06-09", ALLIES))) == 2


def test_whom_one_belongs_to_is_no_other_guest() -> None:
    text = "Hôm ấy ông Lan Vũ, Nhật Bản và Mỹ họp, bàn tên lửa."
    who = (replace(JAPAN_VI, names=()), replace(US_VI, names=()), Who("Lan Vũ"))
    with_minister = extraction(
        "c", text, who, (meet("họp", "2024-06-09", (*STATES, "Lan Vũ")),), lang="vi",
        relations=(("Lan Vũ", Predicate.WORKS_FOR, "Nhật Bản"),),
    )  # fmt: skip
    assert events(with_minister, en("b", meet("met", "2024-06-09", ALLIES))) == 1


def test_who_does_it_to_whom_must_not_be_turned() -> None:
    attack = What(EventType.ATTACK, "họp", "2024-06-09", STATES[:1], STATES[1:])
    turned = What(EventType.ATTACK, "met", "2024-06-09", ALLIES[1:], ALLIES[:1])
    assert events(vi("a", attack), en("b", turned)) == 2
    assert events(vi("a", attack), vi("b", replace(attack, agents=attack.patients, patients=attack.agents))) == 2


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (Realis.ACTUAL, Realis.PLANNED, 1),
        (Realis.ACTUAL, Realis.NEGATED, 2),
        (Realis.ACTUAL, Realis.POSSIBLE, 2),
        (Realis.PLANNED, Realis.POSSIBLE, 1),
    ],
)
def test_what_was_planned_and_what_came_join_and_what_did_not_does_not(one: Realis, other: Realis, count: int) -> None:
    found = resolution(
        [vi("a", meet("họp", "2024-06-09", STATES, realis=one)), en("b", meet("met", "2024-06-09", ALLIES, realis=other))]
    ).records.events
    assert len(found) == count
    if count == 1:
        assert found[0].realis is min(one, other, key=list(Realis).index)


def test_undated_plans_join_on_the_same_words_and_participants_only() -> None:
    plan = What(EventType.ORGANISATION, "hứa", None, STATES, label="hứa lập nhóm tên lửa", realis=Realis.PLANNED)
    assert events(vi("a", plan), vi("b", plan)) == 1
    assert events(vi("a", plan), vi("b", replace(plan, label="hứa mở xưởng tàu mới"))) == 2
    assert events(vi("a", plan), vi("b", replace(plan, agents=STATES[:1]))) == 2


def test_what_goes_on_since_a_month_is_what_began_in_it() -> None:
    war = What(EventType.ATTACK, "họp", "2022-02/..", STATES[:1], STATES[1:])
    assert events(vi("a", war), en("b", What(EventType.ATTACK, "met", "2022-02", ALLIES[:1], ALLIES[1:]))) == 1
    assert events(vi("a", war), en("b", What(EventType.ATTACK, "met", "2024-06-09", ALLIES[:1], ALLIES[1:]))) == 2


def test_the_day_of_the_news_gives_way_to_the_day_before_where_all_else_agrees() -> None:
    news = meet("họp", "2024-06-10", STATES, basis=Basis.DCT)
    (joined,) = resolution([vi("a", news), vi("b", meet("họp", "2024-06-09", STATES))]).records.events
    assert joined.time is not None
    assert joined.time.edtf == "2024-06-09"


def test_the_date_is_the_most_exact_and_the_participants_are_all() -> None:
    (joined,) = resolution(
        [vi("a", meet("họp", "2024-06", STATES)), en("b", meet("met", "2024-06-09", ALLIES, places=("Yokosuka",)))]
    ).records.events
    assert joined.time is not None
    assert joined.time.edtf == "2024-06-09"
    assert [len(part.provenance) for part in joined.participants] == [2, 2, 1]


def test_a_copied_sentence_joins_whatever_was_read_in_it() -> None:
    who = (replace(JAPAN_VI, names=()),)
    told = What(EventType.STATEMENT, "hứa", None, STATES[:1])
    original = extraction("a", f"{VI} Trời mưa.", who, (replace(told, agents=()),), lang="vi")
    assert events(original, extraction("b", f"{VI} Trời đẹp.", who, (told,), lang="vi")) == 1
    assert events(original, extraction("b", VI.replace("nhiều", "vài"), who, (told,), lang="vi")) == 2


def test_reprints_join_all_their_events() -> None:
    plan = What(EventType.STATEMENT, "hứa", None, STATES[:1])
    both = [extraction(i, VI, (replace(JAPAN_VI, names=()),), (plan,), lang="vi", publisher=i) for i in "ab"]
    (joined,) = resolution(both).records.events
    assert joined.confidence == plan.confidence, "a reprint is no second source"
