"""RDF files of unknown origin into a store: every syntax that kg writes, packed or not, with nothing fetched and sizes capped."""

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
    name = path.with_suffix("") if path.suffix == ".gz" else path
    return SUFFIXES.get(name.suffix.lower())


def load_file(store: Store, path: Path, *, max_triples: int = MAX_TRIPLES) -> None:
    """Add a file's statements to a store, in the graphs that they stand in.

    JSON-LD with a remote context and RDF/XML with a document type are refused: the one would be fetched, the other can grow
    without end.

    Raises:
        InputError: The file is not there, is in no known syntax, or holds more than `max_triples`.
        FormatError: The file is broken; the message has the parser's words, `where` the line.
    """
    syntax = format_of(path)
    if syntax is None:
        known = ", ".join(sorted(SUFFIXES))
        raise InputError("is no RDF by its name", where=str(path), remedy=f"name it with one of {known}, and .gz if packed")
    try:
        with path.open("rb") as file:
            data = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if path.suffix == ".gz" else file
            guard = _Guard(data, path, max_triples * _BYTES_A_TRIPLE, refuse_types=syntax == RdfFormat.RDF_XML)
            _add(store, _parsed(guard, syntax, path), path, max_triples)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"is packed wrongly: {error}", where=str(path), remedy="write it again") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=str(path)) from None


def add_quads(store: Store, quads: Iterable[Quad], where: str, *, max_triples: int = MAX_TRIPLES) -> None:
    """Add statements to a store; raises `InputError` if there are more than `max_triples` in it then."""
    _add(store, iter(quads), Path(where), max_triples)


def _add(store: Store, quads: Iterator[Quad], path: Path, max_triples: int) -> None:
    while batch := list(islice(quads, _BATCH)):
        store.bulk_extend(batch)
        if len(store) > max_triples:
            raise InputError(
                f"too big: there are more than {max_triples:,} triples",
                where=str(path),
                remedy="each million needs 0.6 GB of memory; with more of it, raise --max-triples",
            )


def _parsed(guard: _Guard, syntax: RdfFormat, path: Path) -> Iterator[Quad]:
    try:
        yield from parse(cast("BinaryIO", guard), format=syntax, rename_blank_nodes=True)
    except SyntaxError as error:
        if guard.fault is not None:
            raise guard.fault from None
        where = str(path) if error.lineno is None else f"{path}:{error.lineno}"
        raise FormatError(f"is broken: {_line(error.msg)}", where=where, remedy="write it again") from None
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
            self._fail("too big: it is longer than a graph can be", "give it in parts")
        if self._refuse_types:
            seen = self._tail + data
            if any(declaration in seen for declaration in _DECLARATIONS):
                self._fail("has a document type, which kg does not read", "give it in another syntax")
            self._tail = seen[-max(map(len, _DECLARATIONS)) :]
        return data

    def _fail(self, message: str, remedy: str) -> None:
        self.fault = InputError(message, where=str(self._path), remedy=remedy)
        raise OSError(message)
