"""Constructions around event words, in both languages alike."""

from __future__ import annotations

import pytest

from kg.extract.article import extract
from kg.extract.mention import find_mentions
from kg.extract.position import set_scenes
from kg.extract.reading import read as cut
from kg.extract.trigger import Found, candidates
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.lang.roles import Position
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Extraction, Realis
from kg.model.text import Article

PACKS = Packs()


def read_body(code: str, text: str) -> Extraction:
    title = {"vi": "Tin trong ngày", "en": "The day's news"}[code]
    return extract(
        Article(id="a", text=f"{title}\n\n{text}", lang=code, title=title, published="2024-06-12"), PACKS[code].untaught()
    )


def of_type(extraction: Extraction, event_type: EventType) -> list[Event[EntityId]]:
    return [e for e in extraction.events if e.type is event_type]


def told(code: str, text: str) -> dict[str, Realis]:
    """Give the event words of a text and whether they have happened."""
    extraction = read_body(code, text)
    words = {m.span: event.realis for event in extraction.events for m in event.mentions}
    title = {"vi": "Tin trong ngày", "en": "The day's news"}[code]
    return {span.of(f"{title}\n\n{text}"): realis for span, realis in words.items()}


def roles(extraction: Extraction, event: Event[EntityId]) -> set[tuple[str, str]]:
    names = {e.id: e.name for e in extraction.entities}
    return {(names[p.who], p.role.value) for p in event.participants}


def subjects(code: str, text: str, word: str) -> set[str]:
    """Give who stands as the subject of an event word, whatever else is believed to tell an event."""
    tables = PACKS[code].events
    reading = cut(Article("a", text, code, published="2024-06-12"), PACKS[code])
    [view] = views(reading, (), find_mentions(reading, ()))
    [scene] = set_scenes([Found(view, c.start, c.stop, c.trigger, 1.0) for c in candidates(view, tables)], tables.roles)
    [n] = [i for i, trigger in enumerate(scene.triggers) if trigger.span.of(text) == word]
    return {placed.mention.name for placed, position in scene.positions[n].items() if position is Position.SUBJECT}


@pytest.mark.parametrize(
    ("code", "text", "attacker", "attacked"),
    [
        ("vi", "Anh đã gửi vũ khí cho Kuwait trong cuộc chiến chống lại cuộc xâm lược kéo dài của Iraq.", "Iraq", "Kuwait"),
        ("vi", "Pháp viện trợ lương thực cho Mali trong cuộc chiến chống cuộc tấn công của Libya.", "Libya", "Mali"),
        ("en", "Britain has sent arms to Kuwait in its fight against Iraq's ongoing invasion.", "Iraq", "Kuwait"),
        ("en", "France is helping Mali defend itself against the attack by Libya.", "Libya", "Mali"),
    ],
)
def test_who_fights_against_an_attack_is_the_one_attacked(code: str, text: str, attacker: str, attacked: str) -> None:
    read = read_body(code, text)
    for event in of_type(read, EventType.ATTACK):
        assert roles(read, event) == {(attacker, "agent"), (attacked, "patient")}
    assert of_type(read, EventType.ATTACK)


@pytest.mark.parametrize(
    ("code", "text", "giver", "taker"),
    [
        ("vi", "Vụ việc gây chú ý ở Na Uy - nước đang cung cấp hỗ trợ tài chính cho Sudan.", "Na Uy", "Sudan"),
        ("en", "The case drew attention in Norway, which is providing financial aid to Sudan.", "Norway", "Sudan"),
    ],
)
def test_an_apposition_with_a_verb_of_its_own_has_its_head_as_doer(code: str, text: str, giver: str, taker: str) -> None:
    read = read_body(code, text)
    [event] = of_type(read, EventType.SUPPORT)
    assert roles(read, event) == {(giver, "agent"), (taker, "recipient")}
    assert event.realis is Realis.ACTUAL


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("vi", "Giá gạo giảm, trong khi Na Uy tập trung vào viện trợ nhân đạo.", "viện trợ"),
        ("en", "Rice prices are down, while Norway is focusing on humanitarian aid.", "humanitarian aid"),
    ],
)
def test_a_verb_of_focus_carries_its_noun(code: str, text: str, word: str) -> None:
    read = read_body(code, text)
    [event] = of_type(read, EventType.SUPPORT)
    assert event.mentions[0].span.of(read.article.text) == word
    assert {name for name, role in roles(read, event) if role == "agent"} == {"Na Uy" if code == "vi" else "Norway"}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("vi", "Na Uy có một bản hiến pháp từ bỏ chiến tranh."),
        ("en", "Norway has a constitution that renounces war."),
    ],
)
def test_what_is_refused_in_general_is_no_event(code: str, text: str) -> None:
    assert not of_type(read_body(code, text), EventType.ATTACK)


@pytest.mark.parametrize(
    ("code", "text", "word", "doers"),
    [
        ("vi", "Chính phủ Na Uy và Pháp sẽ thực hiện nhiều dự án chung.", "thực hiện", {"Chính phủ Na Uy", "Pháp"}),
        ("en", "Norway and France will carry out several joint projects.", "carry out", {"Norway", "France"}),
    ],
)
def test_what_states_say_they_will_do_is_a_planned_event(code: str, text: str, word: str, doers: set[str]) -> None:
    read = read_body(code, text)
    [event] = [e for e in read.events if e.mentions[0].span.of(read.article.text) == word]
    assert event.realis is Realis.PLANNED and event.time is None
    assert roles(read, event) == {(name, "agent") for name in doers}


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        (
            "vi",
            "Na Uy và Pháp sẽ thành lập một nhóm chuyên gia về đóng tàu bao gồm đại tu tàu cá ở Na Uy.",
            {"thành lập", "đại tu"},
        ),
        (
            "en",
            "Norway and France will set up a group of experts on fishing, including the overhaul of old ships in Norway.",
            {"set up", "overhaul"},
        ),
    ],
)
def test_what_a_planned_event_is_about_is_planned_and_undated(code: str, text: str, words: set[str]) -> None:
    read = read_body(code, text)
    found = {e.mentions[0].span.of(read.article.text): e for e in read.events}
    assert words <= set(found)
    for word in words:
        assert found[word].realis is Realis.PLANNED and found[word].time is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("vi", "Na Uy và Pháp sẽ thành lập một quỹ chung về nghề cá. Hôm 9/6 lửa đã thiêu rụi một kho hàng ở Oslo."),
        ("en", "Norway and France will set up a fund on fishing. Fire destroyed a depot in Oslo on June 9."),
    ],
)
def test_a_plan_does_not_reach_beyond_its_sentence(code: str, text: str) -> None:
    read = read_body(code, text)
    assert [e.realis for e in read.events if e.time is not None] == [Realis.ACTUAL]


@pytest.mark.parametrize(
    ("code", "text", "doers"),
    [
        (
            "vi",
            "Ông Trần Văn Minh, người đứng đầu Cơ quan Thủy sản Na Uy cùng Thứ trưởng Bộ Y tế Lê Thị Hoa đã khẳng định điều này hôm 9/6.",
            {"Trần Văn Minh", "Lê Thị Hoa"},
        ),
        (
            "en",
            "Jane Harper, head of the Daiwa Institute, and Deputy Minister Peter Novak confirmed the plan on June 9.",
            {"Jane Harper", "Peter Novak"},
        ),
    ],
)
def test_an_apposition_is_no_subject(code: str, text: str, doers: set[str]) -> None:
    read = read_body(code, text)
    [event] = of_type(read, EventType.STATEMENT)
    assert {name for name, role in roles(read, event) if role == "agent"} == doers


def test_the_owner_of_the_next_event_is_no_party_to_this_one() -> None:
    read = read_body("en", "Britain has sent arms to Kuwait in its fight against Iraq's ongoing invasion.")
    (sent,) = (e for e in read.events if "sent" in {read.article.text[m.span.begin : m.span.end] for m in e.mentions})
    assert "Iraq" not in {name for name, _ in roles(read, sent)}


@pytest.mark.parametrize(
    ("code", "text", "word", "doer"),
    [
        ("vi", "Các đối tượng qua mặt cơ quan chức năng để tẩu tán tang vật.", "tẩu tán", "Các đối tượng"),
        ("en", "The smugglers deceived customs officers in order to smuggle gold.", "smuggle", "smugglers"),
    ],
)
def test_who_does_something_for_a_purpose_is_who_does_both(code: str, text: str, word: str, doer: str) -> None:
    assert subjects(code, text, word) == {doer}


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("vi", "Khi cơ quan chức năng kiểm tra, đám còn lại tẩu tán tang vật.", "tẩu tán"),
        ("en", "When police searched the flat, the rest of them fled.", "fled"),
    ],
)
def test_a_clause_left_behind_lends_no_subject_to_one_that_has_its_own(code: str, text: str, word: str) -> None:
    assert subjects(code, text, word) == set()


@pytest.mark.parametrize(
    ("code", "text", "word", "doer"),
    [
        ("vi", "Khi cơ quan chức năng kiểm tra, đã bắt giữ ba người.", "bắt giữ", "cơ quan chức năng"),
        ("en", "When police searched the flat, arrested him and left, nobody saw it.", "arrested", "police"),
    ],
)
def test_a_clause_without_a_subject_takes_that_of_the_clause_before(code: str, text: str, word: str, doer: str) -> None:
    assert subjects(code, text, word) == {doer}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Two aides spoke to reporters in Oslo on condition of anonymity."),
        ("vi", "Hai trợ lý gặp gỡ phóng viên ở Oslo với điều kiện giấu tên."),
    ],
)
def test_talking_to_the_press_unnamed_is_no_meeting(code: str, text: str) -> None:
    assert of_type(read_body(code, text), EventType.MEET) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Two aides met the minister in Oslo, a source said on condition of anonymity."),
        ("vi", "Hai trợ lý gặp gỡ bộ trưởng ở Oslo, một nguồn tin giấu tên cho biết."),
    ],
)
def test_what_an_unnamed_source_tells_is_a_meeting_still(code: str, text: str) -> None:
    assert len(of_type(read_body(code, text), EventType.MEET)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met in Oslo on Monday, a clerk told the BBC.",
        "A clerk told Reuters on Monday that the two sides had met in Oslo.",
        "The two sides met in Oslo on Monday, a clerk told reporters.",
    ],
)
def test_telling_the_press_is_no_event(text: str) -> None:
    assert of_type(read_body("en", text), EventType.STATEMENT) == []


def test_who_is_told_something_may_be_news_if_not_the_press() -> None:
    read = read_body("en", "The minister told Norway on Monday that the treaty was dead.")
    assert [event.label for event in of_type(read, EventType.STATEMENT)] == ["told Norway on Monday"]


@pytest.mark.parametrize(
    ("code", "text", "asked"),
    [
        ("en", "Oslo urged Peru to release two fishermen on June 9.", "release"),
        ("vi", "Bộ Y tế đề nghị công an tỉnh Hà Nam bắt giữ hai người hôm 9/6.", "bắt giữ"),
    ],
)
def test_what_somebody_is_asked_to_do_may_happen(code: str, text: str, asked: str) -> None:
    assert told(code, text)[asked] is Realis.POSSIBLE


@pytest.mark.parametrize(
    ("code", "text", "done"),
    [
        ("en", "Oslo urged calm after police arrested two men on June 9.", "arrested"),
        ("vi", "Bộ Y tế đề nghị giữ trật tự sau khi công an bắt giữ hai người hôm 9/6.", "bắt giữ"),
    ],
)
def test_what_was_done_before_somebody_asks_has_happened(code: str, text: str, done: str) -> None:
    assert told(code, text)[done] is Realis.ACTUAL


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Whoever commits theft is fined or imprisoned and expelled from the guild."),
        ("vi", "Người nào trộm cắp tài sản của người khác thì bị phạt tù từ sáu tháng đến ba năm."),
    ],
)
def test_a_law_that_is_quoted_tells_nothing_that_happened(code: str, text: str) -> None:
    assert told(code, text) == {}


@pytest.mark.parametrize(
    ("code", "text", "done"),
    [
        ("en", "The man was fined and imprisoned for theft in Oslo on June 9.", "imprisoned"),
        ("vi", "Ông Lâm bị phạt tù vì trộm cắp tài sản ở Huế hôm 9/6.", "bị phạt"),
    ],
)
def test_who_is_punished_under_it_is(code: str, text: str, done: str) -> None:
    assert any(done in word for word in told(code, text))
