"""Packs: kg's own are whole; a faulty one lists all its faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import PackError
from kg.lang.pack import BUILT_IN, Packs, read_pack
from kg.lang.table import Problem, read_table


@pytest.mark.parametrize("code", ["en", "vi"])
def test_kgs_own_packs_have_no_problem(code: str) -> None:
    pack, problems = read_pack(BUILT_IN / code)
    assert problems == []
    assert pack.code == code


def test_an_unknown_language_lists_the_known() -> None:
    with pytest.raises(PackError, match=r"no language pack 'xx'; there are en, vi"):
        Packs()["xx"]


def test_a_missing_folder_of_packs_is_said() -> None:
    with pytest.raises(PackError, match="no such folder"):
        Packs([Path("nowhere")])


def test_all_faults_of_a_pack_are_reported_together(tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "meta.toml").write_text('code = "yy"\nname = 3\nwords = ["a", "a"]\nfrobnicate = 1\ndate_order = "DYM"\n', "utf-8")
    with pytest.raises(PackError) as error:
        Packs([tmp_path])["xx"]
    said = str(error.value)
    for part in (
        "xx/meta.toml: frobnicate: is not a known key",
        "xx/meta.toml: name: should be a str, not 3",
        "xx/meta.toml: words: has 'a' twice",
        "xx/meta.toml: date_order: should be DMY, MDY or YMD, not 'DYM'",
        "xx/meta.toml: licence: is missing",
        "is 'yy', but the folder is 'xx'",
    ):
        assert part in said


def test_a_table_names_the_place_inside(tmp_path: Path) -> None:
    path = tmp_path / "t.toml"
    path.write_text('[a]\nx = 1\n[[b]]\ny = "z"\n', "utf-8")
    problems: list[Problem] = []
    table = read_table(path, problems)
    table.table("a").close()
    for inner in table.tables("b"):
        inner.close()
    table.close()
    where = tmp_path.name
    assert [str(p) for p in problems] == [
        f"{where}/t.toml: a.x: is not a known key",
        f"{where}/t.toml: b.0.y: is not a known key",
    ]
