from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.errors import FormatError, InputError, KgError
from kg.model.event import Extraction, Issue
from kg.model.fingerprint import Fingerprint, article_hash
from kg.model.text import Article
from kg.store.sqlite import SqliteStore
from tests import factories

TEXT = "The dam gave way."


def extraction(article: str, message: str = "m", published: str | None = None, lang: str = "en") -> Extraction:
    return Extraction(Article(article, TEXT, lang, published=published), issues=(Issue("c", message),))


def kept(*extractions: Extraction, extractor: str = "x/1") -> list[tuple[Extraction, Fingerprint]]:
    return [(e, Fingerprint(article_hash(e.article), extractor)) for e in extractions]


def mark(text: str, extractor: str = "x/1") -> Fingerprint:
    return Fingerprint(text, extractor)


def test_an_extraction_comes_back_under_its_fingerprint_only(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "s.sqlite") as store:
        store.put([(extraction("a"), mark("f1"))])
        assert store.get("a", mark("f1")) == extraction("a")
        assert store.get("a", mark("f2")) is None
        assert store.get("a", mark("f1", "x/2")) is None
        assert store.get("b", mark("f1")) is None


def test_whole_extractions_come_back_equal(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "s.sqlite") as store:
        store.put(kept(*factories.story()))
        assert list(store) == sorted(factories.story(), key=lambda e: e.article.id)


def test_a_newer_one_takes_the_place_of_all_of_the_older_and_all_come_by_id(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with SqliteStore(path) as store:
        store.put(kept(extraction("b"), extraction("a")))
        store.put(kept(extraction("b", "new", "2024-06-10T22:00+07:00")))
    with SqliteStore(path) as store:
        assert list(store) == [extraction("a"), extraction("b", "new", "2024-06-10T22:00+07:00")]
        assert len(store) == 2
        assert (store.overview().articles, store.overview().months, store.undated) == (2, (("2024-06", 1),), 1)


def test_all_of_a_batch_is_kept_or_nothing(tmp_path: Path) -> None:
    def broken_off() -> Iterator[tuple[Extraction, Fingerprint]]:
        yield from kept(extraction("b"))
        raise ZeroDivisionError

    with SqliteStore(tmp_path / "s.sqlite") as store:
        store.put(kept(extraction("a")))
        with pytest.raises(ZeroDivisionError):
            store.put(broken_off())
        assert [e.article.id for e in store] == ["a"]
        store.put(kept(extraction("b")))
        assert len(store) == 2


def test_as_of_a_day_and_besides(tmp_path: Path) -> None:
    days = {"a": "2024-06-09", "b": "2024-06-10T23:59-05:00", "c": "2024-06-11T00:01+07:00", "d": None}
    with SqliteStore(tmp_path / "s.sqlite") as store:
        store.put(kept(*(extraction(name, published=day) for name, day in days.items())))
        assert [e.article.id for e in store.extractions(date(2024, 6, 10))] == ["a", "b"]
        assert [e.article.id for e in store.extractions(date(2024, 6, 10), {"a"})] == ["b"]
        assert [e.article.id for e in store.extractions(besides={"a", "c"})] == ["b", "d"]


def test_what_is_forgotten_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    secret = Article("a", "Quill Harbour flooded.", "en", "Quill Harbour", url="https://news.example/quill-harbour")
    with SqliteStore(path) as store:
        store.put(kept(Extraction(secret), extraction("b")))
        assert store.find("a") == store.find("https://news.example/quill-harbour") == ("a",)
        assert store.find("c") == ()
        store.forget(["a"])
        assert [e.article.id for e in store] == ["b"]
        files = [file for file in tmp_path.iterdir() if b"quill-harbour" in file.read_bytes()]
        assert files == []
        with pytest.raises(KeyError):
            store.one("a")


def test_which_articles_another_extractor_read(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "s.sqlite") as store:
        store.put(kept(extraction("a"), extraction("c", lang="vi")))
        store.put(kept(extraction("b"), extractor="x/2"))
        assert store.made_otherwise({"en": "x/2", "vi": "x/2"}.get) == ("a", "c")
        assert store.made_otherwise({"en": "x/1"}.get) == ("b",)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("no database at all, just some words\n" * 50)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        with pytest.raises(FormatError, match="no store of kg"):
            SqliteStore(path)
    assert (text.read_bytes(), other.read_bytes()) == before
    with pytest.raises(KgError, match="cannot be opened"):
        SqliteStore(tmp_path / "no" / "folder" / "s.sqlite")
    with pytest.raises(InputError, match="no such store"):
        SqliteStore(tmp_path / "none.sqlite", make=False)


def test_a_broken_extraction_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with SqliteStore(path) as store:
        store.put(kept(extraction("a")))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE extraction SET body = x'00'")
    with SqliteStore(path) as store, pytest.raises(FormatError, match="broken extraction"):
        list(store)


def test_a_file_that_is_damaged_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with SqliteStore(path) as store:
        store.put(kept(*(extraction(f"a{i}") for i in range(300))))
    whole = path.read_bytes()
    page = 4096
    path.write_bytes(whole[: 4 * page] + b"\xff" * (len(whole) - 4 * page))
    with pytest.raises(FormatError, match="is broken"), SqliteStore(path) as store:
        list(store)


def test_a_disk_that_is_full_loses_nothing_and_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with SqliteStore(path) as store:
        store.put(kept(extraction("a")))
    with subprocess.Popen([sys.executable, "-c", FULL, str(path)], stderr=subprocess.PIPE, text=True) as process:
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 2, told
    assert told.startswith(f"{path}: the store cannot be written to: ") and told.count("\n") == 1
    with SqliteStore(path) as store:
        assert [e.article.id for e in store] == ["a"]


FULL = """
import random, resource, sys
from pathlib import Path
from kg.errors import KgError
from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint
from kg.model.text import Article
from kg.store.sqlite import SqliteStore
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
words = random.Random(1)
with SqliteStore(Path(sys.argv[1])) as store:
    try:
        store.put((Extraction(Article(f"b{i}", str(words.random()) * 2000, "en")), Fingerprint("h", "x")) for i in range(3000))
    except KgError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
"""


def fill(path: Path, name: str) -> None:
    """Open a store that may not be there yet, and put articles one by one."""
    with SqliteStore(path) as store:
        for i in range(10):
            store.put(kept(extraction(f"{name}{i}"), extraction("shared")))


def test_many_processes_may_make_and_fill_one_store(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    context = multiprocessing.get_context("fork")  # so that all open it at once
    workers = [context.Process(target=fill, args=(path, name)) for name in "abcdef"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 6
    with SqliteStore(path) as store:
        assert len(store) == 61
        assert len(list(store)) == 61
