"""Dealing articles into parts, so that each can be read with what the others teach; and the figures of such readings."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from kg.learn.score import Scores

PARTS = 5


def part_of(article: str) -> int:
    """Say to which part an article is dealt, from 0 to `PARTS` - 1: by its id, so that other articles do not move it."""
    return int(sha256(article.encode()).hexdigest(), 16) % PARTS


def figures(scores: Scores, names: Collection[str]) -> str:
    """Write precision, recall and F1 of what is named, for the card of what was learned."""
    return "; ".join(
        f"{name} P {x.precision:.3f} R {x.recall:.3f} F1 {x.f1:.3f}" for name, x in scores.prf.items() if name in names
    )
