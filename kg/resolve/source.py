"""Which articles speak with one voice: agency copies, reprints and one outlet's own repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model.fold import plain
from kg.model.ids import content_id
from kg.model.text import PROSE, Article


def text_key(article: Article) -> str:
    """Hash what the article says, its prose without regard to white space; reprints share it."""
    prose = [block.span.of(article.text) for block in article.blocks if block.kind in PROSE] or [article.text]
    return content_id("text", " ".join(" ".join(prose).split()))


def sources(articles: Iterable[Article]) -> dict[str, str]:
    """Give each article's independent source, by article id.

    The source is the agency that it credits, else its publisher, else its own text; articles of the same
    text share the source of the first of them.
    """
    copies: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        copies[text_key(article)].append(article)
    voices = {text: min(_voice(copy, text) for copy in same) for text, same in copies.items()}
    return {article.id: voices[text] for text, same in copies.items() for article in same}


def _voice(article: Article, text: str) -> str:
    if article.agency:
        return f"1:{plain(article.agency)}"
    if article.publisher:
        return f"2:{plain(article.publisher)}"
    return f"3:{text}"
