"""A process that does work on the items that come to it, one after another."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from kg.engine.work import Work

# What a worker sends: that it is there, that it begins an item, and the first byte of what came of it.
READY, BEGUN, RESULT, ERROR = b"s", b"b", b"r", b"e"
GRACE = 5.0  # seconds for a process whose pipe is closed to end


class Worker:
    """A process at work, and the pipe to it; ends when this process does, however it ends.

    It is spawned, so that no lock of a thread is inherited, and it leaves Ctrl-C to this process.
    """

    def __init__(self, work: Work[Any, Any]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(theirs, work), daemon=True)
        with _no_interrupts():
            self._process.start()
        theirs.close()

    def send(self, item: bytes) -> None:
        """Hand over a pickled item; raises `OSError` if the process is gone."""
        self.connection.send_bytes(item)

    def end(self) -> str:
        """Kill the process if it still runs, and say how it ended."""
        self._process.join(0)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self.connection.close()
        return self._how()

    def ended(self) -> str:
        """Say how the process ended, after its pipe was closed."""
        self._process.join(GRACE)
        return self.end()

    def _how(self) -> str:
        code = self._process.exitcode or 0
        if code >= 0:
            return f"exit code {code}"
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"


@contextmanager
def _no_interrupts() -> Generator[None]:
    """Start processes that never see Ctrl-C, not even while they load; one that comes meanwhile waits."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # which would let interrupts in again if it had to start its process first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run(connection: Connection, work: Work[Any, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 50, 100)  # as in the command itself: tables that live as long as the process
    items: SimpleQueue[bytes] = SimpleQueue()
    # A pipe that nobody empties would block the other side, which may be what this side waits for.
    threading.Thread(target=_receive, args=(connection, items), daemon=True).start()
    connection.send_bytes(READY)
    while True:
        item = pickle.loads(items.get())
        try:
            work.prepare(item)
            connection.send_bytes(BEGUN)
            answer = RESULT + pickle.dumps(work(item), pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # noqa: BLE001 every error is raised at its place in the other process
            answer = ERROR + _pickled(error)
        del item
        connection.send_bytes(answer)


def _receive(connection: Connection, items: SimpleQueue[bytes]) -> None:
    while True:
        try:
            items.put(connection.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)  # the other process is gone: nobody waits for what this one does


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error)
        pickle.loads(data)
    except Exception:  # noqa: BLE001 an error of anybody's making may fail in any way to be copied
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return data
