"""Files read in pieces give the articles, ids and faults that one process reads."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.engine.localflow import LocalFlow
from kg.errors import InputError
from kg.model.text import Article
from kg.pipeline import read_articles
from kg.scale.places import Given, Places
from kg.scale.reading import articles, faults, read
from tests.scale.localcluster import LocalFiles, LocalInputs

TEXT = "The dam near the old town gave way on Monday, and the mayor said that nobody was hurt in the flood."
OTHER = "The minister of finance resigned on Friday after the vote, and a new one has not been named by them yet."


def one_process(inputs: list[str]) -> tuple[dict[str, Article], list[str]]:
    found = list(read_articles(inputs))
    return {a.id: a for a in found if isinstance(a, Article)}, [str(e) for e in found if isinstance(e, InputError)]


def told_once(inputs: list[str]) -> tuple[dict[str, Article], list[str]]:
    """What one process reads, of a file that is given twice each fault once."""
    found, told = one_process(inputs)
    return found, list(dict.fromkeys(told))


def in_pieces(inputs: list[str], block: int = 100) -> tuple[dict[str, Article], list[str]]:
    files = LocalFiles()
    places = Places([Given(number, name, files.whole(name), files.is_folder(name)) for number, name in enumerate(inputs)])
    flow = LocalFlow(parts=1)
    data = read(flow, LocalInputs(flow, block), places, ())
    found = [row.value for row in flow.few(articles(flow, data), 10_000)]
    assert len({article.id for article in found}) == len(found)
    return {article.id: article for article in found}, [str(row.value.error()) for row in flow.few(faults(flow, data), 10_000)]


def line(**fields: object) -> str:
    return json.dumps(fields) + "\n"


LINES = st.sampled_from(
    (
        "\n",
        "  \r\n",
        "{broken\n",
        line(text=3),
        line(id="a", text=TEXT),
        line(id="a", text=TEXT).replace("\n", "\r\n"),
        line(id="a", text=OTHER),
        line(id="b", text=OTHER, published="2024-05-01"),
        line(text=TEXT),
        line(text="Dette er en norsk tekst som ikke har noen pakke, og den er lang nok til at det er klart."),
        line(text="\ud800 " + TEXT),
        "\ufeff" + line(id="c", text=TEXT),
        line(id="d", text=TEXT, published="never"),
    )
)


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=5), st.integers(1, 700), st.booleans())
def test_lines_are_split_anywhere(
    tmp_path_factory: pytest.TempPathFactory, one: list[str], other: list[str], block: int, ends: bool
) -> None:
    folder = tmp_path_factory.mktemp("lines")
    (folder / "z.jsonl").write_bytes("".join(one).encode())
    (folder / "a.NDJSON").write_bytes("".join(other).encode()[: None if ends else -1])
    inputs = [str(folder / "z.jsonl"), str(folder)]
    assert in_pieces(inputs, block) == told_once(inputs)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "news"
    for name, text in (
        ("day/story.txt", TEXT),
        ("night/story.txt", OTHER),
        ("day-2/story.html", f"<html><body><p>{TEXT}</p><p>{OTHER}</p></body></html>"),
        ("alone.txt", OTHER),
        ("empty.txt", ""),
        ("list.json", json.dumps([{"id": "j", "text": TEXT}, {"text": 4}, {"id": "alone", "text": OTHER}])),
        ("notes.docx", "no"),
        ("b.md", "no"),
        ("a (1) [x].txt", TEXT + " It is told again."),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "packed.jsonl.gz").write_bytes(gzip.compress((line(id="p", text=TEXT) + "{\n").encode()))
    (root / "broken.jsonl.gz").write_bytes(gzip.compress(line(id="q", text=TEXT).encode())[:40])
    with zipfile.ZipFile(root / "many.zip", "w") as archive:
        archive.writestr("story.txt", TEXT)
        archive.writestr("list.jsonl", line(id="alone", text=TEXT))
    return root


def test_files_of_all_kinds_in_folders(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "x.md").write_text("no")
    for inputs in (
        [str(folder)],
        [f"{folder}/", str(tmp_path / "nothing")],
        [str(folder / "alone.txt"), str(folder), str(folder / "day")],
        [str(folder / "alone.txt"), str(folder / "alone.txt")],
        [str(folder / "night" / "story.txt")],
    ):
        assert in_pieces(inputs) == told_once(inputs)


def test_what_is_too_large_to_be_handed_over_is_read_where_it_lies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.scale.reading.WHOLE", 10)
    assert in_pieces([str(folder)]) == one_process([str(folder)])
