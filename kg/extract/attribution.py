"""Who says that it happened: "according to X", "X said that", which are no events themselves."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.position import Placed, place
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.model.entity import Mention

REACH = 4  # words between a speaker and the verb of saying, or between "according to" and its source


def find_source(found: Found, sources: dict[int, tuple[Mention, int] | None]) -> Mention | None:
    """Give who says that the event happened; None if the article itself does, or the speaker is the event's own."""
    source = sources.get(found.view.sentence.index)
    if source is None:
        return None
    mention, at = source
    # "X, who resigned in May, said that ...": what stands before the saying is the article's own.
    return mention if at < 0 or found.start > at else None


def find_sources(views: Sequence[View]) -> dict[int, tuple[Mention, int] | None]:
    """Give each sentence's source and the token of its verb of saying (-1 where the whole sentence is reported)."""
    return {view.sentence.index: _source(view) for view in views}


def _source(view: View) -> tuple[Mention, int] | None:
    placed = _with_agencies(view)
    for p in placed:
        before = range(max(0, p.start - REACH), p.start)
        if any(view.has(i, "according") for i in before) and not any(
            view.is_mark(i) for i in before if view.has(p.start - 1, "according")
        ):
            return p.mention, -1
    for i in range(len(view.tokens)):
        if not view.has(i, "reporting") or view.has(i - 1, "reporting"):
            continue
        stop = i
        while view.has(stop, "reporting"):
            stop += 1
        speaker = _speaker(placed, i, stop, view)
        if speaker is not None:
            closing = i > 0 and (view.is_mark(i - 1) or view.is_mark(speaker.start - 1)) and _ends(view, max(stop, speaker.stop))
            return speaker.mention, -1 if closing else i
    return None


def _speaker(placed: Sequence[Placed], start: int, stop: int, view: View) -> Placed | None:
    before = [
        p
        for p in placed
        if p.stop <= start and start - p.stop <= REACH and not any(view.is_mark(i) for i in range(p.stop, start))
    ]
    if before:
        return before[-1]
    inverted = [p for p in placed if stop <= p.start <= stop + 1 and view.is_mark(start - 1)]
    return inverted[0] if inverted else None


def _ends(view: View, i: int) -> bool:
    """Say whether nothing much follows token `i`: the saying closes the sentence."""
    return len(view.tokens) - i <= 3 or view.is_mark(i)


def _with_agencies(view: View) -> list[Placed]:
    """Give the mentions of a sentence, news agencies too: they report even if they take no part."""
    found = {p.mention: p for p in place(view)}
    for mention in view.mentions:
        if mention.only_source:
            tokens = [i for i, t in enumerate(view.tokens) if mention.span.begin <= t.begin < mention.span.end]
            if tokens:
                found[mention] = Placed(mention, tokens[0], tokens[-1] + 1)
    return sorted(found.values(), key=lambda p: p.start)
