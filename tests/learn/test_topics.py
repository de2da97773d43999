"""When a topic found is one of the annotated ones."""

from __future__ import annotations

import pytest

from kg.lang.pack import Packs
from kg.learn.gold import GoldArticle
from kg.learn.topics import score_topics
from kg.model.entity import EntityKind
from kg.model.event import Extraction, Topic
from kg.model.text import Article

PACKS = Packs()
TEXT = "Port Ellery ferry strike"


def scored(wanted: tuple[str, ...], found: tuple[str, ...], lang: str = "en") -> tuple[float, float]:
    actors = (frozenset({"Port Ellery", "the port"}),)
    gold = GoldArticle("a", lang, TEXT, (), {}, actors, (EntityKind.PLACE,), (), (), wanted)
    topics = tuple(Topic(label, label, lang, ()) for label in found)
    score = score_topics([gold], {"a": Extraction(Article("a", TEXT, lang), topics=topics)}, PACKS[lang].topics)
    return score.precision, score.recall


@pytest.mark.parametrize(
    ("wanted", "found", "precision", "recall"),
    [
        (("ferry strike",), ("ferry strikes",), 1, 1),  # the plural is no other topic
        (("strike of the ferry crews",), ("ferry strike",), 1, 1),  # function words do not count
        (("Port Ellery ferry strike",), ("ferry strike",), 1, 1),  # nor do actors' names
        (("Port Ellery", "ferry strike"), ("ferry strike",), 1, 1),  # a name alone is not looked for
        (("pay deal",), ("ferry strike",), 0, 0),
        (("ferry strike",), ("ferry strike", "strike"), 0.5, 1),  # one to one
        (("ferry strike", "pay deal"), ("strike",), 1, 0.5),
        (("ferry strike",), ("strike leaders of crews",), 0, 0),  # less than half of the words
        (("ferry strike",), (), 0, 0),
    ],
)
def test_half_of_the_content_words_make_the_same_topic(
    wanted: tuple[str, ...], found: tuple[str, ...], precision: float, recall: float
) -> None:
    assert scored(wanted, found) == (precision, recall)


def test_vietnamese_words_count_by_syllables() -> None:
    assert scored(("giá vàng thế giới",), ("giá vàng trong nước",), "vi") == (1, 1)
    assert scored(("giá vàng thế giới",), ("thị trường chứng khoán",), "vi") == (0, 0)


def test_an_article_without_an_extraction_has_no_topics() -> None:
    gold = GoldArticle("a", "en", TEXT, (), {}, (), (), (), (), ("ferry strike",))
    assert score_topics([gold], {}, PACKS["en"].topics).recall == 0
