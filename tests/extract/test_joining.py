"""Joining mentions that perhaps tell no event: what they bring to the one that they are joined to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract import joining
from kg.extract.article import with_entities
from kg.extract.event import find_events
from kg.extract.reading import read
from kg.extract.speech import find_actors
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()
TEXT = "Rebels attacked Aleppo on Monday. Anna Berg told of the attack in Oslo."


@pytest.mark.parametrize(("points", "brought"), [(-50, False), (50, True)])
def test_a_mention_joined_only_for_being_unsure_brings_no_participants(
    points: int, brought: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = read(Article("a", TEXT, "en", published="2024-03-05"), replace(PACKS["en"], weights=None))
    _, chains, seen = find_actors(reading, tag_times(reading))
    found = [replace(with_entities(event, chains), confidence=0.4) for event in find_events(reading, seen, chains)]

    def as_like(*_: object) -> int:
        return points

    monkeypatch.setattr(joining, "likeness", as_like)
    joined = joining.join_events(reading, seen, tuple(found))
    event = next(e for e in joined if len(e.mentions) > 1)
    names = {entity.name for entity in chains.entities if entity.id in {part.who for part in event.participants}}
    assert "Aleppo" in names
    assert ("Oslo" in names) is brought
