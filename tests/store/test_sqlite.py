from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.errors import FormatError, KgError
from kg.model.event import Extraction, Issue
from kg.model.text import Article
from kg.store.sqlite import SqliteStore


def extraction(article: str, message: str = "m") -> Extraction:
    return Extraction(Article(article, "The dam gave way.", "en"), issues=(Issue("c", message),))


def test_an_extraction_comes_back_under_its_fingerprint_only(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "s.sqlite") as store:
        store.put(extraction("a"), "f1")
        assert store.get("a", "f1") == extraction("a")
        assert store.get("a", "f2") is None
        assert store.get("b", "f1") is None


def test_a_newer_one_takes_its_place_and_all_come_by_id(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with SqliteStore(path) as store:
        store.put(extraction("b"), "f1")
        store.put(extraction("a"), "f1")
        store.put(extraction("b", "new"), "f2")
    with SqliteStore(path) as store:
        assert list(store) == [extraction("a"), extraction("b", "new")]
        assert len(store) == 2


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no database at all, just some words\n" * 50)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    for path in (text, other):
        with pytest.raises(FormatError, match="no store of kg"):
            SqliteStore(path)
    with pytest.raises(KgError, match="cannot be opened"):
        SqliteStore(tmp_path / "no" / "folder" / "s.sqlite")
