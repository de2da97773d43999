"""Which articles speak with one voice: agency copies, reprints, light edits and one outlet's own repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.fold import plain
from kg.model.text import Article
from kg.resolve.copies import copies, text_key


def sources(articles: Iterable[Article], texts: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give each article's independent source, by article id; `texts` are their text keys, None if they are not known yet.

    The source is the agency that it credits, else its publisher, else its own text. Articles of one text, as it was printed
    or lightly edited, share one: that of an agency if any of them credits one.
    """
    known = list(articles)
    texts = {article.id: text_key(article) for article in known} if texts is None else texts
    original = copies(known, texts)
    same: defaultdict[str, list[Article]] = defaultdict(list)
    for article in known:
        same[original[texts[article.id]]].append(article)
    voices = {text: min(_voice(copy, text) for copy in found) for text, found in same.items()}
    return {article.id: voices[text] for text, found in same.items() for article in found}


def _voice(article: Article, text: str) -> str:
    if article.agency:
        return f"1:{plain(article.agency)}"
    if article.publisher:
        return f"2:{plain(article.publisher)}"
    return f"3:{text}"
