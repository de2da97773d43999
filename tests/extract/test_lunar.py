from __future__ import annotations

from datetime import date

import pytest

from kg.extract.lunar import solar_day

VIETNAM, CHINA = 7, 8


@pytest.mark.parametrize(
    ("lunar", "day"),
    [
        ((2007, 1, 1), date(2007, 2, 17)),
        ((2017, 1, 1), date(2017, 1, 28)),
        ((2024, 1, 1), date(2024, 2, 10)),
        ((2024, 3, 10), date(2024, 4, 18)),
        ((2025, 1, 1), date(2025, 1, 29)),
        ((2025, 8, 15), date(2025, 10, 6)),  # behind the leap sixth month
        ((2023, 12, 23), date(2024, 2, 2)),
    ],
)
def test_days_of_the_vietnamese_calendar(lunar: tuple[int, int, int], day: date) -> None:
    assert solar_day(*lunar, VIETNAM) == day


def test_the_zone_may_move_the_new_year() -> None:
    assert solar_day(2007, 1, 1, CHINA) == date(2007, 2, 18)


def test_days_that_do_not_exist() -> None:
    assert solar_day(2024, 13, 1, VIETNAM) is None
    assert solar_day(2024, 1, 30, VIETNAM) is None
