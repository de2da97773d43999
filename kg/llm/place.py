"""A place in an article: some words of one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.text import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `[start, stop)` of sentence number `sentence`, and their span in the text."""

    sentence: int
    start: int
    stop: int
    span: Span
