"""Naming numbers by steps, so that what is learned of one holds for those near it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def step(number: int, ends: Sequence[int], beyond: str = "far") -> str:
    """Name the first of `ends`, which rise, that a number does not exceed; `beyond` where it exceeds all."""
    at = bisect_left(ends, number)
    return str(ends[at]) if at < len(ends) else beyond
