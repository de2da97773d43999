"""Topics: what an article says again and again, cut at the right words."""

from __future__ import annotations

import pytest

from kg.extract.reading import read
from kg.extract.topic import find_topics
from kg.lang.pack import Packs
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Block, BlockKind, Span

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


def headed(title: str, body: str, lang: str) -> list[str]:
    text = f"{title}\n{body}"
    blocks = (Block(Span(0, len(title)), BlockKind.TITLE), Block(Span(len(title) + 1, len(text)), BlockKind.BODY))
    return [t.label for t in find_topics(read(Article("a", text, lang, blocks=blocks), PACKS[lang]), (), ())]


@pytest.mark.parametrize(
    ("lang", "title", "body", "expected"),
    [
        ("en", "Council weighs carbon tax", "The vote is in May.", ["carbon tax"]),
        ("en", "Council weighs carbon taxes", "A carbon tax was last tried in May.", ["carbon taxes"]),
        ("en", "Council Weighs New Carbon Tax", "A carbon tax was last tried in May.", ["carbon tax"]),
        ("vi", "Giá vàng thế giới tăng vọt", "Người mua xếp hàng từ sáng.", ["giá vàng thế giới"]),
        ("vi", "Hai nước tập trận", "Đợt tập trận kéo dài một tuần.", ["tập trận"]),
        ("en", "Council weighs old bench", "The vote is in May.", []),  # said once, and of no subject
    ],
)
def test_a_headline_says_a_phrase_of_a_subject_once(lang: str, title: str, body: str, expected: list[str]) -> None:
    assert headed(title, body, lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister spoke. Then the prime minister left.",  # an office
        "Voters waited. The voters went home.",  # people
        "Crews were heavily armed. Guards were heavily armed too.",
        "Rivers rise quickly. Lakes rise quickly.",
    ],
)
def test_what_is_no_noun_phrase_is_no_topic(text: str) -> None:
    assert topics(text, "en") == []


def test_plural_and_capital_make_one_topic_within_a_corpus() -> None:
    one, other = (
        find_topics(read(Article("a", text, "en"), PACKS["en"]), (), ())
        for text in ("The ferry strike goes on. A ferry strike hurts.", "Ferry strikes hurt. They fear ferry strikes.")
    )
    assert [t.id for t in one] == [t.id for t in other]


def test_a_topic_has_the_subject_of_its_words() -> None:
    text = "They fear air pollution. Doctors blame air pollution. The ferry strike goes on. The ferry strike hurts."
    found = find_topics(read(Article("a", text, "en"), PACKS["en"]), (), ())
    assert {t.label: t.broader for t in found} == {"air pollution": (MediaTopic.ENVIRONMENT,), "ferry strike": ()}
