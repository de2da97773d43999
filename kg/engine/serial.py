"""One article after another, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kg.engine.alarm import Alarm, TimeUpError, is_able
from kg.engine.work import as_work, too_long

A = TypeVar("A")
B = TypeVar("B")


class Serial:
    """The reference that other engines are tested against.

    An item may take `timeout` seconds (None: any time), where this can be held to: in the main thread, on POSIX.
    """

    def __init__(self, timeout: float | None = None) -> None:
        self.timeout = timeout

    def map(self, work: Callable[[A], B], items: Iterable[A], /) -> Iterator[B]:
        """Give the result for each item, in the items' order, each computed when it is asked for."""
        whole = as_work(work)
        timeout = self.timeout if is_able() else None
        for item in items:
            whole.prepare(item)
            if timeout is None:
                yield whole(item)
                continue
            try:
                with Alarm(timeout):
                    result = whole(item)
            except TimeUpError:
                result = whole.lost(item, too_long(timeout))
            yield result
