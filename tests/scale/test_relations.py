"""Relations and topics as steps, beside those that the resolution in memory gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import Held, LocalFlow
from kg.graph.source import RecordSource
from kg.model.event import Extraction, Predicate
from kg.resolve.corpus import Resolution, resolution
from kg.resolve.told import BELONGS
from kg.scale import relations as module
from kg.scale import rows as helpers
from kg.scale.relations import relations
from kg.scale.statements import statements
from tests.factories import ORGANISATION, PLACE, Who, extraction, story

WHO = (Who("Lê Bảo"), Who("Kim Sơn"), Who("Bộ Quốc phòng", ORGANISATION), Who("Pháp", PLACE, (), "country:FR"))
NAMES = tuple(who.name for who in WHO)
OFFICES = ("Thủ tướng", "thủ tướng", "Thủ  tướng", "bộ trưởng")


@st.composite
def stating(draw: st.DrawFn) -> Extraction:
    name = draw(st.sampled_from("abcdef"))
    predicates = st.sampled_from((Predicate.HEADS, Predicate.CITIZEN_OF, Predicate.ALLY_OF))
    ties = draw(st.lists(st.tuples(st.sampled_from(NAMES), predicates, st.sampled_from(NAMES)), max_size=4))
    offices = draw(st.lists(st.tuples(st.sampled_from(NAMES[:2]), st.sampled_from(OFFICES)), max_size=4))
    held = [(who, Predicate.HOLDS_ROLE, office) for who, office in offices]
    lang = draw(st.sampled_from(("vi", "en")))
    made = extraction(name, f"Hôm qua {', '.join(NAMES)} có mặt.", WHO, lang=lang, relations=[*ties, *held])
    # The same words twice, and a statement that stands in two places of an article.
    return replace(
        made, relations=(*made.relations, *(replace(r, provenance=made.entities[0].mentions) for r in made.relations[:1]))
    )


def of(flow: LocalFlow, whole: Resolution) -> Held:
    found: dict[str, dict[str, str]] = {extraction.article.id: {} for extraction in whole.extractions}
    for (article, local), entity in whole.actors.of.items():
        found[article][local] = entity
    return flow.rows(Row(article, "", named) for article, named in found.items())


def check(extractions: Iterable[Extraction], seed: int) -> None:
    whole = resolution(extractions)
    flow = LocalFlow(seed=seed)
    rows = flow.rows(Row(e.article.id, "", e) for e in whole.extractions)
    shares, belongs = (flow.few(data, 100_000) for data in relations(flow, statements(flow, rows), of(flow, whole)))
    source = RecordSource(whole.records)
    given = {e.article.id: [row.value for row in shares if row.key == e.article.id] for e in whole.extractions}
    assert given == {article: source.share(article).relations for article in given}
    assert len({(row.key, row.order) for row in shares}) == len(shares)
    told = {(r.subject, r.object) for r in whole.records.relations if r.object is not None and r.predicate in BELONGS}
    assert [(row.key, row.order) for row in belongs] == sorted(told)


@settings(max_examples=40, deadline=None)
@given(st.lists(stating(), max_size=6), st.integers(0, 3))
def test_each_article_has_its_share_of_the_relations(told: list[Extraction], seed: int) -> None:
    check(told, seed)
    with patch.object(module, "MANY", 1), patch.object(helpers, "MANY", 1):
        check(told, seed)


def test_a_story_in_two_languages() -> None:
    check(story(), 1)
