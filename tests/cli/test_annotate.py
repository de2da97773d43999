"""`kg annotate`: a model reads once, a person corrects, and a pack learns from it and reads on without the model."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.learn.gold import GoldEvent, load_gold
from kg.learn.score import bare_date
from tests.llm.answering import ROOT, Annotator, Json, data_of, gold_articles, sample_articles
from tests.llm.fake import Reply, fake_model, good

SAMPLES = sorted(path for path in (ROOT / "data" / "articles").rglob("*.txt") if path.stem in gold_articles())


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args, catch_exceptions=False)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_LLM_KEY", raising=False)
    return tmp_path


def kind_of(event: GoldEvent) -> str:
    return f"{event.type} {event.realis}"


def date_of(event: GoldEvent) -> str | None:
    return bare_date(event.edtf)


def annotated_answer(body: Json, nth: int) -> Reply:
    """Answer as the annotator of the article would."""
    data = data_of(body)
    gold, articles = gold_articles(), sample_articles()
    (id,) = [id for id in gold if all(line.split(" ", 1)[1] in gold[id].text for line in data["sentences"])]
    return good(Annotator(gold[id], articles[id]).answer(data))


def test_what_a_model_read_teaches_a_pack_that_reads_without_it(here: Path) -> None:
    with fake_model(annotated_answer) as model:
        options = ["--extractor", "llm", "--model", "teacher", "--endpoint", model.url, "--concurrency", "1"]
        written = run("annotate", *map(str, SAMPLES), "--out", "draft", *options)
    assert written.exit_code == 0, written.stderr
    assert "6 annotated articles written to draft: correct them, then `kg train draft`" in written.stdout
    gold, draft = gold_articles(), load_gold(Path("draft"))
    assert [article.id for article in draft] == sorted(gold)
    for article in draft:
        prose = [e for e in gold[article.id].events if any(t in s for t in e.triggers for s in article.sentences)]
        kinds, dates = ([Counter(map(of, events)) for events in (prose, article.events)] for of in (kind_of, date_of))
        assert kinds[0] == kinds[1]
        assert (dates[0] - dates[1]).total() <= 1  # a date that no sentence of its event shows
        who = json.loads((here / "draft" / f"{article.id}.json").read_text())["annotator"]
        assert who == "llm: teacher, not checked by a person"
    # The pack with what was learned reads on, with no model.
    shutil.copytree(ROOT / "kg" / "lang" / "packs" / "en", here / "mypacks" / "en")
    learned = run("train", "draft", "--lang", "en", "--out", "mypacks/en/evidence.toml")
    assert learned.exit_code == 0, learned.stderr
    table = (here / "mypacks" / "en" / "evidence.toml").read_bytes()
    assert table != (ROOT / "kg" / "lang" / "packs" / "en" / "evidence.toml").read_bytes()
    again = run("train", "draft", "--lang", "en", "--out", "again.toml")
    assert again.exit_code == 0 and (here / "again.toml").read_bytes() == table
    english = [str(path) for path in SAMPLES if gold[path.stem].lang == "en"]
    read = run("extract", *english, "--packs", "mypacks")
    assert read.exit_code == 0, read.stderr
    events = [event for line in read.stdout.splitlines() for event in json.loads(line)["events"]]
    assert events and {m["extractor"] for event in events for m in event["mentions"]} == {"kg-rules/2"}


def test_a_draft_is_not_overwritten_unless_asked(here: Path) -> None:
    english = str(next(path for path in SAMPLES if "us-japan" in path.name))
    assert run("annotate", english, "--out", "draft").exit_code == 0
    (path,) = (here / "draft").iterdir()
    assert json.loads(path.read_text())["annotator"] == "kg's rules, not checked by a person"
    path.write_text("corrected")
    result = run("annotate", english, "--out", "draft")
    assert result.exit_code == 2 and "is there already" in result.stderr and path.read_text() == "corrected"
    assert run("annotate", english, "--out", "draft", "--force").exit_code == 0
    assert load_gold(here / "draft")[0].events


def test_an_article_without_a_date_is_a_fault_and_the_others_are_written(here: Path) -> None:
    lines = [
        {"id": "a", "lang": "en", "text": "The dam above the town gave way and the town was cleared."},
        {"id": "b", "lang": "en", "published": "2024-06-06", "text": "The dam above the town gave way on Monday."},
    ]
    Path("news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = run("annotate", "news.jsonl", "--out", "draft")
    assert result.exit_code == 1 and "a: has no publication date" in result.stderr
    assert [path.name for path in (here / "draft").iterdir()] == ["b.json"]
