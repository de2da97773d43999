"""The sample articles, answered by hand through batch files, give what data/gold has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.main import cli
from kg.learn.score import bare_date, pair_events, pair_one_to_one, score
from kg.model.codec import extraction_from_json
from kg.model.event import Extraction
from tests.llm.answering import ROOT, Annotator, data_of, gold_articles, sample_articles

# At most: what no answer can say. The text has no expression of that time, or it stands in a sentence that is not the event's own.
UNDATED = 10
# At most: actors of an event whom none of its sentences names or points to, as far as kg sees.
UNNAMED = 20


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Extraction], dict[str, Annotator], str]:
    """Write the questions about the annotated articles, answer them by hand, read the answers."""
    folder = tmp_path_factory.mktemp("batch")
    gold, articles = gold_articles(), sample_articles()
    paths = [str(path) for path in sorted((ROOT / "data" / "articles").rglob("*.txt")) if path.stem in gold]
    common = [*paths, "--extractor", "llm", "--model", "hand", "--journal", str(folder / "journal.jsonl")]
    questions, answers = folder / "questions.jsonl", folder / "answers.jsonl"
    written = CliRunner().invoke(cli, ["extract", *common, "--batch-out", str(questions)], catch_exceptions=False)
    assert written.exit_code == 0 and not (folder / "journal.jsonl").exists()
    annotators = {id: Annotator(gold[id], articles[id]) for id in gold}
    with answers.open("w") as file:
        for line in questions.read_text().splitlines():
            question = json.loads(line)
            data = data_of(question["body"])
            (who,) = [a for a in annotators.values() if all(s.split(" ", 1)[1] in a.gold.text for s in data["sentences"])]
            file.write(json.dumps({"custom_id": question["custom_id"], "answer": who.answer(data)}) + "\n")
    result = CliRunner().invoke(cli, ["extract", *common, "--batch-in", str(answers)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    found = [extraction_from_json(json.loads(line)) for line in result.stdout.splitlines()]
    return {extraction.article.id: extraction for extraction in found}, annotators, result.stderr


def test_every_annotated_event_is_told_and_no_other(run: tuple[dict[str, Extraction], dict[str, Annotator], str]) -> None:
    found, annotators, told = run
    gold = [a.gold for a in annotators.values()]
    assert sum(len(x.events) for x in found.values()) == sum(len(article.events) for article in gold) == 147
    scores, _ = score(gold, found)
    events, sources, people = (scores.prf[name] for name in ("events", "attribution", "participants with role"))
    assert (events.precision, events.recall, sources.f1, people.precision) == (1, 1, 1, 1)
    assert scores.shares["events recall, minor ones too"] == scores.shares["type right"] == scores.shares["realis right"] == 1
    assert scores.shares["undated left undated"] == 1
    assert "rejected" not in told and "not taken" not in told
    assert {m.extractor for x in found.values() for e in x.events for m in e.mentions} == {"kg-llm/1 hand"}


def test_triggers_stand_where_they_were_annotated(run: tuple[dict[str, Extraction], dict[str, Annotator], str]) -> None:
    found, annotators, _ = run
    for id, annotator in annotators.items():
        prose = [s.span for s in found[id].sentences]
        wanted = [tuple(t for t in e.triggers if any(t in s for s in prose)) for e in annotator.gold.events]
        assert sorted(tuple(m.span for m in e.mentions) for e in found[id].events) == sorted(wanted)


def test_every_date_that_is_told_is_the_annotated_one(run: tuple[dict[str, Extraction], dict[str, Annotator], str]) -> None:
    found, annotators, _ = run
    left = 0
    for id, annotator in annotators.items():
        for i, j in pair_events(found[id].events, annotator.gold.events):
            time, right = found[id].events[i].time, bare_date(annotator.gold.events[j].edtf)
            if time is None:
                left += right is not None
            else:
                assert bare_date(time.edtf) == right
    assert left <= UNDATED


def test_who_takes_part_is_annotated_so(run: tuple[dict[str, Extraction], dict[str, Annotator], str]) -> None:
    found, annotators, _ = run
    missing = 0
    for id, annotator in annotators.items():
        for i, j in pair_events(found[id].events, annotator.gold.events):
            event, wanted = found[id].events[i], annotator.gold.events[j]
            same = pair_one_to_one(
                [p.role for p in event.participants], [p.role for p in wanted.participants], lambda a, b: a == b
            )
            assert len(same) == len(event.participants)
            missing += len(wanted.participants) - len(same)
    assert missing <= UNNAMED


def test_a_second_run_is_free_and_a_replay_the_same_bytes(
    run: tuple[dict[str, Extraction], dict[str, Annotator], str], tmp_path: Path
) -> None:
    _, annotators, _ = run
    journal = tmp_path / "journal.jsonl"
    gold = annotators["2024-06-11-us-japan-arms-talks"].gold
    path = next((ROOT / "data" / "articles").rglob(f"{gold.id}.txt"))
    common = ["extract", str(path), "--extractor", "llm", "--model", "hand", "--journal", str(journal)]
    CliRunner().invoke(cli, [*common, "--batch-out", str(tmp_path / "q.jsonl")], catch_exceptions=False)
    question = json.loads((tmp_path / "q.jsonl").read_text())
    answer = annotators[gold.id].answer(data_of(question["body"]))
    (tmp_path / "a.jsonl").write_text(json.dumps({"custom_id": question["custom_id"], "answer": answer}) + "\n")
    first = CliRunner().invoke(cli, [*common, "--batch-in", str(tmp_path / "a.jsonl")], catch_exceptions=False)
    replayed = CliRunner().invoke(cli, [*common, "--replay"], catch_exceptions=False)
    assert first.stdout == replayed.stdout != "" and "1 from the journal" in replayed.stderr
    again = CliRunner().invoke(cli, [*common, "--batch-out", str(tmp_path / "q.jsonl")], catch_exceptions=False)
    assert "1 more are answered already" in again.stdout and (tmp_path / "q.jsonl").read_text() == ""
