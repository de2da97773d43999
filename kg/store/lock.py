"""One build at a time: the second waits, and a build that was killed holds nobody up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.errors import KgError

SUFFIX = "-lock"
LOOK = 500  # milliseconds between two looks, so that a wait can be broken off


@contextmanager
def alone(store: Path, on_wait: Callable[[], None]) -> Generator[None]:
    """Keep out all others who ask to be alone with a store; calls `on_wait` once if another one is with it, and waits.

    The lock is one of the system's on an empty file beside the store, and ends with the process whatever ends it.
    Raises `KgError` if that file cannot be made.
    """
    path = store.resolve()
    path = path.with_name(path.name + SUFFIX)
    with closing(_opened(path)) as lock:
        if not _taken(lock, path):
            on_wait()
            lock.execute(f"PRAGMA busy_timeout={LOOK}")
            while not _taken(lock, path):
                pass
        yield


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(path, isolation_level=None, timeout=0)
    except sqlite3.DatabaseError as error:
        raise _fault(error, path) from None


def _taken(lock: sqlite3.Connection, path: Path) -> bool:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise _fault(error, path) from None
        return False
    return True


def _fault(error: sqlite3.Error, path: Path) -> KgError:
    return KgError(f"the store cannot be locked: {error}", where=str(path), remedy="check the path and its permissions")
