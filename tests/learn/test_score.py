"""Scoring: what counts as found, dated right, or said twice."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.errors import FormatError, InputError
from kg.learn.gold import GoldArticle, load_gold
from kg.learn.score import score
from kg.model.entity import Entity, EntityKind
from kg.model.event import Event, EventType, Extraction, Participation, Predicate, Realis, Relation, Role
from kg.model.text import Article, Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

TEXT = "Port of Vinh An opens. The port opened on June 9, said Mayor Ha Lan."
GOLD: dict[str, Any] = {
    "id": "a",
    "lang": "en",
    "title": "Port of Vinh An opens.",
    "published": "2024-06-10",
    "text": TEXT,
    "sentences": [[0, 22], [23, 68]],
    "actors": [
        {"id": "a1", "kind": "organisation", "name": "Port of Vinh An", "mentions": ["The port"]},
        {"id": "a2", "kind": "person", "name": "Ha Lan", "mentions": ["Mayor Ha Lan"]},
    ],
    "topics": ["ports"],
    "events": [
        {
            "id": "e1",
            "mentions": [{"s": 1, "trigger": "opened"}, {"s": 0, "trigger": "opens"}],
            "type": "BUILD",
            "core": True,
            "date": "2024-06-09",
            "basis": "explicit",
            "realis": "actual",
            "participants": [{"actor": "a1", "role": "agent"}],
            "attributed_to": "a2",
        }
    ],
    "relations": [{"s": 1, "subject": "a2", "predicate": "holds_role", "object": "Mayor"}],
}


def gold(folder: Path, **changes: Any) -> tuple[GoldArticle, ...]:
    (folder / "a.json").write_text(json.dumps({**GOLD, **changes}), "utf-8")
    return load_gold(folder)


def at(words: str) -> Provenance:
    begin = TEXT.index(words)
    return Provenance("a", Span(begin, begin + len(words)), Span(0, len(TEXT)), "test", "test")


def event(name: str, *words: str, day: int | None = 9, sources: tuple[str, ...] = ("m",)) -> Event[str]:
    when = None
    if day:
        interval = Interval(date(2024, 6, day), date(2024, 6, day + 1), Grain.DAY)
        when = EventTime(f"2024-06-{day:02}", interval, Basis.EXPLICIT)
    part = Participation("p", Role.AGENT, (at("Port"),))
    return Event(name, EventType.BUILD, Realis.ACTUAL, "", "en", tuple(map(at, words)), when, (part,), (), sources)


def found(*events: Event[str]) -> dict[str, Extraction]:
    entities = (
        Entity("p", EntityKind.ORGANISATION, "Port of Vinh An", (at("Port of Vinh An"),)),
        Entity("m", EntityKind.PERSON, "Lan", (at("Ha Lan"),)),
    )
    mayor = Relation("m", Predicate.HOLDS_ROLE, (at("Mayor"),), office="Mayor")
    return {"a": Extraction(Article("a", TEXT, "en"), entities=entities, events=events, relations=(mayor,))}


def test_an_event_with_both_its_mentions_scores_full(tmp_path: Path) -> None:
    scores, differences = score(gold(tmp_path), found(event("v", "opened", "opens")))
    assert {name: prf.f1 for name, prf in scores.prf.items()} == dict.fromkeys(scores.prf, 1.0)
    assert scores.shares["type right"] == scores.shares["realis right"] == scores.shares["date right when found"] == 1
    assert differences == []


def test_the_same_event_told_twice_costs_precision(tmp_path: Path) -> None:
    scores, differences = score(gold(tmp_path), found(event("v", "opened"), event("w", "opens")))
    assert scores.prf["events"].precision == 0.5
    assert scores.prf["events"].recall == 1
    assert [(d.fault, d.trigger) for d in differences] == [("spurious", "opens")]


def test_a_wrong_date_is_found_but_not_on_the_timeline(tmp_path: Path) -> None:
    scores, differences = score(gold(tmp_path), found(event("v", "opened", day=10)))
    assert scores.prf["events"].f1 == 1
    assert scores.prf["timeline"].f1 == 0
    assert [(d.fault, d.wanted, d.found) for d in differences] == [("misdated", "2024-06-09 (explicit)", "2024-06-10")]
    assert differences[0].sentence == TEXT[23:]


def test_who_says_so_is_scored_over_the_events_found(tmp_path: Path) -> None:
    def attribution(*sources: str) -> tuple[float, float, list[str]]:
        scores, differences = score(gold(tmp_path), found(event("v", "opened", "opens", sources=sources)))
        prf = scores.prf["attribution"]
        return prf.precision, prf.recall, [f"{d.fault}: {d.wanted}, {d.found}" for d in differences]

    assert attribution("m") == (1, 1, [])
    assert attribution() == (0, 0, ["misattributed: ha lan, nobody"])
    assert attribution("p") == (0, 0, ["misattributed: ha lan, port of vinh an"])
    assert attribution("m", "p")[:2] == (0.5, 1)
    events = [{**GOLD["events"][0], "attributed_to": None}]
    scores, _ = score(gold(tmp_path, events=events), found(event("v", "opened", "opens")))
    assert (scores.prf["attribution"].precision, scores.prf["attribution"].recall) == (0, 0)


def test_an_article_without_an_extraction_is_all_missed(tmp_path: Path) -> None:
    scores, differences = score(gold(tmp_path), {})
    assert scores.prf["events"].recall == 0
    assert [d.fault for d in differences] == ["missed"]


def test_faulty_annotation_names_file_and_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no annotated articles here"):
        load_gold(tmp_path)
    events = [{**GOLD["events"][0], "mentions": [{"s": 0, "trigger": "opened"}]}]
    with pytest.raises(FormatError, match=r"a\.json: is not an annotated article: trigger 'opened' is not in sentence 0"):
        gold(tmp_path, events=events)
    (tmp_path / "a.json").write_text("{", "utf-8")
    with pytest.raises(FormatError, match=r"a\.json: is not JSON"):
        load_gold(tmp_path)
