"""The table of event words: what is wrong with its decoys is said."""

from __future__ import annotations

from pathlib import Path

from kg.lang.pack import Packs
from kg.lang.table import Problem
from kg.lang.tokens import tokenize
from kg.lang.triggers import read_triggers
from kg.model.text import Span

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


def test_a_figure_of_speech_hides_its_verb_in_all_forms_whoever_owns_it(tmp_path: Path) -> None:
    figures = 'owners = ["his", "their"]\nidioms = ["hold {owner} ground", "cut corners", "cut corners"]\n'
    (tmp_path / "triggers.toml").write_text(figures + TABLE, "utf-8")
    tables = read_triggers(tmp_path, Packs()["en"].events.inflection, [])
    for phrase in ("held his ground", "holding their ground", "cuts corners"):
        assert tables.decoys.get(phrase) == (None,)
    assert not tables.decoys.get("held her ground")


def test_a_figure_of_speech_that_is_an_event_word_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "triggers.toml").write_text('idioms = ["sale"]\n' + TABLE.replace('"sale", ', ""), "utf-8")
    problems: list[Problem] = []
    read_triggers(tmp_path, Packs()["en"].events.inflection, problems)
    assert [str(p) for p in problems if "idioms" in str(p) and "'sale'" in str(p)]


def test_an_event_word_with_an_ending_that_is_a_word_of_its_own_is_found_in_a_text() -> None:
    pack = Packs()["en"]
    text = "A minute's silence was held."
    tokens = tokenize(text, Span(0, len(text)), pack.clitics)
    hit = pack.events.triggers.index.longest(tokens, 1)
    assert hit is not None
    assert [token.text for token in tokens[1 : hit.stop]] == ["minute", "'s", "silence"]
