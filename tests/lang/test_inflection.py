"""Inflection: suffix rules and exceptions from the tables."""

from __future__ import annotations

import pytest

from kg.lang.inflection import Form, WordClass
from kg.lang.pack import Packs

ENGLISH = Packs()["en"].events.inflection


@pytest.mark.parametrize(
    ("word", "form", "want"),
    [
        ("visit", Form.PAST, "visited"),
        ("ban", Form.PAST, "banned"),
        ("try", Form.THIRD, "tries"),
        ("tie", Form.GERUND, "tying"),
        ("shoot down", Form.PAST, "shot down"),
        ("flee", Form.GERUND, "fleeing"),
        ("reach", Form.THIRD, "reaches"),
    ],
)
def test_verbs_inflect(word: str, form: Form, want: str) -> None:
    assert (form, want) in ENGLISH.forms(word, WordClass.VERB)


def test_nouns_inflect_at_their_end_and_exceptions_may_lack_a_form() -> None:
    assert (Form.PLURAL, "missile strikes") in ENGLISH.forms("missile strike", WordClass.NOUN)
    assert [form for form, _ in ENGLISH.forms("talks", WordClass.NOUN)] == [Form.SINGULAR]
    assert (Form.BASE, "found") not in ENGLISH.forms("found", WordClass.VERB)


def test_vietnamese_words_have_one_form() -> None:
    assert Packs()["vi"].events.inflection.forms("ký kết", WordClass.VERB) == [(Form.BASE, "ký kết")]
