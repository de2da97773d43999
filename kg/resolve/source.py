"""Which articles speak with one voice: agency copies, reprints, light edits and one outlet's own repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.model.fold import plain
from kg.model.text import Article
from kg.resolve.copies import copies, text_key

OWN = "3:"  # the voice of an article that says neither whose words it prints nor who publishes it


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
    voices = {text: source((voice(copy) for copy in found), text) for text, found in same.items()}
    return {article.id: voices[text] for text, found in same.items() for article in found}


def voice(article: Article) -> str:
    """Name who speaks in an article: its agency, else its publisher, else nobody but the text."""
    if article.agency:
        return f"1:{plain(article.agency)}"
    return f"2:{plain(article.publisher)}" if article.publisher else OWN


def source(voices: Iterable[str], text: str) -> str:
    """Give the independent source of the copies of a text, by their voices and the text's key."""
    found = min(voices)
    return f"{OWN}{text}" if found == OWN else found
