"""The actor tables: read strictly, the same in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.lang.actorfiles import read_actors
from kg.lang.actors import Bond, NameForm
from kg.lang.pack import BUILT_IN, Packs
from kg.lang.table import Problem
from kg.lang.world import cities, given_names, territories

CODES = Packs().codes


@pytest.mark.parametrize("code", CODES)
def test_every_pack_reads_without_a_problem(code: str) -> None:
    problems: list[Problem] = []
    read_actors(BUILT_IN / code, problems)
    assert problems == []


@pytest.mark.parametrize("code", CODES)
def test_every_list_of_one_pack_is_in_all(code: str) -> None:
    actors = Packs()[code].actors
    reference = Packs()[CODES[0]].actors
    assert set(actors.words) == set(reference.words)
    assert set(actors.phrases) == set(reference.phrases)
    assert actors.examples and actors.negatives


def test_missing_files_are_all_reported(tmp_path: Path) -> None:
    problems: list[Problem] = []
    read_actors(tmp_path, problems)
    missing = {problem.where for problem in problems if problem.message == "is missing" and problem.where.endswith(".toml")}
    assert len(missing) == 9


def test_an_unknown_key_and_a_wrong_kind_are_reported(tmp_path: Path) -> None:
    (tmp_path / "reference.toml").write_text(
        'colour = "red"\nexamples = ["a"]\nnegatives = ["b"]\n[[references]]\nkind = "planet"\nwords = ["it"]\n', "utf-8"
    )
    problems: list[Problem] = []
    read_actors(tmp_path, problems)
    lines = "\n".join(map(str, problems))
    assert "colour: is not a known key" in lines
    assert "references.0.kind: should be one of person, organisation, place, group, not 'planet'" in lines


def test_states_have_one_key_in_every_language() -> None:
    for code, name in (("vi", "Nhật Bản"), ("en", "Japan")):
        found = Packs()[code].actors.names.get(name)
        assert [(n.key, n.form) for n in found] == [("country:JP", NameForm.PROPER)]


def test_a_city_spelled_with_marks_and_without_has_one_key() -> None:
    keys = {Packs()[code].actors.names.get(name)[0].key for code, name in (("vi", "Đà Nẵng"), ("en", "Da Nang"))}
    assert keys == {"place:VN:danang"}


def test_offices_say_what_their_holder_is() -> None:
    offices = Packs()["vi"].actors.offices
    assert offices.get("thủ tướng")[0].bond is Bond.HEADS
    assert offices.get("thứ trưởng")[0].bond is Bond.SERVES


def test_syllables_tell_native_words_from_foreign_ones() -> None:
    actors = Packs()["vi"].actors
    assert actors.is_native("Nguyễn") and actors.is_native("trường")
    assert not actors.is_native("Kishida") and not actors.is_native("Wolfgang")
    assert not Packs()["en"].actors.is_native("house")


def test_the_world_is_read_once_and_by_language() -> None:
    assert ("Lagos", "NG") in cities()
    assert "Olga" in given_names()
    assert ("Japan", "JP") in territories("en")
    assert territories("xx") == ()
