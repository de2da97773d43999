"""Why two things were taken for one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Join:
    """One decision that two things are the same: what kind of thing, which two, and the reason.

    `first` and `second` are the ids in the articles (events: their id; entities: `article/id`).
    """

    kind: str
    first: str
    second: str
    reason: str
