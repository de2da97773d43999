"""The head of an RDF file with its prefixes sorted: the serialiser writes them in an order that is its own affair."""

from __future__ import annotations

from typing import BinaryIO

_PREFIX = b"@prefix "
_ROOT, _DECLARATION = b"<rdf:RDF ", b" xmlns:"


class SortedHead:
    """A file to write Turtle, TriG or RDF/XML to; what follows the head passes through as it comes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._head = b""
        self._passed = False

    def write(self, data: bytes) -> int:
        """Take some bytes; the head is held back until it is complete."""
        if self._passed:
            return self._file.write(data)
        self._head += data
        lines = self._head.splitlines(keepends=True)
        complete = next((i for i, line in enumerate(lines) if line.endswith(b"\n") and not _is_head(line)), None)
        if complete is not None:
            self._pass(lines)
        return len(data)

    def flush(self) -> None:
        """Write what is still held back: a file may have nothing but its head."""
        if not self._passed:
            self._pass(self._head.splitlines(keepends=True))
        self._file.flush()

    def _pass(self, lines: list[bytes]) -> None:
        self._passed = True
        self._file.writelines(sorted(line for line in lines if line.startswith(_PREFIX)))
        self._file.writelines(_sorted_root(line) for line in lines if not line.startswith(_PREFIX))


def _is_head(line: bytes) -> bool:
    return line.startswith((_PREFIX, b"<?xml", _ROOT))


def _sorted_root(line: bytes) -> bytes:
    if not line.startswith(_ROOT):
        return line
    start, *declarations = line.rstrip(b">\n").split(_DECLARATION)
    return start + b"".join(_DECLARATION + declaration for declaration in sorted(declarations)) + b">\n"
