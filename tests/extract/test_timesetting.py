from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.model.time import Basis, Timex, TimexType

PACKS = Packs()
AFTERNOON = "2024-06-10T14:30:00+07:00"  # a Monday


def times(lang: str, text: str, published: str | None = AFTERNOON) -> tuple[Timex, ...]:
    return tag_times(read(Article("a", text, lang, published=published), PACKS[lang]))


def values(lang: str, text: str, published: str | None = AFTERNOON) -> list[str]:
    return [t.value for t in times(lang, text, published)]


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "Friday", "2024-06-14"),
        ("en", "on Sunday", "2024-06-16"),
        ("en", "Monday", "2024-06-10"),
        ("en", "Christmas", "2024-12-25"),
        ("en", "May 3", "2025-05-03"),
        ("en", "at 3 p.m.", "2024-06-10T15:00"),
        ("en", "at 9 a.m.", "2024-06-11T09:00"),
        ("en", "at 3:15", "2024-06-10T15:15"),
        ("en", "last Friday", "2024-06-07"),
        ("en", "previous week", "2024-W23"),
        ("vi", "thứ Sáu", "2024-06-14"),
        ("vi", "ngày 3/5", "2025-05-03"),
        ("vi", "lúc 15 giờ", "2024-06-10T15:00"),
        ("vi", "9 giờ sáng", "2024-06-11T09:00"),
    ],
)
def test_an_entry_of_an_agenda_is_to_come(lang: str, text: str, value: str) -> None:
    assert values(lang, text) == [value]


def test_an_agenda_of_a_day_without_a_clock_is_of_that_day() -> None:
    (timex,) = times("en", "at 9 a.m.", "2024-06-10")
    assert (timex.value, timex.basis) == ("2024-06-10T09:00", Basis.DCT)
    assert values("en", "at 3:15", "2024-06-10") == ["2024-06-10T03:15"]
    assert values("en", "at 9 a.m.", "2024-06-10T00:00:00") == ["2024-06-10T09:00"]  # a stamp without a clock


@pytest.mark.parametrize(
    "text",
    [
        "The quake struck at 9:15 a.m.",
        "The quake struck at 9:15 a.m. on a ridge. It was felt in Hue.",
        "At 9:15 a.m. a train left for Hue, where rain had fallen since Saturday.",
        "The train to Hue leaves at 9:15 a.m. every week.",
    ],
)
def test_a_sentence_leaves_a_time_of_day_without_a_day(text: str) -> None:
    first = times("en", text)[0]
    assert (first.value, first.edtf, first.interval) == ("XXXX-XX-XXT09:15", None, None)


def test_without_a_publication_nothing_is_borrowed() -> None:
    (timex,) = times("en", "The quake struck at 9:15 a.m.", None)
    assert (timex.value, timex.edtf) == ("XXXX-XX-XXT09:15", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The plane landed an hour ago.", "2024-06-10T13:30"),
        ("The plane will land in 15 minutes.", "2024-06-10T14:45"),
        ("The plane landed two and a half hours ago.", "2024-06-10T12:00"),
        ("The plane landed 20 hours ago.", "2024-06-09T18:30"),
        ("The plane landed 40 seconds ago.", "2024-06-10T14:29:20"),
    ],
)
def test_hours_are_counted_from_the_clock_of_publication(text: str, value: str) -> None:
    (timex,) = times("en", text)
    assert (timex.type, timex.value, timex.basis) == (TimexType.TIME, value, Basis.RELATIVE)
    assert times("en", text, "2024-06-10")[0].interval is None


def test_hours_from_the_clock_in_vietnamese() -> None:
    assert values("vi", "Máy bay hạ cánh một giờ trước.") == ["2024-06-10T13:30"]
