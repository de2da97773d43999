"""The tables of a store, their version, and how a store of an older version becomes one of this."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import FormatError
from kg.model.codec import extraction_from_json, extraction_to_json
from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint, article_hash

# Marks the file as kg's ("kgst") for SQLite and for `file`.
APPLICATION = 0x6B677374
VERSION = 2
# What is asked of all articles stands apart from the extractions, so that asking reads none of them.
TABLES = (
    """
    CREATE TABLE article (
        id TEXT PRIMARY KEY,
        hash TEXT NOT NULL,
        extractor TEXT NOT NULL,
        lang TEXT NOT NULL,
        published TEXT,
        day TEXT,
        outlet TEXT,
        url TEXT,
        title TEXT NOT NULL,
        entities INTEGER NOT NULL,
        events INTEGER NOT NULL,
        relations INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE TABLE extraction (article TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID",
)
UNKNOWN = ""  # the extractor of what a store of version 1 held
FAST = 1  # zlib's level: a sixth of the size for a fifth of what the JSON costs

AGAIN = "name another file for --store"
REMAKE = "build a new store from the articles"


class Before(NamedTuple):
    """What an article was before it was replaced: its hash, title and day of publication."""

    hash: str
    title: str
    day: str | None


def prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new store, or bring an older one up to this version, in one transaction.

    Raises:
        FormatError: The file is no store of kg, one of a newer version, or broken.
    """
    if _version(db, path) == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db, path)  # another process may have been faster
        if version == 1:
            _from_1(db, path)
        elif version == 0:
            _make(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection, path: Path) -> int:
    """Give the version of the store, 0 if there is nothing in the file yet."""
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return 0
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise FormatError("is a database, but no store of kg", where=str(path), remedy=AGAIN)
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if not 1 <= version <= VERSION:
        raise FormatError(
            f"is a store of version {version}, and this kg reads those up to {VERSION}",
            where=str(path),
            remedy=f"install a newer kg, or {AGAIN}",
        )
    return version


def _make(db: sqlite3.Connection) -> None:
    for table in TABLES:
        db.execute(table)
    db.execute(f"PRAGMA application_id={APPLICATION}")
    db.execute(f"PRAGMA user_version={VERSION}")


def _from_1(db: sqlite3.Connection, path: Path) -> None:
    """Spread the one table of version 1, which held JSON as text, over the two; nothing says who made its extractions."""
    db.execute("ALTER TABLE extraction RENAME TO extraction_1")
    _make(db)
    for (body,) in db.execute("SELECT body FROM extraction_1 ORDER BY article"):
        extraction = _decoded(body, path)
        insert(db, extraction, Fingerprint(article_hash(extraction.article), UNKNOWN))
    db.execute("DROP TABLE extraction_1")


def insert(db: sqlite3.Connection, extraction: Extraction, fingerprint: Fingerprint) -> Before | None:
    """Put an extraction in the place of all that was there of its article; the caller begins and ends the transaction.

    Gives what the article was before, None if it is new.
    """
    article = extraction.article
    was = db.execute("SELECT hash, title, day FROM article WHERE id = ?", (article.id,)).fetchone()
    if was is not None:
        remove(db, article.id)
    row = (
        article.id,
        fingerprint.article,
        fingerprint.extractor,
        article.lang,
        article.published,
        None if article.published_on is None else article.published_on.isoformat(),
        article.publisher or article.agency,
        article.url,
        article.title,
        len(extraction.entities),
        len(extraction.events),
        len(extraction.relations),
    )
    db.execute(f"INSERT INTO article VALUES ({', '.join('?' * len(row))})", row)
    body = json.dumps(extraction_to_json(extraction), ensure_ascii=False, separators=(",", ":"))
    packed = zlib.compress(body.encode("utf-8", "surrogatepass"), FAST)
    db.execute("INSERT INTO extraction VALUES (?, ?)", (article.id, packed))
    return None if was is None else Before(*was)


def remove(db: sqlite3.Connection, article: str) -> None:
    """Delete all that is there of an article; the caller begins and ends the transaction."""
    db.execute("DELETE FROM extraction WHERE article = ?", (article,))
    db.execute("DELETE FROM article WHERE id = ?", (article,))


def unpacked(body: bytes, path: Path) -> Extraction:
    """Read the body of an extraction; raises `FormatError` if it is broken."""
    try:
        text = zlib.decompress(body).decode("utf-8", "surrogatepass")
    except (zlib.error, UnicodeDecodeError, TypeError) as error:
        raise _broken(error, path) from None
    return _decoded(text, path)


def _decoded(text: Any, path: Path) -> Extraction:
    try:
        return extraction_from_json(json.loads(text))
    except (FormatError, ValueError, TypeError) as error:
        raise _broken(error, path) from None


def _broken(error: Exception, path: Path) -> FormatError:
    return FormatError(f"holds a broken extraction: {error}", where=str(path), remedy=REMAKE)
