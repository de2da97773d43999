"""Learning the weights of event words from the project's own annotated articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.lang.pack import Packs
from kg.learn.points import annotated
from kg.learn.triggers import check, teach, to_file

GOLD = Path(__file__).parents[2] / "data" / "gold"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_same_articles_give_the_same_weights_with_a_card(lang: str) -> None:
    pytest.importorskip("pycrfsuite")
    packs = Packs()
    articles = annotated([GOLD], packs, lang)
    told: list[str] = []
    taught = teach(articles, packs[lang], told.append)
    file = to_file(taught, check(articles, packs[lang], taught.weights))
    assert file == to_file(teach(articles, packs[lang], lambda line: None), check(articles, packs[lang], taught.weights))
    assert f"Learned from {len(articles)} annotated articles with {taught.events} events" in file
    assert taught.weights.emissions
    assert taught.weights.telling.points
    assert "confidence" in told


def test_how_sure_an_event_is_and_the_figures_are_those_of_the_first_folder_alone() -> None:
    pytest.importorskip("pycrfsuite")
    packs = Packs()
    own = annotated([GOLD], packs, "en")
    both = [(replace(gold, hand=int(n > 0)), article) for n, (gold, article) in enumerate(own)]
    told: list[str] = []
    taught = teach(both, packs["en"], told.append)
    assert (taught.articles, taught.unseen.articles) == (len(own), 1)
    assert len([line for line in told if line.startswith("weights without part")]) == 1
    assert f"{len(own)} annotated articles" in to_file(taught, None)
    assert "1 of them in" in to_file(taught, None)
