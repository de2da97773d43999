"""Work on articles within a task of Spark: at once, and when the task is tried again, out of its process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pyspark import TaskContext

from kg.engine.pool import Pool
from kg.engine.serial import Serial

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Careful:
    """An engine for steps. The first try of a task works in its own process. If that ended, one of the items may have ended it: the
    next tries work in a process beside, so that such an item is lost alone, after a second try by itself.

    An item may take `timeout` seconds (None: any time).
    """

    timeout: float | None = None

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item, in the items' order."""
        task = TaskContext.get()
        is_again = task is not None and task.attemptNumber() > 0
        return (Pool(1, self.timeout) if is_again else Serial(self.timeout)).map(work, items)
