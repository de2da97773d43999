"""Saved web pages: the article's text by trafilatura, its date and title from what the page says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from kg.errors import InputError
from kg.read.blocks import host
from kg.read.dateline import read_timestamp, read_url_date
from kg.read.draft import Draft

Node = Any  # lxml ships no types
DATE_NAMES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
)
PARAGRAPH_WORDS = 12
LEAD_WORDS = 6
ALIKE = 0.3
MAX_ELEMENTS = 30_000
ARTICLE_TYPE = re.compile(r"Article|Posting|Report$")
# Sites put their name after the title: "... - The Example Post", "... | Example".
SITE_SUFFIX = re.compile(r"\s+[|\u2013\u2014-]\s+[^|\u2013\u2014]{2,40}$")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of itself: its JSON-LD article, and its meta elements by lower-case name."""

    data: dict[str, Any]
    meta: dict[str, str]
    canonical: str | None
    language: str | None


def read_html(text: str, where: str, stem: str) -> Iterator[Draft]:
    """Give the one article of a page; its text is title, lead and paragraphs with an empty line between them.

    Where the main text leaves out the lead, it is taken from the page's description, if the page shows that. The date is that of JSON-LD,
    of the meta elements, of the first <time>, of the address; the page's text is asked after that.

    Raises:
        InputError: There is no article in the page.
    """
    encoded = text.encode("utf-8", "replace")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        tree = html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("is not HTML that can be read", where=where, remedy="save the page again, or as plain text") from None
    size = sum(1 for _ in tree.iter())
    if size > MAX_ELEMENTS:
        raise InputError(
            f"is too large a page: {size:,} elements, the limit is {MAX_ELEMENTS:,}",
            where=where,
            remedy="copy the text to a .txt file",
        )
    page = _describe(tree)
    title = _title(page, tree)
    published = _published(page, tree)
    shown = _shown(tree)
    paragraphs = _paragraphs(tree)
    if not paragraphs:
        raise InputError("holds no article text", where=where, remedy="save the whole page, or copy the text to a .txt file")
    lead = _lead(page, shown, paragraphs)
    if lead:
        paragraphs.insert(0, lead)
    if title and " ".join(paragraphs[0].split()) != title:
        paragraphs.insert(0, title)
    url = page.canonical or page.meta.get("og:url")
    yield Draft(
        where=where,
        text="\n\n".join(paragraphs),
        id=stem,
        is_stem=True,
        lang=page.language,
        title=title,
        published=published or (read_url_date(url) if url else None),
        url=url if url and url.startswith(("http://", "https://")) else None,
        publisher=_name(page.data.get("publisher")) or page.meta.get("og:site_name") or (host(url) if url else None),
        authors=frozenset(_names(page.data.get("author"))),
    )


def _describe(tree: Node) -> _Page:
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        if name and node.get("content"):
            meta.setdefault(name, node.get("content", "").strip())
    links = (node.get("href") for node in tree.iter("link") if node.get("rel") == "canonical")
    return _Page(_linked_data(tree), meta, next((link for link in links if link), None), tree.get("lang") or meta.get("language"))


def _linked_data(tree: Node) -> dict[str, Any]:
    """Give the first article of the page's JSON-LD; {} if there is none."""
    for node in tree.iter("script"):
        if node.get("type", "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(node.text or "", strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue  # many pages have one broken island among good ones
        for item in _items(value):
            kinds = item.get("@type")
            if any(
                isinstance(kind, str) and ARTICLE_TYPE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return item
    return {}


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """Walk the objects of JSON-LD: lists, graphs, and what the page is about."""
    if isinstance(value, list):
        for item in value:
            yield from _items(item)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), dict | list):
                yield from _items(value[key])


def _title(page: _Page, tree: Node) -> str:
    headings = [" ".join(str(node.text_content()).split()) for node in tree.iter("h1")]
    said = [_text(page.data.get("headline")), page.meta.get("og:title", ""), tree.findtext(".//title") or ""]
    named = [" ".join(html.fromstring(f"<p>{name}</p>").text_content().split()) for name in said if name.strip()]
    # A page's logo may be a heading too; the article's is like what the page calls itself.
    alike = [(max(_likeness(heading, name) for name in named), -i) for i, heading in enumerate(headings) if heading and named]
    if alike and max(alike)[0] >= ALIKE:
        return headings[-max(alike)[1]]
    if named:
        return SITE_SUFFIX.sub("", named[0]) if not _text(page.data.get("headline")) else named[0]
    return next((heading for heading in headings if heading), "")


def _likeness(one: str, other: str) -> float:
    """Give the share of words that both have of those that one of them has."""
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return len(a & b) / max(1, len(a | b))


def _published(page: _Page, tree: Node) -> str | None:
    values = [_text(page.data.get("datePublished"))]
    values += [page.meta[name] for name in DATE_NAMES if name in page.meta]
    values += [node.get("datetime", "") for node in tree.iter("time")][:1]
    return next((iso for value in values if value and (iso := read_timestamp(value))), None)


def _paragraphs(tree: Node) -> list[str]:
    """Give the lines of the main text; the slower way is asked only if the quick one finds no prose."""
    quick = _main_text(tree, fast=True)
    prose = sum(len(line) for line in quick if len(line.split()) >= PARAGRAPH_WORDS)
    return quick if 2 * prose > sum(map(len, quick)) else _main_text(tree, fast=False)


def _main_text(tree: Node, fast: bool) -> list[str]:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, fast=fast, include_comments=False, include_tables=False)
    text = "" if found is None or isinstance(found, dict) else found.text or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _shown(tree: Node) -> str:
    """Give the words that a reader of the page sees, with single spaces."""
    pieces: list[str] = []
    for node in tree.iter():
        if node.tag not in ("script", "style", "noscript", "title", "meta") and isinstance(node.tag, str):
            pieces.append(node.text or "")
        pieces.append(node.tail or "")
    return " ".join(" ".join(pieces).split())


def _lead(page: _Page, shown: str, paragraphs: list[str]) -> str | None:
    """Find the description that the page shows above the article and the main text lacks; None if there is none."""
    text = " ".join(" ".join(paragraphs).split())
    for said in (_text(page.data.get("description")), page.meta.get("description", ""), page.meta.get("og:description", "")):
        lead = " ".join(said.split())
        if len(lead.split()) >= LEAD_WORDS and lead in shown and lead not in text:
            return lead
    return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str | None:
    return next(_names(value), None)


def _names(value: Any) -> Iterator[str]:
    """Give the names in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)
