"""What is pickled comes back equal, and everything in an extraction is pickled the fast way."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from kg.model.event import DateClaim
from kg.model.text import Span
from kg.model.time import Basis, EventTime, Grain, Interval, Stretch, Timex, TimexType
from tests.factories import story

DAY = Interval(date(2024, 6, 9), date(2024, 6, 10), Grain.DAY)
TIMEX = Timex(Span(0, 4), TimexType.DATE, "2024", Basis.EXPLICIT, "year", "2024", DAY, stretch=Stretch("2024/..", None))
CLAIM = DateClaim(EventTime("2024-06-09", DAY, Basis.RELATIVE), story()[0].events[0].mentions, 2)


def parts(value: Any) -> list[Any]:
    """Give a value and all that it is made of."""
    if isinstance(value, tuple):
        return [part for one in value for part in parts(one)]
    inside = [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else []
    return [value, *(part for one in inside for part in parts(one))]


@pytest.mark.parametrize("value", [*story(), TIMEX, CLAIM])
def test_what_is_pickled_comes_back_equal(value: Any) -> None:
    assert pickle.loads(pickle.dumps(value)) == value == copy.deepcopy(value)
    kinds: set[Any] = {type(part) for part in parts(value) if is_dataclass(part)}
    assert {kind.__setstate__.__module__ for kind in kinds} == {"kg.model.pickled"}


def test_what_was_pickled_stays_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        pickle.loads(pickle.dumps(Span(1, 2))).begin = 0
