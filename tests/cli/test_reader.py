"""Reading with a model as a user calls it: what is asked, what it costs, what a killed run has kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.main import cli
from kg.learn.gold import load_gold
from tests.llm.fake import NOTHING, FakeModel, Reply, fake_model, good
from tests.llm.reading import EN, VI, event, part

ROOT = Path(kg.__file__).parents[1]
CITIES = ["Oslo", "Bergen", "Tromso", "Stavanger", "Drammen", "Bodo"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_LLM_KEY", raising=False)
    return tmp_path


def articles(count: int = 2, text: str = EN, lang: str = "en") -> str:
    lines = [
        {"id": f"a{n}", "lang": lang, "published": "2024-06-06", "title": "", "text": text.replace("Oslo", city)}
        for n, city in enumerate(CITIES[:count])
    ]
    Path("news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return "news.jsonl"


def run(*args: str, command: str = "extract") -> Result:
    return CliRunner().invoke(cli, [command, *args], catch_exceptions=False)


def model_options(model: FakeModel | str, extractor: str = "llm") -> list[str]:
    url = model if isinstance(model, str) else model.url
    return ["--extractor", extractor, "--model", "test", "--endpoint", url]


def test_a_model_reads_every_article_once() -> None:
    with fake_model(good({"events": [event(1, "met", "meet")]})) as model:
        first = run(articles(), *model_options(model))
        again = run("news.jsonl", *model_options(model))
        assert len(model.asked) == 2
    assert first.exit_code == 0 and first.stdout == again.stdout
    values = [json.loads(line) for line in first.stdout.splitlines()]
    assert [e["mentions"][0]["extractor"] for v in values for e in v["events"]] == ["kg-llm/1 test"] * 2
    assert "questions: 2 asked, 0 from the journal, 200 tokens sent, 100 received" in first.stderr
    assert "questions: 0 asked, 2 from the journal" in again.stderr
    replayed = run("news.jsonl", "--extractor", "llm", "--model", "test", "--replay")
    assert replayed.stdout == first.stdout and Path("llm-journal.jsonl").is_file()


def test_order_and_bytes_do_not_depend_on_how_many_are_open() -> None:
    def script(body: dict[str, Any], n: int) -> Reply:
        reply = good({"events": [event(1, "met", "meet")]})
        return Reply(body=reply.body, wait=0.1 if n == 0 else 0.0)

    outputs: list[str] = []
    for concurrency in ("1", "4"):
        with fake_model(script) as model:
            outputs.append(run(articles(5), *model_options(model), "--concurrency", concurrency, "--journal", concurrency).stdout)
            assert (model.most_open > 1) is (concurrency == "4")
            assert model.most_open <= 4
    assert outputs[0] == outputs[1] and len(outputs[0].splitlines()) == 5


def test_what_is_not_taken_is_counted() -> None:
    with fake_model(good({"events": [event(0, "ratified"), event(1, "met", "meeting")]})) as model:
        result = run(articles(), *model_options(model))
    assert result.exit_code == 0
    assert "not taken of the answers: 2 out_of_ontology, 2 ungrounded; the default reader read those sentences" in result.stderr


def test_both_lists_what_only_one_reading_has() -> None:
    with fake_model(good({"events": [event(1, "met", "meet", time="t2")]})) as model:
        result = run(articles(1), *model_options(model, "both"))
    assert result.exit_code == 0 and "a0: only-rules: " in result.stderr
    (value,) = map(json.loads, result.stdout.splitlines())
    (met,) = [e for e in value["events"] if e["type"] == "MEET"]
    assert {m["extractor"] for m in met["mentions"]} == {"kg-llm/1 test", "kg-rules/2"}


def test_build_takes_the_same_options_and_a_store_keeps_readings_apart() -> None:
    with fake_model(good({"events": [event(1, "met", "meet")]})) as model:
        result = run(articles(), "--store", "s.sqlite", *model_options(model), command="build")
        assert result.exit_code == 0 and len(model.asked) == 2
        Path("llm-journal.jsonl").unlink()
        run("news.jsonl", "--store", "s.sqlite", *model_options(model), command="build")
        assert len(model.asked) == 2
    graph = json.loads(Path("exports/graph.json").read_text())
    assert [e["type"] for e in graph["events"]].count("MEET") and "kg-llm/1 test" in Path("exports/graph.ttl").read_text()
    run("news.jsonl", "--store", "s.sqlite", command="build")
    assert "kg-llm/1" not in Path("exports/graph.ttl").read_text()


def test_what_a_model_did_not_answer_is_not_kept_in_the_store() -> None:
    common = ["--store", "s.sqlite", "--extractor", "llm", "--model", "test"]
    Path("none.jsonl").write_text("")
    result = run(articles(), *common, "--batch-in", "none.jsonl", command="build")
    assert result.exit_code == 1 and "2 questions have no answer" in result.stderr
    with fake_model(good({"events": [event(1, "met", "meet")]})) as model:
        run("news.jsonl", *common, "--endpoint", model.url, command="build")
        assert len(model.asked) == 2


def test_answers_to_other_questions_are_a_finding() -> None:
    Path("answers.jsonl").write_text('{"custom_id": "0123", "answer": {"events": []}}\n')
    result = run(articles(1), "--extractor", "llm", "--model", "test", "--batch-in", "answers.jsonl")
    assert result.exit_code == 1 and "1 answers of the batch are to other questions" in result.stderr
    assert "1 questions have no answer" in result.stderr and len(result.stdout.splitlines()) == 1


def test_a_dry_run_tells_what_it_would_cost_and_asks_nothing() -> None:
    with fake_model(NOTHING) as model:
        result = run(articles(), "--extractor", "llm", "--model", "gpt-4.1-mini", "--endpoint", model.url, "--dry-run")
        assert model.asked == []
    assert result.exit_code == 0 and not Path("llm-journal.jsonl").exists()
    head, *rows, price = result.stdout.splitlines()
    assert head.split()[:3] == ["article", "calls", "sentences"]
    assert [row.split()[0] for row in rows] == ["a0", "a1", "all"] and rows[-1].split()[1:3] == ["2", "6"]
    assert price.startswith("gpt-4.1-mini: 0.00") and "USD" in price and "prices of 20" in price


def test_a_model_without_a_price_is_told_so() -> None:
    assert "qwen has no price in the table" in run(articles(), "--extractor", "llm", "--model", "qwen", "--dry-run").stdout


def test_a_budget_stops_the_run_and_what_was_paid_for_is_kept() -> None:
    with fake_model(good({"events": []}, sent=800, received=200)) as model:
        result = run(articles(6), *model_options(model), "--budget", "3000", "--concurrency", "1")
        asked = len(model.asked)
        assert 0 < asked < 6 and result.exit_code == 2
        assert "the budget of 3,000 tokens does not cover the next question" in result.stderr
        assert len(result.stdout.splitlines()) == asked
        more = run("news.jsonl", *model_options(model), "--budget", "100000")
        assert more.exit_code == 0 and len(model.asked) == 6


def test_a_run_that_is_killed_goes_on_without_asking_again() -> None:
    answers = good({"events": [event(1, "met", "meet")]})

    def script(body: dict[str, Any], n: int) -> Reply:
        return Reply(body=answers.body, wait=30.0 if n == 3 else 0.0)

    articles(6)
    with fake_model(script) as model:
        command = [sys.executable, "-m", "kg", "extract", "news.jsonl", *model_options(model), "--concurrency", "1"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            end = time.monotonic() + 120
            while len(model.asked) < 4 and time.monotonic() < end:
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
        killed = len(model.asked)
        assert killed == 4  # three answered, the fourth on its way
        journal = Path("llm-journal.jsonl").read_bytes()
        assert journal.count(b"\n") == 3
        result = run("news.jsonl", *model_options(model))
        assert result.exit_code == 0 and "questions: 3 asked, 3 from the journal" in result.stderr
        asked = Counter(json.dumps(body["messages"]) for body in model.asked)
    answered = {json.dumps(body["messages"]) for body in model.asked[:3]}
    assert len(asked) == 6 and all(asked[question] == 1 for question in answered)
    assert Path("llm-journal.jsonl").read_bytes().startswith(journal)


def test_the_key_comes_from_the_environment_and_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LLM_KEY", "s3cret")
    with fake_model(Reply(401, b'{"error":"bad key"}')) as model:
        result = run(articles(), *model_options(model))
        assert model.headers[0]["Authorization"] == "Bearer s3cret"
    assert result.exit_code == 2 and "HTTP 401" in result.stderr and "s3cret" not in result.output
    refused = run("news.jsonl", *model_options("http://models.example/v1"))
    assert refused.exit_code == 2 and "unencrypted" in refused.stderr and "s3cret" not in refused.output
    assert not Path("llm-journal.jsonl").exists()


FAULTS: dict[str, tuple[list[str], str]] = {
    "no model": (["--extractor", "llm", "--endpoint", "http://h/v1"], "give --model NAME"),
    "nobody to ask": (["--extractor", "llm", "--model", "m"], "give --endpoint URL, --batch-in FILE or --replay"),
    "rules with a model": (["--model", "m"], "--model is for reading with a model; give --extractor llm or both too"),
    "a plan of rules": (["--dry-run"], "give --extractor llm or both too"),
    "no address": (["--extractor", "llm", "--model", "m", "--endpoint", "h"], "give --endpoint like"),
    "no parameter": (["--extractor", "llm", "--model", "m", "--endpoint", "http://h", "--param", "x"], "write NAME=VALUE"),
    "a tool": (["--extractor", "llm", "--model", "m", "--endpoint", "http://h", "--param", "tools=[]"], "no parameter to give"),
    "dates": (["--extractor", "llm", "--model", "m", "--timexes-only"], "leave out --timexes-only"),
}


@pytest.mark.parametrize(("options", "said"), FAULTS.values(), ids=FAULTS)
def test_options_that_do_not_fit_are_one_line(options: list[str], said: str) -> None:
    result = run(articles(), *options)
    assert result.exit_code == 2 and said in result.stderr and len(result.stderr.splitlines()) == 1 and result.stdout == ""


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.llm import schema

    monkeypatch.setitem(sys.modules, "jsonschema", None)
    schema._validator.cache_clear()  # pyright: ignore[reportPrivateUsage]
    try:
        result = run(articles(), "--extractor", "llm", "--model", "m", "--dry-run")
    finally:
        schema._validator.cache_clear()  # pyright: ignore[reportPrivateUsage]
    assert result.exit_code == 2 and "pip install 'kg[llm]'" in result.stderr


def test_nothing_of_it_is_loaded_without_being_asked_for() -> None:
    code = (
        "import sys; from kg.cli.main import cli; from click.testing import CliRunner; CliRunner().invoke(cli, ['extract', 'news.jsonl']);"
        "print(*sorted(m for m in sys.modules if m.startswith(('kg.llm', 'jsonschema', 'requests'))))"
    )
    articles()
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout.strip() == ""


def test_readings_become_annotated_articles() -> None:
    value = event(0, "ký", who=[part("Na Uy"), part("Iceland", "patient")], time="t1")
    with fake_model(good({"events": [value]})) as model:
        options = [*model_options(model), "--out", "draft"]
        result = run(articles(2, VI, "vi"), *options, command="annotate")
        assert result.exit_code == 0 and "2 annotated articles written to draft" in result.stdout
        assert "draft/a0.json: is there already" in run("news.jsonl", *options, command="annotate").stderr
        assert run("news.jsonl", *options, "--force", command="annotate").exit_code == 0
    first, _ = load_gold(Path("draft"))
    (signed,) = first.events
    assert (signed.triggers[0].of(first.text), signed.type, signed.edtf, signed.basis) == (
        "ký",
        "AGREE",
        "2024-06-03",
        "explicit",
    )
    assert [min(p.forms) for p in signed.participants] == ["Na Uy", "Iceland"]
    assert json.loads(Path("draft/a0.json").read_text())["annotator"] == "llm: test, not checked by a person"
    learned = run("draft", "--lang", "vi", command="train")
    assert learned.exit_code == 0 and "[" in learned.stdout
