from __future__ import annotations

import pytest

from kg.engine.pool import Pool
from kg.engine.serial import Serial


def square(number: int) -> int:
    if number == 99:
        raise ZeroDivisionError
    return number * number


def test_results_come_in_order_and_are_those_of_the_serial_engine() -> None:
    items = range(50)
    assert list(Pool(2).map(square, items)) == list(Serial().map(square, items))


def test_an_error_of_the_work_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(Pool(1).map(square, [1, 99]))


def test_a_pool_needs_a_worker() -> None:
    with pytest.raises(ValueError, match="one worker"):
        Pool(0)
