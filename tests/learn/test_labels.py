"""Learning the weights that choose a label from the project's own annotated articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.lang.labelweights import read_label_weights
from kg.lang.pack import Packs
from kg.learn.labels import check, teach, to_file
from kg.learn.points import annotated
from kg.learn.questions import QUESTIONS, Question

GOLD = Path(__file__).parents[2] / "data" / "gold"


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.part)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_same_articles_give_the_same_weights_with_a_card(lang: str, question: Question, tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    packs = Packs()
    articles = annotated([GOLD], packs, lang)
    told: list[str] = []
    taught = teach(question, articles, packs[lang], told.append)
    file = to_file(taught, check(articles, packs[lang], taught))
    again = teach(question, articles, packs[lang], lambda line: None)
    assert file == to_file(again, check(articles, packs[lang], again))
    assert f"Learned from {len(articles)} annotated articles with {taught.cases} cases" in file
    assert 0 < taught.unseen <= 1
    assert question.part in told
    (tmp_path / "learned.weights").write_text(file, "utf-8")
    read = read_label_weights(tmp_path, "learned.weights", question.labels, [])
    assert read is not None
    assert read.emissions == taught.weights.emissions
