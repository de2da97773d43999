"""What is observed of an event and a time that it may have."""

from __future__ import annotations

import pytest

from kg.extract.dating import Calendar
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.trigger import Found, candidates
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.lang.points import Points
from kg.model.event import Realis
from kg.model.text import Article

PACKS = Packs()
BELIEVES_NOTHING = Points({}, 10**6)


def observed(code: str, text: str, word: str, edtf: str) -> set[str]:
    """Give what is observed of a word of a text and the date `edtf`, all words that may tell an event being told before it."""
    pack = PACKS[code]
    reading = read(Article(id="a", text=text, lang=code, title="", published="2024-06-12"), pack)
    timexes = tag_times(reading)
    seen = views(reading, timexes, find_mentions(reading, timexes))
    found = [Found(v, c.start, c.stop, c.trigger, 1.0) for v in seen for c in candidates(v, pack.events)]
    calendar = Calendar(reading, seen, BELIEVES_NOTHING, found)
    for each in found:
        if each.span.of(text) == word:
            [option] = [o for o in calendar.options(each) if o.edtf == edtf]
            return set(calendar.observations(each, Realis.ACTUAL, option))
        calendar.date(each, Realis.ACTUAL)
    raise AssertionError(f"{word!r} is not found")


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("en", "On May 3, Maria Keller resigned, because the court had convicted her.", "convicted"),
        ("vi", "Ngày 3/5, ông Hùng từ chức, vì tòa đã kết án ông.", "kết án"),
    ],
)
def test_a_date_that_belongs_to_another_word_of_the_sentence_is_observed_so(code: str, text: str, word: str) -> None:
    seen = observed(code, text, word, "2024-05-03")
    assert {"here.claimed.1", "here.claimed.apart", "here.before.between.1", "here.nth.1", "here.lead.later"} <= seen


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("en", "On May 3, Maria Keller resigned, because the court had convicted her.", "resigned"),
        ("vi", "Ngày 3/5, ông Hùng từ chức, vì tòa đã kết án ông.", "từ chức"),
    ],
)
def test_the_first_word_of_a_sentence_is_observed_so(code: str, text: str, word: str) -> None:
    assert {"here.claimed.0", "here.before.between.0", "here.nth.0", "here.lead.first"} <= observed(
        code, text, word, "2024-05-03"
    )


@pytest.mark.parametrize(
    ("code", "text", "word", "name"),
    [
        (
            "en",
            "On May 3, Maria Keller announced a plan. She also condemned the attack.",
            "condemned",
            "earlier.goes_on.said.said",
        ),
        ("vi", "Ngày 3/5, ông Hùng tuyên bố như vậy. Ông cũng lên án vụ việc.", "lên án", "earlier.goes_on.said.said"),
        (
            "en",
            "On May 3, police arrested Maria Keller. The union condemned the minister.",
            "condemned",
            "earlier.goes_on.done.said",
        ),
        ("vi", "Ngày 3/5, công an bắt giữ ông Hùng. Công đoàn lên án bộ trưởng.", "lên án", "earlier.goes_on.done.said"),
    ],
)
def test_words_after_words_are_told_from_words_after_deeds(code: str, text: str, word: str, name: str) -> None:
    assert name in observed(code, text, word, "2024-05-03")
