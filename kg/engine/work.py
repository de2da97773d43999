"""What an engine asks of the work that it runs: how heavy an item is, and what stands for a result that never came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, cast, runtime_checkable

A = TypeVar("A")
B = TypeVar("B")
Item = TypeVar("Item", contravariant=True)
Result = TypeVar("Result", covariant=True)


class LostError(RuntimeError):
    """An item gave no result, and the work does not say what stands for it."""


@runtime_checkable
class Work(Protocol[Item, Result]):
    """A function whose items have a weight and may be lost; it and they can be pickled."""

    def __call__(self, item: Item, /) -> Result:
        """Give the result for an item."""
        ...

    def prepare(self, item: Item, /) -> None:
        """Load what the item needs and others need too: time that is not the item's own. Done before each call."""
        ...

    def weight(self, item: Item, /) -> int:
        """Give how much memory the item takes, about, in characters; engines hold only so much at a time."""
        ...

    def lost(self, item: Item, reason: str, /) -> Result:
        """Give what stands for the result of an item that took too long or ended its process; `reason` says which, and a remedy."""
        ...


@dataclass(frozen=True, slots=True)
class _Plain(Generic[A, B]):
    function: Callable[[A], B]

    def __call__(self, item: A) -> B:
        return self.function(item)

    def prepare(self, item: A) -> None:
        """Do nothing: a plain function says nothing of what it needs."""

    def weight(self, item: A) -> int:
        """Give 1: all are alike."""
        return 1

    def lost(self, item: A, reason: str) -> B:
        """Raise `LostError`."""
        raise LostError(f"an item gave no result: it {reason}")


def as_work(function: Callable[[A], B]) -> Work[A, B]:
    """Give the work that a function is; of a plain one, a lost item raises `LostError`."""
    return cast("Work[A, B]", function) if isinstance(function, Work) else _Plain(function)


def too_long(seconds: float) -> str:
    """Say that an item was given up after so many seconds, and what can be done about it."""
    return f"took longer than {seconds:g} s; give it more time (`kg build --timeout`), or leave it out"


def ended(times: int, how: str) -> str:
    """Say that an item ended its process so many times, in the last one as `how` says, and what can be done about it."""
    return f"ended its process {times} times ({how}); leave it out, or give it more memory"
