"""Tokens: what is one word, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.tokens import Clitics, places, start_of, tokenize
from kg.model.text import Span

ENGLISH = Clitics(("n't", "'s"))


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text, Span(0, len(text)), ENGLISH)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Kim Jong-un đến.", ["Ông", "Kim", "Jong-un", "đến", "."]),
        ("hôm 9/6, 14h30", ["hôm", "9/6", ",", "14", "h30"]),
        ("the U.S. Navy", ["the", "U.S.", "Navy"]),
        ("Japan's plan didn't work", ["Japan", "'s", "plan", "did", "n't", "work"]),
        ("Japan’s plan", ["Japan", "’s", "plan"]),
        ("1.200,5 tỷ (10%)", ["1.200,5", "tỷ", "(", "10", "%", ")"]),
    ],
)
def test_words_numbers_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=60))
def test_every_token_quotes_its_place(text: str) -> None:
    if not text:
        return
    for token in tokenize(text, Span(0, len(text)), ENGLISH):
        assert text[token.begin : token.end] == token.text


def test_tokens_are_found_by_the_places_that_they_share() -> None:
    text = "She left Oslo on Monday"
    tokens = tokenize(text, Span(0, len(text)))
    assert places(tokens, [Span(4, 10), Span(18, 19)]) == {1, 2, 4}  # "left Oslo" but for three letters, one of "Monday"
    assert places(tokens, [Span(8, 9)]) == frozenset()
    assert [start_of(tokens, at) for at in (0, 1, 9, 18)] == [0, 1, 2, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tuyến Hà Giang-Tuyên Quang", ["tuyến", "Hà", "Giang", "-", "Tuyên", "Quang"]),
        ("quan hệ Việt-Mỹ tốt", ["quan", "hệ", "Việt-Mỹ", "tốt"]),
        ("ông Kim Jong-Un nói", ["ông", "Kim", "Jong-Un", "nói"]),
        ("trục Bắc-Nam", ["trục", "Bắc-Nam"]),
    ],
)
def test_a_hyphen_between_names_in_native_syllables_is_a_dash(text: str, words: list[str]) -> None:
    syllables = frozenset({"ha", "giang", "tuyen", "quang", "viet", "my", "kim", "bac", "nam", "truc"})
    tokens = tokenize(text, Span(0, len(text)), Clitics((), syllables))
    assert [token.text for token in tokens] == words
    assert [text[token.begin : token.end] for token in tokens] == words
