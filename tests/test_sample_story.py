"""The sample articles, read for real: contract 1 holds, and the story's events are there with their dates."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

import kg
from kg.extract.article import extract
from kg.lang.pack import Packs
from kg.learn.evaluate import evaluate
from kg.model.codec import extraction_from_json, extraction_to_json
from kg.model.event import Extraction, Predicate, Realis
from kg.read.source import read_articles

ROOT = Path(__file__).parent.parent
ARTICLES = sorted((ROOT / "data" / "articles").rglob("*.txt"))
PACKS = Packs()
# Figures of data/gold that may not fall, by language: F1 of events, of the timeline, of actors.
FLOORS = {"en": (0.5, 0.3, 0.6), "vi": (0.5, 0.3, 0.6)}


@cache
def reading(path: Path) -> Extraction:
    (article,) = read_articles([str(path)], PACKS)
    assert isinstance(article, kg.Article)
    return extract(article, PACKS[article.lang])


@cache
def story() -> kg.KnowledgeGraph:
    return kg.KnowledgeGraph.of([reading(path) for path in ARTICLES if path.parent.name == "alliance"])


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_what_is_planned_is_not_over_when_the_article_appears(path: Path) -> None:
    found = reading(path)
    day = found.article.published_on
    assert day is not None
    ends = [event.time.interval.end for event in found.events if event.realis is Realis.PLANNED and event.time is not None]
    assert all(end is None or end > day for end in ends)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_what_is_read_fits_contract_1(path: Path) -> None:
    extraction = reading(path)
    written = extraction_to_json(extraction)
    jsonschema.validate(written, json.loads((files("kg.model") / "schema" / "extraction-1.json").read_text("utf-8")))
    assert extraction_from_json(json.loads(json.dumps(written))) == extraction
    ids = {entity.id for entity in extraction.entities}
    assert {p.who for event in extraction.events for p in event.participants} <= ids
    assert {who for event in extraction.events for who in event.attributed_to} <= ids
    for event in extraction.events:
        assert all(mention.span in mention.sentence for mention in event.mentions)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_no_event_stands_in_page_furniture(path: Path) -> None:
    extraction = reading(path)
    prose = [sentence.span for sentence in extraction.sentences]
    assert all(any(m.span in span for span in prose) for event in extraction.events for m in event.mentions)
    assert extraction.article.publisher is not None
    assert extraction.article.url is not None


def test_the_april_summit_joins_its_reports() -> None:
    summits = [e for e in story().timeline(actor="Kishida") if e.type == "MEET" and e.time and e.time.edtf == "2024-04-10"]
    articles = {mention.article for event in summits for mention in event.mentions}
    assert len(articles) >= 2
    assert max(len({m.article for m in event.mentions}) for event in summits) >= 2


def test_the_june_talks_are_on_the_ninth() -> None:
    talks = [e for e in story().timeline() if e.type == "MEET" and e.time and e.time.edtf == "2024-06-09"]
    assert len({m.article for event in talks for m in event.mentions}) >= 3


def test_nothing_is_dated_by_the_publication_day_alone_when_it_is_only_planned() -> None:
    wrong = [e.label for e in story().records.events if e.realis == "planned" and e.time and e.time.basis == "dct"]
    assert wrong == []


def test_people_have_their_offices() -> None:
    records = story().records
    names = {entity.id: entity.name for entity in records.entities}
    heads = {names[r.subject] for r in records.relations if r.predicate is Predicate.HEADS}
    assert {"Fumio Kishida", "Joe Biden", "Volodymyr Zelensky"} <= heads
    offices = {(names[r.subject], r.office) for r in records.relations if r.predicate is Predicate.HOLDS_ROLE}
    assert ("Lloyd Austin", "Bộ trưởng Quốc phòng Mỹ") in offices
    assert not any(who == "Lloyd Austin" and "Nhật Bản" in (office or "") for who, office in offices)


def test_the_figures_on_our_own_gold_do_not_fall() -> None:
    found = evaluate(ROOT / "data" / "gold", PACKS, lambda articles: (extract(a, PACKS[a.lang]) for a in articles))
    for one in found:
        events, timeline, actors = FLOORS[one.lang]
        assert one.scores.prf["events"].f1 >= events
        assert one.scores.prf["timeline"].f1 >= timeline
        assert one.scores.prf["actors"].f1 >= actors


def test_what_is_agreed_is_not_done_on_the_day_of_the_agreement() -> None:
    done = [
        (e.label, e.time.edtf) for e in story().records.events if e.type == "ORGANISATION" and e.realis == "actual" and e.time
    ]
    assert done == []
