"""Many phrases looked up in a row of tokens at once: a trie over folded words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from kg.lang.fold import fold
from kg.lang.tokens import TOKEN, Token, apart

T = TypeVar("T")


CLITIC = re.compile(r"['\u2019][^\W\d_]+")


def words_of_phrase(phrase: str, endings: Sequence[str] = ()) -> list[str]:
    """Split a phrase of a table into the words that a text has; a piece that begins with an apostrophe is one ("'s").

    `endings` are the language's that are words of their own, longest first.
    """
    words = [w for piece in phrase.split() for w in ([piece] if CLITIC.fullmatch(piece) else TOKEN.findall(piece))]
    return [part for word in words for part in apart(word, endings)] if endings else words


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    values: tuple[T, ...] = ()


class Hit(NamedTuple, Generic[T]):
    """Tokens `[start, stop)` are a phrase of the index; `values` are what it was added with, in order."""

    start: int
    stop: int
    values: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases with values; matching ignores case and tone-mark placement.

    `endings` are those that the tokenizer of the phrases' language cuts off words.
    """

    def __init__(self, entries: Iterable[tuple[str, T]] = (), endings: Sequence[str] = ()) -> None:
        self._root: _Node[T] = _Node()
        self.firsts: Collection[str] = self._root.children.keys()  # the folded first words of all phrases: most look-ups end here
        self._first = self._root.children
        self._size = 0
        self._endings = endings
        for phrase, value in entries:
            self.add(phrase, value)

    def __len__(self) -> int:
        return self._size

    def add(self, phrase: str, value: T) -> None:
        """Add one phrase; the same phrase may carry several values."""
        self.add_words(tuple(fold(word) for word in words_of_phrase(phrase, self._endings)), value)

    def add_words(self, words: tuple[str, ...], value: T) -> None:
        """Add one phrase given as folded words."""
        if not words:
            raise ValueError("an empty phrase")
        node = self._root
        for word in words:
            node = node.children.setdefault(word, _Node())
        node.values = (*node.values, value)
        self._size += 1

    def items(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Give every phrase, as folded words, with each of its values; in the order of their first words' addition."""
        rest: list[tuple[tuple[str, ...], _Node[T]]] = [((), self._root)]
        while rest:
            words, node = rest.pop()
            for value in node.values:
                yield words, value
            rest += (((*words, word), child) for word, child in reversed(node.children.items()))

    def at(self, tokens: Sequence[Token], start: int) -> Sequence[Hit[T]]:
        """Give all phrases that begin at token `start`, shortest first."""
        count = len(tokens)
        node = self._first.get(tokens[start].key) if start < count else None
        if node is None:
            return ()
        hits: list[Hit[T]] = []
        stop = start + 1
        while True:
            if node.values:
                hits.append(tuple.__new__(Hit, (start, stop, node.values)))
            if stop == count or not node.children:
                return hits
            node = node.children.get(tokens[stop].key)
            if node is None:
                return hits
            stop += 1

    def longest(self, tokens: Sequence[Token], start: int) -> Hit[T] | None:
        """Give the longest phrase that begins at token `start`, or None."""
        count = len(tokens)
        node = self._first.get(tokens[start].key) if start < count else None
        if node is None:
            return None
        values: tuple[T, ...] = ()
        at = end = start
        while node is not None:
            at += 1
            if node.values:
                values, end = node.values, at
            if at == count or not node.children:
                break
            node = node.children.get(tokens[at].key)
        return tuple.__new__(Hit, (start, end, values)) if values else None

    def holds(self, tokens: Sequence[Token], start: int, stop: int) -> bool:
        """Say whether tokens `[start, stop)` are exactly a phrase of the index."""
        node = self._first.get(tokens[start].key)
        for i in range(start + 1, stop):
            if node is None:
                return False
            node = node.children.get(tokens[i].key)
        return node is not None and bool(node.values)

    def begins(self, word: str) -> bool:
        """Say whether any phrase begins with a folded word."""
        return word in self._root.children

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """Give the phrases of the whole row, left to right, longest first at each place, none overlapping."""
        hits: list[Hit[T]] = []
        first = self._first
        end = 0
        for i in [i for i, token in enumerate(tokens) if token.key in first]:
            if i >= end:
                hit = self.longest(tokens, i)
                if hit is not None:
                    hits.append(hit)
                    end = hit.stop
        return hits

    def get(self, phrase: str) -> tuple[T, ...]:
        """Give the values of exactly this phrase, () if it is not in the index."""
        return self.get_words(tuple(fold(word) for word in words_of_phrase(phrase, self._endings)))

    def get_words(self, words: Iterable[str]) -> tuple[T, ...]:
        """Give the values of exactly this phrase, given as folded words: folding twice would take their tones off."""
        node = self._root
        for word in words:
            found = node.children.get(word)
            if found is None:
                return ()
            node = found
        return node.values
