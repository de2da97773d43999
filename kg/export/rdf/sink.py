"""Where a writer's bytes go: one file, or several that are each whole."""

from __future__ import annotations

from typing import BinaryIO, Protocol


class Sink(Protocol):
    """Takes what is written, in one file or in several that are each whole."""

    def write(self, data: bytes) -> None:
        """Write some bytes to the file that is open."""
        ...

    def fits(self, coming: int) -> bool:
        """Say whether the file that is open has room for `coming` bytes more."""
        ...

    def turn(self) -> None:
        """Begin the next file."""
        ...


class Single:
    """One file, however long."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> None:
        """Write to the file."""
        self._file.write(data)

    def fits(self, coming: int) -> bool:
        """Say that there is always room."""
        return True

    def turn(self) -> None:
        """Raise: there is no other file."""
        raise AssertionError("a single file is never full")
