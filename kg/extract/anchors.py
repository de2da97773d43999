"""The events whose date grammar alone gives, by their date: what they say of the other events of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.trigger import Found
from kg.model.time import Timex

MANY = 3  # events of one date; more say no more


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """The event words of an article that have a date of their own, by its EDTF."""

    of: Mapping[str, tuple[Found, ...]]

    def about(self, found: Found, edtf: str) -> Iterator[str]:
        """Name what speaks for or against an event having a date: what else happened then, and the like of it on other days."""
        same = [anchor for anchor in self.of.get(edtf, ()) if anchor is not found]
        yield f"anchors.{min(len(same), MANY)}"
        if any(anchor.trigger.lemma == found.trigger.lemma for anchor in same):
            yield "anchor.lemma"
        if any(anchor.trigger.type is found.trigger.type for anchor in same):
            yield "anchor.type"
        if any(a.trigger.lemma == found.trigger.lemma for other, there in self.of.items() if other != edtf for a in there):
            yield "anchor.elsewhere"


def find_anchors(dated: Iterable[tuple[Found, Timex | None]]) -> Anchors:
    """Take the event words of an article, each with the date that surely belongs to it or None."""
    of: dict[str, list[Found]] = {}
    for found, timex in dated:
        if timex is not None and timex.edtf is not None:
            of.setdefault(timex.edtf, []).append(found)
    return Anchors({edtf: tuple(there) for edtf, there in of.items()})
