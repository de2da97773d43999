"""Quotations, over several sentences if they go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.view import View
from kg.lang.tokens import Token
from kg.model.entity import Mention

OPEN, CLOSE, EITHER = "\u201c", "\u201d", '"'
LONGEST = 12  # sentences; a mark without its partner opens no longer one


@dataclass(frozen=True, slots=True)
class Part:
    """The tokens `[start, stop)` of a sentence that a quotation covers, without its marks."""

    view: View
    start: int
    stop: int

    def holds(self, mention: Mention) -> bool:
        """Say whether a mention stands in it."""
        tokens = self.view.tokens[self.start : self.stop]
        return bool(tokens) and tokens[0].begin <= mention.span.begin < tokens[-1].end

    def mentions(self) -> list[Mention]:
        """Give the mentions that stand in it, in text order."""
        return [mention for mention in self.view.mentions if self.holds(mention)]


@dataclass(slots=True)
class Quotation:
    """What stands between two marks; `goes_on` is the sentence before one that a quotation opens, None if none opens it."""

    parts: list[Part] = field(default_factory=list)
    goes_on: View | None = None


def quoted(sentences: Sequence[Sequence[Token]]) -> frozenset[int]:
    """Give where the words begin that stand between two marks; one without a partner in `LONGEST` sentences opens nothing."""
    found: set[int] = set()
    inside: list[int] | None = None
    since = 0
    for n, tokens in enumerate(sentences):
        if n - since >= LONGEST:
            inside = None
        for token in tokens:
            if inside is None and token.text in (OPEN, EITHER):
                inside, since = [], n
            elif inside is not None and token.text in (CLOSE, EITHER):
                found.update(inside)
                inside = None
            elif inside is not None:
                inside.append(token.begin)
    return frozenset(found)


def quotations(views: Sequence[View]) -> Iterator[Quotation]:
    """Give the quotations of an article in text order; one without an end, or longer than `LONGEST`, is none.

    A straight mark opens or closes by turns; a curved one that opens within a quotation opens a new paragraph of it.
    """
    current: Quotation | None = None
    previous: View | None = None
    for view in views:
        if view.order < 0 or (current is not None and len(current.parts) >= LONGEST):
            current = None
        start = 0
        for i, token in enumerate(view.tokens):
            opens = token.text == OPEN or (token.text == EITHER and current is None)
            if opens and current is None:
                current, start = Quotation(goes_on=previous if i == 0 else None), i + 1
            elif opens:
                start = i + 1
            elif token.text in (CLOSE, EITHER) and current is not None:
                current.parts.append(Part(view, start, i))
                yield current
                current = None
        if current is not None:
            current.parts.append(Part(view, start, len(view.tokens)))
        previous = view if view.order >= 0 else None
