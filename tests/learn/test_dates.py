"""Which dates count as stated in an event's own sentence, and when they are right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.learn.dates import days, score_dates
from kg.learn.gold import load_gold
from kg.model.text import Article
from kg.pipeline import TimexExtractor

PUBLISHED = "2024-06-10"


def judged(folder: Path, sentence: str, trigger: str, day: str | None, basis: str) -> tuple[float, list[tuple[str, str]]]:
    """Give the share of the basis and the faults, for one event in one English sentence."""
    event: dict[str, Any] = {
        "id": "e1", "mentions": [{"s": 0, "trigger": trigger}], "type": "BUILD", "core": True, "date": day, "basis": basis,
        "realis": "actual", "participants": [], "attributed_to": None,
    }  # fmt: skip
    record = {
        "id": "a", "lang": "en", "title": "", "published": PUBLISHED, "text": sentence, "sentences": [[0, len(sentence)]],
        "actors": [], "topics": [], "events": [event], "relations": [],
    }  # fmt: skip
    (folder / "a.json").write_text(json.dumps(record), "utf-8")
    extraction = TimexExtractor()(Article("a", sentence, "en", published=PUBLISHED))
    shares, faults = score_dates(load_gold(folder), {"a": extraction})
    name = "counted dates found and right" if basis == "relative" else "stated dates found and right"
    return shares[name], [(fault.fault, fault.found) for fault in faults]


@pytest.mark.parametrize(
    ("sentence", "day", "basis"),
    [
        ("The bridge opened on June 5.", "2024-06-05", "explicit"),
        ("The bridge opened yesterday.", "2024-06-09", "relative"),
        ("The bridge opened in 2013 and shut in 2019.", "2013/2019", "explicit"),
        ("The bridge opened for trucks from January 2024 on.", "2024-01/2024-06-10", "explicit"),
        ("The bridge has been opened twice since 2014.", "2014/..", "explicit"),
        ("The bridge opened in early 2015.", "2015-01~", "explicit"),
    ],
)
def test_a_date_is_right_end_by_end(tmp_path: Path, sentence: str, day: str, basis: str) -> None:
    assert judged(tmp_path, sentence, "opened", day, basis) == (1.0, [])


def test_the_others_are_missed_or_wrong(tmp_path: Path) -> None:
    assert judged(tmp_path, "The bridge opened.", "opened", "2024-06-05", "explicit") == (0.0, [("stated date missed", "")])
    wrong = judged(tmp_path, "The bridge opened on June 6.", "opened", "2024-06-05", "explicit")
    assert wrong == (0.0, [("stated date wrong", "June 6 = 2024-06-06")])
    late = judged(tmp_path, "The bridge opened in 2015.", "opened", "2015-01~", "relative")
    assert late == (0.0, [("counted date wrong", "2015 = 2015")])


@pytest.mark.parametrize(("day", "basis"), [("2024-06-10", "dct"), ("2024-06-05", "context"), (None, "none")])
def test_a_borrowed_date_is_not_stated(tmp_path: Path, day: str | None, basis: str) -> None:
    assert judged(tmp_path, "The bridge opened.", "opened", day, basis) == (0.0, [])


def test_days_of_edtf() -> None:
    assert days("2024-02") == (date(2024, 2, 1), date(2024, 3, 1))
    assert days("199X") == (date(1990, 1, 1), date(2000, 1, 1))
    assert days("2024-12-31") == (date(2024, 12, 31), date(2025, 1, 1))
    assert days("-0207") == days("19XX") == (None, None)


def test_an_article_without_extraction_misses_its_dates(tmp_path: Path) -> None:
    judged(tmp_path, "The bridge opened on June 5.", "opened", "2024-06-05", "explicit")
    shares, faults = score_dates(load_gold(tmp_path), {})
    assert shares["stated dates found and right"] == 0
    assert [fault.fault for fault in faults] == ["stated date missed"]
