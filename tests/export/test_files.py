"""Files in parts replace each other whole or not at all."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.export.files import Parts


def write(path: Path, size: int, pieces: list[bytes]) -> list[str]:
    with Parts(path, size) as parts:
        for piece in pieces:
            if not parts.fits(len(piece)):
                parts.turn()
            parts.write(piece)
    return [made.name for made in parts.paths]


def test_parts_are_numbered_and_no_longer_than_asked(tmp_path: Path) -> None:
    assert write(tmp_path / "a.nq", 5, [b"one", b"two", b"x"]) == ["a-0001.nq", "a-0002.nq"]
    assert [(tmp_path / name).read_bytes() for name in ("a-0001.nq", "a-0002.nq")] == [b"one", b"twox"]


def test_a_shorter_run_takes_the_place_of_a_longer_one(tmp_path: Path) -> None:
    other = tmp_path / "a-note.nq"
    other.write_text("mine")
    write(tmp_path / "a.nq", 1, [b"1", b"2", b"3"])
    write(tmp_path / "a.nq", 1, [b"4", b"5"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a-0001.nq", "a-0002.nq", "a-note.nq"]


def test_what_was_there_stays_if_a_run_fails(tmp_path: Path) -> None:
    write(tmp_path / "a.nq", 1, [b"1", b"2"])
    with pytest.raises(RuntimeError), Parts(tmp_path / "a.nq", 1) as parts:
        parts.write(b"9")
        parts.turn()
        raise RuntimeError
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a-0001.nq": b"1", "a-0002.nq": b"2"}


def test_compressed_parts_are_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    names = write(tmp_path / "a.ttl.gz", 3, [b"one", b"two"])
    first = [(tmp_path / name).read_bytes() for name in names]
    assert names == ["a-0001.ttl.gz", "a-0002.ttl.gz"]
    assert [gzip.decompress(data) for data in first] == [b"one", b"two"]
    write(tmp_path / "a.ttl.gz", 3, [b"one", b"two"])
    assert [(tmp_path / name).read_bytes() for name in names] == first


def test_a_place_that_cannot_be_written_to_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError, match="cannot write"), Parts(tmp_path / "file" / "a.nq", 1):
        pass
