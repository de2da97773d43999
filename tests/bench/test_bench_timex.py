from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.model.text import Article
from tests.bench import bench_timex
from tests.bench.bench_timex import Finder, Rate, Row, by_length, exponent, joined, rates, sample


def article(n: int, lang: str = "en", words: int = 1) -> Article:
    return Article(f"{lang}-{n}", "word " * words, lang)


def test_articles_are_parted_by_language_and_length() -> None:
    rows = list(by_length([article(3, words=3), article(1, words=1), article(2, words=2), article(1, "vi")]))
    assert [(row.lang, row.name, row.size) for row in rows[:4]] == [
        ("en", "short", 5),
        ("en", "medium", 10),
        ("en", "long", 15),
        ("en", "all", 30),
    ]
    assert [(row.lang, row.name) for row in rows[4:]] == [("en", "all x10"), ("vi", "short"), ("vi", "all"), ("vi", "all x10")]


def test_joining_keeps_every_article() -> None:
    texts = [a.text for a in joined([article(n, words=n) for n in (1, 2, 3)], 2)]
    assert [len(text.split()) for text in texts] == [3, 4]


def test_a_sample_is_about_as_long_as_asked_for() -> None:
    articles = [article(n, words=2) for n in range(10)]
    assert [a.id for a in sample(articles, 50)] == ["en-0", "en-2", "en-4", "en-6", "en-8"]
    assert len(sample(articles[:1], 1)) == 1


def test_every_article_is_read_in_every_pass() -> None:
    seen: list[str] = []
    found = rates(lambda a: seen.append(a.id), [[article(1), article(2)], [article(3)]], rounds=2, least=0.0)
    assert seen == ["en-1", "en-2", "en-3"] * 3
    assert len(found) == 2 and all(rate.median > 0 and rate.first > 0 for rate in found)


def test_the_exponent_of_a_cost_that_grows_with_the_square_is_two() -> None:
    short, long = Row("en", "all", (article(1, words=1),)), Row("en", "all", (article(1, words=10),))
    assert exponent([short, long], [Rate(5.0, 5.0), Rate(5.0, 5.0)]) == pytest.approx(1)
    assert exponent([short, long], [Rate(5.0, 5.0), Rate(0.5, 0.5)]) == pytest.approx(2)


def test_a_run_prints_a_row_for_each_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def find(article: Article) -> object:
        return article.text.split()

    def steady(finder: Finder, groups: Sequence[Sequence[Article]], rounds: int = 5, least: float = 0.2) -> list[Rate]:
        return [Rate(2.0, 1.0) for _ in groups]

    monkeypatch.setattr(bench_timex, "search_dates", find)
    monkeypatch.setattr(bench_timex, "rates", steady)
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "a", "lang": "en", "published": "2024-06-10", "title": "", "text": "They met on 3 June."}))
    bench_timex.main(str(path))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[1:4]] == ["short", "all", "all"]
    assert "exponent 1.00" in lines[-1]
