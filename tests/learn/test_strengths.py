"""Strengths of words without one article."""

from __future__ import annotations

import pytest

from kg.extract.trigger import Candidate
from kg.lang.inflection import Form, WordClass
from kg.lang.triggers import Strength, Trigger
from kg.learn.strengths import count_uses
from kg.model.event import EventType


def word(strength: Strength) -> Candidate:
    return Candidate(0, 1, Trigger("sign", next(iter(EventType)), WordClass.VERB, strength, next(iter(Form))))


@pytest.mark.parametrize(
    ("strength", "articles", "expected"),
    [
        (Strength.STRONG, [[True], []], Strength.USUAL),  # its only use is in the article: what is left is the prior
        (Strength.STRONG, [[True], [True] * 9], Strength.STRONG),
        (Strength.WEAK, [[False], []], Strength.USUAL),
        (Strength.RARE, [[False, False], []], Strength.WEAK),
        (Strength.STRONG, [[False], [False]], Strength.STRONG),  # no count gives this: it is by hand
        (Strength.OPEN, [[True], [True]], Strength.OPEN),
    ],
)
def test_an_article_does_not_prove_its_own_words(strength: Strength, articles: list[list[bool]], expected: Strength) -> None:
    strengths = count_uses([(word(strength), tells) for tells in article] for article in articles)
    assert strengths.without(0, word(strength)).trigger.strength is expected
