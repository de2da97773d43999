"""Several processes on this machine."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

A = TypeVar("A")
B = TypeVar("B")

BATCH = 8
BATCHES_AHEAD = 3


@dataclass(frozen=True, slots=True)
class _Batched(Generic[A, B]):
    work: Callable[[A], B]

    def __call__(self, items: tuple[A, ...]) -> list[B]:
        return [self.work(item) for item in items]


class Pool:
    """Shares the work among processes; results come in the items' order, and only a few batches are held at once.

    The work and the items must be picklable. Processes are spawned, so that no lock of a thread is inherited.
    """

    def __init__(self, workers: int) -> None:
        """Use `workers` processes; raises `ValueError` if that is less than one."""
        if workers < 1:
            raise ValueError(f"a pool needs one worker at least, not {workers}")
        self.workers = workers

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item, in the items' order; an exception of the work is raised at its place."""
        batches = _batches(iter(items))
        waiting: deque[Future[list[B]]] = deque()
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.workers, mp_context=context) as pool:
            for batch in batches:
                waiting.append(pool.submit(_Batched(work), batch))
                if len(waiting) >= self.workers * BATCHES_AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()


def _batches(items: Iterator[A]) -> Iterator[tuple[A, ...]]:
    while batch := tuple(islice(items, BATCH)):
        yield batch
