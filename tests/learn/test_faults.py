"""The classes of what can be wrong with an actor."""

from __future__ import annotations

import pytest

from kg.learn.faults import actor_faults
from kg.learn.gold import GoldArticle
from kg.model.entity import Entity, EntityKind
from kg.model.event import Extraction
from kg.model.text import Article, Provenance, Span

TEXT = "Nordic Air of Oslo grew. Doyle, its head, praised Nordic Air."
GOLD = GoldArticle(
    id="a",
    lang="en",
    text=TEXT,
    sentences=(Span(0, 24), Span(25, len(TEXT))),
    record={},
    actors=(frozenset({"Nordic Air"}), frozenset({"Oslo"}), frozenset({"Doyle"})),
    kinds=(EntityKind.ORGANISATION, EntityKind.PLACE, EntityKind.PERSON),
    events=(),
    relations=(),
)


def entity(name: str, kind: EntityKind, begin: int | None = None) -> Entity:
    begin = TEXT.index(name) if begin is None else begin
    span = Span(begin, begin + len(name))
    return Entity(f"{name}{begin}", kind, name, (Provenance("a", span, Span(0, len(TEXT)), "kg-rules/2", "run.unknown"),))


def faults(*entities: Entity) -> list[tuple[str, str]]:
    return [
        (d.fault, d.trigger) for d in actor_faults(GOLD, Extraction(Article("a", TEXT, "en"), (), (), entities, (), (), (), ()))
    ]


AIR = entity("Nordic Air", EntityKind.ORGANISATION)
OSLO = entity("Oslo", EntityKind.PLACE)
DOYLE = entity("Doyle", EntityKind.PERSON)


def test_without_faults_there_are_none() -> None:
    assert faults(AIR, OSLO, DOYLE) == []


@pytest.mark.parametrize(
    ("entities", "wanted"),
    [
        ((AIR, DOYLE), [("missed", "Oslo")]),
        ((entity("Nordic Air of Oslo", EntityKind.ORGANISATION), DOYLE), [("joined", "Oslo")]),
        ((AIR, OSLO, DOYLE, entity("head", EntityKind.GROUP)), [("spurious", "head")]),
        ((AIR, OSLO, DOYLE, entity("Nordic Air", EntityKind.ORGANISATION, TEXT.rindex("Nordic"))), [("split", "Nordic Air")]),
        ((AIR, entity("Oslo", EntityKind.PERSON), DOYLE), [("other kind", "Oslo")]),
    ],
)
def test_each_fault_has_its_class(entities: tuple[Entity, ...], wanted: list[tuple[str, str]]) -> None:
    assert faults(*entities) == wanted


def test_a_fault_stands_beside_its_sentence() -> None:
    (fault,) = actor_faults(GOLD, Extraction(Article("a", TEXT, "en"), (), (), (AIR, OSLO), (), (), (), ()))
    assert fault.sentence == "Doyle, its head, praised Nordic Air."
    assert fault.wanted == "person"
