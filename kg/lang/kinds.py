"""Kinds of pieces: all that a grammar needs to know of a piece before it is read."""

from __future__ import annotations

from functools import lru_cache

from kg.lang.fold import fold
from kg.lang.template import MAX_KNOWN, NUMBERS, ROMAN_KEYS

MARKS = (".", ",")  # set off the thousands of a number
NUMBER, ROMAN = "#|", "%|"  # kinds of pieces: no piece has two marks


class Kinds(dict[str, str]):
    """The kinds of words as written, the space before them included."""

    def __init__(self, words: frozenset[str]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> str:
        if len(self) >= MAX_KNOWN:
            self.clear()
        key = fold(word.lstrip())
        if key in self._words:
            kind = key
        elif key.isdecimal():
            kind = NUMBER + "|".join(taken(key))
        else:
            kind = ROMAN if key in ROMAN_KEYS else ""
        self[word] = kind
        return kind


def is_number(kind: str) -> bool:
    """Say whether pieces of this kind are numbers in digits."""
    return kind.isdecimal() or kind.startswith(NUMBER)


def taken(kind: str) -> tuple[str, ...]:
    """Give the names of the built-in numbers that take a piece of this kind."""
    if kind.isdecimal():
        return tuple(name for name, number in NUMBERS.items() if number.takes(kind))
    return tuple(kind.removeprefix(NUMBER).split("|")) if kind.startswith(NUMBER) else ()


@lru_cache(maxsize=1000)
def marks(kind: str) -> frozenset[str]:
    """Give what stands for the numbers that can begin with a piece of this kind: a count with any, for it can be thousands."""
    return frozenset(NUMBER + name for name in ("digits", *taken(kind))) if is_number(kind) else frozenset()


@lru_cache(maxsize=1000)
def found_by(kind: str) -> tuple[str, ...]:
    """Give all keys that a piece of this kind is found by."""
    return tuple(sorted({kind, *marks(kind), *((ROMAN,) if kind in ROMAN_KEYS else ())}))


def among(keys: frozenset[str], kind: str) -> bool:
    """Say whether a piece of this kind is found by one of these keys."""
    return kind in keys or not keys.isdisjoint(marks(kind)) or (ROMAN in keys and kind in ROMAN_KEYS)
