"""An annotation made of a reading says what the reading says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.article import extract
from kg.lang.pack import Packs
from kg.learn.annotate import annotation
from kg.learn.gold import load_gold
from kg.learn.score import score
from tests.llm.answering import sample_articles


@pytest.mark.parametrize("id", ["2024-06-10-phien-hop-dau-tien-dicas", "2024-03-13-port-ellery-ferry-strike"])
def test_a_reading_agrees_with_its_own_annotation(id: str, tmp_path: Path) -> None:
    article = sample_articles()[id]
    found = extract(article, Packs()[article.lang])
    value = annotation(found, "test")
    (tmp_path / f"{id}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    gold = load_gold(tmp_path)
    scores, differences = score(gold, {id: found})
    assert differences == []
    for name in ("events", "timeline", "participants with role", "attribution", "relations"):
        assert (scores.prf[name].precision, scores.prf[name].recall) == (1, 1), name
    assert scores.prf["actors"].recall == 1
    assert set(scores.shares.values()) == {1.0}
    (only,) = gold
    assert [e.triggers for e in only.events] == [tuple(m.span for m in e.mentions) for e in found.events]
    assert any(e.core for e in only.events) and value["annotator"] == "test"


def test_an_article_without_a_date_is_not_annotated() -> None:
    article = replace(next(iter(sample_articles().values())), published=None)
    with pytest.raises(InputError, match="has no publication date"):
        annotation(extract(article, Packs()[article.lang]), "test")
