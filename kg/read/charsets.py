"""Encodings that Python has no codec for, from the table beside this file."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

UNASSIGNED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Charset:
    """One encoding: a letter for each byte, and the letters that pairs of letter and mark stand for."""

    name: str
    letters: str
    pairs: Mapping[str, str]

    def decode(self, data: bytes) -> str | None:
        """Give the text in NFC; None if it has a byte that stands for nothing."""
        text = "".join(map(self.letters.__getitem__, data))
        if UNASSIGNED in text:
            return None
        if self.pairs:
            text = _pattern(self.name).sub(lambda match: self.pairs[match.group()], text)
        return unicodedata.normalize("NFC", text)


def charset_named(name: str) -> Charset | None:
    """Give the encoding that files call so, in whatever case; None if the table has none."""
    return _table()[1].get(name.strip().lower())


def charsets() -> tuple[Charset, ...]:
    """Give the encodings of the table, in its order."""
    return _table()[0]


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Charset, ...], dict[str, Charset]]:
    rows = tomllib.loads(resources.files("kg.read").joinpath("encodings.toml").read_text("utf-8"))
    found = tuple(_charset(name, row) for name, row in rows.items())
    return found, {alias: charset for charset in found for alias in rows[charset.name]["names"]}


@lru_cache(maxsize=16)
def _pattern(name: str) -> re.Pattern[str]:
    charset = next(charset for charset in charsets() if charset.name == name)
    return re.compile("|".join(map(re.escape, charset.pairs)))


def _charset(name: str, row: dict[str, Any]) -> Charset:
    base = [bytes([number]).decode(row["base"], "replace") for number in range(256)]
    letters = list(base)
    for start, words in row.get("rows", {}).items():
        letters[int(start, 16) : int(start, 16) + len(words)] = words
    for number, letter in row.get("bytes", {}).items():
        letters[int(number, 16)] = letter
    # Marks and bases are written as the base codec shows them; a base may be a letter of its own in this encoding.
    own = {old: new for old, new in zip(base, letters, strict=True) if old != new}
    pairs: dict[str, str] = {}
    for signs, points in row.get("marks", {}).items():
        marks = "".join(chr(int(point, 16)) for point in points.split())
        for sign in signs:
            for letter in row["bases"]:
                bare = own.get(letter) or str(letter)
                whole = unicodedata.normalize("NFC", bare + marks)
                if len(whole) == 1:
                    pairs[bare + (own.get(sign) or str(sign))] = whole
    return Charset(name, "".join(letters), pairs)
