"""A stream of one format made drafts: the one place that knows which module reads what, containers within containers too."""

from __future__ import annotations

import io
from collections.abc import Iterator

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import Draft
from kg.read.encoding import decode
from kg.read.jsonl import read_json, read_jsonl
from kg.read.kinds import GZIP, MAGIC, Kind
from kg.read.plain import read_plain
from kg.read.unpack import MAX_FILE, MAX_PLAIN, gunzip, lines, rejoined, whole

SNIFFED = 4096
# These hold more than one article, and are not looked for inside each other.
CONTAINERS = frozenset({"zip", "warc", "epub"})


def read_stream(
    kind: Kind, stream: io.BufferedReader, where: str, packs: Packs, *, inside: bool = False
) -> Iterator[Draft | InputError]:
    """Give the drafts of a file, an article's fault in its place; `inside` says that the file is a container's member.

    Raises:
        InputError: The whole of it cannot be read.
    """
    if kind.is_gzip:
        stream = gunzip(stream, where)
    if inside and kind.name in CONTAINERS:
        raise InputError("is a container inside a container", where=where, remedy="unpack the outer one")
    if kind.name == "jsonl":
        yield from read_jsonl(lines(stream), where, packs)
    elif kind.name == "warc":
        from kg.read.warc import read_warc

        yield from read_warc(stream, where, packs)
    elif kind.name in ("zip", "epub"):
        yield from _read_zipped(kind, stream, where, packs)
    elif kind.name == "pdf":
        from kg.read.pdf import read_pdf

        yield from read_pdf(whole(stream, MAX_FILE, where), where, kind.stem)
    else:
        data = whole(stream, MAX_PLAIN if kind.name == "plain" else MAX_FILE, where)
        yield from read_text(data, kind.name, where, kind.stem, packs)


def read_text(
    data: bytes, kind: str, where: str, stem: str, packs: Packs, *, charset: str | None = None, url: str | None = None
) -> Iterator[Draft | InputError]:
    """Give the drafts of a text in some encoding; `charset` and `url` are what a server said of it, if one did.

    Raises:
        InputError: It cannot be read.
    """
    text = decode(data, where, packs, declared=kind in ("html", "feed"), charset=charset)
    if kind == "json":
        return read_json(text, where, packs)
    # Parsing markup loads much that no other format needs.
    if kind == "html":
        from kg.read.html import read_html

        return read_html(text, where, stem, url)
    if kind == "feed":
        from kg.read.feed import read_feed

        return read_feed(text, where)
    return read_plain(text, where, stem, url)


def sniff(stream: io.BufferedReader, where: str) -> tuple[Kind, io.BufferedReader]:
    """Tell the kind of a stream without a name by how it begins; give that and the whole stream, unpacked if it was gzip.

    JSONL begins with a brace, a list of JSON with a bracket, a page or feed with an angle bracket; all else is one text.
    """
    head = stream.read(SNIFFED)
    found = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if found == GZIP:
        inner = gunzip(rejoined(head, stream), where)
        return sniff(inner, where)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    if found is None:
        found = "jsonl" if start.startswith(b"{") else _sniff_text(start.lower())
    return Kind(found, ""), rejoined(head, stream)


def _sniff_text(start: bytes) -> str:
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")) and b"<html" not in start:
        return "feed"
    if start.startswith(b"<"):
        return "html"
    return "json" if start.startswith(b"[") else "plain"


def _read_zipped(kind: Kind, stream: io.BufferedReader, where: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Read an archive that has its table of contents at the end: where the stream cannot go there, it has to fit into memory."""
    seekable = stream if not kind.is_gzip and stream.seekable() else io.BytesIO(whole(stream, MAX_FILE, where))
    if kind.name == "epub":
        from kg.read.epub import read_epub

        yield from read_epub(seekable, where, packs)
    else:
        from kg.read.zipped import read_zip

        yield from read_zip(seekable, where, packs)
