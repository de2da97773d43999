"""Reading with a model from Python, and when what was read is read again."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import kg
import kg.llm
from kg.engine.threads import Threads
from kg.errors import KgError
from kg.llm.answer import Answer
from kg.llm.batch import request_line
from kg.llm.question import Model, Question, ask_about
from kg.llm.reader import ONLY_CARRY
from kg.llm.sheet import lay_out
from kg.model.event import Extraction
from kg.model.text import Article
from kg.pipeline import extract_all, fingerprint
from kg.store.sqlite import SqliteStore
from tests.llm.answering import ROOT, data_of
from tests.llm.fake import Reply, fake_model, good
from tests.llm.reading import EN, PACKS, article, by_rules, event, part, reader, saying

MET = {"events": [event(1, "met", "meet", who=[part("Jonas Berg"), part("Halla Tomasdottir", "patient")], time="t2")]}
BY_MODEL = "kg-llm/1 test"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("KG_LLM_KEY", raising=False)
    path = tmp_path / "news.jsonl"
    lines = ({"id": f"a{i}", "lang": "en", "published": "2024-06-06", "text": EN} for i in range(3))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def readers(graph: kg.KnowledgeGraph) -> set[str]:
    return {mention.extractor for event in graph.records.events for mention in event.mentions}


def test_a_graph_is_built_with_a_model_that_is_asked_once(news: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    with fake_model(good(MET)) as server:
        with kg.model_reader("test", endpoint=server.url, journal=journal) as model:
            graph = kg.build(news, extractor=model, engine=Threads(2))
        asked = len(server.asked)
    assert asked == 1  # three articles of the same words are the same question
    assert readers(graph) == {BY_MODEL} and {str(e.type) for e in graph.records.events} == {"MEET"}
    with kg.model_reader("test", journal=journal, replay=True) as model:
        assert kg.build(news, extractor=model) == graph
    with kg.model_reader("test", journal=journal, replay=True, both=True) as model:
        assert readers(kg.build(news, extractor=model)) == {BY_MODEL, "kg-rules/2"}


def test_the_example_of_the_readme_runs(news: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (example,) = re.findall(r"```\n(with kg\.model_reader.+?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    news.rename(tmp_path / "news" / "news.jsonl")
    with fake_model(good(MET)) as server:
        names: dict[str, Any] = {"kg": kg}
        exec(example.replace("http://localhost:11434/v1", server.url), names)
    assert readers(names["graph"]) == {"kg-llm/1 qwen3:8b"}


def test_answers_of_a_batch_are_taken_in_python_too(tmp_path: Path) -> None:
    questions = reader(saying({})).questions(article())
    line = json.loads(request_line(questions[0][0]))
    (tmp_path / "answers.jsonl").write_text(json.dumps({"custom_id": line["custom_id"], "answer": MET}) + "\n")
    with kg.model_reader("test", journal=tmp_path / "j.jsonl", batches=[tmp_path / "answers.jsonl"]) as model:
        found = kg.extract(article(), extractor=model)
    assert [e.mentions[0].extractor for e in found.events] == [BY_MODEL]


def test_the_budget_ends_the_build(news: Path, tmp_path: Path) -> None:
    with (
        fake_model(good(MET)) as server,
        kg.model_reader("test", endpoint=server.url, journal=tmp_path / "j.jsonl", budget=1) as model,
        pytest.raises(KgError, match="the budget of 1 tokens does not cover"),
    ):
        kg.build(news, extractor=model)
    assert server.asked == []


def test_an_extractor_goes_by_name_or_is_whatever_reads(news: Path) -> None:
    def nothing(given: Article) -> Extraction:
        return Extraction(given)

    assert kg.build(news, extractor="rules") == kg.build(news)
    assert kg.build(news, extractor=nothing).records.events == ()
    assert kg.extract(article(), extractor=nothing).events == ()
    assert kg.extract(article(), extractor="rules") == by_rules(article())
    for name, said in (("llm", "asks a model; give one of kg.model_reader"), ("nobody", "no extractor 'nobody'; choose from")):
        with pytest.raises(KgError, match=said):
            kg.build(news, extractor=name)
    with pytest.raises(ValueError, match="min_confidence"):
        kg.build(news, extractor=nothing, min_confidence=0.5)
    with pytest.raises(KgError, match="nobody to ask"), kg.model_reader("test"):
        pass


def test_what_is_decided_does_not_hang_on_what_only_carries() -> None:
    """The state of the code leaves these modules out: none that is in it may import one of them."""
    folder = Path(kg.llm.__file__).parent
    names = {path.stem for path in folder.glob("*.py")}
    assert names > ONLY_CARRY
    for name in names - ONLY_CARRY:
        tree = ast.parse((folder / f"{name}.py").read_text())
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not imported & {f"kg.llm.{other}" for other in ONLY_CARRY}, name


def test_a_change_of_the_code_reads_again_and_asks_nothing_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(question: Question) -> Answer:
        asked.append(question.key)
        return Answer(json.dumps(MET))

    given, model = article(), reader(ask)
    before = fingerprint(given, model)
    with SqliteStore(tmp_path / "s.sqlite") as store:
        list(extract_all([given], store=store, extractor=model))
        list(extract_all([given], store=store, extractor=model))
        assert len(asked) == 1
        monkeypatch.setattr("kg.llm.reader._code_state", lambda: "another")
        assert fingerprint(given, model) != before
        list(extract_all([given], store=store, extractor=model))
    assert len(asked) == 2 and len(set(asked)) == 1  # the same key: the journal has its answer


def test_an_answer_is_kept_under_the_request_as_it_is_sent() -> None:
    sheet = lay_out(article(), PACKS["en"])
    one = ask_about(sheet, range(3), Model("m"))
    keys = {one.key, ask_about(sheet, range(2), Model("m")).key, ask_about(sheet, range(3), Model("n")).key}
    assert len({*keys, ask_about(sheet, range(3), Model("m", (("temperature", 1),))).key}) == 4
    assert ask_about(lay_out(article(id="b"), PACKS["en"]), range(3), Model("m")).key == one.key
    assert data_of(one.body)["sentences"][0].startswith("0 Norway")


def test_a_server_that_fails_leaves_the_rules(news: Path, tmp_path: Path) -> None:
    with (
        fake_model(Reply(400, b"no")) as server,
        kg.model_reader("test", endpoint=server.url, journal=tmp_path / "j.jsonl") as model,
    ):
        assert readers(kg.build(news, extractor=model)) == {"kg-rules/2"}
