"""Many phrases looked up in a row of tokens at once: a trie over folded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kg.lang.fold import fold
from kg.lang.tokens import TOKEN, Token

T = TypeVar("T")


CLITIC = re.compile(r"['\u2019][^\W\d_]+")


def words_of_phrase(phrase: str) -> list[str]:
    """Split a phrase of a table into the words that a text has; a piece that begins with an apostrophe is one ("'s")."""
    return [w for piece in phrase.split() for w in ([piece] if CLITIC.fullmatch(piece) else TOKEN.findall(piece))]


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Tokens `[start, stop)` are a phrase of the index; `values` are what it was added with, in order."""

    start: int
    stop: int
    values: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases with values; matching ignores case and tone-mark placement."""

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._root: _Node[T] = _Node()
        self._size = 0
        for phrase, value in entries:
            self.add(phrase, value)

    def __len__(self) -> int:
        return self._size

    def add(self, phrase: str, value: T) -> None:
        """Add one phrase; the same phrase may carry several values."""
        self.add_words(tuple(fold(word) for word in words_of_phrase(phrase)), value)

    def add_words(self, words: tuple[str, ...], value: T) -> None:
        """Add one phrase given as folded words."""
        if not words:
            raise ValueError("an empty phrase")
        node = self._root
        for word in words:
            node = node.children.setdefault(word, _Node())
        node.values.append(value)
        self._size += 1

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Give every phrase, as folded words, with each of its values; in the order of their first words' addition."""
        rest: list[tuple[tuple[str, ...], _Node[T]]] = [((), self._root)]
        while rest:
            words, node = rest.pop()
            for value in node.values:
                yield words, value
            rest += (((*words, word), child) for word, child in reversed(node.children.items()))

    def at(self, tokens: Sequence[Token], start: int) -> Iterator[Hit[T]]:
        """Give all phrases that begin at token `start`, shortest first."""
        node = self._root
        for i in range(start, len(tokens)):
            found = node.children.get(tokens[i].key)
            if found is None:
                return
            node = found
            if node.values:
                yield Hit(start, i + 1, tuple(node.values))

    def longest(self, tokens: Sequence[Token], start: int) -> Hit[T] | None:
        """Give the longest phrase that begins at token `start`, or None."""
        node = self._root
        best: _Node[T] | None = None
        stop = start
        for i in range(start, len(tokens)):  # not by `at`: this is asked at every word of every table
            found = node.children.get(tokens[i].key)
            if found is None:
                break
            node = found
            if node.values:
                best, stop = node, i + 1
        return Hit(start, stop, tuple(best.values)) if best is not None else None

    def begins(self, word: str) -> bool:
        """Say whether any phrase begins with a folded word."""
        return word in self._root.children

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """Give the phrases of the whole row, left to right, longest first at each place, none overlapping."""
        hits: list[Hit[T]] = []
        i = 0
        while i < len(tokens):
            hit = self.longest(tokens, i)
            if hit is None:
                i += 1
            else:
                hits.append(hit)
                i = hit.stop
        return hits

    def get(self, phrase: str) -> tuple[T, ...]:
        """Give the values of exactly this phrase, () if it is not in the index."""
        return self.get_words(tuple(fold(word) for word in words_of_phrase(phrase)))

    def get_words(self, words: Iterable[str]) -> tuple[T, ...]:
        """Give the values of exactly this phrase, given as folded words: folding twice would take their tones off."""
        node = self._root
        for word in words:
            found = node.children.get(word)
            if found is None:
                return ()
            node = found
        return tuple(node.values)
