"""One at a time is alone with a store; whoever is killed lets the next one in."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.store.lock import alone

HOLDER = """
import sys
from pathlib import Path
from kg.store.lock import alone
with alone(Path(sys.argv[1]), lambda: None):
    print("alone", flush=True)
    sys.stdin.readline()
"""


def test_the_second_waits_and_says_so_once(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    link = tmp_path / "link.sqlite"
    link.symlink_to(path)
    waits: list[str] = []
    entered: list[str] = []
    waiting = threading.Event()

    def on_wait() -> None:
        waits.append("waits")
        waiting.set()

    def second() -> None:
        with alone(link, on_wait):
            entered.append("second")

    with alone(path, lambda: waits.append("never")):
        other = threading.Thread(target=second)
        other.start()
        assert waiting.wait(30)
        assert entered == []
        entered.append("first")
    other.join(30)
    assert (entered, waits) == (["first", "second"], ["waits"])


def test_who_is_killed_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"alone\n"
        process.kill()
        process.wait()
        with alone(path, lambda: pytest.fail("the lock of the dead still holds")):
            pass


def test_a_fault_inside_is_not_one_of_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), alone(tmp_path / "s.sqlite", lambda: None):
        raise ZeroDivisionError
    with pytest.raises(KgError, match="cannot be locked"), alone(tmp_path / "no" / "s.sqlite", lambda: None):
        pass
