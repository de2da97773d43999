"""The list of constructions, a pack's sentences for it, and what its tables hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.lang.constructions import constructions, read_constructions
from kg.lang.counts import Count, count_table, count_tables, total
from kg.lang.pack import BUILT_IN
from kg.lang.table import Problem


def shown(folder: Path, text: str) -> tuple[set[str], dict[str, str], list[str]]:
    (folder / "constructions.toml").write_text(text, "utf-8")
    problems: list[Problem] = []
    found = read_constructions(folder, problems)
    return set(found.sentences), dict(found.reasons), [p.message for p in problems]


def test_the_list_names_each_construction_once() -> None:
    keys = [c.key for c in constructions()]
    assert len(keys) == len(set(keys))
    assert {c.room for c in constructions()} == {"dates", "actors", "relations", "events", "links", "sources", "topics"}
    assert all(c.description for c in constructions())


def test_a_pack_without_sentences_has_nothing_but_holes(tmp_path: Path) -> None:
    problems: list[Problem] = []
    found = read_constructions(tmp_path, problems)
    assert problems == []
    assert found.holes == constructions()


def test_what_has_a_sentence_is_no_hole_and_a_hole_may_say_why(tmp_path: Path) -> None:
    text = '[dates]\nseason = "Es geschah im Sommer."\n[holes]\n"dates.decade" = "not yet"\n'
    assert shown(tmp_path, text) == ({"dates.season"}, {"dates.decade": "not yet"}, [])
    holes = {c.key for c in read_constructions(tmp_path, []).holes}
    assert "dates.decade" in holes and "dates.season" not in holes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[dates]\nfortnight = "x"\n', "is not a known key"),
        ('[weather]\nrain = "x"\n', "is not a known key"),
        ("[dates]\nseason = 3\n", "should be a str, not 3"),
        ('[holes]\n"dates.fortnight" = "x"\n', "'dates.fortnight' is no construction"),
        ('[dates]\nseason = "x"\n[holes]\n"dates.season" = "x"\n', "'dates.season' has a sentence"),
    ],
)
def test_a_faulty_table_is_reported(tmp_path: Path, text: str, message: str) -> None:
    assert shown(tmp_path, text)[2] == [message]


def test_words_values_and_rules_are_entries_and_examples_are_counted_wherever_they_stand() -> None:
    values = {
        "subjects": True,
        "verbs": {"strong": ["go", "come"], "examples": ["They <go>."]},
        "rules": [{"id": "a", "pattern": "x", "examples": [["x", "1"], ["y", "2"]]}, {"id": "b", "words": ["u", "v"]}],
        "negatives": ["no"],
    }
    assert count_table("t", values) == Count("t", entries=6, examples=3, negatives=1)
    assert total([Count("a", 1, 2, 3), Count("b", 10, 20, 30)]) == Count("total", 11, 22, 33)


def test_a_broken_table_counts_as_empty_and_the_sentences_as_none(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("x = [", "utf-8")
    (tmp_path / "constructions.toml").write_text('[dates]\nseason = "x"\n', "utf-8")
    (tmp_path / "cues.toml").write_text('be = ["is"]\n', "utf-8")
    assert count_tables(tmp_path) == (Count("broken"), Count("cues", entries=1))


@pytest.mark.parametrize("code", ["en", "vi"])
def test_each_hole_of_kgs_own_packs_says_why(code: str) -> None:
    found = read_constructions(BUILT_IN / code, [])
    assert {hole.key for hole in found.holes} == set(found.reasons)
