"""A graph as the body of a request: Turtle that every store reads, in a file of its own, with its digest."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from typing import BinaryIO, cast

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.export.rdf.vocabulary import PREFIXES

AT_ONCE = 5_000  # statements

# Virtuoso guesses from the first 64 KB what it is given, whatever the Content-Type says. It takes a text with `<html>` in it
# for a page, and a long first line for no RDF at all; short lines of Turtle before the statements settle it.
_HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items())).encode()


class Body:
    """One graph after another, each in a temporary file that takes the place of the last; memory does not grow with it."""

    def __init__(self, *, gzipped: bool = False) -> None:
        self.gzipped = gzipped
        self.statements = 0
        self.digest = ""
        self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 (close() closes it)

    @property
    def file(self) -> BinaryIO:
        """Give the file, to be read from its start."""
        self._file.seek(0)
        return self._file

    def fill(self, quads: Iterable[Quad]) -> None:
        """Write the statements of one graph, count them and take their digest."""
        self._file.seek(0)
        self._file.truncate()
        self.statements = 0
        digest = hashlib.sha256()
        packed = gzip.GzipFile(fileobj=self._file, mode="wb", mtime=0) if self.gzipped else None
        with packed or nullcontext(self._file) as file:
            for part in self._parts(iter(quads)):
                digest.update(part)
                file.write(part)
        self._file.flush()
        self.digest = digest.hexdigest()

    def _parts(self, quads: Iterator[Quad]) -> Iterator[bytes]:
        yield _HEAD
        while some := [Triple(quad.subject, quad.predicate, quad.object) for quad in islice(quads, AT_ONCE)]:
            self.statements += len(some)
            lines = serialize(some, format=RdfFormat.N_TRIPLES) or b""
            yield b"".join(map(_disarmed, lines.splitlines(keepends=True)))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def _disarmed(line: bytes) -> bytes:
    """Escape `<` in the text of a literal: a store that guesses would find a tag there."""
    start, quote, rest = line.partition(b' "')
    text, end, tail = rest.rpartition(b'"')
    return b"".join((start, quote, text.replace(b"<", b"\\u003C"), end, tail)) if b"<" in text else line
