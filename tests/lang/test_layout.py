from __future__ import annotations

from pathlib import Path

import pytest

from kg.lang.layout import LineKind, looks_like_name, read_layout
from kg.lang.pack import BUILT_IN, Packs
from kg.lang.table import Problem

PACKS = Packs()


@pytest.mark.parametrize("code", PACKS.codes)
def test_the_tables_have_no_problems_and_their_examples_hold(code: str) -> None:
    problems: list[Problem] = []
    read_layout(BUILT_IN / code, problems)
    assert problems == []


def problems_of(tmp_path: Path, table: str) -> list[str]:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "layout.toml").write_text(table, "utf-8")
    problems: list[Problem] = []
    read_layout(folder, problems)
    return [str(problem) for problem in problems]


def test_all_faults_of_a_table_are_reported_at_once(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        """
negatives = ["Share"]
dateline_words = ["on"]
colour = "red"
[[lines]]
id = "a"
kind = "button"
patterns = ["Share", "{what} now"]
examples = ["Copy"]
[[lines]]
id = "a"
kind = "furniture"
patterns = ["SHARE"]
examples = ["share"]
""",
    )
    for word in (
        "colour",
        "should be one of",
        "unknown slot {what}",
        "is there twice",
        "is in a already",
        "does not match",
        "is matched by a",
    ):
        assert any(word in problem for problem in found), word


def test_a_slot_for_a_name_wants_a_capital() -> None:
    layout = PACKS["vi"].layout
    match = layout.match("Theo  Báo Bến Bờ")
    assert match is not None and match.rule.kind is LineKind.SOURCE and match.agency == "Báo Bến Bờ"
    assert layout.match("Theo lời kể của bà") is None


@pytest.mark.parametrize("words", ["", "văn Bình", "Văn Bình đến.", "A b c d e f g h i", "Bà về quê. Ông ở lại"])
def test_what_is_no_name(words: str) -> None:
    assert not looks_like_name(words)
