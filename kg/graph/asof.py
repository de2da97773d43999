"""What was known on a day: the articles that had been published by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kg.model.event import Extraction
from kg.model.text import Article


def known_by(article: Article, day: date) -> bool:
    """Say whether an article was published on `day` or before, by its local day of publication; undated ones were not."""
    return article.published_on is not None and article.published_on <= day


def known(extractions: Iterable[Extraction], as_of: date | None) -> Iterator[Extraction]:
    """Give the extractions of the articles that were known on the day `as_of`; None: of all."""
    return (extraction for extraction in extractions if as_of is None or known_by(extraction.article, as_of))


def undated(articles: Iterable[Article]) -> int:
    """Count the articles of which nobody knows the day of publication."""
    return sum(article.published_on is None for article in articles)
