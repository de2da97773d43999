"""Files that are whole or not there: what is written replaces the old file only when it is complete."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError


@contextmanager
def open_atomically(path: Path) -> Generator[BinaryIO]:
    """Open a file to write; it takes the place of `path` at the end, and vanishes if anything is raised inside.

    A link stays one, its target is replaced; a pipe or a device is written to as it is. Raises `KgError` if
    nothing can be written there.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with _as_one_line(path), path.open("wb") as device:
            yield device
        return
    target = path.resolve() if path.is_symlink() else path
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _as_one_line(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


@contextmanager
def _as_one_line(path: Path) -> Generator[None]:
    """Turn a fault of the file system into a line for the user."""
    try:
        yield
    except OSError as error:
        raise KgError(
            f"cannot write this: {error.strerror}", where=str(path), remedy="choose a place with room that you may write to"
        ) from error
