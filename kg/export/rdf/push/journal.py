"""What a store has acknowledged, so that a push that was killed goes on, and the next one sends what has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import FormatError, KgError
from kg.export.files import open_atomically

REMEDY = "give another place with --journal"


@dataclass(frozen=True, slots=True)
class Line:
    """That a store has a graph with this content, the digest of what was sent; "": with some content; None: no more."""

    store: str
    graph: str
    digest: str | None

    def written(self) -> bytes:
        """Give it as a line of JSON."""
        line = json.dumps({"store": self.store, "graph": self.graph, "digest": self.digest}, sort_keys=True)
        return line.encode() + b"\n"


class Journal:
    """A file of JSON lines, one for each graph that a store acknowledged; the last line about a graph counts.

    A line is written at once and whole, so that nothing that was acknowledged is lost with the process; one that was cut
    by a power failure is passed over, and its graph sent again.
    """

    def __init__(self, path: Path) -> None:
        """Open a journal, or begin one.

        Raises:
            FormatError: The file is something else than a journal.
            KgError: It cannot be read or written.
        """
        self.path = path
        self._known: dict[tuple[str, str], str | None] = {}
        lines = 0
        whole = True
        try:
            if path.exists():
                with path.open("rb") as file:
                    for raw in file:
                        lines += 1
                        whole = raw.endswith(b"\n")
                        self._take(raw, lines)
            if lines > 3 * len(self._known) or not whole:
                self._rewrite()
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = path.open("ab", buffering=0)
        except OSError as error:
            raise KgError(f"no journal can be kept here: {error.strerror}", where=str(path), remedy=REMEDY) from None

    def _take(self, raw: bytes, number: int) -> None:
        line = _parsed(raw)
        if line is not None:
            self._known[line.store, line.graph] = line.digest
        elif number == 1 and raw.endswith(b"\n"):
            raise FormatError("is no journal of a push", where=str(self.path), remedy=REMEDY)

    def _rewrite(self) -> None:
        with open_atomically(self.path) as file:
            for (store, graph), digest in self._known.items():
                if digest is not None:
                    file.write(Line(store, graph, digest).written())

    def digest(self, store: str, graph: str) -> str | None:
        """Give the digest of what a store acknowledged last for a graph; "" or None if nothing is sure."""
        return self._known.get((store, graph))

    def graphs(self, store: str) -> Iterator[str]:
        """Give the graphs that a store has or may have, sorted."""
        return (graph for (at, graph), digest in sorted(self._known.items()) if at == store and digest is not None)

    def note(self, store: str, graph: str, digest: str | None) -> None:
        """Write down what a store has acknowledged: the digest; "" before a graph is sent; None after it was removed.

        Raises `KgError` if the disk is full.
        """
        if (store, graph) in self._known and self._known[store, graph] == digest:
            return
        try:
            self._file.write(Line(store, graph, digest).written())
        except OSError as error:
            raise KgError(f"cannot write this: {error.strerror}", where=str(self.path), remedy=REMEDY) from None
        self._known[store, graph] = digest

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _parsed(raw: bytes) -> Line | None:
    try:
        found: Any = json.loads(raw)
        store, graph, digest = (found[name] for name in ("store", "graph", "digest"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(store, str) or not isinstance(graph, str) or not isinstance(digest, str | None):
        return None
    return Line(store, graph, digest)
