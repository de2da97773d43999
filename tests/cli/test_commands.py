"""The commands as a user calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command, Context, Group
from click.testing import CliRunner, Result

from kg.cli.main import COMMANDS, cli

VI = """Hai nước ký thỏa thuận cứu hộ trên biển

15/03/2023 09:12

Ngày 14/3/2023, Nhật Bản và Hàn Quốc ký thỏa thuận cứu hộ tại Tokyo.

Thủ tướng Nhật Bản sẽ thăm Hàn Quốc vào tháng 5/2023.

Theo Nhật báo Bến Bờ
"""
EN = """Two countries sign rescue pact

March 15, 2023

Japan and South Korea signed a pact on rescue at sea in Tokyo on March 14, 2023.

Japan's prime minister will visit South Korea in May 2023.
"""
UNDATED = "Japan plans talks\n\nJapan will hold talks with South Korea. The prime minister said so.\n"


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, list(args), input=stdin, catch_exceptions=False)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "vi.txt").write_text(VI, "utf-8")
    (folder / "en.txt").write_text(EN, "utf-8")
    return folder


def all_commands() -> list[tuple[str, Command]]:
    found: list[tuple[str, Command]] = []
    for name in COMMANDS:
        command = cli.get_command(Context(cli), name)
        assert command is not None
        found.append((name, command))
        if isinstance(command, Group):
            found += [(f"{name} {inner}", sub) for inner, sub in command.commands.items()]
    return found


@pytest.mark.parametrize(("name", "command"), all_commands())
def test_each_help_has_an_example(name: str, command: Command) -> None:
    result = run(*name.split(), "--help")
    assert result.exit_code == 0
    assert "Example" in result.output and f"kg {name}" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_in_the_list_is_the_commands_own(name: str) -> None:
    command = cli.get_command(Context(cli), name)
    assert command is not None
    assert command.get_short_help_str(limit=100) == COMMANDS[name][1]


def test_help_loads_no_command() -> None:
    code = "import sys; sys.argv = ['kg', '--help']\ntry: import kg.__main__; kg.__main__.main()\nexcept SystemExit: print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(out.splitlines()[-1].split())
    assert not {"kg.pipeline", "kg.cli.build", "rich", "networkx", "sqlite3", "lxml"} & loaded


def test_python_m_kg_is_kg() -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("kg")


def test_lang_check_reports_every_problem(tmp_path: Path) -> None:
    assert run("lang", "check", "vi").exit_code == 0
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "meta.toml").write_text('code = "xx"\ncolour = "red"\n')
    result = run("lang", "check", "xx", "--packs", str(tmp_path))
    assert result.exit_code == 1
    assert "xx/meta.toml: colour: is not a known key" in result.stdout and "xx/layout.toml: is missing" in result.stdout
    assert run("lang", "check", "yy").exit_code == 2


def test_lang_check_tells_what_a_pack_holds_and_where_its_holes_are(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "meta.toml").write_text('code = "xx"\nwords = ["a", "b"]\n')
    result = run("lang", "check", "xx", "--packs", str(tmp_path))
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["meta", "3", "-", "-"] in rows and ["total", "3", "-", "-"] in rows
    assert any(row[:3] == ["xx", "constructions:", "dates"] and row[3].startswith("0/") for row in rows)
    assert any(row[:1] == ["dates.season"] for row in rows)
    result = run("lang", "check", "en", "xx", "--packs", str(tmp_path), "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["en"]["problems"] == [] and "dates.season" in told["en"]["shown"]
    assert all(hole["reason"] for hole in told["en"]["holes"])
    assert told["xx"]["tables"]["total"] == {"entries": 3, "examples": 0, "negatives": 0}
    assert {"construction": "dates.season", "description": "a season of a year", "reason": None} in told["xx"]["holes"]
    assert {"where": "xx/layout.toml", "message": "is missing"} in told["xx"]["problems"]


def test_arguments_at_fault_are_one_line_and_exit_code_2() -> None:
    for args in (
        ("frobnicate",),
        ("extract",),
        ("build", "--workers", "0", "x"),
        ("timeline", "--from", "June"),
        ("--nonsense",),
    ):
        result = run(*args)
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr


def test_extract_prints_an_object_for_each_article(news: Path) -> None:
    result = run("extract", str(news))
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [x["article"]["id"] for x in found] == ["en", "vi"]
    assert found[1]["article"]["text"] == VI
    assert found[1]["article"]["published"] == "2023-03-15T09:12:00"


def test_min_confidence_leaves_out_what_is_less_sure(news: Path) -> None:
    def events(*options: str) -> list[float]:
        lines = run("extract", str(news), *options).stdout.splitlines()
        return [event["confidence"] for line in lines for event in json.loads(line)["events"]]

    every, usual = events("--min-confidence", "0"), events()
    assert len(every) >= len(usual) > 0
    least = max(every)
    sure = events("--min-confidence", str(least))
    assert sorted(sure) == sorted(confidence for confidence in every if confidence >= least)
    run("build", str(news), "--min-confidence", "0")
    shown = run("timeline", "--undated", "--min-confidence", str(least)).stdout.splitlines()
    assert len(shown) < len(run("timeline", "--undated").stdout.splitlines())


def test_extract_of_times_reads_and_writes_the_form_of_temporal_corpora(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    path.write_text(json.dumps({"doc_id": "d1", "dct": "2023-03-15", "lang": "en", "text": "It opened on March 14, 2023."}))
    result = run("extract", str(path), "--timexes-only", "--format", "timex-jsonl")
    assert result.exit_code == 0
    for line in result.stdout.splitlines():
        row = json.loads(line)
        assert list(row) == ["doc_id", "begin", "end", "type", "value"]
        assert row["doc_id"] == "d1"


def test_bad_inputs_have_a_line_each_at_the_end_and_the_rest_is_done(news: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (news / "undated.txt").write_text(UNDATED)
    (news / "lines.jsonl").write_text(
        json.dumps({"id": "j1", "lang": "en", "published": "2023-03-15", "text": EN}) + "\n{broken\n"
    )
    result = run("extract", str(news), "missing.txt")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 4
    lines = result.stderr.splitlines()
    assert len(lines) == 5
    for word in (
        "empty.txt: is empty",
        "lines.jsonl:2: is broken JSON",
        "picture.txt: is a picture",
        "missing.txt: no such",
        "undated: ",
    ):
        assert sum(word in line for line in lines) == 1, word


def test_nothing_but_bad_input_is_exit_code_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("extract", "missing.txt").exit_code == 2
    result = run("build", "missing.txt")
    assert result.exit_code == 2
    assert not (tmp_path / "exports").exists()
    assert run("timeline").exit_code == 2
    assert "kg build" in run("timeline").stderr


def test_a_very_long_article_is_refused_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"The dam above the town gave way on Monday. " * 120_000)
    result = run("extract", str(path))
    assert result.exit_code == 2
    assert "the limit is 500,000" in result.stderr


def test_build_writes_every_format_and_says_so(news: Path) -> None:
    result = run("build", str(news))
    assert result.exit_code == 0, result.output
    written = sorted(path.name for path in Path("exports").iterdir())
    assert {"graph.html", "graph.json", "graph.ttl", "events.csv"} <= set(written)
    assert all(name in result.stdout for name in written)
    assert "Open exports/graph.html" in result.stdout
    assert run("timeline").exit_code == 0
    assert run("timeline", "exports/graph.json").stdout == run("timeline", str(news)).stdout


def test_export_and_view_write_what_is_asked_for(news: Path) -> None:
    assert run("export", str(news), "--format", "ntriples").stdout.count("\n") > 5
    assert run("export", str(news), "--format", "turtle", "--out", "g.ttl").exit_code == 0
    assert Path("g.ttl").stat().st_size > 0
    assert "choose from" in run("export", str(news), "--format", "docx").stderr
    assert run("view", str(news), "--out", "page.html", "--no-open").exit_code == 0
    assert "<html" in Path("page.html").read_text("utf-8")


def test_a_store_makes_the_build_incremental_and_keeps_what_was_built(news: Path) -> None:
    first = news / "vi.txt"
    assert run("build", str(first), "--store", "s.sqlite", "--out", "a").exit_code == 0
    assert run("build", str(news / "en.txt"), "--store", "s.sqlite", "--out", "b").exit_code == 0
    assert run("build", str(news), "--out", "c").exit_code == 0
    assert files(Path("b")) == files(Path("c"))
    assert run("timeline", "--store", "s.sqlite").stdout == run("timeline", str(news)).stdout
    assert run("timeline", "--store", "none.sqlite").exit_code == 2


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_bytes_do_not_depend_on_workers_or_the_hash_seed(news: Path) -> None:
    assert run("build", str(news), "--out", "here").exit_code == 0
    environment = {**os.environ, "PYTHONHASHSEED": "2"}
    args = [sys.executable, "-m", "kg", "build", str(news), "--out", "there", "--workers", "2"]
    subprocess.run(args, env=environment, check=True, capture_output=True)
    assert files(Path("here")) == files(Path("there"))


def test_what_an_article_says_cannot_command_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = EN.replace("Tokyo", "To\x1b[31mkyo\x9b2J\u202e")
    path = tmp_path / "evil\x1b[2J.txt"
    path.write_text(text, "utf-8")
    for args in (("extract", str(path)), ("timeline", str(path)), ("extract", str(path), "no\x1b[2Jfile.txt")):
        result = run(*args)
        assert not {"\x1b", "\x9b"} & set(result.output + result.stderr)
    assert json.loads(run("extract", str(path)).stdout)["article"]["text"] == text


def test_eval_prints_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = Path(__file__).parents[2] / "data" / "gold"
    result = run("eval", str(gold), "--json")
    assert result.exit_code == 0
    assert set(json.loads(result.stdout)) == {"en", "vi"}
    assert "timeline" in run("eval", str(gold), "--lang", "vi").stdout
    assert run("eval", "nowhere").exit_code == 2


def test_eval_shows_the_first_faults_of_each_class(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = Path(__file__).parents[2] / "data" / "gold"
    lines = run("eval", str(gold), "--lang", "vi", "--errors", "1").stdout.splitlines()
    classes = [line.split(": ")[1] for line in lines if line.startswith("2024-")]
    assert {"missed", "spurious"} <= set(classes)
    assert len(classes) == len(set(classes))


def test_eval_scores_a_corpus_of_dates(tmp_path: Path) -> None:
    text = "The bridge opened on June 5."
    document = {"doc_id": "d", "dct": "2024-06-10", "text": text, "lang": "en"}
    row = {"doc_id": "d", "begin": 21, "end": 27, "type": "DATE", "value": "2024-06-06"}
    (tmp_path / "docs.jsonl").write_text(json.dumps(document), "utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(row), "utf-8")
    result = run("eval", str(tmp_path), "--errors", "5")
    assert "en: 1 documents" in result.stdout
    assert "d: wrong value: 'June 5' wanted 2024-06-06, found 2024-06-05" in result.stdout
    figures = json.loads(run("eval", str(tmp_path), "--json").stdout)["en"]
    assert (figures["documents"], figures["strict"]["f1"], figures["value"]["f1"]) == (1, 1.0, 0.0)


def test_an_export_is_compressed_and_split(news: Path) -> None:
    import gzip

    run("build", str(news), "--out", "out")
    plain = run("export", "out/graph.json", "--format", "nquads")
    assert run("export", "out/graph.json", "--format", "nquads", "--out", "a.nq", "--gzip").exit_code == 0
    assert gzip.decompress(Path("a.nq.gz").read_bytes()) == plain.stdout_bytes
    assert run("export", "out/graph.json", "--format", "nquads", "--out", "b.nq", "--split", "50KB").exit_code == 0
    parts = sorted(Path().glob("b-*.nq"))
    assert len(parts) > 2
    assert b"".join(part.read_bytes() for part in parts) == plain.stdout_bytes


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--format", "csv", "--split", "1MB", "--out", "x.csv"), "csv cannot be split"),
        (("--format", "nquads", "--split", "1MB"), "give --out FILE"),
        (("--format", "nquads", "--split", "12 dozens", "--out", "x.nq"), "'12 dozens' is not a size"),
    ],
)
def test_a_split_that_cannot_be_is_one_line(news: Path, options: tuple[str, ...], line: str) -> None:
    ran = subprocess.run([sys.executable, "-m", "kg", "export", str(news), *options], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert line in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert [p.name for p in Path().iterdir()] == ["news"]


def test_a_large_graph_is_exported_from_disk_as_the_same_bytes(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", str(news), "--out", "out")
    plain = run("export", "out/graph.json", "--format", "trig").stdout_bytes
    monkeypatch.setattr("kg.cli.inputs.LARGE", 0)
    monkeypatch.setattr("kg.cli.inputs.read_graph", None)
    assert run("export", "out/graph.json", "--format", "trig").stdout_bytes == plain
