from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.engine.pool import ITEMS_HELD, WEIGHT_HELD, Pool
from kg.engine.serial import Serial
from kg.engine.work import LostError
from kg.errors import KgError
from tests.engine.works import Noted, Numbers, Unloadable, doubled, fail, square


def test_results_come_in_order_and_are_those_of_the_serial_engine() -> None:
    items = range(100, 400)
    assert list(Pool(2).map(square, items)) == list(Serial().map(square, items))


def test_no_process_is_started_where_there_is_nothing_to_do_and_none_is_left() -> None:
    assert list(Pool(2).map(square, [])) == []
    results = Pool(1).map(square, range(50))
    assert next(results) == 0
    assert multiprocessing.active_children()
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_an_error_of_the_work_is_raised_at_its_place() -> None:
    results = Pool(2).map(square, [1, 2, 99, 4])
    assert [next(results), next(results)] == [1, 4]
    with pytest.raises(ZeroDivisionError, match="99"):
        next(results)


def test_an_error_that_cannot_be_copied_is_told_by_its_name() -> None:
    with pytest.raises(RuntimeError, match="OwnError: 5 and 5"):
        list(Pool(1).map(fail, [5]))


def test_a_pool_needs_a_worker() -> None:
    with pytest.raises(ValueError, match="one worker"):
        Pool(0)


def test_what_is_long_both_ways_does_not_block() -> None:
    items = [letter * 400_000 for letter in "abcdefgh"]
    assert list(Pool(2).map(doubled, items)) == [item * 2 for item in items]


@pytest.mark.parametrize(("way", "how"), [("killed", "SIGKILL"), ("ends", "exit code 3")])
def test_an_item_that_ends_its_process_twice_is_lost_and_no_other_one(way: str, how: str) -> None:
    results = list(Pool(2).map(Numbers(((13, way),)), range(40)))
    assert results[13].startswith(f"13 ended its process 2 times ({how}); ")
    assert [result for number, result in enumerate(results) if number != 13] == [str(n) for n in range(40) if n != 13]


def test_an_item_whose_process_is_killed_once_has_its_result(tmp_path: Path) -> None:
    killed = tuple((number, "killed once") for number in (0, 7, 8, 39))
    assert list(Pool(2).map(Numbers(killed, tmp_path), range(40))) == [str(n) for n in range(40)]


def test_an_item_whose_result_is_not_heard_yet_is_not_taken_for_the_one_that_ended_the_process(tmp_path: Path) -> None:
    notes = tmp_path / "notes"

    def slowly() -> Iterator[int]:
        for number in range(3):
            yield number
            time.sleep(2)  # the process is ready, has answered, or has ended, and nobody has listened

    assert list(Pool(1).map(Noted(notes, 1), slowly())) == ["0", "1", "2"]
    assert notes.read_text("utf-8").split() == ["0", "1", "1", "2"]


def test_of_a_plain_function_a_lost_item_is_an_error() -> None:
    work = Numbers(((2, "ends"),)).__call__
    with pytest.raises(LostError, match="ended its process 2 times"):
        list(Pool(1).map(work, range(4)))


@pytest.mark.parametrize("way", ["sleeps", "works on", "sleeps and catches"])
def test_an_item_that_takes_too_long_is_given_up_and_the_rest_goes_on(way: str) -> None:
    results = list(Pool(2, timeout=0.4).map(Numbers(((1, way),)), range(20)))
    assert results[1].startswith("1 took longer than 0.4 s; ")
    assert results[0] == "0" and results[2:] == [str(n) for n in range(2, 20)]


def test_loading_what_others_need_too_is_not_an_items_own_time() -> None:
    assert list(Pool(1, timeout=0.3).map(Numbers(loading=0.7), [1, 2])) == ["1", "2"]


def test_only_so_many_items_are_held() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while taken < 1000:
            taken += 1
            yield taken

    for number, result in enumerate(Pool(1).map(Numbers(), numbers()), 1):
        assert result == str(number)
        assert taken - number <= ITEMS_HELD


def test_only_so_much_is_held() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        while taken < 40:
            taken += 1
            yield taken

    for number, _ in enumerate(Pool(2).map(Numbers(weighs=WEIGHT_HELD), numbers()), 1):
        assert taken - number <= 3


def test_one_item_may_weigh_more_than_all_that_is_held() -> None:
    assert list(Pool(1).map(Numbers(weighs=WEIGHT_HELD * 10), range(3))) == ["0", "1", "2"]


def test_processes_that_cannot_begin_are_a_fault(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(KgError, match="end before they begin"):
        list(Pool(1).map(Unloadable(), range(3)))
    capfd.readouterr()  # what the processes say themselves
