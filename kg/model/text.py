"""Articles and the places in them: every offset is a half-open pair of code points into `Article.text`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.model.pickled import pickled


@pickled
@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code points `[begin, end)` into an article's text; never empty, never negative."""

    begin: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or a negative span."""
        if not 0 <= self.begin < self.end:
            raise ValueError(f"not a span: {self.begin}..{self.end}")

    def of(self, text: str) -> str:
        """Give the words of `text` that this span quotes."""
        return text[self.begin : self.end]

    def __contains__(self, other: Span) -> bool:
        """Say whether `other` lies wholly inside."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one code point."""
        return self.begin < other.end and other.begin < self.end


@pickled
@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement comes from: the words, the sentence, and the rule that read them.

    `sentence` contains `span`. `rule` is a rule's id in the language pack or a construction of the
    extractor; `extractor` its name and version.
    """

    article: str
    span: Span
    sentence: Span
    extractor: str
    rule: str


def place(p: Provenance) -> tuple[object, ...]:
    """Sort provenances by article and place in it."""
    return (p.article, p.span, p.sentence, p.extractor, p.rule)


class BlockKind(StrEnum):
    """What a stretch of an article's text is for."""

    TITLE = "title"
    DATELINE = "dateline"  # a line with the time of publication
    LEAD = "lead"
    BODY = "body"
    CREDIT = "credit"  # photo credits, bylines, source lines
    FURNITURE = "furniture"  # buttons, links, related titles: what belongs to the page


PROSE = frozenset({BlockKind.TITLE, BlockKind.LEAD, BlockKind.BODY})


@pickled
@dataclass(frozen=True, slots=True, order=True)
class Block:
    """One paragraph or line of an article, and what it is for."""

    span: Span
    kind: BlockKind


@pickled
@dataclass(frozen=True, slots=True)
class Article:
    """One news article as it was given, in NFC.

    `text` is the whole text, furniture included, so that offsets hold in the user's own copy; `blocks`
    say which parts are prose. `published` is ISO 8601, a date or a date with time and zone, or None if
    the source does not say. `title` is "" where there is none. `agency` is the wire service that the
    source credits, `publisher` the outlet.
    """

    id: str
    text: str
    lang: str
    title: str = ""
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    agency: str | None = None
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        """Refuse text that is not in NFC, and a publication time that is not ISO 8601."""
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError(f"article {self.id}: text is not in NFC")
        if self.published is not None:
            date.fromisoformat(self.published[:10])

    @property
    def published_on(self) -> date | None:
        """Give the local day of publication; None if unknown."""
        return date.fromisoformat(self.published[:10]) if self.published else None


@pickled
@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """One sentence of prose: its number in the article, its span, the kind of block it stands in."""

    index: int
    span: Span
    block: BlockKind
