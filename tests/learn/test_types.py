"""Learning the weights of event types from the project's own annotated articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract.article import extract
from kg.lang.pack import Packs
from kg.lang.typeweights import TYPES, TypeWeights, read_type_weights
from kg.learn.points import annotated
from kg.learn.types import check, teach, to_file
from kg.model.event import EventType

GOLD = Path(__file__).parents[2] / "data" / "gold"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_same_articles_give_the_same_weights_with_a_card(lang: str, tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    packs = Packs()
    articles = annotated([GOLD], packs, lang)
    told: list[str] = []
    taught = teach(articles, packs[lang], told.append)
    file = to_file(taught, check(articles, packs[lang], taught.weights))
    assert file == to_file(teach(articles, packs[lang], lambda line: None), check(articles, packs[lang], taught.weights))
    assert f"Learned from {len(articles)} annotated articles with {taught.words} event words" in file
    assert 0 < taught.unseen <= 1
    assert "types" in told
    (tmp_path / TYPES).write_text(file, "utf-8")
    again = read_type_weights(tmp_path, [])
    assert again is not None
    assert again.emissions == taught.weights.emissions


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_an_event_has_the_type_that_its_mentions_speak_for(lang: str) -> None:
    packs = Packs()
    (_, article), *_ = annotated([GOLD], packs, lang)
    pack = packs[lang]
    weather = replace(pack, events=replace(pack.events, types=TypeWeights({"any": {EventType.WEATHER: 5000}})))
    before, after = extract(article, replace(pack, events=replace(pack.events, types=None))), extract(article, weather)
    assert {event.type for event in after.events} == {EventType.WEATHER}
    assert [event.mentions for event in after.events] == [event.mentions for event in before.events]
