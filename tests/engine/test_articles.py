"""Builds of articles that take too long or end their process."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import cli
from kg.engine.pool import Pool
from kg.extract.article import extract
from kg.lang.pack import LanguagePack
from kg.model.event import Extraction
from kg.model.text import Article
from kg.pipeline import FAILED, extract_all
from kg.store.sqlite import SqliteStore

ARTICLES = [Article(f"a{i}", f"The dam number {i} gave way on Monday.", "en", published="2023-03-06") for i in range(12)]


def deadly(article: Article) -> Extraction:
    if "number 3 " in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return Extraction(article)


def test_an_article_that_ends_its_process_is_told_and_not_kept(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "s.sqlite") as store:
        found = list(extract_all(ARTICLES, Pool(2), store, deadly))
        kept = [extraction.article.id for extraction in store]
    assert [extraction.article for extraction in found] == ARTICLES
    assert kept == sorted(article.id for article in ARTICLES if article.id != "a3")
    (issue,) = found[3].issues
    assert issue.code == FAILED
    assert issue.message == ("the extractor ended its process 2 times (SIGKILL); leave it out, or give it more memory")


def test_an_article_that_takes_too_long_is_a_finding_and_the_build_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(article: Article, pack: LanguagePack, min_confidence: float | None = None) -> Extraction:
        if article.id == "a3":
            time.sleep(60)
        return extract(article, pack, min_confidence)

    monkeypatch.setattr("kg.extractors.extract", slow)
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"id": a.id, "text": a.text, "published": a.published}) + "\n" for a in ARTICLES))
    result = CliRunner().invoke(cli, ["extract", str(path), "--timeout", "0.5"])
    assert result.exit_code == 1
    assert [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()] == [a.id for a in ARTICLES]
    assert result.stderr == (
        "a3: the extractor took longer than 0.5 s; give it more time (`kg build --timeout`), or leave it out\n"
    )


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_in_one_line_and_what_was_kept_stays(workers: str, tmp_path: Path) -> None:
    many = (json.dumps({"id": f"a{i}", "text": f"The dam number {i} gave way on Monday. " * 20}) for i in range(3000))
    (tmp_path / "news.jsonl").write_text("\n".join(many))
    store = tmp_path / "s.sqlite"
    args = [sys.executable, "-m", "kg", "build", "news.jsonl", "--store", store.name, "--out", "out", "--workers", workers]
    given = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    try:
        running = subprocess.Popen(args, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, given)
    for _ in range(600):
        if store.is_file() and kept(store):
            break
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)  # as the terminal does: to all processes
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said.strip()) == (130, "stopped")
    assert 0 < kept(store) < 3000
    assert not (tmp_path / "out").exists()


def kept(store: Path) -> int:
    try:
        return int(sqlite3.connect(store).execute("SELECT count(*) FROM extraction").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # the table is not there yet
