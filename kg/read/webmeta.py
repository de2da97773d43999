"""What a web page says of itself: its JSON-LD, its meta elements, its headings; and title, date, authors from them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from kg.read.blocks import host
from kg.read.dateline import read_timestamp, read_url_date

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
AUTHOR_NAMES = ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator")
LANGUAGE_NAMES = ("language", "content-language", "og:locale")
ALIKE = 0.3
ARTICLE_TYPE = re.compile(r"Article|Posting|Report$")
# Sites put their name after the title: "... - The Example Post", "... | Example".
SITE_SUFFIX = re.compile(r"\s+[|\u2013\u2014-]\s+[^|\u2013\u2014]{2,40}$")
# Many pages fence their JSON-LD off from parsers of another age.
FENCE = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
EPOCH = "1970-01-01"  # what a missing date looks like when a program has written it
TIMES = 40  # <time> elements of a page that are looked at


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of itself; what it does not say is "" or None or empty.

    `data` is its JSON-LD article, `things` the objects of its JSON-LD by @id, `meta` its meta elements by lower-case name,
    `title` its <title>, `headings` its <h1>, `times` the machine-readable times it shows, those below the title first.
    """

    data: dict[str, Any]
    things: dict[str, dict[str, Any]]
    meta: dict[str, str]
    canonical: str | None
    language: str | None
    title: str
    headings: tuple[str, ...]
    times: tuple[str, ...]


def describe(tree: Node) -> WebPage:
    """Gather what a page says of itself; broken JSON-LD is passed over."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or node.get("http-equiv") or "").lower()
        if name and node.get("content"):
            meta.setdefault(name, node.get("content", "").strip())
    links = (node.get("href") for node in tree.iter("link") if (node.get("rel") or "").lower() == "canonical")
    title = squeeze(tree.findtext(".//title") or "")
    objects = list(_objects(tree))
    things: dict[str, dict[str, Any]] = {}
    for item in objects:
        if isinstance(name := item.get("@id"), str) and len(item) > 1:
            things.setdefault(name, item)
    headings = tuple(words for node in tree.iter("h1") if (words := squeeze(str(node.text_content()))))
    names = [name for name in (squeeze(meta.get("og:title", "")), title) if name]
    return WebPage(
        data=_article(objects, [*names, *headings]),
        things=things,
        meta=meta,
        canonical=next((link for link in links if link), None),
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        title=title,
        headings=headings,
        times=tuple(_times(tree, names)),
    )


def title_of(page: WebPage) -> str:
    """Give the article's title: the headline of JSON-LD, the meta elements' title, a heading like these, the page's title."""
    if headline := _words(text_of(page.data.get("headline"))):
        return headline
    social = _words(page.meta.get("og:title", ""))
    named = [name for name in (social, page.title) if name]
    # A page's logo may be a heading too; the article's is like what the page calls itself.
    alike = [(max(likeness(heading, name) for name in named), -i) for i, heading in enumerate(page.headings) if named]
    heading = page.headings[-max(alike)[1]] if alike and max(alike)[0] >= ALIKE else ""
    if social and not (heading and social.startswith(heading)):
        return _without_site(social, page)
    return heading or (SITE_SUFFIX.sub("", page.title) if page.title else next(iter(page.headings), ""))


def published_of(page: WebPage) -> str | None:
    """Give the time of publication in ISO 8601 as the page states it for machines; None if it does not.

    JSON-LD comes before the meta elements, these before <time> and the day in the address. A day that a later one of these
    gives with the clock, or a clock that it gives with the zone, is taken as exactly as that.
    """
    said = [text_of(page.data.get("datePublished"))]
    said += [page.meta[name] for name in DATE_NAMES if name in page.meta]
    said += page.times
    found = [iso for value in said if value and (iso := read_timestamp(value)) and not iso.startswith(EPOCH)]
    if not found:
        url = url_of(page)
        return read_url_date(url) if url else None
    return max((iso for iso in found if iso.startswith(found[0])), key=len)


def url_of(page: WebPage) -> str | None:
    """Give the article's own address: the canonical link, og:url, that of JSON-LD; None if there is none of the web."""
    entity = page.data.get("mainEntityOfPage")
    entity = entity.get("@id") if isinstance(entity, dict) else entity
    said = (page.canonical, page.meta.get("og:url"), page.data.get("url"), entity)
    return next((url for url in said if isinstance(url, str) and url.startswith(("http://", "https://"))), None)


def publisher_of(page: WebPage) -> str | None:
    """Give the outlet's name: that of JSON-LD, of the meta elements, or the domain of the address."""
    name = next(_names(page, page.data.get("publisher")), None)
    url = url_of(page)
    return name or page.meta.get("og:site_name") or page.meta.get("application-name") or (host(url) if url else None)


def authors_of(page: WebPage) -> tuple[str, ...]:
    """Give the names that the page states as its authors', in its order: of JSON-LD, else of the meta elements.

    An outlet that signs its own article is its author. Several names in one string stay one.
    """
    said = list(_names(page, page.data.get("author"))) or list(_names(page, page.data.get("creator")))
    for name in AUTHOR_NAMES:
        if not said and (value := page.meta.get(name)) and "://" not in value:
            said = [squeeze(value)]
    return tuple(dict.fromkeys(said))


def language_of(page: WebPage) -> str | None:
    """Give the page's own word for its language (`vi-VN`), or None."""
    said = (text_of(page.data.get("inLanguage")), page.language, *(page.meta.get(name) for name in LANGUAGE_NAMES))
    return next((value for value in said if value), None)


def likeness(one: str, other: str) -> float:
    """Give the share of words that both have of those that one of them has."""
    a, b = set(one.casefold().split()), set(other.casefold().split())
    return len(a & b) / max(1, len(a | b))


def squeeze(words: str) -> str:
    """Make all white space single spaces."""
    return " ".join(words.split())


def text_of(value: Any) -> str:
    """Give a JSON-LD value if it is a string, else ""."""
    return value if isinstance(value, str) else ""


def _objects(tree: Node) -> Iterator[dict[str, Any]]:
    for node in tree.iter("script"):
        if node.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            yield from list(_items(json.loads(FENCE.sub("", node.text or ""), strict=False)))
        except (json.JSONDecodeError, RecursionError):
            continue  # many pages have one broken island among good ones


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


def _article(objects: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """Choose the page's article: of several, the one whose headline is most like the page's titles; {} if there is none."""
    articles = [item for item in objects if any(ARTICLE_TYPE.search(kind) for kind in _kinds(item))]

    def fit(item: dict[str, Any]) -> float:
        headline = _words(text_of(item.get("headline")))
        return max((likeness(headline, name) for name in names), default=0.0)

    return max(articles, key=fit, default={})


def _kinds(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _times(tree: Node, names: Sequence[str]) -> list[str]:
    """Give the times that elements hold for machines: those marked as publication, those below the title, the others."""
    marked: list[str] = []
    below: list[str] = []
    above: list[str] = []
    is_below = False
    for node in tree.iter("h1", "time", "span", "abbr"):
        if node.tag == "h1":
            words = squeeze(str(node.text_content()))
            is_below = is_below or any(likeness(words, name) >= ALIKE for name in names)
            continue
        value = node.get("datetime") or node.get("content") or node.get("title") or ""
        if "datepublished" in (node.get("itemprop") or "").lower() or node.get("pubdate") is not None:
            marked.append(value)
        elif node.tag == "time" and node.get("datetime"):
            (below if is_below else above).append(value)
    return [*marked[:TIMES], *below[:1], *above[:1]]


def _words(markup: str) -> str:
    """Give the words of a title that may be written with the entities or tags of HTML."""
    if "<" not in markup and "&" not in markup:
        return squeeze(markup)
    try:
        return squeeze(str(html.fragment_fromstring(markup, create_parent=True).text_content()))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return squeeze(markup)


def _without_site(title: str, page: WebPage) -> str:
    """Cut what a title ends in if that is the site's name, by its own word or by its domain."""
    match = SITE_SUFFIX.search(title)
    if match is None:
        return title
    url = url_of(page)
    names = [page.meta.get("og:site_name", ""), publisher_of(page) or "", (host(url) or "") if url else ""]
    tail = _key(match.group())
    return title[: match.start()] if any(tail in _key(name) or (name and _key(name) in tail) for name in names) else title


def _key(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _names(page: WebPage, value: Any, depth: int = 0) -> Iterator[str]:
    """Give the names in a JSON-LD value: a string, an object with a name or the @id of one, or a list of them."""
    if depth > 4:
        return
    if isinstance(value, str) and value.strip():
        if value in page.things:
            yield from _names(page, page.things[value], depth + 1)
        elif "://" not in value:
            yield _words(value)
    elif isinstance(value, dict):
        name = value.get("name")
        known = page.things.get(value["@id"]) if isinstance(value.get("@id"), str) else None
        yield from _names(page, name if name or known is None else known.get("name"), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _names(page, item, depth + 1)
