from __future__ import annotations

import io
import json
from pathlib import Path

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.read.draft import MAX_CHARS
from kg.read.source import PassedOver, read_articles

PACKS = Packs()
DAM = "Dam gives way\n\nThe dam above the town gave way on Monday. Nobody was hurt.\n"
SNOW = "Snow closes the pass\n\nSnow closed the pass on Friday, and it will stay shut for the week.\n"


def split(inputs: list[str], stdin: bytes = b"") -> tuple[list[Article], list[InputError]]:
    items = list(read_articles(inputs, PACKS, io.BytesIO(stdin)))
    return [x for x in items if isinstance(x, Article)], [x for x in items if isinstance(x, InputError)]


def test_a_folder_is_read_in_order_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text(DAM)
    (tmp_path / "sub" / "a.txt").write_text(SNOW)
    (tmp_path / ".hidden.txt").write_text(SNOW)
    (tmp_path / "notes.md").write_text("x")
    articles, faults = split([str(tmp_path)])
    assert [article.id for article in articles] == ["b", "a"]
    assert [type(fault) for fault in faults] == [PassedOver]
    assert "notes.md" in str(faults[0])


def test_twins_of_one_name_get_ids_that_do_not_depend_on_order(tmp_path: Path) -> None:
    for name, text in (("x", DAM), ("y", SNOW)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.txt").write_text(text)
    x, y = str(tmp_path / "x"), str(tmp_path / "y")
    there, back = split([x, y])[0], split([y, x])[0]
    assert {a.id: a.text for a in there} == {a.id: a.text for a in back}
    assert len({a.id for a in there}) == 2 and all(a.id.startswith("news-") for a in there)


def test_an_article_given_twice_comes_once_and_a_taken_id_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"id": "n", "text": text, "lang": "en"}) for text in (DAM, DAM, SNOW)))
    articles, faults = split([str(path)])
    assert [a.text for a in articles] == [DAM]
    assert len(faults) == 1 and str(faults[0]).startswith(f"{path}:3: the id 'n' is taken")


def test_standard_input_may_be_text_jsonl_a_list_a_page_or_a_feed() -> None:
    row = json.dumps({"id": "n", "text": DAM, "lang": "en"})
    assert split(["-"], DAM.encode())[0][0].text == DAM
    assert split(["-"], f"\n{row}\n".encode())[0][0].id == "n"
    assert split(["-"], f"[{row}]".encode())[0][0].id == "n"
    feed = (
        b"<rss><channel><item><title>Dam gives way</title><description>The dam of the town.</description></item></channel></rss>"
    )
    assert split(["-"], feed)[0][0].title == "Dam gives way"
    assert str(split(["-"], b"")[1][0]).startswith("<stdin>: is empty")


def test_each_bad_input_has_its_line_and_the_others_go_on(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(DAM)
    bad = {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 10,
        "page.warc.gz": b"\x1f\x8b",
        "french.txt": "Le ministre a rencontré les maires des trois villes lundi.".encode(),
        "long.txt": b"The dam gave way. " * (MAX_CHARS // 18 + 10),
        "broken.json": b'{"text": ',
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    articles, faults = split([str(tmp_path / "missing.txt"), *(str(tmp_path / name) for name in bad), str(good)])
    assert [article.id for article in articles] == ["good"]
    assert len(faults) == 7
    for fault, word in zip(faults, ["no such", "empty", "binary", "broken", "language", "too long", "broken JSON"], strict=True):
        assert word in str(fault) and "\n" not in str(fault)


def test_an_endless_line_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = json.dumps({"id": "n", "text": DAM, "lang": "en"}).encode()
    path.write_bytes(b'{"text": "' + b"a" * (9 * 1024 * 1024) + b'"}\n' + row + b"\n")
    articles, faults = split([str(path)])
    assert [article.id for article in articles] == ["n"]
    assert len(faults) == 1


def test_decomposed_text_is_composed() -> None:
    row = json.dumps({"id": "n", "text": "Ha\u0300 No\u0323\u0302i mua\u0302 lo\u031b\u0301n.", "lang": "vi"})
    assert split(["-"], row.encode())[0][0].text == "Hà Nội muâ lớn."
