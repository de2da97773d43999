"""Finding actors and topics by what a user types: an id, a name in any language, the beginnings of words without marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from kg.model.fold import fold, plain

WORD = re.compile(r"[^\W_]+")


def search(query: str, named: Iterable[tuple[str, Iterable[str]]]) -> tuple[str, ...]:
    """Give the ids whose names fit the query, sorted: by the strictest reading that finds any.

    The readings are: the id itself, a whole name, whole words of a name, beginnings of words. A word typed
    without marks fits every marking; a word typed with marks fits no other.
    """
    asked = words(query)
    entries = [(ident, [words(name) for name in names]) for ident, names in named]
    if any(ident == query for ident, _ in entries):
        return (query,)
    if not asked:
        return ()
    for fits in (_whole, _words, _beginnings):
        found = {ident for ident, names in entries if any(fits(asked, name) for name in names)}
        if found:
            return tuple(sorted(found))
    return ()


def words(text: str) -> tuple[str, ...]:
    """Cut text into words in NFC."""
    return tuple(WORD.findall(unicodedata.normalize("NFC", text)))


def _whole(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return len(asked) == len(name) and all(map(_same, asked, name))


def _words(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return _in_order(asked, name, _same)


def _beginnings(asked: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return _in_order(asked, name, _begins)


def _in_order(asked: tuple[str, ...], name: tuple[str, ...], fits: Callable[[str, str], bool]) -> bool:
    left = iter(name)
    return all(any(fits(word, other) for other in left) for word in asked)


def _same(typed: str, word: str) -> bool:
    return fold(typed) == fold(word) or (_unmarked(typed) and plain(typed) == plain(word))


def _begins(typed: str, word: str) -> bool:
    return word.casefold().startswith(typed.casefold()) or (_unmarked(typed) and plain(word).startswith(plain(typed)))


def _unmarked(typed: str) -> bool:
    return plain(typed) == typed.casefold()
