"""`kg push` as a user calls it: what it prints, where it keeps its journal, what it never shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.export.archive import write_json
from tests.export.rdf.push.fake import Answer, Asked, FakeStore, fake_store
from tests.export.rdf.push.pushing import PATHS, gold_graph

GRAPHS = len(PATHS) + 1
SECRET = "s3cret"


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["push", *args], catch_exceptions=False)


@pytest.fixture
def fake() -> Iterator[FakeStore]:
    with fake_store() as store:
        yield store


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_PUSH_PASSWORD", raising=False)
    path = tmp_path / "exports" / "graph.json"
    path.parent.mkdir()
    with path.open("wb") as file:
        write_json(gold_graph(), file)
    return path


def test_a_line_says_what_was_done(fake: FakeStore, graph: Path) -> None:
    result = run(fake.url)
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout.startswith(f"graphs: {GRAPHS} sent, 0 unchanged, 0 failed; ")
    assert result.stdout.endswith(f" statements sent to {fake.url}\n")
    assert run(fake.url, str(graph)).stdout == f"graphs: 0 sent, {GRAPHS} unchanged, 0 failed; 0 statements sent to {fake.url}\n"
    assert f"graphs: {GRAPHS} sent" in run(fake.url, "--all").stdout
    assert (graph.parent / "graph.json.push").is_file()


def test_a_large_graph_is_pushed_from_disk_as_it_would_be_from_memory(
    fake: FakeStore, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(fake.url)
    monkeypatch.setattr("kg.cli.inputs.LARGE", 0)
    assert f"graphs: 0 sent, {GRAPHS} unchanged" in run(fake.url).stdout
    before = dict(fake.graphs)
    fake.graphs.clear()
    assert f"graphs: {GRAPHS} sent" in run(fake.url).stdout
    assert fake.graphs == before


def test_the_journal_goes_where_it_is_told_to(fake: FakeStore, graph: Path, tmp_path: Path) -> None:
    run(fake.url, "--journal", str(tmp_path / "log" / "mine"))
    assert (tmp_path / "log" / "mine").is_file() and not (graph.parent / "graph.json.push").exists()


def test_articles_have_their_journal_beside_them(fake: FakeStore, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(
        "Talks\n\nMarch 15, 2023\n\nJapan held talks with South Korea in Tokyo on March 14, 2023.\n"
    )
    assert run(fake.url, str(tmp_path / "news")).exit_code == 0
    assert (tmp_path / "news.push").is_file()
    assert len(fake.graphs) == 2


def test_failures_come_at_the_end_one_line_each_and_harmless(fake: FakeStore, graph: Path) -> None:
    fake.answer = lambda asked: Answer(400, b"bad\x1b]0;owned\x07\r\nliteral") if asked.method == "PUT" else None
    result = run(fake.url)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"graphs: 1 sent, 0 unchanged, {GRAPHS - 1} failed; ")
    lines = result.stderr.splitlines()
    assert len(lines) == GRAPHS - 1
    assert all(
        line.endswith(": 400 Bad Request: bad]0;owned literal; the store does not take this graph: see its log") for line in lines
    )


def test_a_fault_at_the_end_is_told_with_what_was_done(fake: FakeStore, graph: Path) -> None:
    fake.answer = lambda asked: Answer(400, b"no such query") if asked.path.startswith("/query") else None
    result = run(fake.url, "--prune", "--query-url", fake.queries)
    assert result.exit_code == 1
    assert f"graphs: {GRAPHS} sent" in result.stdout
    assert result.stderr.startswith(
        f"{fake.queries}: does not answer with SPARQL results in JSON: 400 Bad Request: no such query"
    )


def test_withdrawn_articles_are_counted(fake: FakeStore, graph: Path) -> None:
    run(fake.url)
    with graph.open("wb") as file:
        write_json(gold_graph(PATHS[:-1]), file)
    assert ", 1 removed, 0 failed; " in run(fake.url, "--prune").stdout


def test_the_password_comes_from_the_environment_and_is_never_shown(
    fake: FakeStore, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tells(asked: Asked) -> Answer | None:
        if "Authorization" not in asked.headers:
            return Answer(401, b"", {"WWW-Authenticate": 'Basic realm="r"'})
        return Answer(403, f"no {SECRET} {asked.headers['Authorization']}".encode())

    fake.answer = tells
    result = run(fake.url, "--user", "lan")
    assert (result.exit_code, result.stderr) == (2, "no password for lan; put it in the environment as KG_PUSH_PASSWORD\n")
    monkeypatch.setenv("KG_PUSH_PASSWORD", SECRET)
    result = run(fake.url, "--user", "lan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{fake.url}: 403 Forbidden: no *** Basic ***; ask for the right to write there, or check --user\n"
    assert SECRET not in (graph.parent / "graph.json.push").read_text()


@pytest.mark.parametrize(
    "url", [f"http://lan:{SECRET}@localhost/store", f"http://localhost/store?key={SECRET}", "localhost:7878"]
)
def test_an_address_at_fault_is_one_line(graph: Path, url: str) -> None:
    for args in ((url,), ("http://localhost/store", "--query-url", url)):
        result = run(*args)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1 and SECRET not in result.output


def test_a_store_that_is_not_there_is_one_line(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_store() as gone:
        pass
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    result = run(gone.url)
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"{gone.url}: cannot be reached; see that the store runs, and push again: what has arrived is not sent twice\n"
    )
    assert waits == [0.5, 1.0, 2.0, 4.0]
