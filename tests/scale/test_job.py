"""A build's folder: nothing of an older result is touched before the new one is whole, and what is finished is not built again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from kg.engine.localflow import Held, LocalFlow
from kg.errors import KgError
from kg.export.rdf import write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.model.text import Article
from kg.pipeline import extract_all, read_articles
from kg.scale import job
from kg.scale.extracting import waves
from kg.scale.job import Order, run
from tests.scale.localcluster import LocalCluster, LocalOutputs

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "articles" / "ferry"


def ordered(out: Path, *more: str, as_of: date | None = None) -> Order:
    return Order((str(SAMPLE), *more), str(out), as_of=as_of, codes=frozenset({"no-publication-date"}))


def test_the_result_is_that_of_one_process(tmp_path: Path) -> None:
    cluster = LocalCluster(seed=3)
    manifest = run(cluster, ordered(tmp_path, str(tmp_path / "none.txt")), "1.0")
    here = tmp_path / manifest["folder"]
    file = BytesIO()
    found = [item for item in read_articles([SAMPLE]) if isinstance(item, Article)]
    write_rdf(KnowledgeGraph.of(extract_all(found)), file, "nquads")
    (part,) = here.glob("quads/*")
    assert b"".join(sorted(gzip.decompress(part.read_bytes()).splitlines(keepends=True))) == file.getvalue()
    assert json.loads((tmp_path / "manifest.json").read_text("utf-8")) == manifest
    assert sorted(path.name for path in tmp_path.iterdir()) == [manifest["folder"], "manifest.json"]
    assert manifest["counts"]["articles"] == len(found) and manifest["counts"]["faults"] == 1
    (part,) = here.glob("faults/*")
    assert [json.loads(line)["where"] for line in gzip.decompress(part.read_bytes()).splitlines()] == [str(tmp_path / "none.txt")]
    assert run(cluster, ordered(tmp_path, str(tmp_path / "none.txt")), "1.0") == manifest
    assert cluster.builds == 1  # the second time it was there


def test_another_build_takes_the_place_of_an_older_one_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = run(LocalCluster(), ordered(tmp_path), "1.0")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "_work" / "other").mkdir(parents=True)

    class Killed(LocalCluster):
        def flow(self, folder: str, size: int) -> tuple[LocalFlow, LocalOutputs]:
            flow, outputs = super().flow(folder, size)

            def table(data: Held, columns: object, folder: str) -> int:
                raise KeyboardInterrupt

            monkeypatch.setattr(outputs, "table", table)
            return flow, outputs

    day = ordered(tmp_path, as_of=date(2030, 1, 1))
    with pytest.raises(KeyboardInterrupt):
        run(Killed(), day, "1.0")
    assert {path: path.read_bytes() for path in before} == before
    assert not (tmp_path / "_work" / "other").exists()  # of a build that is not this one
    newer = run(LocalCluster(), day, "1.0")
    assert newer["id"] != older["id"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [newer["folder"], "manifest.json"]


def test_without_an_article_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    with pytest.raises(KgError, match="no article could be read, so nothing is written"):
        run(LocalCluster(), Order((str(tmp_path / "in"),), str(tmp_path / "out")), "1.0")
    assert not (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"manifest": 1}'])
def test_a_manifest_of_others_is_left_alone(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(KgError, match="is no manifest of a build by kg"):
        run(LocalCluster(), ordered(tmp_path), "1.0")
    assert (tmp_path / "manifest.json").read_text() == text


def test_standard_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="standard input cannot be spread over machines"):
        run(LocalCluster(), Order(("-",), str(tmp_path)), "1.0")


def test_inputs_settings_and_code_make_a_build_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(LocalCluster(), ordered(tmp_path), "1.0")["id"]
    (tmp_path / "more.txt").write_text("The dam gave way on Monday, and the mayor said that nobody was hurt in the flood.")
    second = run(LocalCluster(), ordered(tmp_path, str(tmp_path / "more.txt")), "1.0")["id"]
    monkeypatch.setattr(job, "_code", other_code)
    third = run(LocalCluster(), ordered(tmp_path, str(tmp_path / "more.txt")), "1.0")["id"]
    assert len({first, second, third}) == 3


def other_code(folders: tuple[Path, ...]) -> Iterator[str]:
    yield "other"


def test_waves_are_of_some_minutes_and_not_too_many() -> None:
    assert [waves(number, 2) for number in (1, 9_999, 20_000, 50_000, 10**9)] == [1, 1, 2, 5, 100]
    assert waves(10**6, 200) == 1
