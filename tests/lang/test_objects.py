"""What event words mean by what they are said of: the packs' examples hold, things come in any number, faults are named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.trigger import propose
from kg.extract.view import views
from kg.lang.inflection import read_inflection
from kg.lang.objects import read_objects
from kg.lang.pack import BUILT_IN, Packs
from kg.lang.table import Problem
from kg.lang.tokens import tokenize
from kg.model.event import EventType
from kg.model.text import Article, Span

PACKS = Packs()


def types_of(code: str, text: str) -> dict[str, EventType]:
    """Give the event words that are proposed in a text, with their types."""
    reading = read(Article(id="a", text=text, lang=code, published="2024-06-10"), PACKS[code])
    timexes = tag_times(reading)
    proposed = propose(views(reading, timexes, find_mentions(reading, timexes)), reading.pack.events)
    return {
        Span(view.tokens[c.start].begin, view.tokens[c.stop - 1].end).of(text): c.trigger.type
        for view, here in proposed
        for c in here
    }


@pytest.mark.parametrize(
    ("code", "sentence", "expected"),
    [(code, *example) for code in ("en", "vi") for example in PACKS[code].events.objects.examples],
)
def test_the_packs_examples_have_their_types(code: str, sentence: str, expected: EventType) -> None:
    found = types_of(code, re.sub("[<>]", "", sentence))
    words = re.findall("<(.*?)>", sentence)
    assert words
    assert {word: found.get(word) for word in words} == dict.fromkeys(words, expected)


def test_what_stands_before_a_word_has_no_say_where_an_object_follows() -> None:
    assert types_of("en", "The death toll rose.")["rose"] is EventType.LIFE
    assert types_of("en", "The satellite was launched.")["launched"] is EventType.SCIENCE
    assert types_of("en", "The satellite firm launched an app.")["launched"] is EventType.BUILD


def test_things_of_another_clause_have_no_say() -> None:
    assert types_of("en", "The council cut its budget, and jobs are safe.")["cut"] is EventType.POLICY
    assert types_of("en", "The council cut everything, budgets apart.")["cut"] is EventType.ECONOMY


def test_things_are_found_in_any_number() -> None:
    objects, text = PACKS["en"].events.objects, "two satellites"
    assert [hit.values for hit in objects.find(tokenize(text, Span(0, len(text))))] == [("space",)]
    assert objects.type_of("launch", ["life", "space"]) is EventType.SCIENCE
    assert objects.turns("launch") and not objects.turns("whistle")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('LIFE = ["lose"', 'LIFE = ["save"', "has 'save', which stands under SUPPORT too"),
        ('SUPPORT = ["save"', 'SUPORT = ["save"', "life.SUPORT: is not a known key"),
        ('"ACCIDENT"],', '"MISHAP"],', "examples: should hold pairs of a sentence and a type of event"),
    ],
)
def test_a_fault_of_the_table_names_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    for name in ("objects.toml", "inflection.toml"):
        shutil.copy(BUILT_IN / "en" / name, tmp_path / name)
    text = (tmp_path / "objects.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "objects.toml").write_text(text.replace(old, new, 1), "utf-8")
    found: list[Problem] = []
    read_objects(tmp_path, read_inflection(tmp_path, found), found)
    assert any(said in str(problem) for problem in found), [str(p) for p in found]
