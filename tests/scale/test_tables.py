"""The tables of the scaled build: their columns, that they join, and what they say of a known story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from kg.engine.localflow import LocalFlow
from kg.graph.source import places_of_event
from kg.model.event import EventType, Extraction, Predicate
from kg.model.mediatopic import MediaTopic
from kg.resolve.corpus import Resolution, resolution
from kg.scale.shares import shares
from kg.scale.tables import TABLES, tables
from tests.factories import What, Who, extraction, story
from tests.scale.serial import datasets

Table = list[dict[str, Any]]

TYPES = {"string": str, "int": int, "double": float, "boolean": bool, "date": date}
# Where the ids in a column are those of another table.
JOINS = {
    ("names", "entity"): "entities",
    ("participants", "event"): "events",
    ("participants", "entity"): "entities",
    ("attributions", "event"): "events",
    ("attributions", "entity"): "entities",
    ("event_topics", "event"): "events",
    ("event_topics", "topic"): "topics",
    ("date_claims", "event"): "events",
    ("relations", "subject"): "entities",
    ("relations", "object"): "entities",
    ("links", "subject"): "events",
    ("links", "object"): "events",
    ("evidence", "entity"): "entities",
    ("evidence", "article"): "articles",
}
NAMED = {
    "entity": "entities",
    "event": "events",
    "date": "events",
    "participant": "events",
    "relation": "relations",
    "link": "links",
    "topic": "topics",
    "article": "articles",
}


def made(found: Resolution, seed: int = 0, *, with_text: bool = False) -> dict[str, Table]:
    flow = LocalFlow(seed=seed)
    d = datasets(flow, found)
    told = shares(flow, d.extractions, d.of, d.entities, d.relations, d.events, d.links, d.topics)
    data = tables(flow, told, d.entities, d.relations, d.events, d.links, d.topics, with_text=with_text)
    return {name: [row.value for row in flow.few(rows, 100_000)] for name, rows in data.items()}


@cache
def told() -> tuple[Extraction, ...]:
    first, *rest = story()
    subjects = (MediaTopic.CONFLICT, MediaTopic.POLITICS)
    return replace(first, subjects=subjects, topics=tuple(replace(t, broader=subjects[:1]) for t in first.topics)), *rest


def test_rows_have_the_declared_columns_and_types() -> None:
    found = made(resolution(told()))
    assert found.keys() == TABLES.keys()
    for name, rows in found.items():
        assert rows or name == "date_claims", name
        for row in rows:
            assert list(row) == list(TABLES[name]), name
            for column, kind in TABLES[name].items():
                assert row[column] is None or type(row[column]) is TYPES[kind], (name, column, row[column])


def test_every_id_leads_to_a_row() -> None:
    found = made(resolution(told()))
    ids = {
        name: {row["id"] for row in found[name]} for name in ("articles", "entities", "events", "relations", "links", "topics")
    }
    assert all(len(known) == len(found[name]) for name, known in ids.items())
    for (name, column), target in JOINS.items():
        assert {row[column] for row in found[name]} - {None} <= ids[target], (name, column)
    for name in ("evidence", "subjects"):
        assert all(row["id"] in ids[NAMED[row["what"]]] for row in found[name]), name
    assert {row["what"] for row in found["evidence"]} == NAMED.keys() - {"article"}


def test_rows_are_those_of_the_records_whatever_their_order() -> None:
    resolved = resolution(told())
    records = resolved.records
    found = made(resolved)
    assert {name: Counter(map(repr, rows)) for name, rows in made(resolved, 5).items()} == {
        name: Counter(map(repr, rows)) for name, rows in found.items()
    }
    assert [row["id"] for row in found["events"]] == [event.id for event in records.events]
    assert {(row["subject"], row["predicate"], row["object"], row["office"]) for row in found["relations"]} == {
        (r.subject, r.predicate, r.object, r.office) for r in records.relations
    }
    assert {(row["subject"], row["predicate"], row["object"]) for row in found["links"]} == {
        (link.subject, link.predicate, link.object) for link in records.links
    }
    for entity in records.entities:
        places = {
            (row["article"], row["span_begin"]) for row in found["evidence"] if row["what"] == "entity" and row["id"] == entity.id
        }
        assert places == {(p.article, p.span.begin) for p in entity.mentions}
    for event in records.events:
        places = {
            (row["article"], row["span_begin"])
            for row in found["evidence"]
            if row["what"] in ("event", "date", "participant") and row["id"] == event.id
        }
        assert places == {(p.article, p.span.begin) for p in places_of_event(event)}


def test_a_story_reads_as_told() -> None:
    found = made(resolution(told()))
    names = {row["id"]: row["name"] for row in found["entities"]}
    (talks,) = [row for row in found["events"] if row["edtf"] == "2024-06-09"]
    assert (talks["type"], talks["article_count"], talks["start"], talks["end_exclusive"], talks["grain"]) == (
        "MEET",
        3,
        date(2024, 6, 9),
        date(2024, 6, 10),
        "day",
    )
    who = {(names[row["entity"]], row["role"]) for row in found["participants"] if row["event"] == talks["id"]}
    assert who == {("Nhật Bản", "agent"), ("United States", "agent"), ("Yokosuka", "place")}
    assert {row["quote"] for row in found["evidence"] if row["what"] == "event" and row["id"] == talks["id"]} == {"họp", "met"}
    (office,) = [row for row in found["relations"] if row["predicate"] == Predicate.HOLDS_ROLE]
    assert (names[office["subject"]], office["office"], office["object"], office["lang"]) == (
        "Fumio Kishida",
        "Thủ tướng",
        None,
        "vi",
    )
    assert Counter(row["what"] for row in found["subjects"]) == {"article": 2, "topic": 1}
    assert {row["article_count"] for row in found["links"]} == {1, 2}


def test_dates_that_contradict_each_other_stand_by_rank() -> None:
    def told(article: str, day: str, more: str) -> Extraction:
        text = f"Joe Biden hosted Fumio Kishida in the harbour town of Yokosuka. {more}"
        who = (Who("Joe Biden"), Who("Fumio Kishida"), Who("Yokosuka"))
        what = What(EventType.MEET, "hosted", day, ("Joe Biden",), ("Fumio Kishida",), label="hosted in the harbour town")
        return extraction(article, text, who, (what,), publisher=article)

    found = made(resolution([told("a", "2024-06-09", "Rain fell."), told("b", "2024-06-10", "Snow fell, it was cold.")]))
    claims = sorted(found["date_claims"], key=lambda row: row["rank"])
    assert [(row["rank"], row["edtf"], row["source_count"]) for row in claims] == [(1, "2024-06-09", 1), (2, "2024-06-10", 1)]
    assert [(row["edtf"], row["date_count"]) for row in found["events"]] == [("2024-06-09", 2)]


def test_texts_are_there_where_asked_for_and_half_characters_can_be_written() -> None:
    text = "Ann Reed\ud800 met Bo Lind."
    found = resolution([extraction("a\ud800", text, [Who("Ann Reed")], [What(EventType.MEET, "met", None, ("Ann Reed",))])])
    (article,) = made(found, with_text=True)["articles"]
    assert article["text"] == "Ann Reed\ufffd met Bo Lind."
    assert len(article["text"]) == article["characters"]
    assert article["id"] == "a\\ud800"
    assert made(found)["articles"][0]["text"] is None
    for rows in made(found, with_text=True).values():
        assert all(value.encode() and "\ud800" not in value for row in rows for value in row.values() if isinstance(value, str))
