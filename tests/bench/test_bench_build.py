from __future__ import annotations

import importlib
import json
import os
import time
from pathlib import Path

import pytest

from kg.model.text import Article
from tests.bench import bench_build
from tests.bench.bench_build import Peak, compared, naive, renamed, repeated

TEXT = "Minister Anna Hale met John Oak in Lima on 3 June. The talks went on."


def test_names_are_others_in_each_copy_and_all_else_is_as_it_was() -> None:
    assert renamed(TEXT, 0) == TEXT
    one, two = renamed(TEXT, 1), renamed(TEXT, 2)
    assert one != two and one == renamed(TEXT, 1)
    assert one.startswith("Minister ") and one.endswith(" on 3 June. The talks went on.")
    assert "Hale" not in one and "Oak" not in one


def test_lines_are_repeated_under_other_ids_and_days() -> None:
    lines = [{"id": "a", "text": TEXT, "published": "2024-06-10T08:00:00+07:00"}, {"id": "b", "text": "x"}]
    told = list(repeated(lines, 5))
    assert [one["id"] for one in told] == ["a-0", "b-0", "a-1", "b-1", "a-2"]
    assert [told[n]["published"] for n in (0, 2, 4)] == [f"2024-06-{day}T08:00:00+07:00" for day in (10, 17, 24)]


def test_what_is_not_installed_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    load = importlib.import_module

    def missing(name: str, package: str | None = None) -> object:
        if name == "underthesea":
            raise ImportError
        return load(name, package)

    monkeypatch.setattr(importlib, "import_module", missing)
    found = dict(naive([(TEXT, Article("a", TEXT, "en", published="2024-06-10"))]))
    assert found["underthesea's ner"] is None
    assert compared(10, None, 1000.0) == "not installed"
    assert compared(10, 0.1, 1000.0) == "100 sentences a CPU second; kg's extraction does 10.0 times that"
    assert (found["dateparser's search_dates"] or 0) > 0


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory of a tree is read from /proc")
def test_the_peak_is_that_of_the_process() -> None:
    with Peak(os.getpid()) as peak:
        _ = bytearray(30_000_000)
        time.sleep(0.5)
    assert peak.megabytes > 20


def test_a_run_tells_of_extraction_resolution_and_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def quick(path: Path, *options: str) -> tuple[float, float]:
        return 1.0, 100.0

    monkeypatch.setattr(bench_build, "build_peak", quick)
    path = tmp_path / "feed.jsonl"
    path.write_text(json.dumps({"id": "a", "lang": "en", "published": "2024-06-10", "text": TEXT}))
    bench_build.main(str(path), 20)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("20 articles")
    assert len(lines[2].split(": ")[1].split()) == bench_build.PARTS
    assert lines[-1] == "kg build --store FILE: 1.0 CPU s, 100 MB at most, all processes together"
