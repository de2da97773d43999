from __future__ import annotations

from datetime import date

import pytest

from kg.extract.timeframe import Frame
from kg.extract.timelength import in_months, length, reach

MONDAY = date(2024, 6, 10)
SIX_MONTHS = Frame(count=6, unit="month")


@pytest.mark.parametrize(
    ("frame", "value"),
    [
        (Frame(count=3, unit="year"), "P3Y"),
        (Frame(vague=1, unit="day"), "PXD"),
        (Frame(count=2, hundredths=50, unit="hour"), "PT2.5H"),
        (Frame(count=3, unit="year", more=SIX_MONTHS), "P3Y6M"),
        (Frame(count=1, unit="hour", more=Frame(count=30, unit="minute")), "PT1H30M"),
        (Frame(count=3, unit="day", more=Frame(count=2, unit="night")), "P3D"),
    ],
)
def test_a_length_is_written_as_timex3_does(frame: Frame, value: str) -> None:
    assert length(frame) == value


def test_years_and_a_half_are_whole_months_and_odd_parts_are_not() -> None:
    assert in_months(Frame(count=1, hundredths=50, unit="year")) == 18
    assert in_months(Frame(count=3, unit="year", more=SIX_MONTHS)) == 42
    assert in_months(Frame(count=0, hundredths=30, unit="month")) is None
    assert in_months(Frame(count=3, unit="day")) is None


def test_a_reach_ends_or_begins_today_and_hours_have_none() -> None:
    past = reach(Frame(count=3, unit="day", span="past"), MONDAY)
    assert past is not None
    assert past.known == (date(2024, 6, 7), date(2024, 6, 11))
    ahead = reach(Frame(count=0, hundredths=50, unit="year", span="next"), MONDAY)
    assert ahead is not None
    assert ahead.edtf == "2024-06/2024-12"
    assert reach(Frame(count=24, unit="hour", span="past"), MONDAY) is None
    assert reach(Frame(count=2, hundredths=50, unit="day", span="past"), MONDAY) is None
