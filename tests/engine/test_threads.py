"""Threads give what the serial engine gives, in its order."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest

from kg.engine.threads import Threads


def test_results_come_in_order_and_at_once() -> None:
    barrier = threading.Barrier(3, timeout=20)

    def work(n: int) -> int:
        if n < 3:
            barrier.wait()  # passed only if three run at once
        return n * n

    assert list(Threads(3).map(work, range(20))) == [n * n for n in range(20)]


def test_only_a_few_items_are_taken_ahead() -> None:
    taken: list[int] = []

    def items() -> Generator[int]:
        for n in range(100):
            taken.append(n)
            yield n

    results = Threads(2).map(str, items())
    assert next(results) == "0" and len(taken) <= 4
    del results


def test_a_failure_is_raised_in_its_place_and_ends_the_rest() -> None:
    begun: list[int] = []

    def work(n: int) -> int:
        begun.append(n)
        if n == 2:
            raise ValueError("two")
        time.sleep(0.01)
        return n

    seen: list[int] = []
    with pytest.raises(ValueError, match="two"):
        for result in Threads(1).map(work, range(50)):
            seen.append(result)
    assert seen == [0, 1] and len(begun) < 10


def test_one_thread_at_least() -> None:
    with pytest.raises(ValueError, match="one worker at least"):
        Threads(0)
