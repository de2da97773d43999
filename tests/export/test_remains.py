"""A file that a killed process was writing is removed by the next one, that of a living process is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.export.files import open_atomically

WRITER = """
import sys
from pathlib import Path
from kg.export.files import open_atomically
with open_atomically(Path(sys.argv[1])) as file:
    file.write(b"the other's")
    if sys.argv[2] == "flushed":
        file.flush()
    print("writing", flush=True)
    sys.stdin.readline()
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and locks as POSIX has them")


@contextmanager
def writer(path: Path, how: str = "flushed") -> Generator[subprocess.Popen[bytes]]:
    """Start a process that has begun to write a file, and ends it when it reads a line."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        yield process


@pytest.mark.parametrize("how", ["flushed", "empty"])
def test_the_remains_of_a_killed_process_are_removed(tmp_path: Path, how: str) -> None:
    path = tmp_path / "graph[1].ttl"  # a name that a pattern would take for another
    path.write_text("old")
    with writer(path, how) as process:
        process.kill()
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2
    with open_atomically(path) as file:
        file.write(b"new")
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"graph[1].ttl": "new"}


def test_what_a_living_process_writes_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with writer(path) as process:
        with open_atomically(path) as file:
            file.write(b"mine")
        assert path.read_text() == "mine"
        process.communicate(b"\n", timeout=60)
        assert process.returncode == 0
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"graph.ttl": "the other's"}


def test_one_process_may_write_a_file_twice_at_once(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with open_atomically(path) as one, open_atomically(path) as other:
        one.write(b"outer")
        other.write(b"inner")
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"graph.ttl": "outer"}
