from __future__ import annotations

import json

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import Draft, finish
from kg.read.jsonl import read_json, read_jsonl

PACKS = Packs()
TEXT = "Dam gives way\nThe dam above the town gave way on Monday."
GOOD = json.dumps({"id": "a1", "lang": "en", "published": "2024-06-10", "title": "Dam gives way", "text": TEXT}).encode()


def test_a_line_keeps_its_id_and_text() -> None:
    (draft,) = read_jsonl([GOOD], "a.jsonl", PACKS)
    assert isinstance(draft, Draft)
    article = finish(draft, PACKS)
    assert (article.id, article.text, article.title, article.published) == ("a1", TEXT, "Dam gives way", "2024-06-10")


def test_broken_lines_among_good_ones_are_named_by_their_place() -> None:
    lines = [
        GOOD,
        b'{"id": "b", "text": ',
        b"",
        b"[1, 2]",
        b'{"id": "c"}',
        b'{"text": "\xff"}',
        b"[" * 5000,
        GOOD.replace(b"a1", b"a2"),
    ]
    found = list(read_jsonl(lines, "a.jsonl", PACKS))
    assert [type(item).__name__ for item in found] == ["Draft", *["InputError"] * 5, "Draft"]
    places = [item.where for item in found if isinstance(item, InputError)]
    assert places == ["a.jsonl:2", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6", "a.jsonl:7"]
    assert all(item.remedy and "\n" not in str(item) for item in found if isinstance(item, InputError))


def test_fields_of_temporal_corpora() -> None:
    line = json.dumps(
        {"doc_id": "d1", "dct": "2012-08-10", "lang": "en", "text": "\nBy Jane Example\nThe dam gave way."}
    ).encode()
    (draft,) = read_jsonl([line], "docs.jsonl", PACKS)
    assert isinstance(draft, Draft)
    article = finish(draft, PACKS)
    assert (article.id, article.published, article.blocks) == ("d1", "2012-08-10", ())


def test_published_is_read_in_the_order_of_the_language() -> None:
    def published(lang: str, value: str, text: str) -> str | None:
        line = json.dumps({"lang": lang, "published": value, "text": text}).encode()
        (item,) = read_jsonl([line], "a.jsonl", PACKS)
        return item.published if isinstance(item, Draft) else None

    assert published("vi", "10/06/2024 22:06", "Mưa lớn ở các tỉnh miền núi.") == "2024-06-10T22:06:00"
    assert published("en", "06/10/2024", "Rain fell on the hills.") == "2024-06-10"
    assert published("en", "some day", "Rain fell on the hills.") is None


def test_a_json_file_holds_an_object_a_list_or_lines() -> None:
    one = GOOD.decode()
    assert len(list(read_json(one, "a.json", PACKS))) == 1
    assert len(list(read_json(f"[{one}, {one}]", "a.json", PACKS))) == 2
    assert len(list(read_json(f"{one}\n{one}\n", "a.json", PACKS))) == 2


def test_half_characters_are_refused_in_words() -> None:
    broken = [
        rb'{"id": "a", "lang": "en", "text": "The dam \ud800 gave way."}',
        rb'{"id": "\udfff", "lang": "en", "text": "The dam."}',
    ]
    for draft in read_jsonl(broken, "a.jsonl", PACKS):
        assert isinstance(draft, Draft)
        with pytest.raises(InputError, match="half characters"):
            finish(draft, PACKS)


def test_only_addresses_of_the_web_are_kept() -> None:
    (draft,) = read_jsonl([rb'{"id": "a", "lang": "en", "url": "javascript:alert(1)", "text": "The dam."}'], "a.jsonl", PACKS)
    assert isinstance(draft, Draft)
    assert finish(draft, PACKS).url is None
