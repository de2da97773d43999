"""Event words by learned weights: where they begin and end, how they are read, how sure an event is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.article import extract
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.triggerbelief import LEAST, find_triggers, spans
from kg.extract.view import views
from kg.lang.fold import fold
from kg.lang.pack import LanguagePack, Packs
from kg.lang.points import Points
from kg.lang.weights import TRIGGER_KINDS, Weights
from kg.model.event import EventType
from kg.model.text import Article

PACKS = Packs()
TEXT = "The minister opened the bridge on Monday. The zorbling of the old mill shocked Norwich."


def taught(telling: Points) -> LanguagePack:
    """Give the English pack with weights that know two words."""
    emissions = {"w=zorbling": {"B-event": 900}, "w=opened": {"B-event": 300}, "any": {"O": 200}}
    events = replace(PACKS["en"].events, weights=Weights(TRIGGER_KINDS, emissions, {}, telling), types=None)
    return replace(PACKS["en"], events=events, weights=None)


def found(telling: Points, least: float | None = None) -> dict[str, float]:
    extraction = extract(Article("a", TEXT, "en", published="2024-06-12"), taught(telling), least)
    return {event.mentions[0].span.of(TEXT): event.confidence for event in extraction.events}


@pytest.mark.parametrize(
    ("chances", "wanted"),
    [
        ([(0.9, 0.0), (0.1, 0.8), (0.0, 0.1)], [(0, 2)]),
        ([(0.9, 0.0), (0.7, 0.1)], [(0, 1), (1, 2)]),
        ([(0.1, 0.0), (0.0, 0.0), (LEAST / 2, LEAST / 2)], [(2, 3)]),
        ([], []),
    ],
)
def test_the_likelier_label_says_where_a_word_ends(chances: list[tuple[float, float]], wanted: list[tuple[int, int]]) -> None:
    assert list(spans(chances, LEAST)) == wanted


def test_what_the_weights_know_is_found_in_or_out_of_the_lexicon() -> None:
    extraction = extract(Article("a", TEXT, "en", published="2024-06-12"), taught(Points({}, -1000)))
    types = {event.mentions[0].span.of(TEXT): event.type for event in extraction.events}
    assert types["zorbling"] is EventType.OTHER
    assert types["opened"] is EventType.BUILD
    assert set(types) == {"zorbling", "opened"}


def test_a_phrase_of_the_lexicon_is_one_word_though_the_weights_part_it() -> None:
    emissions = {"w=press": {"B-event": 900}, "w=conference": {"B-event": 900}, "any": {"O": 200}}
    events = replace(PACKS["en"].events, weights=Weights(TRIGGER_KINDS, emissions, {}, Points({}, -1000)))
    text = "The minister held a press conference in Norwich."
    extraction = extract(Article("a", text, "en", published="2024-06-12"), replace(PACKS["en"], events=events, weights=None))
    assert [event.mentions[0].span.of(text) for event in extraction.events] == ["press conference"]


@pytest.mark.parametrize(
    ("known", "text", "wanted"),
    [
        ("press", "The minister held a press conference in Norwich.", "press conference"),
        ("bắt", "Công an bắt giữ ba người ở Huế ngày 8/6.", "bắt giữ"),
        ("giữ", "Công an bắt giữ ba người ở Huế ngày 8/6.", "bắt giữ"),
        ("họp", "Ông Lâm dự cuộc họp ở Huế ngày 8/6.", "họp"),
        ("trở", "Ông Lâm trở về Huế ngày 8/6.", "trở về"),
    ],
)
def test_a_phrase_of_the_lexicon_is_whole_though_the_weights_know_a_part_of_it(known: str, text: str, wanted: str) -> None:
    lang = "en" if text.isascii() else "vi"
    weights = Weights(TRIGGER_KINDS, {f"w={fold(known)}": {"B-event": 900}, "any": {"O": 200}}, {}, Points({}, -1000))
    events = replace(PACKS[lang].events, weights=weights)
    extraction = extract(Article("a", text, lang, published="2024-06-12"), replace(PACKS[lang], events=events, weights=None))
    assert [event.mentions[0].span.of(text) for event in extraction.events] == [wanted]


def test_a_phrase_of_which_two_parts_are_known_is_told_once() -> None:
    emissions = {f"w={fold(word)}": {"B-event": 900} for word in ("lừa", "tài")} | {"any": {"O": 200}}
    events = replace(PACKS["vi"].events, weights=Weights(TRIGGER_KINDS, emissions, {}, Points({}, -1000)))
    text = "Ông Lâm lừa đảo chiếm đoạt tài sản ở Huế ngày 8/6."
    extraction = extract(Article("a", text, "vi", published="2024-06-12"), replace(PACKS["vi"], events=events, weights=None))
    assert [m.span.of(text) for event in extraction.events for m in event.mentions] == ["lừa đảo chiếm đoạt tài sản"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bộ đội tham gia cứu hộ ở Huế ngày 8/6.", ["cứu hộ"]),
        ("Bộ Y tế lên tiếng xin lỗi ngày 8/6.", ["xin lỗi"]),
        ("Bộ đội tham gia, cứu hộ ở Huế ngày 8/6.", ["tham gia", "cứu hộ"]),
        ("Bộ Y tế ra thông báo cứu hộ ngày 8/6.", ["ra thông báo", "cứu hộ"]),
    ],
)
def test_a_light_verb_leaves_the_naming_to_the_event_word_right_behind_it(text: str, wanted: list[str]) -> None:
    begins, goes_on = ("tham", "lên", "ra", "cứu", "xin"), ("gia", "tiếng", "thông", "báo", "hộ", "lỗi")
    emissions = {f"w={fold(word)}": {"B-event": 900} for word in begins} | {
        f"w={fold(word)}": {"I-event": 900} for word in goes_on
    }
    weights = Weights(TRIGGER_KINDS, {**emissions, "any": {"O": 200}}, {}, Points({}, 0))
    reading = read(Article("a", text, "vi", published="2024-06-12"), PACKS["vi"])
    timexes = tag_times(reading)
    seen = views(reading, timexes, find_mentions(reading, timexes))
    assert [one.span.of(text) for one in find_triggers(seen, replace(PACKS["vi"].events, weights=weights))] == wanted


def test_confidence_is_what_the_points_say_and_decides_what_is_told() -> None:
    points = Points({"any": -50, "belief.0.9": 150, "title": 100}, 0)
    assert found(points) == {"zorbling": 0.731}
    assert found(points, 0.3) == {"opened": 0.378, "zorbling": 0.731}
    assert found(points, 0.8) == {}


def test_without_weights_the_least_confidence_is_that_of_the_event_word() -> None:
    article = Article("a", "The two governments agreed on a gas price on Tuesday.", "en", published="2024-06-12")
    bare = PACKS["en"].untaught()
    (event,) = extract(article, bare).events
    assert extract(article, bare, event.confidence).events == (event,)
    assert extract(article, bare, event.confidence + 0.01).events == ()
