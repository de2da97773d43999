from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.feast import feast_in, julian_day, orthodox_easter, table_day
from kg.extract.timefeast import feast_place
from kg.extract.timeframe import Frame
from kg.lang.world import feast_days

SUNDAY = 6


@pytest.mark.parametrize(
    ("year", "day"), [(2018, "2018-04-08"), (2020, "2020-04-19"), (2024, "2024-05-05"), (2025, "2025-04-20")]
)
def test_orthodox_easter(year: int, day: str) -> None:
    assert orthodox_easter(year) == date.fromisoformat(day)


@given(st.integers(1583, 4000))
def test_orthodox_easter_is_a_sunday(year: int) -> None:
    assert orthodox_easter(year).weekday() == SUNDAY


def test_the_julian_calendar_was_13_days_behind_in_the_20th_century_and_10_in_1583() -> None:
    assert julian_day(1917, 10, 25) == date(1917, 11, 7)
    assert julian_day(1582, 10, 5) == date(1582, 10, 15)
    assert julian_day(2024, 2, 29) == date(2024, 3, 13)


@pytest.mark.parametrize(
    ("calendar", "month", "day", "found"),
    [
        ("julian", 12, 25, "2024-01-07"),
        ("islamic", 9, 1, "2024-03-11"),
        ("islamic", 10, 1, "2024-04-10"),
        ("islamic", 12, 10, "2024-06-16"),
        ("hebrew", 1, 15, "2024-04-23"),
        ("hebrew", 7, 10, "2024-10-12"),
        ("hebrew", 12, 14, "2024-03-24"),  # of Adar II, in a leap year
        ("hebrew", 9, 25, "2024-12-26"),
    ],
)
def test_feasts_of_other_calendars_in_2024(calendar: str, month: int, day: int, found: str) -> None:
    assert feast_in(2024, calendar, month, day) == date.fromisoformat(found)


def test_a_feast_outside_its_calendar_or_table_has_no_day() -> None:
    assert feast_in(1900, "islamic", 10, 1) is None
    assert table_day("diwali", 1900) is None
    assert table_day("no such feast", 2024) is None


def test_an_unknown_calendar_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not a calendar: mayan"):
        feast_in(2024, "mayan", 1, 1)


def test_a_month_without_a_day_is_whole() -> None:
    place = feast_place(2024, Frame(calendar="islamic", month=9))
    assert place is not None
    assert place.value == "2024-03-11/2024-04-09"
    assert place.known == (date(2024, 3, 11), date(2024, 4, 10))


def test_the_table_has_each_feast_once_a_year_without_gaps() -> None:
    for name, days in feast_days().items():
        years = sorted(days)
        gaps = [y for y in range(years[0], years[-1]) if y not in days]
        assert gaps == [] or name == "guru_gobind_singh", name  # whose day wanders over the new year
        assert all(day.year == year for year, day in days.items())
