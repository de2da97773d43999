"""Event words: every type by sentences of our own in the packs, and what must not be found."""

from __future__ import annotations

import re

import pytest

from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.trigger import candidates, find_by_points
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.lang.triggers import Example
from kg.model.text import Article

PACKS = Packs()
EXAMPLES = [(code, example) for code in ("en", "vi") for example in PACKS[code].events.triggers.examples]


@pytest.mark.parametrize(
    ("code", "example"), EXAMPLES, ids=lambda value: value.text[:40] if isinstance(value, Example) else value
)
def test_the_packs_examples_give_their_event_words_and_no_others(code: str, example: Example) -> None:
    text = re.sub("[<>]", "", example.text)
    reading = read(Article(id="a", text=text, lang=code, published="2024-06-10"), PACKS[code])
    timexes = tag_times(reading)
    found = find_by_points(views(reading, timexes, find_mentions(reading, timexes)), reading.pack.events)
    assert [(f.span.of(text), f.trigger.type) for f in found] == [
        (word, example.type) for word in re.findall("<(.*?)>", example.text)
    ]
    assert all(0 < f.belief < 1 for f in found)


def test_a_decoy_hides_the_event_word_inside_it_and_not_a_longer_event_word() -> None:
    reading = read(Article(id="a", text="Nam tước bị tước quốc tịch.", lang="vi", published="2024-06-10"), PACKS["vi"])
    (view,) = views(reading, (), ())
    assert [c.trigger.lemma for c in candidates(view, PACKS["vi"].events)] == ["tước quốc tịch"]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("Xe bán tải đứng thứ hai về số khách.", []),
        ("Ông làm môi giới, còn vợ là nghiên cứu viên.", []),
        ("Nhà máy giữ hồn làng nghề và giảm thiểu khói bụi.", []),
        ("Hàng quán tặng áo mưa miễn phí.", ["tặng", "miễn phí"]),
        ("Món ăn này chỉ mất mười phút.", []),
        ("Ghế gỗ và bia bằng đá của một nhóm tự xưng.", []),
        ("Chiếc xe mang biển số đẹp ở Giải quần vợt Mỹ mở rộng.", []),
        ("Công an khởi tố vụ án.", ["khởi tố vụ án"]),
        ("Hai bên mở vòng hòa đàm ở Oslo.", ["mở", "vòng hòa đàm"]),
        ("Kẻ trộm cuỗm tài sản rồi đập bể tủ kính.", ["cuỗm tài sản", "đập bể"]),
    ],
)
def test_vietnamese_compounds_that_hold_an_event_word_tell_none(text: str, lemmas: list[str]) -> None:
    reading = read(Article(id="a", text=text, lang="vi", published="2024-06-10"), PACKS["vi"])
    (view,) = views(reading, (), ())
    assert [c.trigger.lemma for c in candidates(view, PACKS["vi"].events)] == lemmas


def test_a_phrase_does_not_begin_within_a_name() -> None:
    text = "Nhật Bản thông báo giá khí đốt."
    reading = read(Article(id="a", text=text, lang="vi", published="2024-06-10"), PACKS["vi"])
    (view,) = views(reading, (), find_mentions(reading, ()))
    assert next(candidates(view, PACKS["vi"].events)).trigger.lemma == "thông báo"


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The minister said in a statement that the port is safe.", []),
        ("A flood of complaints reached the tour operator.", ["reach"]),
        ("The court gave an advisory opinion on the pact.", ["give", "advisory opinion", "pact"]),
    ],
)
def test_english_idioms_hide_their_event_words_and_phrases_are_read_whole(text: str, lemmas: list[str]) -> None:
    reading = read(Article(id="a", text=text, lang="en", published="2024-06-10"), PACKS["en"])
    (view,) = views(reading, (), find_mentions(reading, ()))
    assert [c.trigger.lemma for c in candidates(view, PACKS["en"].events)] == lemmas
