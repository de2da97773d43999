"""Saved web pages: the article's text by trafilatura, its date and title from what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from kg.errors import InputError
from kg.read.draft import Draft
from kg.read.maintext import PageText, letters
from kg.read.webmeta import (
    WebPage,
    authors_of,
    describe,
    language_of,
    published_of,
    publisher_of,
    squeeze,
    text_of,
    title_of,
    url_of,
)

Node = Any  # lxml ships no types
LEAD_WORDS = 6
MAX_ELEMENTS = 30_000


class NoArticleError(InputError):
    """A page without the text of an article: a cover, a table of contents, a menu."""


def read_html(text: str, where: str, stem: str, url: str | None = None) -> Iterator[Draft]:
    """Give the one article of a page; its text is title, lead and paragraphs with an empty line between them.

    Where the main text leaves out the lead, it is taken from the page's description, if the page shows that. The date is that of
    JSON-LD, of the meta elements, of the first <time> below the title, of the address; then of the lines between title and text.
    `url` is where the page was found, if that is known; its own word on that goes before it.

    Raises:
        InputError: It is no page that can be read; `NoArticleError` if there is no article in it.
    """
    tree = _parse(text, where)
    page = describe(tree)
    title = title_of(page)
    shown = PageText(tree)
    paragraphs = shown.paragraphs()
    if not paragraphs:
        raise NoArticleError("holds no article text", where=where, remedy="save the whole page, or copy the text to a .txt file")
    published = published_of(page)
    datelines = () if published else shown.datelines(title, paragraphs)
    # The heading that the page shows is its title again, in words for the reader instead of for the search engine.
    if title and len(paragraphs) > 1 and any(letters(paragraphs[0]) == letters(heading) for heading in page.headings):
        del paragraphs[0]
    lead = _lead(page, shown, paragraphs)
    if lead:
        paragraphs.insert(0, lead)
    if title and letters(paragraphs[0]) != letters(title):
        paragraphs.insert(0, title)
    yield Draft(
        where=where,
        text="\n\n".join(paragraphs),
        id=stem,
        is_stem=True,
        lang=language_of(page),
        title=title,
        published=published,
        datelines=datelines,
        url=url_of(page) or url,
        publisher=publisher_of(page),
        authors=authors_of(page),
    )


def _parse(text: str, where: str) -> Node:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("is not HTML that can be read", where=where, remedy="save the page again, or as plain text") from None
    size = sum(1 for _ in tree.iter())
    if size > MAX_ELEMENTS:
        raise InputError(
            f"is too large a page: {size:,} elements, the limit is {MAX_ELEMENTS:,}",
            where=where,
            remedy="copy the text to a .txt file",
        )
    return tree


def _lead(page: WebPage, shown: PageText, paragraphs: list[str]) -> str | None:
    """Find the description that the page shows above the article and the main text lacks; None if there is none."""
    text = letters(" ".join(paragraphs))
    for said in (text_of(page.data.get("description")), page.meta.get("description", ""), page.meta.get("og:description", "")):
        lead = squeeze(said)
        if len(lead.split()) >= LEAD_WORDS and letters(lead) not in text and shown.shows(lead):
            return lead
    return None
