from __future__ import annotations

import pytest

from kg.extract.segment import MAX_SENTENCE, segment
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()


def cut(text: str, lang: str) -> list[str]:
    return [s.span.of(text) for s in segment(Article("a", text, lang), PACKS[lang])]


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ["Mr. Field met Gen. Oak in St. Ives.", "They spoke for an hour."]),
        ("en", ['"We will rebuild it," she said.', '"Not this year."']),
        ("en", ["J. Field left the U.S. in May.", "He came back."]),
        ("en", ["Is it safe?", "Nobody knows..."]),
        ("vi", ["TP. Huế có mưa.", "PGS.TS. Bình nói vậy./."]),
        ("vi", ["Giá là 3.012.000 đồng.", "Tăng 8%."]),
    ],
)
def test_sentences(lang: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), lang) == sentences


def test_lines_end_sentences() -> None:
    assert cut("A heading\n\nThe text. More", "en") == ["A heading", "The text.", "More"]


@pytest.mark.parametrize("piece", [".", "A. ", '." ', "...", ".\u201d"])
def test_any_text_is_cut_in_linear_time(piece: str) -> None:
    cut(piece * 50_000 + "x", "en")


def test_what_is_longer_than_any_sentence_is_cut_after_a_pause_or_between_words() -> None:
    listed = "Ms Oak of Ellery, " * 200
    parts = cut(listed, "en")
    assert " ".join(parts) == listed.strip()
    assert max(map(len, parts)) <= MAX_SENTENCE and all(part.endswith(",") for part in parts)
    words = cut("oak " * 1000, "en")
    assert " ".join(words) == ("oak " * 1000).strip() and max(map(len, words)) <= MAX_SENTENCE
    assert cut("x" * 4000, "en") == ["x" * 1500, "x" * 1500, "x" * 1000]
