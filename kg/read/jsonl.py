"""JSON articles: one a line (JSONL), or one, or a list of them, in a file."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.dateline import read_dateline, read_timestamp
from kg.read.draft import Draft
from kg.read.language import tell_language

REMEDY = 'write {"id": ..., "text": ...}, with "lang", "published" and "title" if known'


def read_jsonl(lines: Iterable[bytes], where: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Give the article of each line; a broken line is an error of its own and the others go on."""
    for number, line in enumerate(lines, 1):
        draft = read_line(line, f"{where}:{number}", packs, is_first=number == 1)
        if draft is not None:
            yield draft


def read_line(line: bytes, where: str, packs: Packs, *, is_first: bool = False) -> Draft | InputError | None:
    """Give the article of one line, or its fault; None for an empty line. `is_first` of its file: it may begin with a mark of UTF-8."""
    try:
        text = line.decode("utf-8-sig" if is_first else "utf-8").strip("\x00 \t\r\n")
    except UnicodeDecodeError as error:
        return InputError(f"is not UTF-8 (byte {error.start + 1} of the line)", where=where, remedy="save it as UTF-8")
    return _read_one(text, where, packs) if text else None


def read_json(text: str, where: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Give the article of an object, or those of a list; a file of one object a line is read as JSONL.

    Raises:
        InputError: The file is not JSON.
    """
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from read_jsonl((line.encode("utf-8") for line in text.split("\n")), where, packs)
            return
        raise _broken(error, where) from None
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield _draft(item, f"{where}: item {number}", packs)
    else:
        yield _draft(value, where, packs)


def _read_one(line: str, where: str, packs: Packs) -> Draft | InputError:
    try:
        return _draft(json.loads(line), where, packs)
    except (json.JSONDecodeError, RecursionError) as error:
        return _broken(error, where)


def _broken(error: Exception, where: str) -> InputError:
    if isinstance(error, json.JSONDecodeError):
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        return InputError(f"is broken JSON at {place}: {error.msg}", where=where, remedy="mend or drop it")
    return InputError("is JSON nested too deeply", where=where, remedy="mend or drop it")


def _draft(value: Any, where: str, packs: Packs) -> Draft | InputError:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return InputError('is not an article: it has no "text"', where=where, remedy=REMEDY)
    fields: dict[str, str] = {}
    # "doc_id" and "dct" (document creation time) are the names of corpora for temporal tagging.
    for name, keys in (
        ("id", ("id", "doc_id")),
        ("published", ("published", "dct")),
        ("lang", ("lang",)),
        ("title", ("title",)),
        ("url", ("url",)),
        ("publisher", ("publisher",)),
    ):
        found = next((value[key] for key in keys if value.get(key) is not None), "")
        if not isinstance(found, str | int) or isinstance(found, bool):
            return InputError(f'has a "{name}" that is not text', where=where, remedy=REMEDY)
        fields[name] = str(found)
    published = _published(fields, value, packs)
    if fields["published"].strip() and published is None:
        return InputError(
            f'has a "published" that is no date: {fields["published"][:40]!r}',
            where=where,
            remedy="write it as 2024-06-30 or 2024-06-30T22:06:00+07:00, or leave it out",
        )
    return Draft(
        where=where,
        text=value["text"],
        id=unicodedata.normalize("NFC", fields["id"]),
        lang=fields["lang"] or None,
        title=fields["title"],
        published=published,
        url=fields["url"] or None,
        publisher=fields["publisher"] or None,
        is_page="doc_id" not in value,
    )


def _published(fields: Mapping[str, str], value: Mapping[str, Any], packs: Packs) -> str | None:
    given = fields["published"].strip()
    if not given:
        return None
    if iso := read_timestamp(given):
        return iso
    lang = tell_language(value["text"], packs, fields["lang"] or None)
    stamp = read_dateline(given, packs[lang]) if lang else None
    return stamp.iso if stamp and not stamp.leftover else None
