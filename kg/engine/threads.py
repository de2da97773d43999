"""Several threads of this process: for work that waits for answers from elsewhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

AHEAD = 2  # items in hand for each thread


class Threads:
    """Shares the work among threads; results come in the items' order, and only a few items are held at once."""

    def __init__(self, workers: int) -> None:
        """Use `workers` threads; raises `ValueError` if that is less than one."""
        if workers < 1:
            raise ValueError(f"threads: one worker at least, not {workers}")
        self.workers = workers

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item, in the items' order; an exception of the work is raised at its place.

        What has begun by then is finished, what has not is dropped.
        """
        waiting: deque[Future[B]] = deque()
        pool = ThreadPoolExecutor(self.workers)
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= self.workers * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
