"""Scoring against a corpus of dates: extents, values, types, fields, days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.errors import FormatError, KgError
from kg.lang.pack import Packs
from kg.learn.corpora import GoldDate, evaluate_dates, is_date_corpus, paired
from kg.learn.evaluate import Evaluation
from kg.model.text import Span
from kg.model.time import Basis, Timex, TimexType
from kg.pipeline import TimexExtractor, extract_all

TEXT = "The bridge opened on June 5. It was shut on Monday at 9:30 a.m. for two days, and in 1999."


def corpus(folder: Path, *rows: dict[str, Any], text: str = TEXT, lang: str = "en") -> Path:
    document = {"doc_id": "d", "dct": "2024-06-10", "text": text, "lang": lang}
    (folder / "docs.jsonl").write_text(json.dumps(document) + "\n", "utf-8")
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def row(words: str, **said: Any) -> dict[str, Any]:
    begin = TEXT.index(words)
    return {"doc_id": "d", "begin": begin, "end": begin + len(words), **said}


def scored(folder: Path, lang: str | None = None) -> Evaluation:
    extractor = TimexExtractor()
    (evaluation,) = evaluate_dates(folder, Packs(), lambda articles: extract_all(articles, extractor=extractor), lang)
    return evaluation


def percent(values: Sequence[float]) -> list[int]:
    return [round(100 * value) for value in values]


def test_extents_values_and_types_are_scored_apart(tmp_path: Path) -> None:
    folder = corpus(
        tmp_path,
        row("on June 5", type="DATE", value="2024-06-05"),
        row("two days", type="DURATION", value="P3D"),
        row("1999", type="TIME", value="1999"),
        row("bridge", type="DATE", value="2024"),
    )
    evaluation = scored(folder)
    found = 4  # June 5; Monday at 9:30 a.m.; two days; 1999
    prf = evaluation.scores.prf
    assert {name: (x.precision * found, x.recall * 4) for name, x in prf.items()} == {
        "strict": (2, 2),
        "relaxed": (3, 3),
        "value": (2, 2),
        "type": (2, 2),
    }
    assert percent([evaluation.scores.shares["value right when found"]]) == [67]
    faults = [(d.fault, d.trigger, d.wanted, d.found) for d in evaluation.differences]
    assert faults[0] == ("missed", "bridge", "2024", "")
    assert [fault[:2] for fault in faults[1:]] == [("spurious", "Monday at 9:30 a.m."), ("wrong value", "two days")]
    assert faults[2][2:] == ("P3D", "P2D")


def test_fields_are_right_only_all_together(tmp_path: Path) -> None:
    folder = corpus(
        tmp_path,
        row("June 5", type="DATE", value="x", fields={"year": 2024, "month": 6, "day": 5}),
        row("Monday at 9:30 a.m.", type="TIME", value="x", fields={"day": 10, "hour": 9, "minute": 31}),
    )
    assert scored(folder).scores.shares["all fields right"] == 0.5


def test_days_are_compared_whatever_the_notation(tmp_path: Path) -> None:
    folder = corpus(
        tmp_path,
        row("June 5", start="2024-06-05", end_exclusive="2024-06-06"),
        row("in 1999", start="1999-01-01", end_exclusive=None),
    )
    evaluation = scored(folder)
    assert percent([x.recall for x in evaluation.scores.prf.values()]) == [100, 50]
    assert percent([x.precision for x in evaluation.scores.prf.values()]) == [67, 33]  # "two days" covers no days
    assert evaluation.scores.shares == {"days right when found": 0.5}
    assert [d.fault for d in evaluation.differences] == ["spurious", "wrong days"]


def timex(begin: int, end: int) -> Timex:
    return Timex(Span(begin, end), TimexType.DATE, "2024", Basis.EXPLICIT, "test")


def test_the_same_extent_pairs_before_a_longer_overlap() -> None:
    gold = [GoldDate(0, 10, {}), GoldDate(2, 6, {})]
    assert paired(gold, [timex(2, 6), timex(7, 9)]) == {1: 0, 0: 1}
    assert paired(gold, [timex(20, 24)]) == {}
    assert paired([GoldDate(0, 4, {}), GoldDate(4, 10, {})], [timex(3, 10)]) == {1: 0}


def test_a_corpus_is_told_by_its_files(tmp_path: Path) -> None:
    assert not is_date_corpus(tmp_path)
    assert is_date_corpus(corpus(tmp_path))


def test_faults_of_a_corpus_are_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no documents in 'vi'"):
        scored(corpus(tmp_path), "vi")
    with pytest.raises(FormatError, match=r"gold\.jsonl:1: is no annotated date"):
        scored(corpus(tmp_path, {"doc_id": "d", "begin": 0, "end": 3, "value": "2024"}))
    folder = corpus(tmp_path)
    (folder / "gold.jsonl").write_text("\n{\n", "utf-8")
    with pytest.raises(FormatError, match=r"gold\.jsonl:2: is not JSON"):
        scored(folder)
