"""How dates of two reports stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.time import Basis, EventTime
from kg.resolve.when import Fit, exactness, fit
from tests.factories import interval

DATES = ["2024-06-09", "2024-06-10", "2024-06", "2024", "2022-02/..", "2022-02", "2024-06-08/2024-06-10", "../2024-05"]


def time(edtf: str, basis: Basis = Basis.EXPLICIT) -> EventTime:
    return EventTime(edtf, interval(edtf), basis)


times = st.one_of(st.none(), st.builds(time, st.sampled_from(DATES), st.sampled_from(Basis)))


@given(times, times)
def test_the_order_of_two_dates_does_not_matter(one: EventTime | None, other: EventTime | None) -> None:
    assert fit(one, other) is fit(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024-06-09", "2024-06-09", Fit.SAME),
        ("2024-06-09", "2024-06-10", Fit.APART),
        ("2024-06-09", "2024-06", Fit.WITHIN),
        ("2024-06-09", "2024", Fit.WITHIN),
        ("2024-06-09", "2024-06-08/2024-06-10", Fit.WITHIN),
        ("2022-02/..", "2022-02", Fit.WITHIN),
        ("2022-02/..", "2024-06", Fit.APART),
        ("../2024-05", "2024-04", Fit.APART),
    ],
)
def test_dates_fit_or_do_not(one: str, other: str, expected: Fit) -> None:
    assert fit(time(one), time(other)) is expected


def test_what_is_undated_fits_what_is_undated_or_goes_on() -> None:
    assert fit(None, None) is Fit.UNDATED
    assert fit(None, time("2022-02/..")) is Fit.ONGOING
    assert fit(None, time("2024-06-09")) is Fit.APART


def test_only_the_publication_day_can_be_a_day_late() -> None:
    news = time("2024-06-10", Basis.DCT)
    assert fit(news, time("2024-06-09")) is Fit.NEAR
    assert fit(news, time("2024-06-11")) is Fit.APART
    assert fit(news, time("2024-06-09", Basis.DCT)) is Fit.APART


def test_the_shortest_date_with_the_best_basis_comes_first() -> None:
    told = [time("2024-06"), time("2024-06-09", Basis.CONTEXT), time("2024-06-09"), time("2022-02/..")]
    assert [t.basis for t in sorted(told, key=exactness)][:2] == [Basis.EXPLICIT, Basis.CONTEXT]
    assert min([time("2024-06-10", Basis.DCT), time("2024-06-09")], key=exactness).edtf == "2024-06-09"
