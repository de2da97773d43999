"""What a push sends, what it leaves alone, and what it removes."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

import kg
from kg.errors import KgError
from kg.export.archive import write_json
from kg.export.rdf import DEFAULT_BASE_IRI
from kg.export.rdf.push import State
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records
from tests.export.rdf.push.fake import Answer, Asked, FakeStore, fake_store
from tests.export.rdf.push.pushing import PATHS, SHARED, Pusher, by_graph, gold_graph, states

FOREIGN = {
    "": b"default",
    "https://other.example/g": b"x",
    f"{DEFAULT_BASE_IRI}notes": b"x",
    f"{DEFAULT_BASE_IRI}graph/a/b": b"x",
}
UNCHANGED, SENT, REMOVED, FAILED, LEFT = State.UNCHANGED, State.SENT, State.REMOVED, State.FAILED, State.LEFT


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return gold_graph()


@pytest.fixture(scope="module")
def fewer() -> KnowledgeGraph:
    return gold_graph(PATHS[:-1])


@pytest.fixture
def pusher(fake: FakeStore, tmp_path: Path) -> Pusher:
    return Pusher(fake.url, tmp_path / "kg.push")


def test_every_graph_arrives_as_it_is(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    outcomes = pusher.push(graph)
    assert {name: {q.triple for q in parse(body, format=RdfFormat.TURTLE)} for name, body in fake.graphs.items()} == by_graph(
        graph
    )
    assert set(states(outcomes)) == {SENT} and len(outcomes) == len(PATHS) + 1
    assert sum(outcome.statements for outcome in outcomes) == sum(map(len, by_graph(graph).values()))
    assert [(asked.method, asked.graph == SHARED) for asked in fake.asked] == [("POST", True), *[("PUT", False)] * len(PATHS)]
    assert {asked.headers["Content-Type"] for asked in fake.asked} == {"text/turtle"}
    assert not any("Transfer-Encoding" in asked.headers for asked in fake.asked)  # Virtuoso takes it for an empty body


def test_two_pushes_send_the_same_bytes(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph, everything=True)
    first = [(asked.path, asked.body) for asked in fake.asked]
    fake.asked.clear()
    pusher.push(graph, everything=True)
    assert [(asked.path, asked.body) for asked in fake.asked] == first


def test_what_has_not_changed_is_not_sent_again(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph)
    fake.asked.clear()
    assert states(pusher.push(graph)) == [UNCHANGED] * (len(PATHS) + 1)
    assert fake.sent() == []


def test_only_what_has_changed_is_sent(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph, fewer: KnowledgeGraph) -> None:
    pusher.push(fewer)
    fake.asked.clear()
    pusher.push(graph)
    changed = {name for name, triples in by_graph(graph).items() if by_graph(fewer).get(name) != triples}
    assert 0 < len(changed) < len(PATHS) + 1
    assert set(fake.sent()) == changed


def test_another_store_is_another_matter(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph)
    with fake_store() as other:
        assert set(states(Pusher(other.url, pusher.journal).push(graph))) == {SENT}
        assert other.graphs == fake.graphs


@pytest.mark.parametrize("asks", [False, True])
def test_what_the_store_has_lost_is_sent_again_and_with_it_the_actors(
    fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph, asks: bool
) -> None:
    pusher.queries = fake.queries if asks else None
    pusher.push(graph)
    lost = sorted(fake.graphs)[-1]
    del fake.graphs[lost]
    fake.asked.clear()
    outcomes = pusher.push(graph)
    assert sorted(states(outcomes)) == sorted([SENT, SENT, *[UNCHANGED] * (len(PATHS) - 1)])
    assert fake.sent() == [lost, SHARED]


def test_a_store_that_was_emptied_gets_all(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph)
    before = dict(fake.graphs)
    fake.graphs.clear()
    assert set(states(pusher.push(graph))) == {SENT}
    assert fake.graphs == before


def test_the_shared_graph_is_added_to(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    fake.graphs[SHARED] = b"# others' actors\n"
    pusher.push(graph)
    assert fake.graphs[SHARED].startswith(b"# others' actors\n@prefix")


@pytest.mark.parametrize("asks", [False, True])
def test_pruning_removes_the_withdrawn_and_nothing_else(
    fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph, fewer: KnowledgeGraph, asks: bool
) -> None:
    pusher.push(graph)
    fake.graphs.update(FOREIGN)
    pusher.queries = fake.queries if asks else None
    outcomes = pusher.push(fewer, prune=True)
    withdrawn = by_graph(graph).keys() - by_graph(fewer).keys()
    assert [outcome.graph for outcome in outcomes if outcome.state is REMOVED] == sorted(withdrawn)
    assert fake.graphs.keys() == by_graph(fewer).keys() | FOREIGN.keys()
    assert FOREIGN.items() <= fake.graphs.items()
    assert {asked.graph for asked in fake.asked if asked.method == "DELETE"} == withdrawn
    assert {q.triple for q in parse(fake.graphs[SHARED], format=RdfFormat.TURTLE)} == by_graph(fewer)[SHARED]


def test_without_pruning_nothing_is_removed(
    fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph, fewer: KnowledgeGraph
) -> None:
    pusher.push(graph)
    pusher.push(fewer)
    assert by_graph(graph).keys() == fake.graphs.keys()
    assert "DELETE" not in {asked.method for asked in fake.asked}


def test_a_graph_that_may_have_arrived_is_pruned_too(
    fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph, fewer: KnowledgeGraph
) -> None:
    (withdrawn,) = by_graph(graph).keys() - by_graph(fewer).keys()

    def loses_the_answer(asked: Asked) -> Answer | None:
        if asked.graph == withdrawn and asked.method == "PUT":
            fake.does(asked)
            return Answer(400)
        return None

    fake.answer = loses_the_answer
    assert FAILED in states(pusher.push(graph))
    assert withdrawn in fake.graphs
    pusher.push(fewer, prune=True)
    assert withdrawn not in fake.graphs


def test_pruning_with_no_article_is_refused(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph)
    with pytest.raises(KgError, match="pruning would empty the store"):
        pusher.push(KnowledgeGraph(Records()), prune=True)
    assert by_graph(graph).keys() == fake.graphs.keys()


def test_a_journal_that_names_foreign_graphs_removes_none_of_them(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph)
    fake.graphs.update(FOREIGN)
    line = pusher.journal.read_text().splitlines()[-1]
    name = by_graph(graph).keys() - {SHARED}
    with pusher.journal.open("a") as file:
        for foreign in FOREIGN:
            file.write(line.replace(max(name), foreign) + "\n")
    pusher.push(graph, prune=True)
    assert FOREIGN.items() <= fake.graphs.items()


def test_one_graph_that_fails_does_not_stop_the_others(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    bad = sorted(by_graph(graph))[2]
    fake.answer = lambda asked: Answer(400, b"line 7:\x1b[2J bad literal") if asked.graph == bad else None
    (failed,) = [outcome for outcome in pusher.push(graph) if outcome.state is not SENT]
    assert failed.fault == f"{bad}: 400 Bad Request: line 7:[2J bad literal; the store does not take this graph: see its log"
    fake.answer = lambda _: None
    fake.asked.clear()
    assert sorted(states(pusher.push(graph))) == [SENT, *[UNCHANGED] * len(PATHS)]
    assert fake.sent() == [bad]


def test_a_store_that_goes_away_is_given_up(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    fake.answer = lambda asked: Answer(503) if asked.graph != SHARED else None
    found = states(pusher.push(graph))
    assert found == [SENT, FAILED, FAILED, FAILED, *[LEFT] * (len(PATHS) - 3)]
    assert len(fake.asked) == 1 + 3 * 5


def test_what_is_wrong_from_the_start_is_an_error(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    for status in (401, 403, 404, 405, 415, 501):
        fake.answer = lambda _, status=status: Answer(status)  # type: ignore[misc]
        with pytest.raises(KgError, match=f"{status} .*; (check|ask)"):
            pusher.push(graph)
    assert len(fake.asked) == 6


def test_a_store_that_forgets_the_login_later_fails_graph_by_graph(
    fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph
) -> None:
    fake.answer = lambda asked: None if asked.graph == SHARED else Answer(403)
    assert states(pusher.push(graph)) == [SENT, *[FAILED] * len(PATHS)]


def test_packed_bodies(fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph) -> None:
    pusher.push(graph)
    plain = dict(fake.graphs)
    fake.graphs.clear()
    assert set(states(pusher.push(graph, gzipped=True))) == {SENT}
    assert {name: gzip.decompress(body) for name, body in fake.graphs.items()} == plain
    assert [asked.headers.get("Content-Encoding") for asked in fake.asked if asked.method != "HEAD"].count("gzip") == len(plain)


KILLED_AT = 2


def test_a_push_that_was_killed_goes_on_where_it_was(
    fake: FakeStore, pusher: Pusher, graph: KnowledgeGraph, tmp_path: Path
) -> None:
    with (tmp_path / "graph.json").open("wb") as file:
        write_json(graph, file)
    arrived: list[Asked] = []

    def kills(asked: Asked) -> None:
        arrived.append(asked)
        if len(arrived) == KILLED_AT + 1:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    fake.answer = kills
    command = [sys.executable, "-m", "kg", "push", fake.url, str(tmp_path / "graph.json"), "--journal", str(pusher.journal)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(Path(kg.__file__).parents[1])}) as process:
        process.wait()
    assert process.returncode == -signal.SIGKILL
    fake.answer = lambda _: None
    fake.asked.clear()
    found = states(pusher.push(graph))
    assert (found.count(UNCHANGED), found.count(SENT)) == (KILLED_AT, len(PATHS) + 1 - KILLED_AT)
    assert arrived[-1].graph in fake.sent()
    assert fake.graphs.keys() == by_graph(graph).keys()
