from __future__ import annotations

import signal
import threading
import time

import pytest

from kg.engine.alarm import Alarm, TimeUpError, is_able
from kg.engine.serial import Serial
from tests.engine.works import Numbers, square


def test_each_result_is_computed_when_it_is_asked_for() -> None:
    results = Serial().map(square, [1, 99])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)


@pytest.mark.parametrize("way", ["sleeps", "works on", "sleeps and catches"])
def test_an_item_that_takes_too_long_is_given_up_and_the_rest_goes_on(way: str) -> None:
    results = list(Serial(timeout=0.2).map(Numbers(((1, way),)), range(4)))
    assert results[1].startswith("1 took longer than 0.2 s; ")
    assert results[0] == "0" and results[2:] == ["2", "3"]


def test_loading_what_others_need_too_is_not_an_items_own_time() -> None:
    assert list(Serial(timeout=0.1).map(Numbers(loading=0.2), [1, 2])) == ["1", "2"]


def test_where_no_alarm_can_be_set_an_item_has_all_its_time() -> None:
    found: list[str] = []

    def elsewhere() -> None:
        assert not is_able()
        found.extend(Serial(timeout=0.001).map(Numbers(), range(3)))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == ["0", "1", "2"]


def test_after_the_alarm_all_is_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeUpError), Alarm(0.05):
        time.sleep(5)
    with Alarm(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before
