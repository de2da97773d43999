"""Where articles come from: files, folders and standard input, each read by the module of its format."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.model.ids import content_id
from kg.model.text import Article
from kg.read.draft import Draft, finish, told_apart
from kg.read.encoding import decode
from kg.read.jsonl import read_json, read_jsonl
from kg.read.plain import read_plain

STDIN = "-"
KINDS = {
    ".txt": "plain",
    ".text": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
MAX_FILE = 32 * 1024 * 1024
MAX_PLAIN = 8 * 1024 * 1024
MAX_LINE = 8 * 1024 * 1024


class PassedOver(InputError):
    """Files of a folder that are of no kind that kg reads: worth a line, no fault."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input (`path` None); `kind` is the module that reads it, "" to be found out."""

    name: str
    path: Path | None
    kind: str


def find_sources(inputs: Iterable[str]) -> Iterator[Source | InputError]:
    """List the files that `inputs` name, those of a folder sorted by path; a fault stands in its input's place."""
    for given in inputs:
        if given == STDIN:
            yield Source("<stdin>", None, "")
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield InputError("no such file or folder", where=given, remedy="check the path")
        elif path.suffix.lower() in KINDS:
            yield Source(given, path, KINDS[path.suffix.lower()])
        else:
            kinds = " ".join(sorted(KINDS))
            yield InputError(
                f"is of a kind that is not read; kg reads {kinds}, folders of them, and - for standard input", where=given
            )


def _folder(folder: Path) -> Iterator[Source | InputError]:
    visible = [
        path for path in sorted(folder.rglob("*")) if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    files = [path for path in visible if path.is_file()]
    known = [path for path in files if path.suffix.lower() in KINDS]
    if not known:
        yield InputError("holds no articles", where=str(folder), remedy=f"give a folder with {' '.join(sorted(KINDS))} files")
        return
    for path in known:
        yield Source(str(path), path, KINDS[path.suffix.lower()])
    others = [str(path.relative_to(folder)) for path in files if path.suffix.lower() not in KINDS]
    if others:
        names = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
        yield PassedOver(f"{len(others)} file(s) of other kinds passed over: {names}", where=str(folder))


def read_articles(inputs: Iterable[str], packs: Packs, stdin: BinaryIO | None = None) -> Iterator[Article | InputError]:
    """Read all articles of all inputs, in order; what cannot be read gives an error in its place and the rest goes on.

    An article given twice, with the same id and text, comes once. Files that share a name get ids that
    their text decides; a second text under an id that its source gave is an error.
    """
    sources = list(find_sources(inputs))
    stems = Counter(
        source.path.stem for source in sources if isinstance(source, Source) and source.path and source.kind in ("plain", "html")
    )
    seen: dict[str, str] = {}
    for source in sources:
        if isinstance(source, InputError):
            yield source
            continue
        for draft in _drafts(source, packs, stdin):
            article = _article(draft, packs, stems)
            if isinstance(article, InputError):
                yield article
                continue
            mark = content_id("", article.text)
            if article.id not in seen:
                seen[article.id] = mark
                yield article
            elif seen[article.id] != mark:
                place = draft.where if isinstance(draft, Draft) else source.name
                yield InputError(
                    f"the id {article.id!r} is taken by another text", where=place, remedy="give each article its own id"
                )


def _article(draft: Draft | InputError, packs: Packs, stems: Counter[str]) -> Article | InputError:
    if isinstance(draft, InputError):
        return draft
    try:
        article = finish(draft, packs)
    except InputError as error:
        return error
    return told_apart(article) if draft.is_stem and stems[draft.id] > 1 else article


def _drafts(source: Source, packs: Packs, stdin: BinaryIO | None) -> Iterator[Draft | InputError]:
    try:
        if source.path is None:
            yield from _from_stdin(stdin or sys.stdin.buffer, packs)
        elif source.kind == "jsonl":
            with source.path.open("rb") as file:
                yield from read_jsonl(_lines(file), source.name, packs)
        else:
            data = _whole(source.path, MAX_PLAIN if source.kind == "plain" else MAX_FILE)
            yield from _parse(data, source.kind, source.name, source.path.stem, packs)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", where=source.name, remedy="check the file and its permissions")


def _whole(path: Path, limit: int) -> bytes:
    size = path.stat().st_size
    if size > limit:
        raise InputError(
            f"is too large: {size:,} bytes, the limit is {limit:,}", where=str(path), remedy="split it into articles"
        )
    return path.read_bytes()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a stream; one that is longer than any article is cut, so that it fails alone."""
    while line := file.readline(MAX_LINE):
        rest = line
        while not rest.endswith(b"\n") and (rest := file.readline(MAX_LINE)):
            pass  # the remainder of a line that is too long
        yield line


def _parse(data: bytes, kind: str, name: str, stem: str, packs: Packs) -> Iterator[Draft | InputError]:
    text = decode(data, name, packs, declared=kind in ("html", "feed"))
    if kind == "json":
        return read_json(text, name, packs)
    # Parsing markup loads much that no other format needs.
    if kind == "html":
        from kg.read.html import read_html

        return read_html(text, name, stem)
    if kind == "feed":
        from kg.read.feed import read_feed

        return read_feed(text, name)
    return read_plain(text, name, stem)


def _from_stdin(stream: BinaryIO, packs: Packs) -> Iterator[Draft | InputError]:
    """Read standard input: JSONL if it begins with a brace, a page or feed if with an angle bracket, else one text."""
    first = stream.readline(MAX_LINE)
    while first and not first.strip():
        first = stream.readline(MAX_LINE)
    start = first.lstrip(b"\xef\xbb\xbf \t")
    if start.startswith(b"{"):
        yield from read_jsonl(_chain(first, stream), "<stdin>", packs)
        return
    data = first + stream.read(MAX_FILE)
    if len(data) > MAX_FILE:
        raise InputError(f"is too large: the limit is {MAX_FILE:,} bytes", where="<stdin>", remedy="give files, or JSONL")
    yield from _parse(data, _sniff(start), "<stdin>", "", packs)


def _chain(first: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield first
    yield from _lines(stream)


def _sniff(start: bytes) -> str:
    head = start[:200].lower()
    if head.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in head:
        return "feed"
    if head.startswith(b"<"):
        return "html"
    return "json" if head.startswith(b"[") else "plain"


def kinds() -> Sequence[str]:
    """Give the endings of the files that are read, sorted."""
    return sorted(KINDS)
