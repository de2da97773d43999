"""The bench of the store runs and says what it should, with few articles."""

from __future__ import annotations

import pytest

from tests.bench import bench_store


def test_the_store_is_filled_and_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(bench_store, "SINGLE", 5)
    bench_store.main(70)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines if not line.startswith(" ")] == [
        "5 articles put one by one",
        "5 articles put 32 at once",
        "70 articles put 32 at once",
        "kg status",
        "as of a day: a hundredth of the articles, whole",
        "an article found by its address and forgotten",
    ]
    assert "  70 articles, " in lines[4] and lines[4].endswith("3 months, 10 outlets")
    assert lines[6] == "  10 articles"
