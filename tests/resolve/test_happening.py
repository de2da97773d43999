"""Which reports are of one event, and which only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.event import EventType, Extraction, Predicate, Realis, Role
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
    other = "Tuần trước, khi Nhật Bản và Mỹ bàn chuyện đóng tàu, hai bên hứa mở một xưởng mới."
    assert events(vi("a", plan), vi("b", replace(plan, label="hứa mở xưởng tàu mới"), text=f"Yokosuka. {other}")) == 2
    alone = "Nghe tin từ Mỹ và Yokosuka, Nhật Bản hứa lập nhóm tên lửa."
    assert events(vi("a", plan), vi("b", replace(plan, agents=STATES[:1]), text=alone)) == 2


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


def test_an_actor_has_the_role_that_most_reports_give_it() -> None:
    reports = [
        vi("a", meet("họp", "2024-06-09", STATES)),
        en("b", meet("met", "2024-06-09", ALLIES)),
        en("c", meet("met", "2024-06-09", ALLIES[:1], patients=ALLIES[1:]), text=EN.replace("That day", "Then")),
    ]
    (joined,) = resolution(reports).records.events
    assert [(part.role, len(part.provenance)) for part in joined.participants] == [(Role.AGENT, 3), (Role.AGENT, 2)]


def test_a_copied_sentence_joins_whatever_was_read_in_it() -> None:
    who = (replace(JAPAN_VI, names=()),)
    told = What(EventType.STATEMENT, "hứa", None, STATES[:1])
    original = extraction("a", f"{VI} Trời mưa.", who, (replace(told, agents=()),), lang="vi")
    assert events(original, extraction("b", f"{VI} Trời đẹp.", who, (told,), lang="vi")) == 1
    reworded = "Nhật Bản hứa sẽ nghĩ thêm về chuyện tên lửa."
    assert events(original, extraction("b", reworded, who, (told,), lang="vi")) == 2


def test_reprints_join_all_their_events() -> None:
    plan = What(EventType.STATEMENT, "hứa", None, STATES[:1])
    both = [extraction(i, VI, (replace(JAPAN_VI, names=()),), (plan,), lang="vi", publisher=i) for i in "ab"]
    (joined,) = resolution(both).records.events
    assert joined.confidence == plan.confidence, "a reprint is no second source"


# Reports that disagree on the date

SEIZED = "The navy of Japan seized the tanker Oriel with 24 sailors off Yokosuka."
FERRY = Who("Oriel", PLACE)
MORE = {"a": "Rain fell.", "b": "Prices rose again in March.", "c": "A school opened on the hill.", "d": "The mayor came too."}


def seized(ident: str, date: str, *, text: str = SEIZED, published: str | None = "2024-06-12", **more: object) -> Extraction:
    event = What(EventType.JUSTICE, "seized", date, ("Japan",), ("Oriel",), ("Yokosuka",), **more)  # type: ignore[arg-type]
    who = (replace(JAPAN_EN, names=()), FERRY, *PLACES)
    return extraction(ident, f"{text} {MORE[ident]}", who, (event,), published=published, publisher=f"Paper {ident}")


def test_two_dates_of_one_event_are_kept_with_those_who_say_so() -> None:
    last = "The navy of Japan seized the tanker Oriel with 24 sailors off Yokosuka, papers say."
    (told,) = resolution(
        [seized("a", "2024-06-10"), seized("b", "2024-06-09"), seized("c", "2024-06-10", text=last)]
    ).records.events
    assert [(claim.time.edtf, claim.source_count) for claim in told.claims] == [("2024-06-10", 2), ("2024-06-09", 1)]
    assert [[p.article for p in claim.provenance] for claim in told.claims] == [["a", "c"], ["b"]]
    assert told.time == told.claims[0].time
    assert told.source_count == 3


def test_of_two_dates_with_as_many_sources_the_more_exact_is_shown() -> None:
    (told,) = resolution([seized("a", "2024-05"), seized("b", "2024-06-09")]).records.events
    assert [claim.time.edtf for claim in told.claims] == ["2024-06-09", "2024-05"]


def test_a_vaguer_date_is_no_contradiction() -> None:
    (told,) = resolution([seized("a", "2024-06"), seized("b", "2024-06-09")]).records.events
    assert told.claims == ()
    assert told.time is not None
    assert told.time.edtf == "2024-06-09"


@pytest.mark.parametrize(
    "other",
    [
        seized("b", "2024-06-09", text=SEIZED.replace("24", "31")),  # other numbers
        seized("b", "2024-06-09", published="2024-07-20"),  # other news
        seized("b", "2024-06-13", published="2024-06-13"),  # the first article cannot tell of the 13th
        seized("b", "2024-06-09", published=None),  # when it was told is not known
        seized("b", "2024-06-09", basis=Basis.CONTEXT),  # the date stands elsewhere
        seized("b", "2024-06-09", realis=Realis.PLANNED),
        seized("b", "2024-06-09", text="Off Yokosuka, after a long chase, Japan at last seized 24 sailors and all the tea of the Oriel."),
    ],
)  # fmt: skip
def test_what_is_not_the_same_in_all_but_the_date_stays_apart(other: Extraction) -> None:
    found = resolution([seized("a", "2024-06-10"), other]).records.events
    assert [event.claims for event in found] == [(), ()]


def test_what_is_done_day_after_day_is_told_of_each_day() -> None:
    days = [seized(name, f"2024-06-{day}") for name, day in (("a", "08"), ("b", "09"), ("c", "10"))]
    assert len(resolution(days).records.events) == 3
    both = extraction(
        "d",
        f"{SEIZED} The day before it had caught another with all its men.",
        (replace(JAPAN_EN, names=()), FERRY, *PLACES),
        tuple(
            What(EventType.JUSTICE, trigger, date, ("Japan",), ("Oriel",), ("Yokosuka",))
            for trigger, date in (("seized", "2024-06-10"), ("caught", "2024-06-09"))
        ),
        published="2024-06-12",
    )
    told = resolution([seized("b", "2024-06-09"), both]).records.events
    assert all(not event.claims for event in told)


def test_what_moves_with_the_news_is_told_of_each_week() -> None:
    past = [seized("a", "2024-05-20", published="2024-06-06"), seized("b", "2024-05-27", published="2024-06-13")]
    assert len(resolution(past).records.events) == 2
    plans = [
        seized("a", "2024-06-14", published="2024-06-08", realis=Realis.PLANNED),
        seized("b", "2024-06-18", published="2024-06-11", realis=Realis.PLANNED),
    ]
    assert len(resolution(plans).records.events) == 2
    (moved,) = resolution([plans[0], seized("b", "2024-06-15", published="2024-06-08", realis=Realis.PLANNED)]).records.events
    assert len(moved.claims) == 2


def test_a_festival_of_every_year_contradicts_nothing() -> None:
    words = "The town of Yokosuka opened its fair of 300 boats."
    years = [
        extraction(
            name, f"{words} {MORE[name]}", PLACES, (What(EventType.CULTURE, "opened", f"{year}-06-10", places=("Yokosuka",)),), published=f"{year}-06-11"
        )
        for name, year in (("a", 2023), ("b", 2024))
    ]  # fmt: skip
    assert [event.claims for event in resolution(years).records.events] == [(), ()]


# Reports without a date, told in nearly the same words

COURT = "A court in Yokosuka sentenced the former minister Ada Vint to five years in prison for bribes from the Oriel line."
AGAIN = "Former minister Ada Vint was sentenced to five years in prison by a court in Yokosuka over bribes from the Oriel line."


def sentenced(ident: str, text: str, published: str | None = "2024-06-12", date: str | None = None, **more: object) -> Extraction:
    who = tuple(one for one in (Who("Ada Vint"), *PLACES) if one.name in text)
    verdict = What(EventType.JUSTICE, "sentenced", date, (), ("Ada Vint",), **more)  # type: ignore[arg-type]
    return extraction(ident, f"{text} {MORE[ident]}", who, (verdict,), published=published, publisher=f"Paper {ident}")


def test_the_same_story_of_a_day_is_one_event_without_a_date() -> None:
    assert events(sentenced("a", COURT), sentenced("b", AGAIN)) == 1
    assert events(sentenced("a", COURT), sentenced("b", AGAIN, "2024-06-13")) == 1


def test_what_an_article_leaves_undated_can_be_of_the_day_of_its_news() -> None:
    (told,) = resolution([sentenced("a", COURT, date="2024-06-12"), sentenced("b", AGAIN)]).records.events
    assert told.time is not None
    assert told.time.edtf == "2024-06-12"
    assert events(sentenced("a", COURT, date="2024-06-02"), sentenced("b", AGAIN)) == 2


@pytest.mark.parametrize(
    "other",
    [
        sentenced("b", AGAIN, "2024-06-20"),  # other news
        sentenced("b", AGAIN, None),  # nobody knows of when
        sentenced("b", AGAIN.replace("five years", "12 years")[:-1] + " of 2 ships."),
        sentenced("b", "The former minister Ada Vint, whom a court in March sentenced for tax fraud, has left the country."),
    ],
)
def test_other_news_or_words_make_another_story(other: Extraction) -> None:
    first = sentenced("a", COURT.replace("five", "5"))
    assert events(first, other) == 2


def test_what_an_outlet_says_every_day_is_no_event_of_all_days() -> None:
    words = "The bulletin at five brings together what was announced during the day and what people talk about."
    told = [
        extraction(f"{day}", words, (), (What(EventType.STATEMENT, "announced"),), published=f"2024-06-{day}", publisher="Post")
        for day in (10, 11, 12, 13)
    ]
    assert events(*told) == 4
    assert events(*told[:2]) == 1, "two days may be a story and its repetition"


def test_a_text_that_is_printed_again_tells_of_the_day_of_the_first_print() -> None:
    plan = What(EventType.STATEMENT, "hứa", "2024-06-09", STATES[:1], basis=Basis.RELATIVE)
    who = (replace(JAPAN_VI, names=()),)
    first = extraction("b", VI, who, (plan,), lang="vi", publisher="b")
    again = extraction("a", VI, who, (replace(plan, date="2024-06-10"),), lang="vi", publisher="a", published="2024-06-11")
    (told,) = resolution([first, again]).records.events
    assert told.time is not None
    assert (told.time.edtf, told.claims) == ("2024-06-09", ())
    later = extraction("a", VI, who, (replace(plan, date="2025-06-10"),), lang="vi", publisher="a", published="2025-06-11")
    assert events(first, later) == 2


def test_the_reason_of_a_join_says_what_was_compared() -> None:
    found = resolution([sentenced("a", COURT), sentenced("b", AGAIN)]).joins
    (reason,) = [join.reason for join in found if join.kind == "event"]
    assert reason.startswith("JUSTICE, both undated, 1 participant shared, ")
    assert "wording" in reason
