"""Whole readings of short articles of our own: roles, realis, dates, sources, repetitions."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract.article import extract
from kg.lang.pack import Packs
from kg.lang.tokens import tokenize
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Extraction, Realis
from kg.model.text import Article, Span
from kg.model.time import Basis

PACKS = Packs()


def read_text(code: str, text: str, title: str = "") -> Extraction:
    whole = f"{title}\n{text}" if title else text
    return extract(Article(id="a", text=whole, lang=code, title=title, published="2024-06-12"), PACKS[code].untaught())


def only(extraction: Extraction, event_type: EventType) -> Event[EntityId]:
    found = [e for e in extraction.events if e.type is event_type]
    assert len(found) == 1, [e.label for e in found]
    return found[0]


def roles(extraction: Extraction, event: Event[EntityId]) -> set[tuple[str, str]]:
    names = {e.id: e.name for e in extraction.entities}
    return {(names[p.who], p.role.value) for p in event.participants}


def test_two_subjects_joined_by_a_conjunction_both_agree() -> None:
    vi = read_text("vi", "Nhật Bản và Pháp đã nhất trí về giá khí đốt ngày 10/6.")
    assert roles(vi, only(vi, EventType.AGREE)) == {("Nhật Bản", "agent"), ("Pháp", "agent")}
    en = read_text("en", "Japan and France agreed on a gas price on Monday.")
    assert roles(en, only(en, EventType.AGREE)) == {("Japan", "agent"), ("France", "agent")}


def test_what_is_announced_is_an_event_of_its_own() -> None:
    vi = read_text("vi", "Chính phủ Nhật Bản thông báo Pháp đã nhất trí về giá khí đốt ngày 10/6.")
    assert roles(vi, only(vi, EventType.STATEMENT)) == {("Chính phủ Nhật Bản", "agent")}
    assert roles(vi, only(vi, EventType.AGREE)) == {("Pháp", "agent")}


def test_a_date_of_the_clause_is_read_and_points_at_its_words() -> None:
    vi = read_text("vi", "Nhật Bản và Pháp đã nhất trí về giá khí đốt ngày 10/6.")
    time = only(vi, EventType.AGREE).time
    assert time is not None and time.edtf == "2024-06-10" and time.basis is Basis.EXPLICIT
    assert time.timex is not None and time.timex.span.of(vi.article.text) == "ngày 10/6"
    en = read_text("en", "Police arrested two men in Bristol on June 9.")
    arrest = only(en, EventType.JUSTICE)
    assert arrest.time is not None and arrest.time.edtf == "2024-06-09"


def test_an_event_lasts_the_whole_range_or_goes_on() -> None:
    en = read_text("en", "Police arrested ten men in Bristol between June 3 and June 5.")
    time = only(en, EventType.JUSTICE).time
    assert time is not None and time.edtf == "2024-06-03/2024-06-05"
    assert (time.interval.start, time.interval.end) == (date(2024, 6, 3), date(2024, 6, 6))
    assert time.timex is not None and time.timex.span.of(en.article.text) == "June 3 and June 5"
    en = read_text("en", "Since May, police arrested ten men in Bristol.")
    time = only(en, EventType.JUSTICE).time
    assert time is not None and time.edtf == "2024-05/.."
    assert (time.interval.start, time.interval.end) == (date(2024, 5, 1), None)


def test_a_future_marker_makes_it_planned() -> None:
    vi = read_text("vi", "Nhật Bản và Pháp sẽ thành lập một quỹ chung.")
    assert only(vi, EventType.ORGANISATION).realis is Realis.PLANNED
    assert only(vi, EventType.ORGANISATION).time is None


@pytest.mark.parametrize(
    ("code", "text", "edtf"),
    [
        ("en", "Maria Keller will meet the mayor of Norden tonight.", "2024-06-12"),
        ("vi", "Thủ tướng sẽ hội đàm với Tổng thống Lào tối nay.", "2024-06-12"),
        ("en", "Maria Keller will meet the mayor of Norden.", None),
        ("vi", "Thủ tướng sẽ hội đàm với Tổng thống Lào.", None),
    ],
)
def test_what_is_planned_is_today_only_if_the_words_say_so(code: str, text: str, edtf: str | None) -> None:
    event = only(read_text(code, text), EventType.MEET)
    assert (event.realis, event.time.edtf if event.time else None) == (Realis.PLANNED, edtf)


def test_what_its_own_sentence_dates_after_publication_has_not_happened() -> None:
    vi = read_text("vi", "Đại hội đại biểu tỉnh Long An khai mạc ngày 20/9.")
    assert [(e.time.edtf, e.realis) for e in vi.events if e.time is not None] == [("2024-09-20", Realis.PLANNED)]


def test_whose_nation_a_description_tells_takes_no_part() -> None:
    vi = read_text("vi", "Ngày 10/6, tay vợt người Serbia đánh bại Đỗ Quốc Nam.")
    assert "Serbia" not in {name for e in vi.events for name, _ in roles(vi, e)}


def test_a_syllable_of_a_name_makes_nothing_possible() -> None:
    text = "Bộ Quốc phòng và Bộ đội Biên phòng họp ở văn phòng mới."
    tags = Packs()["vi"].events.cues.tag(tokenize(text, Span(0, len(text))))
    assert not any("possible" in classes for classes in tags)


def test_a_reporting_verb_is_a_source_and_no_event() -> None:
    vi = read_text("vi", "Theo Bộ Quốc phòng Nhật Bản, phiến quân đã tấn công sân bay Kabul ngày 8/6.")
    names = {e.id: e.name for e in vi.entities}
    assert [names[who] for who in only(vi, EventType.ATTACK).attributed_to] == ["Bộ Quốc phòng Nhật Bản"]
    assert {e.type for e in vi.events} == {EventType.ATTACK}


def test_headline_and_body_tell_one_event() -> None:
    vi = read_text(
        "vi", "Chính phủ Nhật Bản và Pháp đã nhất trí về giá khí đốt ngày 10/6.", title="Nhật Bản và Pháp nhất trí về giá khí đốt"
    )
    event = only(vi, EventType.AGREE)
    assert len(event.mentions) == 2
    assert event.mentions[0].span.begin > event.mentions[1].span.begin


def test_events_of_one_clause_have_labels_of_their_own() -> None:
    text = "On Saturday police arrested and charged the banker Carter Hale in Leeds."
    labels = [event.label for event in read_text("en", text).events]
    assert len(labels) == 2
    assert labels[0].endswith("arrested and charged the banker Carter Hale in Leeds")
    assert labels[1] == "charged the banker Carter Hale in Leeds"


def test_a_hyphen_inside_a_word_ends_no_label() -> None:
    event = only(read_text("en", "On Monday police arrested a 60-year-old man in Leeds."), EventType.JUSTICE)
    assert event.label.endswith("arrested a 60-year-old man in Leeds")


def test_labels_are_words_of_the_text_and_short() -> None:
    text = "Chính phủ Nhật Bản thông báo Pháp đã nhất trí về giá khí đốt trong một cuộc họp kéo dài nhiều giờ ở thủ đô Paris ngày 10/6."
    for event in read_text("vi", text).events:
        assert event.label in text and len(event.label) <= 80


def test_two_readings_give_the_same() -> None:
    text = "Japan and France agreed on a gas price on Monday. Police arrested two men in Bristol on June 9."
    assert read_text("en", text) == read_text("en", text)
