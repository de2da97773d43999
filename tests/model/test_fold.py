"""Look-up keys: spelling variants meet, different words stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.fold import fold, plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("thuỷ", "thủy"), ("HÀ", "hà"), ("Ðà", "Đà"), ("ðà", "đà"), ("can’t", "can't"), ("Nhật–Mỹ", "nhật-mỹ")],
)
def test_two_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Bảo", "Bão"), ("ma", "mà"), ("dân", "đân"), ("mơ", "mo")])
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("one", "other"), [("kí", "ký"), ("tỉ", "tỷ"), ("Mĩ", "Mỹ"), ("LÍ", "lý"), ("hi", "hy")])
def test_final_i_and_y_are_one_spelling_where_newspapers_mix_them(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("thúi", "thúy"), ("hai", "hay"), ("by", "bi"), ("vỉ", "vỷ"), ("kíp", "kýp")])
def test_i_and_y_differ_in_other_syllables(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_plain_drops_every_mark() -> None:
    assert plain("Đường Trường Sa, Huế") == "duong truong sa, hue"


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)
