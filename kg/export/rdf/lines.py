"""N-Triples and N-Quads: lines in the order of their bytes, sorted on disk where memory would not hold them."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import BinaryIO, TypeVar

from kg.export.rdf.mapping import Chunk
from kg.export.rdf.sink import Sink
from kg.export.rdf.terms import Term

Line = TypeVar("Line", bytes, str)

LINES_IN_MEMORY = 40_000
_MERGED_AT_ONCE = 8_000_000  # bytes that are in memory while runs are merged
_BLOCK = 1 << 14


def as_lines(told: Iterable[tuple[Term | None, Chunk]]) -> Iterator[list[bytes]]:
    """Give each chunk as lines of N-Quads, or of N-Triples where it stands in no graph; in no order, some twice."""
    for graph, chunk in told:
        end = " .\n" if graph is None else f" {graph} .\n"
        # No term holds a line end: encoded at once and cut again, which is faster than line by line.
        yield "".join([f"{s} {p} {o}{end}" for s, p, o in chunk]).encode().splitlines(keepends=True)


def lines_of(told: Iterable[tuple[Term, Chunk]]) -> list[str]:
    """Give the lines of N-Quads of something small as text, sorted, none twice: code points sort as their bytes do."""
    return _once([f"{s} {p} {o} {graph} .\n" for graph, chunk in told for s, p, o in chunk])


def write_sorted(told: Iterable[list[bytes]], sink: Sink) -> None:
    """Write the lines sorted, none twice."""
    any_line = False
    for batch in _sorted_batches(told):
        data = b"".join(batch)
        for piece in [data] if sink.fits(len(data)) else batch:
            if any_line and not sink.fits(len(piece)):
                sink.turn()
            sink.write(piece)
            any_line = True


def _sorted_batches(told: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    runs = _runs(told)
    first = next(runs, [])
    second = next(runs, None)
    if second is None:  # a small graph never touches the disk
        yield first
        return
    with tempfile.TemporaryFile() as spill:
        ends = [0]
        for run in chain([first, second], runs):
            spill.write(b"".join(run))
            ends.append(spill.tell())
        yield from _merged([_Run(spill, begin, end, len(ends)) for begin, end in pairwise(ends)])


def _runs(told: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Give sorted runs of lines, each at most a chunk longer than `LINES_IN_MEMORY`; in one run no line stands twice."""
    run: list[bytes] = []
    for chunk in told:
        run += chunk
        if len(run) >= LINES_IN_MEMORY:
            yield _once(run)
            run = []
    if run:
        yield _once(run)


class _Run:
    """Sorted lines in a part of a file, read a block at a time."""

    def __init__(self, file: BinaryIO, begin: int, end: int, runs: int) -> None:
        self._file = file
        self._begin = begin
        self._end = end
        self._block = max(_BLOCK, _MERGED_AT_ONCE // runs)
        self.waiting: list[bytes] = []

    def fill(self) -> None:
        """Read on if nothing is waiting; nothing is waiting after it where there is no more."""
        if self.waiting or self._begin == self._end:
            return
        self._file.seek(self._begin)
        data = self._file.read(min(self._block, self._end - self._begin))
        while not (cut := data.rfind(b"\n") + 1):  # a line longer than a block
            data += self._file.read(self._block)
        self._begin += cut
        self.waiting = data[:cut].splitlines(keepends=True)

    def take(self, certain: bytes) -> list[bytes]:
        """Give what waits up to `certain`, itself included."""
        cut = bisect_right(self.waiting, certain)
        taken, self.waiting = self.waiting[:cut], self.waiting[cut:]
        return taken


def _merged(runs: list[_Run]) -> Iterator[list[bytes]]:
    """Merge runs into sorted batches in which no line stands twice.

    As much of each run as is certain to come before all that is still unread is sorted at once, which is faster than
    one line after the other.
    """
    while True:
        for run in runs:
            run.fill()
        runs = [run for run in runs if run.waiting]
        if not runs:
            return
        certain = min(run.waiting[-1] for run in runs)
        # Of a line that several runs have, each has it here: what a run has not read comes after its last.
        yield _once(list(chain.from_iterable(run.take(certain) for run in runs)))


def _once(lines: list[Line]) -> list[Line]:
    """Sort lines in place and give them, none twice: faster than a set of them, whose hashes would be made first."""
    lines.sort()
    return [line for line, following in zip(lines, chain(lines[1:], [None]), strict=False) if line != following]
