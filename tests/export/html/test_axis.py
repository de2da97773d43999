"""The time axis keeps the order of days, gives busy days room and breaks at long gaps."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kg.export.html.axis import make_axis
from kg.model.time import Grain, Interval


def day(number: int) -> Interval:
    start = date(2024, 1, 1) + timedelta(days=number)
    return Interval(start, start + timedelta(days=1), Grain.DAY)


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=40))
def test_later_days_never_stand_before_earlier_ones(numbers: list[int]) -> None:
    axis = make_axis([day(number) for number in numbers])
    places = [axis.place(d) for d in range(axis.days[0] - 3, axis.days[-1] + 4)]
    assert places == sorted(places)
    assert places[0] == 0.0
    assert places[-1] == 1.0


def test_a_year_of_nothing_takes_less_room_than_a_busy_week() -> None:
    axis = make_axis([day(n) for n in range(7) for _ in range(4)] + [day(400)])
    busy = axis.window(Interval(date(2024, 1, 1), date(2024, 1, 8), Grain.RANGE))
    empty = axis.window(Interval(date(2024, 1, 8), date(2025, 2, 4), Grain.RANGE))
    assert busy[1] - busy[0] > 3 * (empty[1] - empty[0])
    assert len(axis.breaks) == 1


def test_open_ends_reach_the_ends_of_the_axis() -> None:
    axis = make_axis([day(0), day(9), Interval(date(2024, 1, 4), None, Grain.DAY)])
    assert axis.window(Interval(date(2024, 1, 4), None, Grain.DAY))[1] == 1.0
    assert axis.window(Interval(None, date(2024, 1, 4), Grain.DAY))[0] == 0.0


def test_no_dates_no_axis() -> None:
    assert make_axis([]).days == ()
    assert make_axis([Interval(None, date(2024, 1, 4), Grain.DAY)]).places == (0.0, 1.0)
