"""Files that are whole or not there: what is written replaces the old file, or files, only when it is complete."""

from __future__ import annotations

import gzip
import itertools
import os
import shutil
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from kg.errors import KgError
from kg.export.remains import PART, open_part, sweep

GZIP = ".gz"
_numbers = itertools.count()  # so that no two parts of one process share a name


@contextmanager
def open_atomically(path: Path) -> Generator[BinaryIO]:
    """Open a file to write; it takes the place of `path` at the end, and vanishes if anything is raised inside.

    A link stays one, its target is replaced; a pipe or a device is written to as it is. What a process that was killed
    has left of an earlier attempt is removed. Raises `KgError` if nothing can be written there.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with _as_one_line(path), path.open("wb") as device:
            yield device
        return
    target = path.resolve() if path.is_symlink() else path
    part = target.with_name(f".{target.name}.{os.getpid()}-{next(_numbers)}{PART}")
    with _as_one_line(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target)
        try:
            with open_part(part) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def compressed(file: BinaryIO) -> Generator[BinaryIO]:
    """Compress what is written, without the time and the name that gzip would put in: two runs, the same bytes."""
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6) as inner:
        yield cast("BinaryIO", inner)


class Parts:
    """A text in files of limited size, each whole by itself: `graph.nq` becomes `graph-0001.nq`, `graph-0002.nq`, ...

    They replace those of an earlier run when all of them are complete, and nothing is left of them if anything is
    raised before. `size` is in bytes before compression; a file is longer only if one piece of it is. Files whose name
    ends in `.gz` are compressed.
    """

    def __init__(self, path: Path, size: int) -> None:
        whole = Path(path.name.removesuffix(GZIP))
        self._parent = path.parent
        self._stem, self._ending = whole.stem, whole.suffix + path.name[len(whole.name) :]
        self._size = size
        self._folder = path.with_name(f".{path.name}.{os.getpid()}.parts")
        self._files = ExitStack()
        self._file: BinaryIO | None = None
        self._number = 0
        self._length = 0

    def __enter__(self) -> Self:
        """Begin the first file; raises `KgError` if nothing can be written there."""
        with _as_one_line(self._folder):
            self._folder.mkdir(parents=True)
        self.turn()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Put the files in their places; raises `KgError` if that is not possible."""
        try:
            with _as_one_line(self._parent):
                self._files.close()
                if kind is None:
                    self._replace()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def paths(self) -> list[Path]:
        """Give the files in their order."""
        return [self._path(number) for number in range(1, self._number + 1)]

    def write(self, data: bytes) -> None:
        """Write to the file that is open."""
        assert self._file is not None, "enter it first"
        self._file.write(data)
        self._length += len(data)

    def fits(self, coming: int) -> bool:
        """Say whether the file that is open has room for `coming` bytes more."""
        return self._length + coming <= self._size

    def turn(self) -> None:
        """Begin the next file."""
        with _as_one_line(self._parent):
            self._files.close()
            self._number += 1
            self._length = 0
            self._file = self._files.enter_context(self._part(self._number).open("wb"))
            if self._ending.endswith(GZIP):
                self._file = self._files.enter_context(compressed(self._file))

    def _path(self, number: int) -> Path:
        return self._parent / f"{self._stem}-{number:04}{self._ending}"

    def _part(self, number: int) -> Path:
        return self._folder / str(number)

    def _replace(self) -> None:
        number = 1
        while number <= self._number or self._path(number).exists():  # an earlier run may have made more of them
            if number <= self._number:
                self._part(number).replace(self._path(number))
            else:
                self._path(number).unlink()
            number += 1


@contextmanager
def _as_one_line(path: Path) -> Generator[None]:
    """Turn a fault of the file system into a line for the user."""
    try:
        yield
    except OSError as error:
        raise KgError(
            f"cannot write this: {error.strerror}", where=str(path), remedy="choose a place with room that you may write to"
        ) from error
