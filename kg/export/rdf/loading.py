"""RDF files of unknown origin: every syntax that kg writes, packed or not, with nothing fetched and sizes capped."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import Quad, RdfFormat, Store, parse

from kg.errors import FormatError, InputError

MAX_TRIPLES = 10_000_000
MAX_BYTES = 2_000_000_000  # unpacked; a statement takes about 200 bytes of N-Quads, and as many in memory
SUFFIXES: dict[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
}
_BYTES_A_TRIPLE = 1000  # more than any of kg's; what is beyond it on average is no graph but a bomb
_BATCH = 200_000
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


def format_of(path: Path) -> RdfFormat | None:
    """Give the RDF syntax that a file's name promises (graph.nq, graph.ttl.gz); None if it is none that kg reads."""
    name = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return SUFFIXES.get(name.suffix.lower())


def read_quads(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[Quad]:
    """Give a file's statements one at a time, in the graphs that they stand in.

    JSON-LD with a remote context and RDF/XML with a document type are refused: the one would be fetched, the other can grow
    without end.

    Raises:
        InputError: The file is not there, is in no known syntax, or is longer than `max_bytes` once unpacked.
        FormatError: The file is broken; the message has the parser's words, `where` the line.
    """
    syntax = format_of(path)
    if syntax is None:
        known = ", ".join(sorted(SUFFIXES))
        raise InputError("is no RDF by its name", where=str(path), remedy=f"name it with one of {known}, and .gz if packed")
    try:
        with path.open("rb") as file:
            packed = path.suffix.lower() == ".gz"
            data = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
            guard = _Guard(data, path, max_bytes, refuse_types=syntax == RdfFormat.RDF_XML)
            yield from _parsed(guard, syntax, path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"is packed wrongly: {error}", where=str(path), remedy="write it again") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=str(path)) from None


def load_file(store: Store, path: Path, *, max_triples: int = MAX_TRIPLES) -> None:
    """Add a file's statements to a store, in the graphs that they stand in.

    Raises as `read_quads` does, and `InputError` if there are more than `max_triples` in the store then.
    """
    add_quads(store, read_quads(path, max_bytes=max_triples * _BYTES_A_TRIPLE), str(path), max_triples=max_triples)


def add_quads(store: Store, quads: Iterable[Quad], where: str, *, max_triples: int = MAX_TRIPLES) -> None:
    """Add statements to a store; raises `InputError` if there are more than `max_triples` in it then."""
    rest = iter(quads)
    while batch := list(islice(rest, _BATCH)):
        store.bulk_extend(batch)
        if len(store) > max_triples:
            raise InputError(
                f"too big: there are more than {max_triples:,} triples",
                where=where,
                remedy="each million needs 0.6 GB of memory; with more of it, raise --max-triples",
            )


def _parsed(guard: _Guard, syntax: RdfFormat, path: Path) -> Iterator[Quad]:
    try:
        yield from parse(cast("BinaryIO", guard), format=syntax, rename_blank_nodes=True)
    except SyntaxError as error:
        if guard.fault is not None:
            raise guard.fault from None
        message, remedy = f"is broken: {_line(error.msg)}", "write it again"
        if "remote context" in error.msg:
            message, remedy = "has a context that stands elsewhere, and kg fetches nothing", "put the context into the file"
        where = str(path) if error.lineno is None else f"{path}:{error.lineno}"
        raise FormatError(message, where=where, remedy=remedy) from None
    except (ValueError, OSError) as error:
        if guard.fault is not None:
            raise guard.fault from None
        if isinstance(error, OSError):
            raise
        raise FormatError(f"is broken: {_line(str(error))}", where=str(path), remedy="write it again") from None


def _line(message: str) -> str:
    return " ".join(message.split())


class _Guard(io.RawIOBase):
    """A file that ends with a fault when it grows too long, or declares entities where it must not."""

    def __init__(self, file: BinaryIO, path: Path, max_bytes: int, *, refuse_types: bool) -> None:
        super().__init__()
        self.fault: InputError | None = None
        self._file = file
        self._path = path
        self._left = max_bytes
        self._refuse_types = refuse_types
        self._tail = b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes; raises `OSError` once there is a fault, which `fault` tells."""
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            self._fail("too big: it is longer than a graph can be", "give it in parts, or raise the limit")
        if self._refuse_types:
            seen = self._tail + data
            if any(declaration in seen for declaration in _DECLARATIONS):
                self._fail("has a document type, which kg does not read", "give it in another syntax")
            self._tail = seen[-max(map(len, _DECLARATIONS)) :]
        return data

    def _fail(self, message: str, remedy: str) -> None:
        self.fault = InputError(message, where=str(self._path), remedy=remedy)
        raise OSError(message)
