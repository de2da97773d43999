from __future__ import annotations

from pathlib import Path

from kg.lang.table import Problem
from kg.lang.time import read_time

TABLE = """
reference = "2024-06-10"
negatives = ["Nothing here."]

[words.month.forms]
6 = ["june"]

[[rules]]
id = "month"
patterns = ["in < {month}"]
examples = [["Come in June.", "2024-06"]]
"""


def problems(folder: Path, text: str) -> list[str]:
    found: list[Problem] = []
    (folder / "time.toml").write_text(text, "utf-8")
    read_time(folder, found)
    return [problem.message for problem in found]


def test_a_sound_table_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, TABLE) == []


def test_examples_and_negatives_are_kept_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "time.toml").write_text(TABLE, "utf-8")
    tables = read_time(tmp_path, [])
    assert [(e.rule, e.text, e.value) for e in tables.examples] == [("month", "Come in June.", "2024-06")]
    assert [e.text for e in tables.negatives] == ["Nothing here."]
    assert "rules.0.examples" in tables.examples[0].where


def test_a_rule_without_examples_is_a_problem(tmp_path: Path) -> None:
    text = TABLE.replace('examples = [["Come in June.", "2024-06"]]', "")
    assert problems(tmp_path, text) == ["rule 'month' has none"]


def test_unknown_slots_fields_and_roles_are_problems(tmp_path: Path) -> None:
    text = TABLE.replace("{month}", "{moon}")
    assert any("unknown slot {moon}" in p for p in problems(tmp_path, text))
    text = TABLE.replace("{month}", "{month=moon}")
    assert any("unknown field 'moon'" in p for p in problems(tmp_path, text))
    text = TABLE.replace("{month}", "{month:moon}")
    assert any("unknown role 'moon'" in p for p in problems(tmp_path, text))


def test_a_category_may_not_have_the_name_of_a_number(tmp_path: Path) -> None:
    text = TABLE.replace("[words.month.forms]", "[words.year.forms]").replace("{month}", "{year}")
    assert any("'year' is the name of a built-in number" in p for p in problems(tmp_path, text))


def test_unknown_constants_are_problems(tmp_path: Path) -> None:
    assert any("is not a known field" in p for p in problems(tmp_path, TABLE + "set = { moon = 1 }\n"))


def test_twins_in_words_are_problems(tmp_path: Path) -> None:
    text = TABLE.replace('6 = ["june"]', '6 = ["june"]\n7 = ["June"]')
    assert any("which is also '6'" in p for p in problems(tmp_path, text))


def test_two_rules_of_one_id_are_a_problem(tmp_path: Path) -> None:
    again = TABLE[TABLE.index("[[rules]]") :]
    assert any("is also the id of" in p for p in problems(tmp_path, TABLE + again))


def test_a_reference_that_is_no_day_is_a_problem(tmp_path: Path) -> None:
    assert any("should be a day" in p for p in problems(tmp_path, TABLE.replace("2024-06-10", "10 June", 1)))


def test_a_missing_table_is_a_problem(tmp_path: Path) -> None:
    found: list[Problem] = []
    read_time(tmp_path, found)
    assert any(problem.message == "is missing" for problem in found)


def test_further_tables_are_read_after_the_first(tmp_path: Path) -> None:
    (tmp_path / "time_more.toml").write_text(
        '[[rules]]\nid = "more"\npatterns = ["may"]\nset = { month = 5 }\nexamples = [["may", "2024-05"]]\n'
    )
    (tmp_path / "time.toml").write_text(TABLE, "utf-8")
    found: list[Problem] = []
    tables = read_time(tmp_path, found)
    assert found == []
    assert [e.rule for e in tables.examples] == ["month", "more"]


DECOY = """
[[decoys]]
id = "decoy.song"
patterns = ["come in june"]
texts = ["They sang Come in June."]
"""


def test_the_texts_of_decoys_are_negatives(tmp_path: Path) -> None:
    (tmp_path / "time.toml").write_text(TABLE + DECOY, "utf-8")
    found: list[Problem] = []
    tables = read_time(tmp_path, found)
    assert found == []
    assert [(n.rule, n.text) for n in tables.negatives] == [
        ("decoy.song", "They sang Come in June."),
        ("", "Nothing here."),
    ]


def test_a_decoy_needs_patterns_texts_and_an_id_of_its_own(tmp_path: Path) -> None:
    assert any("is missing" in p for p in problems(tmp_path, TABLE + DECOY.replace("texts", "text")))
    assert any("is also the id of" in p for p in problems(tmp_path, TABLE + DECOY.replace("decoy.song", "month")))
    assert any("unmatched" in p for p in problems(tmp_path, TABLE + DECOY.replace("come in june", "come (in june")))
