"""Subjects: which Media Topics an article is about, and which it only touches."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.subject import find_subjects
from kg.lang.pack import Packs
from kg.model.event import Event, EventType, Realis
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Block, BlockKind, Span

PACKS = Packs()


def subjects(text: str, lang: str = "en", events: int = 0, kind: EventType = EventType.SPORT) -> list[str]:
    end = text.find("\n")
    blocks = (Block(Span(0, end), BlockKind.TITLE), Block(Span(end + 1, len(text)), BlockKind.BODY)) if end > 0 else ()
    happened: list[Event[str]] = [Event(f"e{i}", kind, Realis.ACTUAL, "", lang, ()) for i in range(events)]
    return [s.key for s in find_subjects(read(Article("a", text, lang, blocks=blocks), PACKS[lang]), happened)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Central bank cuts interest rate\nInflation has slowed, and investors expected the move.", ["economy"]),
        ("vi", "Bão số 5 đổ bộ\nMưa lớn và gió giật suốt đêm, nhiệt độ giảm mạnh.", ["weather"]),
        ("vi", "Học sinh nghỉ học vì dịch bệnh\nNhà trường đóng cửa, bệnh viện thêm bệnh nhân.", ["education", "health"]),
        ("en", "The old man walked home and sat down by the fire.", []),
    ],
)
def test_many_words_of_one_subject_make_it(lang: str, text: str, expected: list[str]) -> None:
    assert sorted(subjects(text, lang)) == expected


def test_one_word_said_often_is_not_enough() -> None:
    assert subjects("A goalkeeper came. The goalkeeper left. Then the goalkeeper came again and spoke.") == []


def test_events_add_to_a_subject_but_do_not_make_one() -> None:
    text = "The coach spoke to the striker for an hour."
    assert subjects(text) == []
    assert subjects(text, events=2) == ["sport"]
    assert subjects("They spoke for an hour.", events=9) == []


def test_a_subject_among_many_is_not_clear() -> None:
    text = "The bishop, the striker, the prosecutor, the surgeon, the soldier, the pianist and the pupil met a pilgrim."
    assert subjects(text) == []


def test_media_topics_have_code_label_and_address() -> None:
    assert len({subject.label for subject in MediaTopic}) == 17
    assert MediaTopic("15000000").key == "sport"
    assert MediaTopic.WEATHER.iri == "http://cv.iptc.org/newscodes/mediatopic/17000000"
