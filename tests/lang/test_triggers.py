"""The table of event words: what is wrong with its decoys is said."""

from __future__ import annotations

from pathlib import Path

from kg.lang.pack import Packs
from kg.lang.table import Problem
from kg.lang.triggers import read_triggers

TABLE = """
negatives = ["All is calm."]
decoys = ["sale", "wholesale market", "Wholesale Market"]
[TRANSACTION]
examples = ["The <sale> was on Monday."]
[TRANSACTION.verbs]
[TRANSACTION.nouns]
usual = ["sale"]
"""


def test_a_decoy_that_is_an_event_word_or_stands_twice_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "triggers.toml").write_text(TABLE, "utf-8")
    problems: list[Problem] = []
    tables = read_triggers(tmp_path, Packs()["en"].events.inflection, problems)
    said = [str(p) for p in problems if "decoys" in str(p)]
    assert len(said) == 2
    assert "'sale'" in said[0]
    assert "'Wholesale Market'" in said[1]
    assert tables.index.get("sales")
    assert tables.decoys.get("wholesale market") == (None, None)
