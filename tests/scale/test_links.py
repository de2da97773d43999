"""Links between events as steps, beside those that the resolution in memory gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.flow import Row
from kg.engine.localflow import LocalFlow
from kg.graph.source import RecordSource
from kg.model.event import EventLink, EventPredicate, Extraction
from kg.model.links import settle_links
from kg.model.text import Article, Provenance, Span
from kg.model.time import EventTime
from kg.resolve.corpus import Resolution, resolution
from kg.scale import components as connecting
from kg.scale import links as module
from kg.scale import rows as helpers
from kg.scale.links import links
from kg.scale.statements import statements
from tests.factories import story
from tests.model.test_links import dates
from tests.resolve.test_corpus import articles


def home(whole: Resolution) -> Iterable[Row]:
    found = {told.event.id: min(other.event.id for other in group) for group in whole.groups for told in group}
    for extraction in whole.extractions:
        yield Row(extraction.article.id, "", {event.id: found[event.id] for event in extraction.events})


def check(extractions: Iterable[Extraction], seed: int) -> None:
    whole = resolution(extractions)
    flow = LocalFlow(seed=seed)
    rows = flow.rows(Row(e.article.id, "", e) for e in whole.extractions)
    events = flow.rows(Row(event.id, "", event) for event in whole.records.events)
    found = flow.few(links(flow, statements(flow, rows), flow.rows(home(whole)), events), 100_000)
    source = RecordSource(whole.records)
    given = {e.article.id: [row.value for row in found if row.key == e.article.id] for e in whole.extractions}
    assert given == {article: source.share(article).links for article in given}
    assert len({(row.key, row.order) for row in found}) == len(found)


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), max_size=6), st.integers(0, 3))
def test_each_article_has_its_share_of_the_links(told: list[Extraction], seed: int) -> None:
    check(told, seed)


def test_a_story_in_two_languages_and_one_that_turns_its_link_round() -> None:
    told = story()
    about = replace(told[0].links[0], predicate=EventPredicate.ABOUT)
    turned = replace(told[1].links[0], predicate=EventPredicate.ABOUT)
    turned = replace(turned, subject=turned.object, object=turned.subject)
    check(told, 0)
    check([replace(told[0], links=(about,)), *told[2:]], 1)
    check([replace(told[0], links=(about,)), replace(told[1], links=(turned,)), *told[2:]], 2)


def stated(article: str, subject: str, predicate: EventPredicate, target: str, begin: int) -> EventLink:
    span = Span(begin, begin + 1)
    return EventLink(subject, predicate, target, (Provenance(article, span, span, "kg-test/1", "link"),))


events = st.sampled_from("abcdefgh")
ties = st.tuples(st.sampled_from("xyz"), events, st.sampled_from(list(EventPredicate)), events, st.integers(0, 3))


@settings(max_examples=100, deadline=None)
@given(st.lists(ties, max_size=24), dates, st.integers(0, 3), st.sampled_from((0, 4, 1000)), st.sampled_from((1, 1000)))
def test_links_in_circles_go_and_those_that_only_lead_there_stay(
    said: list[tuple[str, str, EventPredicate, str, int]], times: dict[str, EventTime | None], seed: int, few: int, many: int
) -> None:
    told = {article: tuple(stated(*one) for one in said if one[0] == article) for article in "xyz"}
    pages = [Extraction(Article(article, "-", "en"), links=found) for article, found in told.items()]
    event = story()[0].events[0]
    when = {name: times.get(name) for name in "abcdefgh"}
    flow = LocalFlow(seed=seed)
    rows = flow.rows(Row(page.article.id, "", page) for page in pages)
    same = flow.rows(Row(page.article.id, "", {name: name for name in "abcdefgh"}) for page in pages)
    dated = flow.rows(Row(name, "", replace(event, id=name, time=when[name])) for name in "abcdefgh")
    with patch.object(module, "FEW", few), patch.object(connecting, "FEW", few // 2), patch.object(helpers, "MANY", many):
        found = flow.few(links(flow, rows, same, dated), 100)
    settled = settle_links((link for stating in told.values() for link in stating), when)
    shares = {(p.article, replace(link, provenance=(p,))) for link in settled for p in link.provenance}
    assert {(row.key, replace(row.value, provenance=(p,))) for row in found for p in row.value.provenance} == shares
    assert len({(row.key, row.order) for row in found}) == len(found)
