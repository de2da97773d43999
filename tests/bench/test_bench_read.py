from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.lang.pack import Packs
from tests.bench.bench_read import (
    bare_dates,
    f1,
    main,
    pages,
    same_time,
    same_title,
    score_kg,
    score_trafilatura,
    stripped,
    table,
)
from tests.read.test_html import PARAGRAPHS, page

SAID = {
    "V1": {
        "title": "Dam gives way above Alder",
        "authors": ["Jane Example"],
        "publishing_date": "2023-03-06 11:20:00+00:00",
        "body": {"summary": ["The lower town was cleared in time."], "sections": [{"headline": [], "paragraphs": PARAGRAPHS}]},
    }
}


def corpus(folder: Path) -> Path:
    (folder / "uk").mkdir()
    (folder / "uk" / "Gazette.json").write_text(json.dumps(SAID))
    (folder / "uk" / "Gazette_2023_03_07.html.gz").write_bytes(gzip.compress(page(PARAGRAPHS).encode()))
    (folder / "uk" / "Lost.json").write_text(json.dumps(SAID))
    return folder


def test_words_are_counted_on_both_sides() -> None:
    assert f1("the dam, the town", "The dam") == pytest.approx(2 * 2 / 6)
    assert f1("", "the dam") == 0.0


def test_titles_and_times_are_compared_by_what_they_say() -> None:
    assert same_title("\u2018Dam\u2019  gives way", "'dam' gives way") and not same_title("Dam", "Dam gives way")
    assert same_time("2023-03-06T18:20:00+07:00", "2023-03-06 11:20:00.5+00:00")
    assert same_time("2023-03-06T18:20:00+07:00", "2023-03-06 18:20:00")
    assert not same_time("2023-03-06", "2023-03-06 00:00:00") and not same_time(None, "2023-03-06 00:00:00")


def test_a_page_is_scored_in_all_its_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = list(pages(corpus(tmp_path)))
    assert [p.name for p in found] == ["Gazette_2023_03_07.html.gz"]
    assert "Lost.json: 1 versions for 0 pages: left out" in capsys.readouterr().err
    scores = {"kg": score_kg(found, Packs()), "trafilatura": score_trafilatura(found)}
    assert scores["kg"].right == {"title": 1, "day": 1, "time": 1, "authors": 1}
    # The same moment, though its day is another's in another zone.
    assert scores["kg"].text == [1.0] and scores["kg"].misses == []
    lines = list(table(scores, {"kg": 1.0, "trafilatura": 1.0}))
    assert lines[1].split()[:2] == ["title", "100.0%"] and len(lines) == 8


def test_a_page_without_stated_dates_is_dated_by_what_it_shows(tmp_path: Path) -> None:
    (found,) = pages(corpus(tmp_path))
    assert "datePublished" not in stripped(found) and PARAGRAPHS[0] in stripped(found)
    assert next(bare_dates([found], Packs())) == "no stated date: kg 0 right, 0 wrong, 1 undated"


def test_without_pages_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(tmp_path / "none")])
    assert "no pages: give the folder" in capsys.readouterr().err
