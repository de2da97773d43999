"""Coverage: kg's own packs show what they say they show; a small third language shows what it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.extract.constructionexamples import check_constructions
from kg.extract.coverage import Coverage, cover
from kg.lang.constructions import constructions
from kg.lang.pack import BUILT_IN, Packs
from kg.lang.table import Problem


@pytest.mark.parametrize("code", Packs().codes)
def test_kgs_own_packs_have_no_problem(code: str) -> None:
    coverage = cover(BUILT_IN / code)
    assert [str(problem) for problem in coverage.problems] == []
    assert {"time", "triggers", "places"} <= {table.name for table in coverage.tables}


def small_pack(root: Path, constructions_toml: str | None) -> Path:
    """Write the tables of a third language: English ones under another code, with other sentences."""
    folder = root / "xx"
    shutil.copytree(BUILT_IN / "en", folder)
    meta = folder / "meta.toml"
    meta.write_text(meta.read_text("utf-8").replace('code = "en"', 'code = "xx"'), "utf-8")
    (folder / "constructions.toml").unlink()
    if constructions_toml is not None:
        (folder / "constructions.toml").write_text(constructions_toml, "utf-8")
    return folder


def faults(coverage: Coverage) -> list[Problem]:
    """Give the problems of the sentences; that this language has no names of countries is one of the places."""
    return [problem for problem in coverage.problems if problem.where.startswith("xx/constructions.toml")]


def test_a_third_language_shows_its_holes_and_they_are_no_problem(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, '[dates]\nseason = "It rained in the summer of 2019. > the summer of 2019|time|2019-SU"\n')
    coverage = cover(folder)
    assert (coverage.code, faults(coverage)) == ("xx", [])
    assert len(coverage.shown.holes) == len(constructions()) - 1
    assert "dates.season" not in {hole.key for hole in coverage.shown.holes}


def test_a_sentence_that_is_not_read_as_it_says_is_a_problem(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, '[dates]\nseason = "It rained in the summer of 2019. > the summer of 2019|time|2018-SU"\n')
    (problem,) = faults(cover(folder))
    assert problem.where == "xx/constructions.toml: dates.season"
    assert "should say the summer of 2019|time|2018-SU, says" in problem.message


def test_tables_at_fault_are_reported_before_anything_is_read(tmp_path: Path) -> None:
    folder = small_pack(tmp_path, '[dates]\nfortnight = "x"\nseason = "It rained. > never|time|2018"\n')
    assert [str(problem) for problem in cover(folder).problems] == ["xx/constructions.toml: dates.fortnight: is not a known key"]


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("[Oslo|person] rejected the plan on Monday.", "Oslo|person"),
        ("Norway may expel the ambassador. > expel|SANCTION|actual", "expel|SANCTION|actual"),
        ("Norway may expel the ambassador. > expel|patient|Norway", "expel|patient|Norway"),
        ("Margaret Doyle said that the two sides had met. > met|source|nobody", "met|source|nobody"),
        ("Chile said the country would join. > the country|is|Peru", "the country|is|Peru"),
        ("The car was built in Toledo, Ohio. > Ohio|located_in|Toledo", "Ohio|located_in|Toledo"),
        ("The council voted on air pollution. > text|topic|water", "text|topic|water"),
    ],
)
def test_each_kind_of_claim_is_held_against_what_was_read(line: str, missing: str) -> None:
    (problem,) = check_constructions(Packs()["en"], {"room.id": line})
    assert f"should say {missing}, says" in problem.message


def test_a_sentence_without_marks_or_claims_proves_nothing() -> None:
    (problem,) = check_constructions(Packs()["en"], {"room.id": "Nobody came."})
    assert "says nothing that could be checked" in problem.message
