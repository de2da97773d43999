from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.timeframe import Frame, build
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.model.time import Timex

PACKS = Packs()


def times(text: str, lang: str = "en", published: str | None = "2024-06-10") -> tuple[Timex, ...]:
    return tag_times(read(Article("a", text, lang, published=published), PACKS[lang]))


def found(text: str, lang: str = "en", published: str | None = "2024-06-10") -> list[tuple[str, str]]:
    return [(t.span.of(text), t.value) for t in times(text, lang, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They will meet tomorrow at 9.", "tomorrow at 9", "2024-06-11T09:00"),
        ("They will meet tomorrow at nine, rain or shine.", "tomorrow at nine", "2024-06-11T09:00"),
        ("The gig is tonight at 11 in Hue.", "tonight at 11", "2024-06-10T23:00"),
        ("The train leaves on Friday at 14:30.", "Friday at 14:30", "2024-06-07T14:30"),
    ],
)
def test_the_word_that_ends_a_bare_hour_is_no_part_of_it(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]


def test_a_bare_hour_is_no_time_before_what_it_may_count() -> None:
    assert found("They met on Friday at 10 Downing Street.") == [("Friday", "2024-06-07")]
    assert found("They met on Friday at 9 checkpoints.") == [("Friday", "2024-06-07")]


def test_no_part_of_a_decoy_is_read() -> None:
    assert found("The Good Friday Agreement held on Friday.") == [("Friday", "2024-06-07")]
    assert found("The shop is open 24/7.") == []
    assert found("Keep the list up to date.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It took two years and three months.", "P2Y3M"),
        ("It took a day and six hours.", "P1DT6H"),
        ("It took 2 hours 30 minutes.", "PT2H30M"),
        ("It took two years, three months and five days.", "P2Y3M5D"),
        ("It took one and a half years.", "P1.5Y"),
        ("It took 2.5 hours.", "PT2.5H"),
        ("It took half a century.", "P50Y"),
        ("It took a decade and a half.", "P15Y"),
        ("It took half an hour.", "PT30M"),
        ("He worked six days a week.", "P6D"),
    ],
)
def test_lengths_in_parts_and_in_several_units(text: str, value: str) -> None:
    assert found(text)[0][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He died two years and three months ago.", "2022-03"),
        ("He died two and a half years ago.", "2021-12"),
        ("He died two weeks and two days ago.", "2024-05-25"),
        ("He died a year ago today.", "2023-06-10"),
        ("The ban will end four months from tomorrow.", "2024-10-11"),
        ("He died three days after 3 May 2020.", "2020-05-06"),
        ("He died two weeks after 3 May 2020.", "2020-05-17"),
        ("He died two months after 3 May 2020.", "2020-07"),
        ("They meet on the third Tuesday after Easter 2024.", "2024-04-16"),
        ("He was seen two Fridays ago.", "2024-05-31"),
        ("They will vote on Friday after next.", "2024-06-21"),
        ("Storms will follow 12 hours after Friday.", "PT12H"),
    ],
)
def test_counting_from_today_and_from_named_days(text: str, value: str) -> None:
    assert found(text)[0][1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bank was open from 9 a.m. to 5 p.m. on Friday.", "2024-06-07T09:00/2024-06-07T17:00"),
        ("The bank was open from 3 to 5 p.m. on Friday.", "2024-06-07T15:00/2024-06-07T17:00"),
        ("The bank was open from 9 to 5 p.m. on Friday.", "2024-06-07T09:00/2024-06-07T17:00"),
        ("The bank was open on Friday between 2 and 4:30 p.m.", "2024-06-07T14:00/2024-06-07T16:30"),
    ],
)
def test_the_first_of_two_hours_is_in_the_half_of_the_day_that_puts_it_first(text: str, value: str) -> None:
    assert [t.value.split("/") for t in times(text)] in ([value.split("/")], [[end] for end in value.split("/")])


def test_a_stretch_of_hours_may_reach_midnight_or_cross_it() -> None:
    assert found("Between 8 p.m. and midnight, 12 were held.") == [("8 p.m. and midnight", "XXXX-XX-XXT20:00/XXXX-XX-XXT24:00")]
    assert found("The bar was open from 10 p.m. to 2 a.m.")[0][1] == "XXXX-XX-XXT22:00/XXXX-XX-XXT02:00"
    over = "2024-06-08T22:00/2024-06-09T02:00"
    assert found("The bar was open on Saturday from 10 p.m. to 2 a.m.")[0][1] == over
    assert found("The bar was open from 10 p.m. to 2 a.m. on Sunday.")[0][1] == over


@pytest.mark.parametrize(
    ("fields", "hour", "minute", "dim"),
    [
        ({"hour": 3}, 3, None, True),
        ({"hour": 15}, 15, None, False),
        ({"hour": 3, "meridiem": "pm"}, 15, None, False),
        ({"hour": 12, "meridiem": "am"}, 0, None, False),
        ({"hour": 2, "meridiem": "am", "part": "EV"}, 2, None, False),
        ({"hour": 12, "part": "EV"}, 24, None, False),
        ({"clock": 1140, "meridiem": "am"}, 11, 40, False),
        ({"clock": 30, "zone": "utc"}, 0, 30, False),
        ({"hour": 3, "less": 10, "meridiem": "pm"}, 14, 50, False),
    ],
)
def test_hours_in_24_hour_form(fields: dict[str, int | str], hour: int, minute: int | None, dim: bool) -> None:
    frame = build(dict(fields))
    assert frame is not None
    assert (frame.hour, frame.minute, frame.dim) == (hour, minute, dim)


@pytest.mark.parametrize("fields", [{"clock": 30}, {"clock": 1175}, {"hour": 25}, {"hour": 24, "minute": 1}])
def test_no_clock_shows_these(fields: dict[str, int | str]) -> None:
    assert build(dict(fields)) is None


def test_what_is_written_together_is_taken_apart() -> None:
    assert build({"ymd": 20240610}) == Frame(year=2024, month=6, day=10)
    assert build({"yearhundreds": 19, "yy": 96}) == Frame(year=1996)
    assert build({"month": 6, "count": 2, "unit": "year", "dir": "ago"}) == Frame(month=6, year_shift=-2)
