"""A store in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import FormatError, InputError, KgError
from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint
from kg.model.text import Article
from kg.store.overview import Overview, overview
from kg.store.schema import AGAIN, REMAKE, Before, insert, prepare, remove, unpacked

PATIENCE = 30  # seconds to wait for the short transaction of another process
TRIES = 20


@dataclass(slots=True)
class Changes:
    """What has been put into a store: how many articles are new, and the ids of those whose text or date changed.

    `replaced` are those of them that took the place of an article of another title and day: perhaps of another article.
    """

    new: int = 0
    changed: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)

    def note(self, article: Article, fingerprint: Fingerprint, before: Before | None) -> None:
        """Count one article."""
        if before is None:
            self.new += 1
        elif before.hash != fingerprint.article:
            self.changed.append(article.id)
            day = None if article.published_on is None else article.published_on.isoformat()
            if before.title != article.title and before.day != day:
                self.replaced.append(article.id)


class SqliteStore:
    """Extractions by article, one for each; what `put` has returned from survives the end of the process.

    The file is in WAL mode: others may read while one writes, and see the state of the last transaction that was whole.
    What is deleted is overwritten in the file. `changes` tells what has been put since the store was opened.
    """

    def __init__(self, path: Path, *, make: bool = True) -> None:
        """Open the store, or make it; one of an older version is brought up to this.

        Raises:
            InputError: There is none, and `make` is false.
            FormatError: The file is no store of kg, or one of a newer version.
            KgError: The file cannot be opened.
        """
        if not make and not path.is_file():
            raise InputError("no such store", where=str(path), remedy="check the path, or run `kg build --store`")
        self._path = path
        self.changes = Changes()
        with self._as_one_line("opened"):
            self._db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
            try:
                prepare(self._db, path)
                _in_wal_mode(self._db)
            except BaseException:
                self._db.close()
                raise

    def get(self, article: str, fingerprint: Fingerprint) -> Extraction | None:
        """Give the extraction of an article if it was made from the same text by the same extractor, else None."""
        query = """
            SELECT body FROM article JOIN extraction ON article = id WHERE id = ? AND hash = ? AND extractor = ?
        """
        rows = self._ask(query, article, fingerprint.article, fingerprint.extractor)
        return unpacked(rows[0][0], self._path) if rows else None

    def put(self, extractions: Iterable[tuple[Extraction, Fingerprint]]) -> None:
        """Keep extractions, each in the place of all that there was of its article; all or, if anything is raised, none."""
        done: list[tuple[Article, Fingerprint, Before | None]] = []
        with self._as_one_line("written to"), self._transaction():
            for extraction, fingerprint in extractions:
                done.append((extraction.article, fingerprint, insert(self._db, extraction, fingerprint)))
        for article, fingerprint, before in done:
            self.changes.note(article, fingerprint, before)

    def extractions(self, as_of: date | None = None, besides: Collection[str] = ()) -> Iterator[Extraction]:
        """Give the extractions by article id, but those of the articles `besides`.

        With `as_of`, only those of articles published up to and including that day; undated ones are left out.
        """
        query = "SELECT article, body FROM extraction"
        values: tuple[str, ...] = ()
        if as_of is not None:
            query += " JOIN article AS a ON a.id = article WHERE a.day <= ?"
            values = (as_of.isoformat(),)
        with self._as_one_line("read"):
            for article, body in self._db.execute(f"{query} ORDER BY article", values):
                if article not in besides:
                    yield unpacked(body, self._path)

    def __iter__(self) -> Iterator[Extraction]:
        """Give all extractions, by article id."""
        return self.extractions()

    def __len__(self) -> int:
        return int(self._ask("SELECT count(*) FROM article")[0][0])

    @property
    def undated(self) -> int:
        """Give the number of articles without a publication date."""
        return int(self._ask("SELECT count(*) FROM article WHERE day IS NULL")[0][0])

    def find(self, given: str) -> tuple[str, ...]:
        """Give the ids of the articles that an id or, if it is nobody's id, an address names; sorted, () if there are none."""
        for column in ("id", "url"):
            found = self._ask(f"SELECT id FROM article WHERE {column} = ? ORDER BY id", given)
            if found:
                return tuple(article for (article,) in found)
        return ()

    def made_otherwise(self, extractor: Callable[[str], str | None]) -> tuple[str, ...]:
        """Give the ids of the articles that another extractor read than the one that `extractor` gives for their language.

        A language for which it gives None is passed over.
        """
        found: list[str] = []
        for lang, name in self._ask("SELECT DISTINCT lang, extractor FROM article"):
            if extractor(lang) not in (None, name):
                query = "SELECT id FROM article WHERE lang = ? AND extractor = ?"
                found += (article for (article,) in self._ask(query, lang, name))
        return tuple(sorted(found))

    def one(self, article: str) -> Extraction:
        """Give the extraction of an article, whoever made it; raises `KeyError` if there is none."""
        rows = self._ask("SELECT body FROM extraction WHERE article = ?", article)
        if not rows:
            raise KeyError(article)
        return unpacked(rows[0][0], self._path)

    def forget(self, articles: Iterable[str]) -> None:
        """Delete articles with all that is there of them, in one transaction; no page of the file holds them any more.

        Raises `KgError` if another process reads the store for so long that the pages cannot be overwritten yet.
        """
        with self._as_one_line("written to"):
            with self._transaction():
                for article in articles:
                    remove(self._db, article)
            # The journal and, until it is moved there, the file still have the pages as they were.
            busy = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise KgError(
                "the articles are withdrawn, but another process reads the store, and they are in its journal until it ends",
                where=str(self._path),
                remedy="end it, and run any command on the store",
            )

    def overview(self) -> Overview:
        """Count what the store holds; reads no extraction."""
        with self._as_one_line("read"):
            return overview(self._db, self._path)

    def _ask(self, query: str, *values: str) -> list[Any]:
        with self._as_one_line("read"):
            return self._db.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    @contextmanager
    def _as_one_line(self, done: str) -> Generator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            remedy = "wait until the other process has ended" if _is_busy(error) else "check the path, its permissions and room"
            raise KgError(f"the store cannot be {done}: {error}", where=str(self._path), remedy=remedy) from None
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
                raise FormatError("is no store of kg", where=str(self._path), remedy=AGAIN) from None
            raise FormatError(f"is broken: {error}", where=str(self._path), remedy=REMAKE) from None

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _in_wal_mode(db: sqlite3.Connection) -> None:
    """Have what is written go to a journal beside the file first, each transaction reach the disk before it ends, and what is
    deleted overwritten.
    """
    db.execute("PRAGMA synchronous=FULL")
    db.execute("PRAGMA secure_delete=ON")
    for left in reversed(range(TRIES)):
        try:
            db.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # Of two processes that change the mode of a new file at once, SQLite lets neither wait for the other.
            if not _is_busy(error) or not left:
                raise
            db.execute("BEGIN IMMEDIATE")
            db.execute("COMMIT")


def _is_busy(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
