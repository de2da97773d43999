"""The sample articles, answered by hand through batch files, give the graph of data/gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.main import cli
from kg.learn.score import bare_date, pair_events, pair_one_to_one, score
from kg.model.codec import extraction_from_json
from kg.model.event import Extraction
from tests.llm.answering import ROOT, Annotator
from tests.llm.goldgraph import gold_graph, stated
from tests.llm.record import COMMAND, MODEL, RECORDED, annotators, recorded

# What no answer can say, as no sentence of the event shows it and the annotator inferred it from the whole: 2 of 92 dates and 8 of 280
# participants.
INFERRED = {
    "2024-03-13-port-ellery-ferry-strike e8 Ferry crews",  # that the deckhands and engineers who walked out are the crews
    "2024-03-13-port-ellery-ferry-strike e11 Ferry crews",  # whom replacement crews would replace
    "2024-03-13-port-ellery-ferry-strike e14 Ferry crews",  # "No one was dismissed": none of whom
    "2024-04-11-hoi-dam-thuong-dinh-nhat-my e6 2024-04",  # a visit of days around the one day that is said
    "2024-06-06-xet-xu-vu-kho-van e2 cựu kế toán trưởng Đỗ Thị Sim",  # that she stood in the trial in which she was sentenced
    "2024-06-06-xet-xu-vu-kho-van e3 Tòa án nhân dân tỉnh Bình Hải",  # who sentenced her
    "2024-06-06-xet-xu-vu-kho-van e10 2020-03/2021-08",  # when she signed what is told two paragraphs before
    "2024-06-11-us-japan-arms-talks e10 DICAS",  # that "the forum" is the one of this name, four paragraphs before
    "2024-06-11-us-japan-arms-talks e12 Prime Minister Fumio Kishida",  # that both announced what Biden described
    "2024-09-11-cau-phong-chau-lang-nu e26 Miền Bắc",  # where the dikes of the rumour are
}
Run = tuple[dict[str, Extraction], dict[str, Annotator], str]


@pytest.fixture(scope="module")
def known() -> list[Annotator]:
    return annotators()


@pytest.fixture(scope="module")
def run(known: list[Annotator], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Read the recorded answers."""
    folder = tmp_path_factory.mktemp("batch")
    result = kg_run("extract", "--journal", str(folder / "journal.jsonl"), "--batch-in", str(RECORDED))
    assert result.exit_code == 0, f"{result.stderr}: write the answers again with {COMMAND}"
    found = [extraction_from_json(json.loads(line)) for line in result.stdout.splitlines()]
    return {extraction.article.id: extraction for extraction in found}, {who.gold.id: who for who in known}, result.stderr


def paths() -> list[str]:
    gold = {path.stem for path in (ROOT / "data" / "gold").glob("*.json")}
    return [str(path) for path in sorted((ROOT / "data" / "articles").rglob("*.txt")) if path.stem in gold]


def kg_run(command: str, *options: str) -> Result:
    return CliRunner().invoke(cli, [command, *paths(), "--extractor", "llm", "--model", MODEL, *options], catch_exceptions=False)


def test_the_recorded_answers_are_those_of_the_annotation(known: list[Annotator]) -> None:
    assert RECORDED.read_bytes() == recorded(known), f"write them again with {COMMAND}"
    assert {left for who in known for left in who.left_out} == INFERRED


def test_the_graph_of_the_answers_is_that_of_the_annotation(known: list[Annotator], tmp_path: Path) -> None:
    journal = ["--journal", str(tmp_path / "journal.jsonl")]
    result = kg_run("build", *journal, "--batch-in", str(RECORDED), "--out", str(tmp_path / "one"))
    assert result.exit_code == 0, f"{result.stderr}: write the answers again with {COMMAND}"
    wanted = gold_graph(known, INFERRED)
    read = kg.KnowledgeGraph.from_json((tmp_path / "one" / "graph.json").read_text())
    assert stated(read).decode().splitlines() == stated(wanted).decode().splitlines()
    assert stated(read) == stated(wanted) and len(wanted.records.events) > 100
    replayed = kg_run("build", *journal, "--replay", "--out", str(tmp_path / "two"))
    assert replayed.exit_code == 0, replayed.stderr
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_every_annotated_event_is_told_and_no_other(run: Run) -> None:
    found, known, told = run
    gold = [a.gold for a in known.values()]
    assert sum(len(x.events) for x in found.values()) == sum(len(article.events) for article in gold) == 147
    scores, _ = score(gold, found)
    events, sources, people = (scores.prf[name] for name in ("events", "attribution", "participants with role"))
    assert (events.precision, events.recall, sources.f1, people.precision) == (1, 1, 1, 1)
    assert scores.shares["events recall, minor ones too"] == scores.shares["type right"] == scores.shares["realis right"] == 1
    assert scores.shares["undated left undated"] == 1
    assert "rejected" not in told and "not taken" not in told
    assert {m.extractor for x in found.values() for e in x.events for m in e.mentions} == {"kg-llm/1 hand"}


def test_triggers_stand_where_they_were_annotated(run: Run) -> None:
    found, known, _ = run
    for id, annotator in known.items():
        prose = [s.span for s in found[id].sentences]
        wanted = [tuple(t for t in e.triggers if any(t in s for s in prose)) for e in annotator.gold.events]
        assert sorted(tuple(m.span for m in e.mentions) for e in found[id].events) == sorted(wanted)


def test_every_annotated_date_and_participant_is_told_but_for_what_was_inferred(run: Run) -> None:
    found, known, _ = run
    dates: list[str] = []
    missing = 0
    for id, annotator in known.items():
        for i, j in pair_events(found[id].events, annotator.gold.events):
            event, wanted = found[id].events[i], annotator.gold.events[j]
            right = bare_date(wanted.edtf)
            if event.time is None and right is not None:
                dates.append(f"{id} {wanted.id} {wanted.edtf}")
            else:
                assert (bare_date(event.time.edtf) if event.time else None) == right
            same = pair_one_to_one(
                [p.role for p in event.participants], [p.role for p in wanted.participants], lambda a, b: a == b
            )
            assert len(same) == len(event.participants)
            missing += len(wanted.participants) - len(same)
    assert set(dates) == {left for left in INFERRED if left.rsplit(" ", 1)[1][0] == "2"}
    assert missing == len(INFERRED) - len(dates)
