"""What has been acknowledged survives `kill -9`, and the next build ends as an undisturbed one would have."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline import KEPT_AT_ONCE
from kg.store.sqlite import SqliteStore
from tests.store.killing import Trial, count

PUTTER = """
import sys
from pathlib import Path
from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint, article_hash
from kg.model.text import Article
from kg.store.sqlite import SqliteStore
first = int(sys.argv[2])
with SqliteStore(Path(sys.argv[1])) as store:
    for batch in range(first, first + 10_000):
        articles = [Article(f"{batch}-{i}", f"Batch {batch}. " * 200, "en") for i in range(4)]
        store.put((Extraction(a), Fingerprint(article_hash(a), "x")) for a in articles)
        print(batch, flush=True)
"""
FEW, MANY = 3, 2 * KEPT_AT_ONCE + 10
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX has them")


def test_what_put_has_returned_from_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    chance = random.Random(20240610)
    acknowledged: set[int] = set()
    for round_ in range(6):
        first = round_ * 10_000
        with subprocess.Popen([sys.executable, "-c", PUTTER, str(path), str(first)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(1, 30)):
                acknowledged.add(int(process.stdout.readline()))
            process.kill()
            acknowledged.update(int(line) for line in process.stdout if line.endswith(b"\n"))
        with SqliteStore(path) as store:
            batches = [int(e.article.id.split("-")[0]) for e in store]
        assert acknowledged <= set(batches)
        assert all(batches.count(batch) == 4 for batch in set(batches)), "a batch is there in part"
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_killed_build_goes_on_and_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    trial = Trial.prepare(tmp_path, FEW, MANY)
    chance = random.Random(8)
    at_least = FEW + 1 + chance.randrange(KEPT_AT_ONCE)
    export = chance.choice(sorted(trial.new))
    assert trial.kill(lambda: count(trial.store) >= at_least), "it had ended before it was killed"
    first = trial.check()
    assert at_least <= first < MANY
    trial.kill(lambda: (trial.out / export).read_bytes() != trial.old[export])
    assert trial.check() == MANY
    trial.finish()
