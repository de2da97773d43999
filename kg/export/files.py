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

    Raises `KgError` if nothing can be written there.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = part.open("wb")
    except OSError as error:
        raise KgError(
            f"cannot write here: {error.strerror}", where=str(path), remedy="choose a folder that you may write to"
        ) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _replace(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except OSError as error:
        raise KgError(f"cannot replace this: {error.strerror}", where=str(path), remedy="move it away") from error
