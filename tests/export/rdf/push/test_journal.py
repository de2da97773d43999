"""What a store has acknowledged outlives the process, and a broken line costs one graph sent twice, no more."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import FormatError, KgError
from kg.export.rdf.push import Journal

STORE, OTHER = "http://localhost:7878/store", "http://localhost:3030/kg/data"
GRAPH = "https://example.org/kg/graph/"


def test_what_was_noted_last_counts(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "kg.push"
    with closing(Journal(path)) as journal:
        journal.note(STORE, f"{GRAPH}a", "")
        journal.note(STORE, f"{GRAPH}a", "d1")
        journal.note(OTHER, f"{GRAPH}a", "d2")
        journal.note(STORE, f"{GRAPH}b", "d3")
        journal.note(STORE, f"{GRAPH}b", None)
        journal.note(STORE, f"{GRAPH}c", "")
    with closing(Journal(path)) as journal:
        assert journal.digest(STORE, f"{GRAPH}a") == "d1"
        assert journal.digest(OTHER, f"{GRAPH}a") == "d2"
        assert journal.digest(STORE, f"{GRAPH}b") is None
        assert list(journal.graphs(STORE)) == [f"{GRAPH}a", f"{GRAPH}c"]


def test_a_line_is_in_the_file_as_soon_as_it_is_noted(tmp_path: Path) -> None:
    with closing(Journal(tmp_path / "kg.push")) as journal:
        journal.note(STORE, f"{GRAPH}a", "d1")
        assert json.loads((tmp_path / "kg.push").read_text()) == {"store": STORE, "graph": f"{GRAPH}a", "digest": "d1"}


@pytest.mark.parametrize(
    "broken", [b'{"store": "http', b"{}\n", b"\xff\n", b"[1]\n", b'{"store": 1, "graph": "g", "digest": "d"}\n', b"\n"]
)
def test_a_broken_line_is_passed_over(tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "kg.push"
    with closing(Journal(path)) as journal:
        journal.note(STORE, f"{GRAPH}a", "d1")
    path.write_bytes(path.read_bytes() + broken)
    with closing(Journal(path)) as journal:
        assert journal.digest(STORE, f"{GRAPH}a") == "d1"
        journal.note(STORE, f"{GRAPH}b", "d2")
    with closing(Journal(path)) as journal:
        assert list(journal.graphs(STORE)) == [f"{GRAPH}a", f"{GRAPH}b"]


def test_a_journal_does_not_grow_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "kg.push"
    for i in range(50):
        with closing(Journal(path)) as journal:
            journal.note(STORE, f"{GRAPH}a", f"d{i}")
            journal.note(STORE, f"{GRAPH}b", None if i % 2 else "d")
    assert len(path.read_bytes().splitlines()) < 10
    with closing(Journal(path)) as journal:
        assert journal.digest(STORE, f"{GRAPH}a") == "d49"


def test_a_file_of_another_kind_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("My notes\n")
    with pytest.raises(FormatError, match="is no journal of a push"):
        Journal(path)
    assert path.read_text() == "My notes\n"


def test_a_place_where_nothing_can_be_kept_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no journal can be kept here"):
        Journal(tmp_path)
