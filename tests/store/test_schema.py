"""A store that an older kg made is brought up to date, one that a newer kg made is left alone."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import FormatError
from kg.model.codec import extraction_to_json
from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint, article_hash
from kg.store.schema import APPLICATION, UNKNOWN, VERSION
from kg.store.sqlite import SqliteStore
from tests.factories import story


def store_of_version_1(path: Path, extractions: tuple[Extraction, ...]) -> None:
    """Make a store as kg made it when its version was 1."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("CREATE TABLE extraction (article TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID")
    db.execute(f"PRAGMA application_id={APPLICATION}")
    db.execute("PRAGMA user_version=1")
    for extraction in extractions:
        body = json.dumps(extraction_to_json(extraction), ensure_ascii=False, separators=(",", ":"))
        db.execute("INSERT INTO extraction VALUES (?, ?, ?)", (extraction.article.id, "x-0123456789ab", body))
    db.close()


def version(path: Path) -> tuple[int, list[str]]:
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    number = int(db.execute("PRAGMA user_version").fetchone()[0])
    db.close()
    return number, tables


def test_a_store_of_version_1_becomes_one_of_today(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    store_of_version_1(path, story())
    with SqliteStore(path) as store:
        assert list(store) == sorted(story(), key=lambda e: e.article.id)
        seen = store.overview()
        assert (seen.articles, seen.languages) == (4, (("vi", 3), ("en", 1)))
        assert seen.events == sum(len(e.events) for e in story())
        # Who made its extractions, nobody knows any more, so they are made again when their articles come.
        article = story()[0].article
        assert store.get(article.id, Fingerprint(article_hash(article), UNKNOWN)) == story()[0]
        assert store.made_otherwise(lambda _: "kg-rules/2") == tuple(sorted(e.article.id for e in story()))
    assert version(path) == (VERSION, ["article", "extraction"])
    with SqliteStore(path) as store:
        assert len(list(store)) == 4


def test_a_store_of_version_1_that_is_broken_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    store_of_version_1(path, story())
    with sqlite3.connect(path) as db:
        db.execute("UPDATE extraction SET body = '{}' WHERE article = 'd-vi-storm'")
    with pytest.raises(FormatError, match="broken extraction"):
        SqliteStore(path)
    assert version(path) == (1, ["extraction"])
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM extraction").fetchone() == (4,)


OPENER = """
import sys
from pathlib import Path
from kg.store.sqlite import SqliteStore
print("opens", flush=True)
SqliteStore(Path(sys.argv[1])).close()
print("open", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX has them")
def test_a_kill_while_a_store_is_brought_up_leaves_the_old_or_the_new_whole(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    many = tuple(
        replace(one, article=replace(one.article, id=f"{one.article.id}-{i:03}"), entities=(), events=(), relations=(), links=())
        for one in story()
        for i in range(150)
    )
    store_of_version_1(path, many)
    chance = random.Random(2)
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", OPENER, str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"opens\n"
            time.sleep(chance.uniform(0, 0.3))
            process.kill()
        number, tables = version(path)
        assert (number, tables) in ((1, ["extraction"]), (VERSION, ["article", "extraction"]))
        with sqlite3.connect(path) as db:
            assert db.execute("SELECT count(*) FROM extraction").fetchone() == (len(many),)
    with SqliteStore(path) as store:
        assert sorted(e.article.id for e in many) == [e.article.id for e in store]


def test_a_store_of_a_newer_kg_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with SqliteStore(path):
        pass
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version={VERSION + 1}")
    with pytest.raises(FormatError, match=f"store of version {VERSION + 1}.*up to {VERSION}") as error:
        SqliteStore(path)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value) and "newer kg" in str(error.value)
