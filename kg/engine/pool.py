"""Several processes on this machine."""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from kg.engine.work import Work, as_work, ended, too_long
from kg.engine.worker import BEGUN, ERROR, READY, RESULT, Worker
from kg.errors import KgError

A = TypeVar("A")
B = TypeVar("B")

# What is held at once, waiting, worked on, or done and waiting for what comes before it.
ITEMS_HELD = 64  # a worker
WEIGHT_HELD = 500_000  # a worker, and as much again: each may have one of the longest articles
# What a worker has before it, so that it need not wait for the next.
ITEMS_AHEAD = 16
BYTES_AHEAD = 32_000
STEP = 0.5  # seconds: a longer wait was no wait, this process was stopped
TRIES = 2
STARTS = 3  # of workers in a row that end before they are ready


@dataclass(slots=True)
class _Job(Generic[A]):
    """An item, and what came of it: `answer` is None until then."""

    item: A | None
    weight: int
    answer: bytes | None = None
    reason: str = ""  # why there is none
    tries: int = 0


@dataclass(slots=True)
class _Hand(Generic[A]):
    """A worker with the jobs that it was given, the first of which it is at; `spent` seconds on that one (None: not begun)."""

    worker: Worker
    jobs: deque[tuple[_Job[A], int]] = field(default_factory=deque)
    size: int = 0
    spent: float | None = None
    is_ready: bool = False


class Pool:
    """Shares the work among processes; results come in the items' order, and only so many are held at once.

    The work and the items must be picklable. An item whose process ends (it was killed, or ran out of memory) is tried
    again, alone; if that ends too, it is lost, and so is one that takes longer than `timeout` seconds (None: any time).
    """

    def __init__(self, workers: int, timeout: float | None = None) -> None:
        """Use `workers` processes at most, as many as there is work for; raises `ValueError` if that is less than one."""
        if workers < 1:
            raise ValueError(f"a pool needs one worker at least, not {workers}")
        self.workers = workers
        self.timeout = timeout

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item, in the items' order; an exception of the work is raised at its place.

        Raises:
            KgError: The processes end before they begin.
        """
        shift = _Shift(as_work(work), self.workers, self.timeout)
        try:
            yield from shift.run(iter(items))
        finally:
            shift.end()


class _Shift(Generic[A, B]):
    """One run of a pool."""

    def __init__(self, work: Work[A, B], workers: int, timeout: float | None) -> None:
        self._work = work
        self._workers = workers
        self._timeout = timeout
        self._hands: dict[Connection, _Hand[A]] = {}
        self._held: deque[_Job[A]] = deque()  # in the items' order
        self._weight = 0
        self._new: deque[_Job[A]] = deque()
        self._suspect: deque[_Job[A]] = deque()  # to be tried alone
        self._false_starts = 0

    def run(self, items: Iterator[A]) -> Iterator[B]:
        """Give the results in order."""
        is_more = True
        while True:
            while self._held and (self._held[0].answer is not None or self._held[0].reason):
                job = self._held.popleft()
                self._weight -= job.weight
                yield self._result(job)
            if is_more and self._has_room():
                is_more = self._take(items)
                self._share_out()
                self._listen(0)
            elif self._held:
                self._share_out()
                self._listen(STEP)
            elif not is_more:
                return

    def end(self) -> None:
        """Kill all workers: they hold nothing that is not here too."""
        for hand in self._hands.values():
            hand.worker.end()
        self._hands.clear()

    def _has_room(self) -> bool:
        few = len(self._held) < ITEMS_HELD * self._workers
        return not self._held or (few and self._weight < WEIGHT_HELD * (self._workers + 1))

    def _take(self, items: Iterator[A]) -> bool:
        for item in items:
            job = _Job(item, self._work.weight(item))
            self._weight += job.weight
            self._held.append(job)
            self._new.append(job)
            return True
        return False

    def _share_out(self) -> None:
        if self._suspect:
            if all(not hand.jobs for hand in self._hands.values()):
                self._give(next(iter(self._hands.values())) if self._hands else self._hire(), self._suspect)
            return
        for hand in sorted(self._hands.values(), key=lambda hand: hand.size):
            while self._new and (not hand.jobs or (hand.size < BYTES_AHEAD and len(hand.jobs) < ITEMS_AHEAD)):
                if not self._give(hand, self._new):
                    break
        while self._new and len(self._hands) < self._workers:
            self._give(self._hire(), self._new)

    def _hire(self) -> _Hand[A]:
        worker = Worker(self._work)
        hand: _Hand[A] = _Hand(worker)
        self._hands[worker.connection] = hand
        return hand

    def _give(self, hand: _Hand[A], jobs: deque[_Job[A]]) -> bool:
        """Give the first of the jobs to a worker; say whether it could take it.

        One that has ended takes none: what it has still to say is heard first, as it tells at which job it ended.
        """
        job = jobs.popleft()
        data = pickle.dumps(job.item, pickle.HIGHEST_PROTOCOL)
        if hand.jobs and hand.size + len(data) > BYTES_AHEAD:
            jobs.appendleft(job)  # a worker that is at work may not empty its pipe
            return False
        try:
            hand.worker.send(data)
        except OSError:
            jobs.appendleft(job)
            return False
        hand.jobs.append((job, len(data)))
        hand.size += len(data)
        return True

    def _listen(self, seconds: float) -> None:
        """Take what the workers have to say, waiting so long for it, and give up what takes too long."""
        start = time.monotonic()
        heard = wait(list(self._hands), seconds)
        waited = min(time.monotonic() - start, STEP)
        for hand in list(self._hands.values()):
            if hand.worker.connection in heard:
                self._hear(hand)
            elif hand.spent is not None and self._timeout is not None:
                hand.spent += waited
                if hand.spent > self._timeout:
                    self._give_up(hand, too_long(self._timeout))

    def _hear(self, hand: _Hand[A]) -> None:
        try:
            answer = hand.worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._bury(hand)
            return
        if answer == READY:
            hand.is_ready, self._false_starts = True, 0
            return
        if answer == BEGUN:
            hand.spent = 0.0
            return
        hand.spent = None
        job, size = hand.jobs.popleft()
        hand.size -= size
        job.answer, job.item = answer, None

    def _bury(self, hand: _Hand[A]) -> None:
        """Take the jobs of a worker that ended; the one that it was at is tried again alone, or lost."""
        how = hand.worker.ended()
        if not hand.is_ready:
            self._false_starts += 1
            if self._false_starts >= STARTS:
                raise KgError(
                    f"the processes that extract end before they begin ({how})",
                    remedy="use one worker; a Python script must do its work under `if __name__ == '__main__':`",
                )
            self._dismiss(hand)
            return
        if hand.jobs:
            job, _ = hand.jobs.popleft()
            job.tries += 1
            if job.tries < TRIES:
                self._suspect.append(job)
            else:
                job.reason = ended(job.tries, how)
        self._dismiss(hand)

    def _give_up(self, hand: _Hand[A], reason: str) -> None:
        job, _ = hand.jobs.popleft()
        job.reason = reason
        hand.worker.end()
        self._dismiss(hand)

    def _dismiss(self, hand: _Hand[A]) -> None:
        self._hands.pop(hand.worker.connection)
        self._new.extendleft(job for job, _ in reversed(hand.jobs))

    def _result(self, job: _Job[A]) -> B:
        if job.answer is None:
            assert job.item is not None
            return self._work.lost(job.item, job.reason)
        value: Any = pickle.loads(memoryview(job.answer)[1:])
        if job.answer[:1] == ERROR:
            raise value
        assert job.answer[:1] == RESULT
        result: B = value
        return result
