"""EPUB files: each document of the reading order is an article; the package says who published them, when, in which language."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, Any
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.dateline import read_timestamp
from kg.read.draft import Draft, PassedOver
from kg.read.encoding import decode
from kg.read.html import NoArticleError, read_html
from kg.read.unpack import MAX_PLAIN, Budget
from kg.read.zipped import open_zip, read_bytes, shown

Node = Any  # lxml ships no types
CONTAINER = "META-INF/container.xml"
DOCUMENTS = ("application/xhtml+xml", "text/html")
MOST_DOCUMENTS = 20_000
REMEDY = "fetch it again, or give the articles as HTML"


@dataclass(frozen=True, slots=True)
class _Package:
    """What an EPUB says of itself; `documents` are the names of its members in reading order, `others` how many are no text."""

    documents: tuple[str, ...]
    publisher: str | None
    published: str | None
    language: str | None
    authors: tuple[str, ...]


def read_epub(file: IO[bytes], where: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Give the articles of an EPUB in its reading order; what holds no article (cover, contents) is counted at the end.

    Raises:
        InputError: It is no EPUB, broken or encrypted.
    """
    with open_zip(file, where) as archive:
        budget = Budget(file.seek(0, 2))
        package = _package(archive, where, budget)
        empty = 0
        for name in package.documents:
            place = f"{where}: {shown(name)}"
            try:
                text = decode(read_bytes(archive, name, place, budget, MAX_PLAIN), place, packs, declared=True)
                for draft in read_html(text, place, PurePosixPath(name).stem):
                    yield _said(draft, package)
            except NoArticleError:
                empty += 1
            except InputError as error:
                yield error
        if empty:
            yield PassedOver(f"{empty} document(s) without an article passed over", where=where)


def _said(draft: Draft, package: _Package) -> Draft:
    """Add what the package says where the document says nothing itself."""
    return replace(
        draft,
        is_member=True,
        publisher=draft.publisher or package.publisher,
        published=draft.published or (None if draft.datelines else package.published),
        lang=draft.lang or package.language,
        authors=draft.authors or package.authors,
    )


def _package(archive: ZipFile, where: str, budget: Budget) -> _Package:
    container = _parse(archive, CONTAINER, where, budget)
    root = next((node.get("full-path") for node in _all(container, "rootfile") if node.get("full-path")), None)
    if root is None:
        raise InputError("is an EPUB without a package", where=where, remedy=REMEDY)
    package = _parse(archive, root, where, budget)
    items = {node.get("id"): node for node in _all(package, "item")}
    order = (items.get(node.get("idref")) for node in _all(package, "itemref") if node.get("linear") != "no")
    documents = [
        posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(node.get("href", ""))))
        for node in order
        if node is not None and node.get("media-type") in DOCUMENTS and "nav" not in (node.get("properties") or "").split()
    ]
    if not documents:
        raise InputError("is an EPUB without documents", where=where, remedy=REMEDY)
    dates = (iso for said in _said_of(package, "date") if (iso := read_timestamp(said)))
    return _Package(
        documents=tuple(dict.fromkeys(documents))[:MOST_DOCUMENTS],
        publisher=next(_said_of(package, "publisher"), None),
        published=next(dates, None),
        language=next(_said_of(package, "language"), None),
        authors=tuple(dict.fromkeys(_said_of(package, "creator"))),
    )


def _parse(archive: ZipFile, name: str, where: str, budget: Budget) -> Node:
    data = read_bytes(archive, name, f"{where}: {shown(name)}", budget, MAX_PLAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"is broken XML: {error.msg}", where=f"{where}: {shown(name)}", remedy=REMEDY) from None


def _all(root: Node, name: str) -> Iterator[Node]:
    return (node for node in root.iter() if isinstance(node.tag, str) and etree.QName(node).localname == name)


def _said_of(package: Node, name: str) -> Iterator[str]:
    """Give what the Dublin Core elements of that name say."""
    for node in _all(package, name):
        if etree.QName(node).namespace == "http://purl.org/dc/elements/1.1/" and (words := " ".join((node.text or "").split())):
            yield words
