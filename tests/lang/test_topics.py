"""Tables of topics: faults are named, words of subjects are found in any number, and compounds keep their parts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.lang.pack import BUILT_IN, Packs
from kg.lang.table import Problem
from kg.lang.tokens import tokenize
from kg.lang.topics import read_topics
from kg.model.mediatopic import MediaTopic
from kg.model.text import Span

PACKS = Packs()


def problems(folder: Path, table: str, old: str, new: str) -> list[str]:
    """Give the problems of the English tables with `old` replaced by `new` in one of them."""
    for name in ("topics.toml", "mediatopics.toml"):
        shutil.copy(BUILT_IN / "en" / name, folder / name)
    text = (folder / table).read_text("utf-8")
    assert old in text
    (folder / table).write_text(text.replace(old, new, 1), "utf-8")
    found: list[Problem] = []
    read_topics(folder, found)
    return [str(problem).partition(": ")[2] for problem in found]


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("mediatopics.toml", "[weather]", "[wether]", "wether: is not a known key"),
        ("mediatopics.toml", "[weather]", "[wether]", "weather: is missing"),
        ("mediatopics.toml", '"ballet"', '"wickets"', "sport.clues: has 'wicket', which arts has too"),
        ("topics.toml", '"white paper"', '"wildfires"', "compounds: has 'wildfires', which is a word of disaster"),
        ("topics.toml", '["ss", "ss"]', '["ss"]', "singular: should hold pairs of an ending and another, not ['ss']"),
    ],
)
def test_a_fault_of_the_tables_names_its_place(tmp_path: Path, table: str, old: str, new: str, said: str) -> None:
    assert said in problems(tmp_path, table, old, new)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Interest rates and a wicket", [("Interest rates", MediaTopic.ECONOMY), ("wicket", MediaTopic.SPORT)]),
        ("en", "a state of emergency", [("state of emergency", None)]),
        ("vi", "dự án tên lửa đánh chặn", [("dự án", None), ("tên lửa đánh chặn", MediaTopic.CONFLICT)]),
    ],
)
def test_the_longest_unit_is_found_in_any_number(lang: str, text: str, expected: list[tuple[str, MediaTopic | None]]) -> None:
    tokens = tokenize(text, Span(0, len(text)))
    found = PACKS[lang].topics.find_units(tokens)
    assert [(text[tokens[a].begin : tokens[b - 1].end], subject) for a, b, subject in found] == expected


@pytest.mark.parametrize(
    ("word", "normal"), [("taxes", "tax"), ("policies", "policy"), ("class", "class"), ("crisis", "crisis"), ("bus", "bus")]
)
def test_the_normal_form_is_the_singular(word: str, normal: str) -> None:
    assert PACKS["en"].topics.normal(word) == normal
