from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.lang.pack import Packs
from kg.model.text import Article
from tests.bench import bench_extract
from tests.bench.bench_extract import ALL, STAGES, exponent, peaks, peer_line, seconds, sentences, stages
from tests.bench.bench_timex import Row

TEXT = "Chile signed a treaty with Peru on 3 June. The two countries met in Lima."


@pytest.fixture(scope="module")
def packs() -> Packs:
    return Packs(())


def article(n: int, words: int = 1) -> Article:
    return Article(f"a-{n}", "word " * words, "en")


def test_every_stage_is_read_in_its_order(packs: Packs) -> None:
    assert tuple(stages(Article("a", TEXT, "en", published="2024-06-10"), packs["en"])) == STAGES


def test_every_stage_and_the_whole_are_timed(packs: Packs) -> None:
    told = Article("a", TEXT, "en", published="2024-06-10")
    spent = seconds([told, told], packs, rounds=1, least=0.0)
    assert tuple(spent) == (*STAGES, ALL)
    assert all(cost > 0 for cost in spent.values())
    assert sentences([told, told], packs) == 4


def test_the_exponent_of_a_cost_that_grows_with_the_square_is_two() -> None:
    short, long = Row("en", "all", (article(1), article(2))), Row("en", "all x10", (article(1, words=10),))
    assert exponent([short, long], [2.0, 10.0]) == pytest.approx(1)
    assert exponent([short, long], [2.0, 100.0]) == pytest.approx(2)


def test_peak_memory_never_falls(packs: Packs) -> None:
    found = peaks([Article("a", TEXT, "en")], packs, passes=2)
    assert len(found) == 3 and found == sorted(found) and found[0] > 0


def test_a_recogniser_that_is_not_installed_is_said_to_be_so(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> object:
        raise ImportError

    monkeypatch.setattr(importlib, "import_module", missing)
    assert peer_line("en", [article(1)], packs) == "en: spaCy is not installed"
    assert peer_line("vi", [article(1)], packs) == "vi: underthesea is not installed"


def test_a_recogniser_is_timed_on_the_same_articles(packs: Packs, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setitem(bench_extract.PEERS, "en", ("spaCy", lambda: seen.append))
    line = peer_line("en", [article(1), article(2, 2)], packs)
    assert seen == ["word ", "word ", "word word "]
    assert line.startswith("en: spaCy recognises names in ")


def test_a_run_prints_a_row_for_each_length_and_what_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def steady(articles: Sequence[Article], packs: Packs) -> dict[str, float]:
        return {name: 2.0 * sum(len(a.text) for a in articles) / len(articles) for name in (*STAGES, ALL)}

    monkeypatch.setattr(bench_extract, "seconds", steady)
    monkeypatch.setattr(bench_extract, "PEERS", {})
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "a", "lang": "en", "published": "2024-06-10", "title": "", "text": TEXT}))
    bench_extract.main(str(path))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[2:5]] == ["short", "all", "all"]
    assert "exponent" in lines[5] and "all 1.0" in lines[5]
    assert lines[6].startswith("peak memory in MB")
    assert lines[7] == "en: nothing to stand beside"
