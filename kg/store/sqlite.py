"""A store in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import FormatError, KgError
from kg.model.codec import extraction_from_json, extraction_to_json
from kg.model.event import Extraction

# Marks the file as kg's ("kgst") for SQLite and for `file`.
APPLICATION = 0x6B677374
VERSION = 1
SCHEMA = """
CREATE TABLE extraction (
    article TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID
"""


class SqliteStore:
    """Extractions by article, one for each; what `put` has returned from survives the end of the process.

    The file is in WAL mode: others may read while one writes.
    """

    def __init__(self, path: Path) -> None:
        """Open the store, or make it.

        Raises:
            FormatError: The file is no store of kg, or one of another version.
            KgError: The file cannot be opened.
        """
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._prepare()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise KgError(f"the store cannot be opened: {error}", where=str(path), remedy="check the path") from None
            raise FormatError("is no store of kg", where=str(path), remedy="name another file for --store") from None

    def _prepare(self) -> None:
        application = self._db.execute("PRAGMA application_id").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and application != APPLICATION:
            raise FormatError("is a database, but no store of kg", where=str(self._path), remedy="name another file for --store")
        if tables and version != VERSION:
            raise FormatError(f"is a store of version {version}, not {VERSION}", where=str(self._path), remedy="build a new one")
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        if not tables:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(SCHEMA)
            self._db.execute(f"PRAGMA application_id={APPLICATION}")
            self._db.execute(f"PRAGMA user_version={VERSION}")
            self._db.execute("COMMIT")

    def get(self, article: str, fingerprint: str) -> Extraction | None:
        """Give the extraction of an article if it was made from the same text by the same extractor, else None."""
        row = self._db.execute(
            "SELECT body FROM extraction WHERE article = ? AND fingerprint = ?", (article, fingerprint)
        ).fetchone()
        return None if row is None else self._read(row[0])

    def put(self, extraction: Extraction, fingerprint: str) -> None:
        """Keep an extraction in the place of the one that the article had, all of it in one transaction."""
        body = json.dumps(extraction_to_json(extraction), ensure_ascii=False, separators=(",", ":"))
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM extraction WHERE article = ?", (extraction.article.id,))
        self._db.execute("INSERT INTO extraction VALUES (?, ?, ?)", (extraction.article.id, fingerprint, body))
        self._db.execute("COMMIT")

    def __iter__(self) -> Iterator[Extraction]:
        """Give all extractions, by article id."""
        for (body,) in self._db.execute("SELECT body FROM extraction ORDER BY article"):
            yield self._read(body)

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM extraction").fetchone()[0])

    def _read(self, body: str) -> Extraction:
        try:
            return extraction_from_json(json.loads(body))
        except (FormatError, json.JSONDecodeError) as error:
            raise FormatError(f"holds a broken extraction: {error}", where=str(self._path), remedy="build a new store") from None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
