"""Where articles come from: files, folders, containers and standard input, each read by the module of its format."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.model.ids import content_id
from kg.model.text import Article
from kg.read.draft import Draft, PassedOver, finish, told_apart
from kg.read.formats import read_stream, sniff
from kg.read.kinds import Kind, kind_of, kinds
from kg.read.unpack import FREE, MAX_FILE, MAX_PLAIN

__all__ = ["PassedOver", "Source", "find_sources", "read_articles", "size_of"]

STDIN = "-"
NAMED = frozenset({"plain", "html", "pdf"})  # one article each, known by the file's name
NAMES_TOLD = 3  # of the files of a folder that are passed over
# Read as a stream, so that their size is no matter.
STREAMED = frozenset({"jsonl", "warc", "zip"})


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input (`path` and `kind` None: it is to be found out)."""

    name: str
    path: Path | None
    kind: Kind | None


def find_sources(inputs: Iterable[str]) -> Iterator[Source | InputError]:
    """List the files that `inputs` name, those of a folder sorted by path; a fault stands in its input's place."""
    for given in inputs:
        if given == STDIN:
            yield Source("<stdin>", None, None)
            continue
        path = Path(given)
        if path.is_dir():
            yield from _folder(path)
        elif not path.exists():
            yield missing(given)
        elif kind := kind_of(path.name):
            yield Source(given, path, kind)
        else:
            yield unknown_kind(given)


def _folder(folder: Path) -> Iterator[Source | InputError]:
    visible = [
        path for path in sorted(folder.rglob("*")) if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    files = [path for path in visible if path.is_file()]
    known = [(path, kind) for path in files if (kind := kind_of(path.name))]
    if not known:
        yield no_articles(str(folder))
        return
    for path, kind in known:
        yield Source(str(path), path, kind)
    others = [str(path.relative_to(folder)) for path in files if not kind_of(path.name)]
    if others:
        yield passed_over(len(others), others[:NAMES_TOLD], str(folder))


def missing(given: str) -> InputError:
    """Give the fault of an input that is not there."""
    return InputError("no such file or folder", where=given, remedy="check the path")


def unknown_kind(given: str) -> InputError:
    """Give the fault of a file of another kind than kg reads."""
    return InputError(
        f"is of a kind that is not read; kg reads {' '.join(kinds())}, these with .gz, folders of them, and - for standard input",
        where=given,
    )


def no_articles(folder: str) -> InputError:
    """Give the fault of a folder without a file of a kind that kg reads."""
    return InputError("holds no articles", where=folder, remedy=f"give a folder with {' '.join(kinds())} files")


def passed_over(count: int, names: Sequence[str], folder: str) -> PassedOver:
    """Say that so many files of a folder are of other kinds; `names` are the first of them, as many as are told or all."""
    told = ", ".join(names) + (", ..." if count > len(names) else "")
    return PassedOver(f"{count} file(s) of other kinds passed over: {told}", where=folder)


def taken(article: Article, where: str) -> InputError:
    """Give the fault of an article whose id another text had before."""
    return InputError(f"the id {article.id!r} is taken by another text", where=where, remedy="give each article its own id")


def size_of(inputs: Iterable[str]) -> int | None:
    """Give the bytes of the files that will be read; None if there is standard input among them, whose end nobody knows."""
    sources = [source for source in find_sources(inputs) if isinstance(source, Source)]
    if any(source.path is None for source in sources):
        return None
    return sum(source.path.stat().st_size for source in sources if source.path)


def read_articles(
    inputs: Iterable[str],
    packs: Packs,
    stdin: BinaryIO | None = None,
    on_read: Callable[[int], None] = lambda size: None,
) -> Iterator[Article | InputError]:
    """Read all articles of all inputs, in order; what cannot be read gives an error in its place and the rest goes on.

    `on_read` is told of bytes of files when they are read, which is before what they hold comes.

    An article given twice, with the same id and text, comes once. Files that share a name get ids that
    their text decides; a second text under an id that its source gave is an error.
    """
    sources = list(find_sources(inputs))
    stems = Counter(
        source.kind.stem for source in sources if isinstance(source, Source) and source.kind and source.kind.name in NAMED
    )
    seen: dict[str, str] = {}
    for source in sources:
        if isinstance(source, InputError):
            yield source
            continue
        for draft in _drafts(source, packs, stdin, on_read):
            article = _article(draft, packs, stems)
            if isinstance(article, InputError):
                yield article
                continue
            mark = content_id("", article.text)
            if article.id not in seen:
                seen[article.id] = mark
                yield article
            elif seen[article.id] != mark:
                yield taken(article, draft.where if isinstance(draft, Draft) else source.name)


def _article(draft: Draft | InputError, packs: Packs, stems: Counter[str]) -> Article | InputError:
    if isinstance(draft, InputError):
        return draft
    try:
        article = finish(draft, packs)
    except InputError as error:
        return error
    is_shared = draft.is_member or (draft.is_stem and stems[draft.id] > 1)
    return told_apart(article) if is_shared else article


def _drafts(source: Source, packs: Packs, stdin: BinaryIO | None, on_read: Callable[[int], None]) -> Iterator[Draft | InputError]:
    try:
        if source.path is None or source.kind is None:
            kind, stream = sniff(_buffered(stdin or sys.stdin.buffer), source.name)
            yield from read_stream(kind, stream, source.name, packs)
            return
        check_size(source.path.stat().st_size, source.kind, source.name)
        with source.path.open("rb") as file:
            yield from _told(read_stream(source.kind, file, source.name, packs), file, source.path, on_read)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", where=source.name, remedy="check the file and its permissions")


def _told(
    drafts: Iterable[Draft | InputError], file: BinaryIO, path: Path, on_read: Callable[[int], None]
) -> Iterator[Draft | InputError]:
    done = 0
    try:
        for draft in drafts:
            place = done if file.closed else file.tell()
            if place > done:
                on_read(place - done)
                done = place
            yield draft
    finally:
        on_read(path.stat().st_size - done)  # what no article was made of


def check_size(size: int, kind: Kind, where: str) -> None:
    """Refuse a file of so many bytes that is too large to be one article before it is read.

    Raises:
        InputError: It is.
    """
    limit = MAX_PLAIN if kind.name == "plain" else FREE if kind.name == "epub" else MAX_FILE
    if kind.name not in STREAMED and size > limit:
        raise InputError(f"is too large: {size:,} bytes, the limit is {limit:,}", where=where, remedy="split it into articles")


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))
