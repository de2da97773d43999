"""Day by day as a user does it: a store, what it holds, what is new, what is withdrawn, how it was."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.cli.changes import print_table
from kg.cli.main import cli
from kg.graph.difference import Change, Kind, Quote, What
from kg.store.lock import alone
from kg.store.sqlite import SqliteStore

PLAN = "Japan's prime minister Aki Mori will visit Seoul on June 20, 2024, Japan said."
CAME = "Japan's prime minister Aki Mori visited Seoul on June 20, 2024. South Korea and Japan signed a fishing pact there."
OTHER = "Cảng Lạch Ghềnh đóng cửa ngày 11/6/2024 vì bão. Giám đốc cảng Lê Thị Mận cho biết tàu được đưa về Hải Phòng."
UNDATED = "Japan opened a rescue centre in Osaka on May 2, 2024."
ARTICLES = {
    "plan": ("en", "2024-06-10", "Harbour Courier", PLAN),
    "came": ("en", "2024-06-21T08:00+09:00", "Bay Herald", CAME),
    "cang": ("vi", "2024-06-12", "Bến Cảng", OTHER),
    "old": ("en", None, None, UNDATED),
}


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), catch_exceptions=False)


def write(path: Path, *names: str) -> str:
    lines = []
    for name in names:
        lang, published, publisher, text = ARTICLES[name]
        given = {"id": name, "lang": lang, "published": published, "publisher": publisher, "text": text, "title": ""}
        lines.append(json.dumps(given | {"url": f"https://news.example/{name}"}))
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def exports(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def store(here: Path) -> str:
    """Build all articles into s.sqlite and `all`."""
    result = run("build", write(here / "all.jsonl", *ARTICLES), "--store", "s.sqlite", "--out", "all")
    assert result.exit_code == 1  # one article has no publication date
    return "s.sqlite"


def extractors(path: str) -> dict[str, str]:
    with sqlite3.connect(path) as db:
        return dict(db.execute("SELECT id, extractor FROM article").fetchall())


def test_a_store_in_parts_gives_the_bytes_of_a_build_in_one(here: Path, store: str) -> None:
    for name in ARTICLES:
        run("build", write(here / "one.jsonl", name), "--store", "parts.sqlite", "--out", "parts")
    assert exports("parts") == exports("all")
    result = run("build", "--store", store, "--out", "again")
    assert (result.exit_code, exports("again")) == (0, exports("all"))


def test_what_has_not_changed_is_not_extracted_again(here: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import pipeline

    read: list[str] = []

    def extract(self: pipeline.RuleExtractor, article: kg.Article) -> kg.Extraction:
        read.append(article.id)
        return original(self, article)

    original = pipeline.RuleExtractor.__call__
    monkeypatch.setattr(pipeline.RuleExtractor, "__call__", extract)
    everything = str(here / "all.jsonl")
    run("build", everything, "--store", store, "--out", "all")
    assert read == []
    # Another text, another least confidence: each is another extraction.
    monkeypatch.setitem(ARTICLES, "plan", ("en", "2024-06-10", "Harbour Courier", PLAN + " Rain fell on the port."))
    run("build", write(here / "plan.jsonl", "plan"), "--store", store, "--out", "all")
    assert read == ["plan"]
    run("build", write(here / "cang.jsonl", "cang"), "--store", store, "--out", "all", "--min-confidence", "0.6")
    assert read == ["plan", "cang"]
    # The rest of the store follows only if asked, and only what is otherwise.
    result = run("build", "--store", store, "--out", "all", "--min-confidence", "0.6")
    assert "3 articles were extracted by another version" in result.stderr
    result = run("build", "--store", store, "--out", "all", "--min-confidence", "0.6", "--refresh")
    assert read == ["plan", "cang", "came", "old", "plan"]
    assert "another version" not in result.stderr
    assert ", 0 out of date;" in run("status", "--store", store).stdout
    run("build", write(here / "now.jsonl", *ARTICLES), "--out", "fresh", "--min-confidence", "0.6")
    assert exports("all") == exports("fresh")


def test_a_build_says_what_is_new_and_what_may_be_a_clash_of_ids(here: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    again = run("build", str(here / "all.jsonl"), "--store", store, "--out", "all")
    assert "new articles" not in again.stderr
    monkeypatch.setitem(ARTICLES, "more", ("en", "2024-06-22", "Bay Herald", "Norway opened a port in Bodo on June 21, 2024."))
    monkeypatch.setitem(ARTICLES, "plan", ("en", "2024-06-10", "Harbour Courier", PLAN + " Rain fell on the port."))
    result = run("build", write(here / "next.jsonl", "plan", "came", "more"), "--store", store, "--out", "all")
    assert "s.sqlite: new articles: 1, changed: 1" in result.stderr
    assert result.exit_code == 0
    for day, title in (("monday", "Ferry strike ends"), ("tuesday", "Dam gives way")):
        (here / day).mkdir()
        month = "June 3, 2024" if day == "monday" else "June 4, 2024"
        (here / day / "1.txt").write_text(f"{title}\n\n{month}\n\nPeople of Norvane cheered on {month}.\n")
        result = run("build", day, "--store", "days.sqlite", "--out", "days")
    assert result.exit_code == 1
    assert "1: took the place of an article of another title and date" in result.stderr


def test_a_pack_that_was_changed_counts_too(here: Path, store: str) -> None:
    packs = Path(kg.__file__).parent / "lang" / "packs"
    shutil.copytree(packs / "en", here / "same" / "en")
    shutil.copytree(packs / "en", here / "other" / "en")
    with (here / "other" / "en" / "meta.toml").open("a", encoding="utf-8") as file:
        file.write("# a change\n")
    before = extractors(store)
    run("build", str(here / "all.jsonl"), "--store", store, "--out", "all", "--packs", "same")
    assert extractors(store) == before  # the same tables in another place
    assert "3 out of date" in run("status", "--store", store, "--packs", "other").stdout
    run("build", str(here / "all.jsonl"), "--store", store, "--out", "all", "--packs", "other")
    assert {name for name, extractor in extractors(store).items() if extractor == before[name]} == {"cang"}


def test_forgetting_leaves_the_exports_of_a_store_that_never_saw_it(here: Path, store: str) -> None:
    run("build", write(here / "rest.jsonl", "plan", "cang", "old"), "--store", "never.sqlite", "--out", "never")
    tried = run("forget", "came", "--store", store, "--dry-run")
    result = run("forget", "https://news.example/came", "--store", store)
    assert (result.exit_code, tried.stdout) == (0, result.stdout)
    assert "1 article would be withdrawn" in tried.stderr and "1 article withdrawn" in result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    gone = {(row[0], row[3]) for row in rows if row[1] == "withdrawn"}
    assert ("actor", "South Korea (place)") in gone
    assert not any("Aki Mori" in what for kind, what in gone if kind == "actor")  # the plan names her too
    assert {row[6] for row in rows if row[1] == "withdrawn"} == {"came"}
    run("build", "--store", store, "--out", "left")
    assert exports("left") == exports("never")
    with SqliteStore(Path(store)) as one, SqliteStore(Path("never.sqlite")) as other:
        assert list(one) == list(other)


def test_forgetting_what_is_not_there_is_a_finding(store: str) -> None:
    result = run("forget", "nobody", "cang", "--store", store, "--brief")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no article has the id or address nobody" in result.stderr and "1 article withdrawn" in result.stderr
    result = run("forget", "nobody", "--store", store)
    assert (result.exit_code, result.stdout) == (1, "") and "withdrawn" not in result.stderr
    assert run("forget", "cang", "--store", "none.sqlite").exit_code == 2
    assert not Path("none.sqlite").exists()


def test_what_goes_is_told_as_corrected(here: Path, store: str) -> None:
    fixes = here / "fixes.toml"
    fixes.write_text('[[rename]]\nactor = { name = "South Korea" }\nto = "Republic of Korea"\n', "utf-8")
    output = run("forget", "came", "--store", store, "--dry-run", "--corrections", str(fixes)).stdout
    assert "actor\twithdrawn\t\tRepublic of Korea (place)" in output and "South Korea (place)" not in output
    since = ("diff", "--store", store, "--since", "2024-06-12", "--corrections", str(fixes))
    assert "actor\tnew\t\tRepublic of Korea (place)" in run(*since).stdout


def test_status_in_words_and_as_json(store: str) -> None:
    lines = run("status", "--store", store).stdout.splitlines()
    assert lines[0].startswith("s.sqlite: 4 articles, published 2024-06-10 to 2024-06-21, 1 undated, 0 out of date; ")
    assert lines[1:] == [
        "language\t3\ten",
        "language\t1\tvi",
        "outlet\t1\tnot named",
        "outlet\t1\tBay Herald",
        "outlet\t1\tBến Cảng",
        "outlet\t1\tHarbour Courier",
        "month\t3\t2024-06",
        "month\t1\tundated",
        *lines[-2:],
    ]
    found = json.loads(run("status", "--store", store, "--format", "json").stdout)
    assert (found["articles"], found["undated"], found["out_of_date"], found["months"]) == (4, 1, 0, {"2024-06": 3})
    assert found["bytes"] >= Path(store).stat().st_size
    graph = json.loads(Path("all/graph.json").read_bytes())
    assert found["reports"]["events"] == sum(len(e["events"]) for e in graph["extractions"])
    with sqlite3.connect(store) as db:
        db.execute("UPDATE article SET extractor = 'kg-rules/1' WHERE id IN ('plan', 'cang')")
    output = run("status", "--store", store).stdout
    assert "2 out of date" in output and "extractor\t1\tkg-rules/1 (vi): out of date" in output
    with sqlite3.connect(store) as db:
        db.execute("UPDATE article SET lang = 'xx' WHERE id = 'plan'")
    output = run("status", "--store", store).stdout
    assert "1 out of date" in output and "extractor\t1\tkg-rules/1 (xx): no pack here" in output
    assert run("status", "--store", "none.sqlite").exit_code == 2


def test_the_graph_as_of_a_day_is_that_of_the_articles_published_by_then(here: Path, store: str) -> None:
    result = run("build", "--store", store, "--as-of", "2024-06-12", "--out", "then")
    assert "1 left out" in result.stderr
    run("build", write(here / "then.jsonl", "plan", "cang"), "--out", "alone")
    assert exports("then") == exports("alone")
    run("build", str(here / "all.jsonl"), "--as-of", "2024-06-12", "--out", "filtered")
    assert exports("filtered") == exports("alone")
    wanted = run("timeline", "alone/graph.json", "--undated").stdout
    for given in (["all/graph.json"], ["--store", store], [str(here / "all.jsonl")]):
        assert run("timeline", *given, "--undated", "--as-of", "2024-06-12").stdout == wanted
    ttl = run("export", "all/graph.json", "--format", "turtle", "--as-of", "2024-06-12").stdout
    assert ttl == Path("alone/graph.ttl").read_text("utf-8")
    asked = run("query", "who-met-whom", "--store", store, "--as-of", "2024-05")
    assert (asked.stdout, asked.exit_code) == ("", 0)
    with SqliteStore(Path(store)) as opened:
        graph = kg.build([], store=opened, as_of=date(2024, 6, 12))
    assert graph.to_json() == kg.build(here / "then.jsonl").to_json()


def test_what_cannot_go_back_says_so(store: str) -> None:
    for given in (["timeline", "all/graph.ttl"], ["query", "SELECT * { ?a ?b ?c }", "all/graph.ttl"]):
        result = run(*given, "--as-of", "2024-06-12")
        assert result.exit_code == 2 and "as of a day" in result.stderr
    assert "is no date" in run("timeline", "--store", store, "--as-of", "12/06/2024").stderr


def test_what_is_new_since_a_day(here: Path, store: str) -> None:
    result = run("diff", "--store", store, "--since", "2024-06-12")
    assert result.exit_code == 0
    assert result.stderr.startswith("articles: 1 new; events: ")
    assert "1 left out" in result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert all(len(row) == 8 and row[6] == "came" and row[7] in CAME for row in rows)
    assert ("actor", "new", "South Korea (place)") in {(row[0], row[1], row[3]) for row in rows}
    # The same from two graphs, from one graph.json, from a store named as input, and from Python.
    run("build", write(here / "then.jsonl", "plan", "cang"), "--out", "then")
    run("build", write(here / "now.jsonl", "plan", "cang", "came"), "--store", "now.sqlite", "--out", "now")
    same = (
        ["then/graph.json", "now/graph.json"],
        ["then/graph.json", "now.sqlite"],
        ["then/graph.trig", "now/graph.trig"],
        ["then.jsonl", "now.jsonl"],
        ["all/graph.json", "--since", "2024-06-12"],
        [store, "--since", "2024-06-12"],
    )
    for given in same:
        assert run("diff", *given).stdout == result.stdout, given
    found = kg.diff(kg.build(here / "then.jsonl"), kg.build(here / "now.jsonl"))
    assert [(str(c.kind), str(c.what), c.label) for c in found.changes] == [(row[0], row[1], row[3]) for row in rows]


def test_what_is_new_as_json_and_as_csv(store: str) -> None:
    since = ("diff", "--store", store, "--since", "2024-06-12")
    found = json.loads(run(*since, "--format", "json").stdout)
    assert found["articles"] == {"new": ["came"], "withdrawn": [], "changed": []}
    first = found["changes"][0]
    assert set(first) == {"kind", "change", "id", "label", "date", "before", "after", "quotes"}
    (quote,) = first["quotes"]
    assert (quote["article"], quote["outlet"], quote["url"]) == ("came", "Bay Herald", "https://news.example/came")
    assert CAME[quote["begin"] : quote["end"]] in quote["sentence"]
    table = list(csv.DictReader(io.StringIO(run(*since, "--format", "csv").stdout)))
    assert [(row["kind"], row["change"], row["label"]) for row in table] == [
        (change["kind"], change["change"], change["label"]) for change in found["changes"]
    ]
    only = json.loads(run(*since, "--format", "json", "--only", "relation", "--only", "event").stdout)["changes"]
    assert only == [change for change in found["changes"] if change["kind"] != "actor"]
    assert run("diff", store).exit_code == run("diff", "a", "b", "--store", store).exit_code == 2
    assert run("diff", "--store", store, "--since", "2024-06-30").stdout == ""
    assert "later than" in run("diff", "--store", store, "--since", "2024-06-30", "--as-of", "2024-06-29").stderr
    early = run("diff", "--store", store, "--since", "2024-06-10", "--as-of", "2024-06-12", "--format", "json")
    assert json.loads(early.stdout)["articles"]["new"] == ["cang"]


@pytest.mark.parametrize("columns", ["60", "160"])
def test_the_table_for_the_eye_has_the_whole_sentence(
    columns: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    quote = Quote("a", "Bay Herald", None, None, 0, 5, "\x1b[31mJapan signed the pact in Seoul.")
    date = Change(Kind.EVENT, What.DATE, "evt-1", "signed the pact", "2024-06-20", (), ("2024-06-20",), (quote,))
    print_table([date])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    words = " ".join(" ".join(lines).split())
    for told in ("event: date", "2024-06-20", "signed the pact", "- -> 2024-06-20", "[31mJapan", "Bay Herald"):
        assert told in words
    assert "\x1b[31m" not in words


@pytest.mark.parametrize("command", ["forget cang --brief", "build --out again"])
def test_the_second_waits_for_the_first(command: str, store: str) -> None:
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with alone(Path(store), lambda: None):
            entered.set()
            leave.wait(60)

    other = threading.Thread(target=first)
    other.start()
    assert entered.wait(60)
    threading.Timer(0.3, leave.set).start()
    result = run(*command.split(), "--store", store)
    assert leave.is_set(), "it did not wait"
    other.join()
    assert result.exit_code == 0
    waits = "s.sqlite: another `kg` works with this store; waiting for its end"
    assert [line == waits for line in result.stderr.splitlines()].count(True) == 1


def test_a_plan_that_comes_true_is_told_as_such(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = "in Busan on June 20, 2024"
    plan = f"Japan and South Korea will sign a fishing pact {signed}, the Japanese foreign ministry said."
    came = f"Japan and South Korea signed a fishing pact {signed}."
    monkeypatch.setitem(ARTICLES, "plan", ("en", "2024-06-10", "Harbour Courier", plan))
    monkeypatch.setitem(ARTICLES, "came", ("en", "2024-06-21", "Bay Herald", came))
    graph = kg.build(write(here / "pact.jsonl", "plan", "came"))
    found = kg.diff(graph.as_of(date(2024, 6, 20)), graph).changes
    assert [(c.kind, c.what, c.before, tuple(sorted(c.after))) for c in found] == [
        (Kind.EVENT, What.REALIS, ("planned",), ("actual",)),
        (Kind.EVENT, What.SOURCE, ("Harbour Courier",), ("Bay Herald", "Harbour Courier")),
    ]
    assert {quote.sentence for change in found for quote in change.quotes} == {came}
