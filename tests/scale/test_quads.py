"""N-Quads as steps, beside those that are written in one process: the same lines, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.localflow import LocalFlow
from kg.errors import KgError
from kg.export.rdf import DEFAULT_BASE_IRI, write_rdf
from kg.graph.source import RecordSource, places_of_event
from kg.model.event import EventPredicate, EventType, Extraction, Predicate
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.pipeline import RULES, read_articles
from kg.resolve.corpus import Resolution, resolution
from kg.scale import quads as steps
from kg.scale.quads import quads
from kg.scale.shares import shares
from tests.export import generated
from tests.factories import PLACE, What, Who, extraction, story
from tests.resolve.test_corpus import articles
from tests.scale.serial import datasets, datasets_of

SAMPLES = Path(__file__).parents[2] / "data" / "articles"


def serial(records: Records, base_iri: str = DEFAULT_BASE_IRI, *, with_text: bool = False) -> bytes:
    file = BytesIO()
    write_rdf(RecordSource(records), file, "nquads", base_iri=base_iri, with_text=with_text)
    return file.getvalue()


def spread(found: Resolution | Records, seed: int = 0, base_iri: str = DEFAULT_BASE_IRI, *, with_text: bool = False) -> bytes:
    flow = LocalFlow(seed=seed)
    data = datasets_of(flow, found) if isinstance(found, Records) else datasets(flow, found)
    told = shares(flow, data.extractions, data.of, data.entities, data.relations, data.events, data.links, data.topics)
    written = quads(flow, told, data.entities, data.topics, base_iri=base_iri, with_text=with_text)
    found_rows = flow.few(written, 1_000_000)
    assert len({(row.key, row.order) for row in found_rows}) == len(found_rows)
    rows = [row.value for row in found_rows]
    assert all(row.endswith(b"\n") and row.splitlines() == sorted(set(row.splitlines())) for row in rows)
    return b"".join(sorted(line for row in rows for line in row.splitlines(keepends=True)))


def assert_same(extractions: Iterable[Extraction], seed: int = 0) -> None:
    found = resolution(extractions)
    assert spread(found, seed) == serial(found.records)


@cache
def sample(name: str) -> Resolution:
    return resolution(RULES(article) for article in read_articles([SAMPLES / name]) if not isinstance(article, Exception))


def test_a_story_of_several_articles_has_the_same_lines() -> None:
    for seed in range(3):
        assert_same(story(), seed)


@pytest.mark.parametrize("name", ["alliance", "ferry"])
def test_the_sample_stories_have_the_same_lines(name: str) -> None:
    found = sample(name)
    assert len(found.records.articles) > 1
    assert spread(found) == serial(found.records)


def test_texts_and_another_base_are_written_as_in_one_process() -> None:
    found, base = sample("alliance"), "https://news.example/graph/"
    assert spread(found, base_iri=base, with_text=True) == serial(found.records, base, with_text=True)


def test_a_base_that_is_none_is_refused() -> None:
    with pytest.raises(KgError):
        spread(resolution(story()), base_iri="nowhere")


def test_nothing_is_a_graph_too() -> None:
    assert_same([])


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), max_size=6), st.integers(0, 9))
def test_any_articles_have_the_same_lines(found: list[Extraction], seed: int) -> None:
    assert_same(found, seed)


@settings(max_examples=60, deadline=None)
@given(generated.records(), st.integers(0, 9), st.booleans())
def test_any_records_have_the_same_lines(records: Records, seed: int, with_text: bool) -> None:
    """Text is hostile here, and events have several dates; a link stands where both its events are told, as it does in extractions."""
    told = {event.id: {p.article for p in places_of_event(event)} for event in records.events}
    links = (
        replace(link, provenance=within)
        for link in records.links
        if (within := tuple(p for p in link.provenance if p.article in told[link.subject] & told[link.object]))
    )
    records = replace(records, links=tuple(links))
    assert spread(records, seed, with_text=with_text) == serial(records, with_text=with_text)


def test_what_only_one_report_says_stands_with_all_of_them() -> None:
    told = [
        extraction(
            name,
            f"{text} Talks on {topic} were held by Japan and the US in Yokosuka on June 9, said {speaker}.",
            [
                Who("Japan", PLACE, (), "country:JP"),
                Who("US", PLACE, (), "country:US"),
                Who("Yokosuka", PLACE),
                Who(speaker, only_source=True),
            ],
            [
                What(
                    EventType.MEET,
                    "held",
                    "2024-06-09",
                    ("Japan", "US"),
                    places=("Yokosuka",),
                    sources=(speaker,),
                    topics=(topic,),
                )
            ],
            published=f"2024-06-{day}",
            publisher="Harbour Courier",
            agency=speaker.upper(),
            relations=[(speaker, Predicate.HOLDS_ROLE, office)],
            topics=[topic],
        )
        for name, text, topic, speaker, office, day in (
            ("a", "Rain fell.", "missile production", "Ann Reed", "envoy", 11),
            ("b", "Snow fell for days on the harbour.", "shipyards", "Bo Lind", "Envoy", 10),
        )
    ]
    told[0] = replace(told[0], subjects=(MediaTopic.WEATHER, MediaTopic.CONFLICT))
    found = resolution(told)
    (event,) = found.records.events
    assert len(event.attributed_to) == len(event.topics) == 2
    assert spread(found) == serial(found.records)


def test_a_key_that_the_articles_speak_against_is_no_link_elsewhere() -> None:
    def city(name: str, text: str, key: str = "country:US") -> Extraction:
        who = [Who("Hanoi", PLACE, (), "place:VN:hanoi"), Who("Texas", PLACE, (), key)]
        return extraction(name, text, who, [What(EventType.MEET, "met", "2024-06-09", (), places=("Hanoi",))])

    for key in ("country:US", "place:US:texas"):
        doubted = [city("a", "They met in Hanoi, Texas.", key), city("b", "They met in Hanoi and Texas.", key)]
        assert_same(doubted)
        assert b"wikidata.org/entity/Q1858" not in spread(resolution(doubted))
        certain = [*doubted, city("c", "They met in Hanoi and Texas.", key)]
        assert_same(certain)
        assert b"wikidata.org/entity/Q1858" in spread(resolution(certain))


def test_a_language_that_only_one_article_is_in_names_every_state() -> None:
    told = [
        replace(made, article=replace(made.article, lang=lang))
        for lang, made in (
            (lang, extraction(name, "Japan signed.", [Who("Japan", PLACE, (), "country:JP")]))
            for name, lang in (("a", "fr"), ("b", "no tag"), ("c", "xx"))
        )
    ]
    assert_same(told)
    assert b'"Japon"@fr' in spread(resolution(told))


def test_links_and_orders_stand_in_the_articles_that_say_them() -> None:
    made = extraction(
        "a",
        "The strike led to talks.",
        what=[What(EventType.PROTEST, "strike"), What(EventType.MEET, "talks")],
        links=[("strike", EventPredicate.CAUSES, "talks"), ("strike", EventPredicate.BEFORE, "talks")],
    )
    assert_same([made, *story()])


def test_a_long_article_is_in_several_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "PIECE", 2000)
    monkeypatch.setattr(steps, "HELD", 3)
    assert_same(story())
