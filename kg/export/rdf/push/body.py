"""A graph as the body of a request: Turtle that every store reads, in a file of its own, with its digest."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext
from itertools import chain
from typing import BinaryIO, cast

from kg.export.rdf.mapping import Chunk
from kg.export.rdf.terms import Term, is_literal
from kg.export.rdf.vocabulary import PREFIXES

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

    def fill(self, chunks: Iterable[Chunk]) -> None:
        """Write the statements of one graph, count them and take their digest; what a chunk says twice is said once."""
        self._file.seek(0)
        self._file.truncate()
        self.statements = 0
        digest = hashlib.sha256()
        packed = gzip.GzipFile(fileobj=self._file, mode="wb", mtime=0) if self.gzipped else None
        with packed or nullcontext(self._file) as file:
            for part in chain([_HEAD], map(self._lines, chunks)):
                digest.update(part)
                file.write(part)
        self._file.flush()
        self.digest = digest.hexdigest()

    def _lines(self, chunk: Chunk) -> bytes:
        told = dict.fromkeys(chunk)
        self.statements += len(told)
        return "".join([f"{s} {p} {_disarmed(o) if is_literal(o) else o} .\n" for s, p, o in told]).encode()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def _disarmed(literal: Term) -> Term:
    """Escape `<` in the text of a literal: a store that guesses would find a tag there."""
    if "<" not in literal:
        return literal
    end = literal.rfind('"')
    return literal[:end].replace("<", "\\u003C") + literal[end:]
