"""Files in the making: what a killed process leaves of one is found and removed by the next that writes there."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import BinaryIO, cast

PART = ".part"

if sys.platform == "win32":  # there, a file that a process has open cannot be removed, which is lock enough

    def _lock(file: BinaryIO) -> None:
        pass

    def _remove_unless_held(part: Path) -> None:
        part.unlink()

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        """Hold a file until it is closed or the process ends, in whatever way."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError:
            return  # a file system without locks, on which nothing is taken for remains either

    def _remove_unless_held(part: Path) -> None:
        with part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)  # raises if a process holds it
            part.unlink()


def open_part(part: Path) -> BinaryIO:
    """Open a file to write, so that nobody removes it while it is open; raises `OSError` like `open`."""
    while True:
        file = part.open("wb")
        _lock(file)
        try:
            if os.path.samestat(part.stat(), os.fstat(file.fileno())):
                return cast("BinaryIO", file)
        except FileNotFoundError:
            pass  # removed before it was locked
        file.close()


def sweep(target: Path) -> None:
    """Remove the parts of `target` that no process writes any more."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*{PART}"):
        try:
            _remove_unless_held(part)
        except OSError:
            continue  # it is being written, another process was faster, or it is not ours to remove
