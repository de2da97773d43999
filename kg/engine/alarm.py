"""A limit of time on what this process does itself."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType

# The clock ticks while the process runs: one that was stopped, or a machine that slept, does not count against the limit.
TICK = 1.0
TICKS = 4  # of a limit at least


class TimeUpError(BaseException):
    """The time is up; no `Exception`, so that what catches those does not keep it from its place."""


def is_able() -> bool:
    """Say whether this thread can be interrupted: on POSIX, the main one."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


class Alarm:
    """Raises `TimeUpError` in the block that it guards, `seconds` after its start, and again until the block is left.

    Code in C that does not look for signals is interrupted when it comes back.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._tick = min(TICK, seconds / TICKS)
        self._ticks = 0
        self._armed = False

    def _ring(self, _signal: int, _frame: FrameType | None) -> None:
        self._ticks += 1
        if self._armed and self._ticks * self._tick >= self._seconds:
            raise TimeUpError

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGALRM, self._ring)
        self._ticks, self._armed = 0, True
        signal.setitimer(signal.ITIMER_REAL, self._tick, self._tick)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)
