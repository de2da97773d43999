"""WARC files, as crawlers write them (ISO 28500): the pages among their records.

The records are framed here rather than by a library: warcio, the usual one, keeps header lines of any length in memory, stops for
good at the first broken record and writes to standard error by itself. Headers of HTTP are read by the standard library.
"""

from __future__ import annotations

import http.client
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import Draft, PassedOver
from kg.read.html import NoArticleError
from kg.read.unpack import BLOCK, MAX_FILE, inflate, limited, whole
from kg.read.zipped import shown

LONGEST_LINE = 16 * 1024
MOST_LINES = 200
BEGIN = b"WARC/"
PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "plain"}
WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class _Record:
    number: int
    headers: dict[str, str]
    content: io.BufferedReader


def read_warc(stream: io.BufferedReader, where: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Give the pages of the responses that a WARC file holds: those with status 2xx and HTML or plain text.

    A record that cannot be read is an error and the others go on; how many responses are no pages, and pages no articles, is said at the end.

    Raises:
        InputError: There is no record in it.
    """
    others = count = 0
    empty: list[str] = []
    for record in _records(stream, where):
        if isinstance(record, InputError):
            yield record
            continue
        count += 1
        url = record.headers.get("warc-target-uri", "").strip("<> ")
        is_response = record.headers.get("warc-type", "").lower() == "response" and url.startswith(WEB)
        if not is_response:
            continue
        try:
            page = _page(record, f"{where}: {shown(url)}")
            if page is None:
                others += 1
            else:
                yield from _drafts(page, url, f"{where}: {shown(url)}", packs)
        except NoArticleError:
            empty.append(shown(url))
        except InputError as error:
            yield error
    if not count:
        raise InputError("holds no WARC records", where=where, remedy="leave it out")
    if others:
        yield PassedOver(f"{others} response(s) that are no pages passed over", where=where)
    if empty:
        names = ", ".join(empty[:3]) + (", ..." if len(empty) > 3 else "")
        yield PassedOver(f"{len(empty)} page(s) without the text of an article passed over: {names}", where=where)


@dataclass(frozen=True, slots=True)
class _Page:
    kind: str
    data: bytes
    charset: str | None


def _drafts(page: _Page, url: str, where: str, packs: Packs) -> Iterator[Draft | InputError]:
    from kg.read.formats import read_text

    for draft in read_text(page.data, page.kind, where, "page", packs, charset=page.charset, url=url):
        yield replace(draft, is_member=draft.is_stem) if isinstance(draft, Draft) else draft


def _records(stream: io.BufferedReader, where: str) -> Iterator[_Record | InputError]:
    """Cut the stream into records; after a broken one, look for the line that begins the next."""
    number = 0
    is_lost = False
    while line := stream.readline(LONGEST_LINE):
        if not line.strip():
            continue
        if not line.startswith(BEGIN):
            if not is_lost:
                yield InputError(
                    f"has something else where a record should begin, after record {number}", where=where, remedy="fetch it again"
                )
            is_lost = True
            continue
        is_lost = False
        number += 1
        headers = _headers(stream)
        length = headers.get("content-length", "") if headers is not None else ""
        if headers is None or not (length.isascii() and length.isdigit() and len(length) < 16):
            yield InputError(f"has a broken head in record {number}", where=where, remedy="fetch it again")
            is_lost = True
            continue
        content = limited(stream, int(length))
        yield _Record(number, headers, content)
        while content.read(BLOCK):
            pass  # what the reader of the record left
        if content.raw.left:  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
            yield InputError(f"ends inside record {number}", where=where, remedy="fetch it again")


def _headers(stream: io.BufferedReader) -> dict[str, str] | None:
    """Read the head of a record, names in lower case; None if it is none."""
    found: dict[str, str] = {}
    last = ""
    for _ in range(MOST_LINES):
        line = stream.readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            return None
        text = line.decode("utf-8", "replace")
        if not text.strip():
            return found
        name, colon, value = text.partition(":")
        if text[0] in " \t" and last:
            found[last] += f" {text.strip()}"
        elif colon:
            last = name.strip().lower()
            found[last] = value.strip()
        else:
            return None
    return None


def _page(record: _Record, where: str) -> _Page | None:
    """Read a record's HTTP response; None if it is none of a page.

    Raises:
        InputError: It is broken, too large, or encoded in a way that is not read.
    """
    status = record.content.readline(LONGEST_LINE).split()
    if len(status) < 2 or not status[0].startswith(b"HTTP/"):
        raise InputError("is no HTTP response", where=where, remedy="fetch it again")
    if not (status[1].isdigit() and status[1].startswith(b"2")):
        return None
    try:
        headers: Message = http.client.parse_headers(record.content)
    except http.client.HTTPException as error:
        raise InputError(f"has a broken HTTP head: {error}", where=where, remedy="fetch it again") from None
    kind = PAGES.get(headers.get_content_type()) if headers.get("content-type") else None
    if kind is None:
        return None
    data = whole(record.content, MAX_FILE, where)
    if (headers.get("transfer-encoding") or "").strip().lower() == "chunked":
        data = _joined(data)
    for coding in reversed((headers.get("content-encoding") or "").lower().split(",")):
        data = _decoded(data, coding.strip(), where)
    charset = headers.get_content_charset()
    return _Page(kind, data, charset)


def _joined(data: bytes) -> bytes:
    """Join the chunks of a body; one whose first chunk is none has been joined already, as many crawlers do."""
    pieces: list[bytes] = []
    place = 0
    while True:
        end = data.find(b"\n", place, place + 1024)
        size = data[place:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return b"".join(pieces) if pieces else data
        if length <= 0:
            return b"".join(pieces)
        pieces.append(data[end + 1 : end + 1 + length])
        place = end + 1 + length
        place += 2 if data[place : place + 2] == b"\r\n" else 1


def _decoded(data: bytes, coding: str, where: str) -> bytes:
    if coding in ("", "identity"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(
            f"is encoded as {shown(coding)}, which is not read", where=where, remedy="have the crawler store pages unpacked"
        )
    try:
        plain = inflate(data, MAX_FILE + 1)
    except zlib.error:
        return data  # many crawlers unpack the body and leave the header
    if len(plain) > MAX_FILE:
        raise InputError(f"is too large: the limit is {MAX_FILE:,} bytes", where=where, remedy="split it into articles")
    return plain
