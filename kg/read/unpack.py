"""Compressed input as streams that never give more than they may: what is packed is not trusted."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol

from kg.errors import InputError

MAX_FILE = 32 * 1024 * 1024
MAX_PLAIN = 8 * 1024 * 1024
MAX_LINE = 8 * 1024 * 1024
# News packs to a fifth or a tenth of its size; what grows a hundredfold over so many bytes is made to fill a disk.
RATIO = 100
FREE = 64 * 1024 * 1024
BLOCK = 64 * 1024
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError)


class Reader(Protocol):
    """What is read from: a file, a pipe, a member of an archive."""

    def read(self, size: int = -1, /) -> bytes:
        """Give at most `size` bytes, none at the end."""
        ...


class Budget:
    """What may come out of one archive, all its members together: `packed` bytes have been put in, `given` have come out."""

    def __init__(self, packed: int = 0) -> None:
        self.packed = packed
        self.given = 0

    def spend(self, size: int, where: str) -> None:
        """Count bytes that have come out.

        Raises:
            InputError: They are too many for what was put in.
        """
        self.given += size
        if self.given > FREE + RATIO * self.packed:
            raise InputError(
                f"unpacks to more than {RATIO} times its size", where=where, remedy="unpack it yourself if you trust it"
            )


class _Stream(io.RawIOBase):
    """A reader as a raw stream, so that the standard library can buffer it."""

    def __init__(self, source: Reader, head: bytes = b"", limit: int | None = None) -> None:
        self._source = source
        self._head = head
        self.left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        size = len(view) if self.left is None else min(len(view), self.left)
        data = self._take(size) if size else b""
        view[: len(data)] = data
        if self.left is not None:
            self.left -= len(data)
        return len(data)

    def _take(self, size: int) -> bytes:
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._source.read(size)


class _Packed(_Stream):
    """Counts the bytes that are read from what is compressed."""

    def __init__(self, source: Reader, budget: Budget) -> None:
        super().__init__(source)
        self._budget = budget

    def _take(self, size: int) -> bytes:
        data = super()._take(size)
        self._budget.packed += len(data)
        return data


class _Unpacked(_Stream):
    """Counts the bytes that come out, and says of broken ones what they are."""

    def __init__(self, source: Reader, where: str, budget: Budget) -> None:
        super().__init__(source)
        self._where = where
        self._budget = budget

    def _take(self, size: int) -> bytes:
        try:
            data = super()._take(size)
        except BROKEN as error:
            raise InputError(f"is compressed, and broken: {error}", where=self._where, remedy="fetch or pack it again") from None
        self._budget.spend(len(data), self._where)
        return data


def gunzip(source: Reader, where: str) -> io.BufferedReader:
    """Give what is in a gzip file of any number of parts; reading it raises `InputError` if it is broken or grows too much."""
    budget = Budget()
    packed = io.BufferedReader(_Packed(source, budget), BLOCK)
    return io.BufferedReader(_Unpacked(gzip.GzipFile(fileobj=packed, mode="rb"), where, budget), BLOCK)


def unpacked(member: Reader, where: str, budget: Budget) -> io.BufferedReader:
    """Give what is in a member of an archive, at the archive's charge; raises as `gunzip`."""
    return io.BufferedReader(_Unpacked(member, where, budget), BLOCK)


def rejoined(head: bytes, rest: Reader) -> io.BufferedReader:
    """Give a stream whose first bytes have been read already, from its beginning."""
    return io.BufferedReader(_Stream(rest, head), BLOCK)


def limited(source: Reader, size: int) -> io.BufferedReader:
    """Give the next `size` bytes of a stream as a stream."""
    return io.BufferedReader(_Stream(source, limit=size), min(BLOCK, max(1, size)))


def whole(source: Reader, limit: int, where: str) -> bytes:
    """Read a stream to its end.

    Raises:
        InputError: It holds more than `limit` bytes.
    """
    pieces: list[bytes] = []
    size = 0
    while size <= limit and (piece := source.read(min(BLOCK, limit + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    if size > limit:
        raise InputError(f"is too large: the limit is {limit:,} bytes", where=where, remedy="split it into articles")
    return b"".join(pieces)


def inflate(data: bytes, limit: int) -> bytes:
    """Unpack gzip, zlib or bare deflate, at most `limit` bytes of it; raises zlib.error if it is none of these."""
    try:
        return zlib.decompressobj(32 + zlib.MAX_WBITS).decompress(data, limit)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, limit)


def lines(stream: io.BufferedReader) -> Iterator[bytes]:
    """Give the lines of a stream; one that is longer than any article is cut, so that it fails alone."""
    while line := stream.readline(MAX_LINE):
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(MAX_LINE)):
            pass  # the remainder of a line that is too long
        yield line
