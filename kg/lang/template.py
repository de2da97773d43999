"""Templates with named slots: how a table writes a rule, and the pieces of text that it is matched with.

A template is a row of words and marks, `(a|b c)` choices, `[optional]` parts and `{slots}`:

- `{name}` a category of the grammar or one of the built-in numbers; its fields join the rule's own.
- `{name=field}` the same, its single number put under another field.
- `{name:role}` the fields are kept apart, as a part of the whole (the two ends of a range).
- `<` and `>` where the words that carry the meaning begin and end, if not at the match's own ends.

Parts written without a space must stand without one in the text; a space may be a space or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.lang.fold import fold

# Finer than the words of a sentence: digits and letters part, so that "14h30" is three pieces.
PIECE = re.compile(r"[^\W\d_]+|\d+|\S")
SPACED = re.compile(rf"\s*(?:{PIECE.pattern})")
ELEMENT = re.compile(r"\s+|\{[^}]*\}|[()|\[\]<>]|\d+|[^\W\d_]+|\S")
SLOT = re.compile(r"\{(\w+)(?:(=|:)(\w+))?\}")
ROMAN = {"i": 1, "v": 5, "x": 10}
MAX_EXPANSIONS = 3000
MAX_KNOWN = 100_000  # pieces or words kept in memory; a language has fewer, but names and numbers have no end


class Piece(NamedTuple):
    """One run of digits or letters, or one mark; all places of a text that read the same share it.

    `key` is folded for look-up, `size` its length in the text in code points; `near` says that it touches the piece
    before, `upper` that it begins with a capital.
    """

    key: str
    size: int
    near: bool
    upper: bool


class _Pieces(dict[str, Piece]):
    """The pieces by what `cut` gives, made when first asked for."""

    def __missing__(self, word: str) -> Piece:
        """Make a piece, and forget all others when there are too many."""
        if len(self) >= MAX_KNOWN:
            self.clear()
        bare = word.lstrip()
        piece = self[word] = Piece(fold(bare), len(bare), len(bare) == len(word), bare[0].isupper())
        return piece


_PIECES = _Pieces()


def cut(text: str, begin: int, end: int) -> list[str]:
    """Cut `text[begin:end]` into pieces as written, each with the space before it; the first always has some."""
    words = SPACED.findall(text, begin, end)
    if words and not words[0][0].isspace():
        words[0] = f" {words[0]}"  # what stands before the stretch does not touch it
    return words


def pieces(words: Iterable[str]) -> list[Piece]:
    """Give the pieces of what `cut` gave."""
    return [*map(_PIECES.__getitem__, words)]


class Number(NamedTuple):
    """A built-in slot: a number in digits, its least and greatest value, its fewest and most digits."""

    field: str
    low: int
    high: int
    fewest: int
    most: int

    def takes(self, key: str) -> bool:
        """Say whether a piece is such a number; decades end in 0."""
        if not (key.isdecimal() and self.fewest <= len(key) <= self.most and self.low <= int(key) <= self.high):
            return False
        return self.field != "decade" or key[-1] == "0"


NUMBERS = {
    "day": Number("day", 1, 31, 1, 2),
    "monthno": Number("month", 1, 12, 1, 2),
    "year": Number("year", 1000, 2999, 4, 4),
    "anyyear": Number("year", 100, 2999, 3, 4),
    "smallyear": Number("year", 1, 9999, 1, 4),
    "earlyno": Number("year", 100, 999, 3, 3),
    "decade3": Number("decade", 100, 990, 3, 3),
    "decade4": Number("decade", 1000, 2990, 4, 4),
    "decade2": Number("decade", 10, 90, 2, 2),
    "centuryno": Number("century", 1, 21, 1, 2),
    "quarterno": Number("quarter", 1, 4, 1, 1),
    "yy": Number("yy", 0, 99, 2, 2),
    "hour": Number("hour", 0, 24, 1, 2),
    "dayhour": Number("hour", 0, 23, 1, 2),
    "minute": Number("minute", 0, 59, 2, 2),
    "second": Number("second", 0, 59, 2, 2),
    "minute1": Number("minute", 0, 59, 1, 2),
    "tenths": Number("tenths", 1, 9, 1, 1),
    "digits": Number("count", 0, 9999, 1, 4),
    "ymd": Number("ymd", 1900_01_01, 2100_12_31, 8, 8),
}


class Element(NamedTuple):
    """One step of an expanded template: a word, a slot (`category` set) or an extent mark."""

    word: str
    category: str = ""
    target: str = ""
    role: str = ""
    near: bool = False


def roman(key: str) -> int | None:
    """Give the value of a Roman numeral up to 39 in folded letters; None if it is not one."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", key) or not key:
        return None
    values = [ROMAN[c] for c in key]
    return sum(-v if any(v < w for w in values[i + 1 :]) else v for i, v in enumerate(values))


ROMAN_KEYS = frozenset(
    key
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    if (key := tens + ones)
)


def expand(template: str) -> list[tuple[Element, ...]]:
    """Multiply out a template's choices and options.

    Raises:
        ValueError: if brackets do not match, a slot is malformed, or there are too many choices.
    """
    parts = ELEMENT.findall(template)
    rows, at = _alternatives(parts, 0)
    if at != len(parts):
        raise ValueError(f"unmatched {parts[at]!r}")
    unspaced = [_glue(row) for row in rows]
    return [row for row in dict.fromkeys(unspaced) if row]


def _alternatives(parts: Sequence[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    branches: list[tuple[str, ...]] = []
    rows: list[tuple[str, ...]] = [()]
    while at < len(parts) and parts[at] not in ")]":
        part = parts[at]
        if part == "|":
            branches += rows
            rows, at = [()], at + 1
            continue
        if part in "([":
            inner, at = _alternatives(parts, at + 1)
            if at >= len(parts) or parts[at] != (")" if part == "(" else "]"):
                raise ValueError(f"unmatched {part!r}")
            if part == "[":
                inner = [(), *inner]
        else:
            inner = [(part,)]
        rows = [row + more for row in rows for more in inner]
        if len(rows) > MAX_EXPANSIONS:
            raise ValueError("has too many choices")
        at += 1
    return branches + rows, at


def _glue(row: Sequence[str]) -> tuple[Element, ...]:
    elements: list[Element] = []
    spaced = True
    for part in row:
        if part.isspace():
            spaced = True
            continue
        if part in "<>":
            elements.append(Element(part))
            continue
        near = not spaced and any(e.word not in "<>" or e.category for e in elements)
        if part.startswith("{"):
            match = SLOT.fullmatch(part)
            if match is None:
                raise ValueError(f"malformed slot {part!r}")
            name, sign, other = match.groups()
            elements.append(Element("", name, other if sign == "=" else "", other if sign == ":" else "", near))
        else:
            elements.append(Element(fold(part), near=near))
        spaced = False
    return tuple(elements)
