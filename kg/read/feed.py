"""RSS and Atom feeds: one article an item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

from kg.errors import InputError
from kg.model.ids import content_id
from kg.read.dateline import read_timestamp
from kg.read.draft import Draft

Node = Any  # lxml ships no types


def read_feed(text: str, where: str) -> Iterator[Draft]:
    """Give the articles of a feed: title, then the full text if the feed has it, else the summary.

    Entities that the file declares are not expanded and nothing is fetched.

    Raises:
        InputError: The file is no RSS or Atom feed, or it has no items.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        place = f"{where}:{error.lineno}" if error.lineno else where
        raise InputError(f"is broken XML: {error.msg}", where=place, remedy="save the feed again") from None
    kind = _local(root)
    if kind not in ("rss", "RDF", "feed"):
        raise InputError(
            f"is XML but no RSS or Atom feed: it starts with <{kind}>", where=where, remedy="give the feed's own file"
        )
    items = [node for node in root.iter() if _local(node) in ("item", "entry")]
    if not items:
        raise InputError("is a feed without items", where=where, remedy="leave it out")
    channel = next((node for node in root.iter() if _local(node) in ("channel", "feed")), root)
    for number, item in enumerate(items, 1):
        yield _item(item, channel, f"{where}: item {number}")


def _item(item: Node, channel: Node, where: str) -> Draft:
    title = _plain(_first(item, "title"))
    body = _plain(_first(item, "encoded") or _first(item, "content") or _first(item, "description") or _first(item, "summary"))
    url = _link(item)
    name = _first(item, "guid") or _first(item, "id") or url
    text = "\n\n".join(part for part in (title, body) if part)
    dates = (_first(item, tag) for tag in ("pubDate", "published", "date", "updated"))
    language = _first(channel, "language") or channel.get("{http://www.w3.org/XML/1998/namespace}lang")
    return Draft(
        where=where,
        text=text,
        id=content_id("feed", name) if name else "",
        lang=language or None,
        title=title,
        published=next((iso for value in dates if value and (iso := read_timestamp(value))), None),
        url=url,
        publisher=_plain(_first(channel, "title")) or None,
    )


def _local(node: Node) -> str:
    """Give the tag's name without its namespace; "" for a comment or an instruction."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _first(node: Node, name: str) -> str:
    """Give the text of the first child of that name, or ""; markup inside it is kept as markup."""
    for child in node:
        if _local(child) == name:
            inner = "".join(etree.tostring(part, encoding="unicode") for part in child)
            return ((child.text or "") + inner).strip()
    return ""


def _link(item: Node) -> str | None:
    for child in item:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return None


def _plain(markup: str) -> str:
    """Give the words of a piece of HTML, a line for each paragraph."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    try:
        root = html.fragment_fromstring(markup, create_parent=True)
    except (etree.ParserError, ValueError):
        return ""
    for node in list(root.iter("script", "style", "figure")):
        node.drop_tree()
    for node in root.iter("p", "br", "div", "li", "h1", "h2", "h3"):
        node.tail = "\n" + (node.tail or "")
    lines = (" ".join(line.split()) for line in "".join(root.itertext()).split("\n"))
    return "\n\n".join(line for line in lines if line)
