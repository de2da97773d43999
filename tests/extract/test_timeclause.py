"""Which date belongs to an event word by grammar alone, and what events of one date say of the others."""

from __future__ import annotations

import pytest

from kg.extract.anchors import find_anchors
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timeclause import is_idle, own_date
from kg.extract.timex import tag_times
from kg.extract.trigger import Found
from kg.extract.triggerbelief import find_triggers
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()


def find(code: str, text: str) -> dict[str, Found]:
    """Give the event words of a text by their lemma."""
    pack = PACKS[code]
    reading = read(Article(id="a", text=text, lang=code, title="", published="2024-06-12"), pack)
    timexes = tag_times(reading)
    found = find_triggers(views(reading, timexes, find_mentions(reading, timexes)), pack.events)
    return {each.trigger.lemma: each for each in found}


def own(code: str, text: str, lemma: str) -> str | None:
    found = find(code, text)
    timex = own_date(found[lemma], list(found.values()))
    return None if timex is None else timex.edtf


@pytest.mark.parametrize(
    ("code", "text", "lemma", "edtf"),
    [
        ("en", "On May 3, Maria Keller, the trade minister, resigned.", "resign", "2024-05-03"),
        ("vi", "Ngày 3/5, ông Lê Văn Hùng, Giám đốc Sở Tài chính, từ chức.", "từ chức", "2024-05-03"),
    ],
)
def test_a_date_that_opens_the_sentence_reaches_over_an_apposition(code: str, text: str, lemma: str, edtf: str) -> None:
    assert own(code, text, lemma) == edtf


@pytest.mark.parametrize(
    ("code", "text", "lemma"),
    [
        ("en", "On May 3, when Maria Keller was abroad, her deputy resigned.", "resign"),
        ("vi", "Ngày 3/5, khi bà Lan còn ở nước ngoài, ông Hùng từ chức.", "từ chức"),
        ("vi", "Ngày 3/5, Bộ Ngoại giao Chile khẳng định vụ không kích là hành động sai trái.", "không kích"),
    ],
)
def test_a_date_that_opens_the_sentence_does_not_surely_reach_into_another_clause(code: str, text: str, lemma: str) -> None:
    assert own(code, text, lemma) is None


@pytest.mark.parametrize(
    ("code", "text", "lemma", "edtf"),
    [
        ("vi", "Hiện trường vụ cháy Sáng 3/5, công an bắt hai nghi phạm.", "vụ cháy", None),
        ("vi", "Hiện trường vụ cháy Sáng 3/5, công an bắt hai nghi phạm.", "bắt", "2024-05-03"),
        ("vi", "Vụ cháy sáng 3/5 làm hai người bị thương.", "vụ cháy", "2024-05-03"),
        ("en", "The scene of the fire Early on May 3, police arrested two men.", "fire", None),
        ("en", "The scene of the fire Yesterday, police arrested two men.", "arrest", "2024-06-11"),
    ],
)
def test_a_date_that_begins_a_sentence_glued_to_a_caption_belongs_to_no_word_of_that(
    code: str, text: str, lemma: str, edtf: str | None
) -> None:
    assert own(code, text, lemma) == edtf


def test_the_year_of_birth_in_brackets_dates_no_event() -> None:
    view = find("vi", "Ngày 3/5, công an bắt Trần Văn Nam (SN 1990) tại Hải Phòng.")["bắt"].view
    assert [(timex.edtf, is_idle(view, timex)) for timex in view.timexes] == [("2024-05-03", False), ("1990", True)]


def test_an_event_is_held_against_those_that_have_the_date_of_their_own() -> None:
    found = find("en", "On May 3, police arrested two men in Bristol. On May 5, a bus crashed in Leeds. A third man was jailed.")
    jailed = found["jail"]
    dated = [(each, own_date(each, [each])) for each in found.values()]
    assert list(find_anchors(dated).about(jailed, "2024-05-03")) == ["anchors.1", "anchor.type"]
    assert list(find_anchors(dated).about(jailed, "2024-05-05")) == ["anchors.1"]
    assert list(find_anchors(dated).about(found["arrest"], "2024-05-03")) == ["anchors.0"]
    assert list(find_anchors(dated).about(found["arrest"], "2024-05-05")) == ["anchors.1", "anchor.elsewhere"]


@pytest.mark.parametrize(
    ("text", "lemma", "edtf"),
    [
        ("Maria Keller resigned before last month's parliamentary election.", "election", "2024-05"),
        ("Maria Keller resigned before last month's parliamentary election.", "resign", None),
        ("Monday's attack in Kabul killed a minister.", "attack", "2024-06-10"),
        ("Monday's paper said that rebels attacked Kabul.", "attack", None),
    ],
)
def test_a_date_in_the_possessive_belongs_to_the_noun_behind_it(text: str, lemma: str, edtf: str | None) -> None:
    assert own("en", text, lemma) == edtf


def test_a_day_named_beside_the_year_of_an_edition_is_the_date() -> None:
    assert own("vi", "Trận bán kết ASEAN Cup 2024 tối 8/6 thu hút nhiều khán giả.", "trận bán kết") == "2024-06-08"
    assert own("vi", "Trận bán kết ASEAN Cup 2024 thu hút nhiều khán giả.", "trận bán kết") == "2024"


@pytest.mark.parametrize(
    ("code", "text", "lemma", "edtf"),
    [
        ("vi", "Sản lượng giảm so với tháng 12/2023.", "giảm so với", None),
        ("vi", "Bộ dừng tuyển sinh năm 2023.", "dừng tuyển sinh", "2023"),
        ("en", "Maria Keller recently resigned.", "resign", None),
        ("en", "Maria Keller resigned last month.", "resign", "2024-05"),
        ("vi", "Mới đây, ông Lê Văn Hùng từ chức.", "từ chức", None),
        ("vi", "Tháng trước, ông Lê Văn Hùng từ chức.", "từ chức", "2024-05"),
    ],
)
def test_neither_what_is_compared_with_nor_words_that_tell_no_day_are_surely_the_date(
    code: str, text: str, lemma: str, edtf: str | None
) -> None:
    assert own(code, text, lemma) == edtf
