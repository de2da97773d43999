"""Topics: what an article says again and again, cut at the right words."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.topic import find_topics
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()


def topics(text: str, lang: str) -> list[str]:
    return [topic.label for topic in find_topics(read(Article("a", text, lang), PACKS[lang]), (), ())]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "vi",
            "Tỉnh xây nhà máy xử lý rác. Dân lo nhà máy xử lý rác gây mùi. Nhà máy xử lý rác sẽ chạy thử vào năm sau.",
            ["nhà máy xử lý rác"],
        ),
        (
            "en",
            "The ferry strike goes on. Both sides met over the ferry strike. The ferry strike began in May.",
            ["ferry strike"],
        ),
    ],
)
def test_what_is_repeated_is_a_topic_in_its_longest_form(lang: str, text: str, expected: list[str]) -> None:
    assert topics(text, lang) == expected


def test_what_is_said_once_is_none() -> None:
    assert topics("The ferry strike goes on. Both sides met.", "en") == []


def test_a_topic_points_at_every_place_that_says_it() -> None:
    text = "Tỉnh xây nhà máy xử lý rác. Dân lo nhà máy xử lý rác gây mùi."
    (topic,) = find_topics(read(Article("a", text, "vi"), PACKS["vi"]), (), ())
    assert [p.span.of(text) for p in topic.mentions] == ["nhà máy xử lý rác"] * 2
    assert [p.sentence.of(text)[:4] for p in topic.mentions] == ["Tỉnh", "Dân "]
