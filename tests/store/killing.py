"""Builds that are killed, and what must hold after each kill: for the tests and for `tests.bench.bench_kill`."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from kg.cli.main import cli
from kg.model.event import Extraction
from kg.store.sqlite import SqliteStore

TOWNS = ("Quill Harbour", "Norvane", "Port Ellery", "Calder", "Marrow Bay", "Tessel")
PATIENCE = 120  # seconds; no build of these articles takes as long, so what does has hung


def article(number: int) -> dict[str, str]:
    """Give an article of our own that no other number has."""
    town, other = TOWNS[number % len(TOWNS)], TOWNS[(number + 1 + number // 6) % len(TOWNS)]
    day = 1 + number % 28
    text = (
        f"The mayor of {town} met fishermen from {other} on May {day}, 2024. "
        f"Storm number {number} destroyed {number + 2} boats. The council will rebuild the pier in June."
    )
    return {"id": f"story-{number:04}", "lang": "en", "published": f"2024-05-{day:02}", "title": "", "text": text}


def write_articles(path: Path, numbers: range) -> None:
    """Write articles as JSON lines."""
    path.write_text("".join(json.dumps(article(number)) + "\n" for number in numbers), "utf-8")


def build(news: Path, store: Path, out: Path) -> None:
    """Build in this process, undisturbed."""
    result = CliRunner().invoke(cli, ["build", str(news), "--store", str(store), "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def files(folder: Path) -> dict[str, bytes]:
    """Give the bytes of all files of a folder, hidden ones too."""
    found: dict[str, bytes] = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # another process may have put it in its place meanwhile
            found[path.name] = path.read_bytes()
    return found


def kept(store: Path) -> list[Extraction]:
    """Give what a store holds."""
    with SqliteStore(store) as opened:
        return list(opened)


def count(store: Path) -> int:
    """Give how many articles a store holds, without touching it; 0 if there is none yet."""
    if not store.is_file():
        return 0
    db = sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        return int(db.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # the tables are being made
    finally:
        db.close()


@dataclass(frozen=True)
class Trial:
    """A folder in which builds are killed, beside the outcome of undisturbed ones: of the old articles, and of all."""

    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    kept: list[Extraction]
    few: int

    @classmethod
    def prepare(cls, folder: Path, few: int, many: int) -> Trial:
        """Build `few` articles, then all `many` undisturbed, and set up a store and exports of the few to go on from."""
        write_articles(folder / "news.jsonl", range(few))
        build(folder / "news.jsonl", folder / "s.sqlite", folder / "out")
        old = files(folder / "out")
        write_articles(folder / "news.jsonl", range(many))
        build(folder / "news.jsonl", folder / "undisturbed.sqlite", folder / "undisturbed")
        return cls(folder, old, files(folder / "undisturbed"), kept(folder / "undisturbed.sqlite"), few)

    @property
    def store(self) -> Path:
        """Give the store that is built into."""
        return self.folder / "s.sqlite"

    @property
    def out(self) -> Path:
        """Give where the exports are."""
        return self.folder / "out"

    @property
    def written(self) -> int:
        """Give how many of the exports are new."""
        now = files(self.out)
        return sum(now.get(name) == data != self.old[name] for name, data in self.new.items())

    def kill(self, moment: Callable[[], bool], workers: int = 1) -> bool:
        """Start a build and kill it at a moment; says whether it was still running then."""
        command = [sys.executable, "-m", "kg", "build", "news.jsonl", "--store", "s.sqlite", "--workers", str(workers)]
        process = subprocess.Popen(
            [*command, "--out", "out"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + PATIENCE
        while process.poll() is None and not moment():
            assert time.monotonic() < end, "the build hangs"
            time.sleep(0.005)
        running = process.poll() is None
        process.kill()
        process.wait()
        return running

    def check(self) -> int:
        """Check what must hold after a kill, and give how many articles are in the store.

        The file is sound, each article in it is whole and as in the undisturbed store, and each export is the old one or
        the new one, whole.
        """
        db = sqlite3.connect(self.store)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT id FROM article EXCEPT SELECT article FROM extraction").fetchall() == []
        assert db.execute("SELECT article FROM extraction EXCEPT SELECT id FROM article").fetchall() == []
        db.close()
        whole = {extraction.article.id: extraction for extraction in self.kept}
        found = kept(self.store)
        assert all(extraction == whole[extraction.article.id] for extraction in found)
        for name, data in files(self.out).items():
            assert name.startswith(".") or data in (self.old[name], self.new[name]), f"{name} is neither old nor new"
        return len(found)

    def finish(self) -> None:
        """Build once more, undisturbed: all is as if nothing had been killed, and nothing is left over."""
        build(self.folder / "news.jsonl", self.store, self.out)
        assert kept(self.store) == self.kept
        assert files(self.out) == self.new

    def restart(self) -> None:
        """Go back to a store and exports of the old articles, to kill builds from there again."""
        with SqliteStore(self.store) as store:
            store.forget([extraction.article.id for extraction in self.kept[self.few :]])
        for name, data in self.old.items():
            (self.out / name).write_bytes(data)
