"""Words, numbers and punctuation marks of a sentence, with their places in the article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from kg.lang.fold import fold
from kg.model.fold import plain
from kg.model.text import Span

# A number with its inner marks, a word with inner hyphens, apostrophes and dots, or one mark.
TOKEN = re.compile(
    r"\d+(?:[.,:/-]\d+)*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'\u2019&.][^\W_]+)*|[^\w\s]|_",
)

LONGEST_SYLLABLE = 7  # letters; a longer word beside a hyphen is no native syllable
BEHIND = re.compile(r"(?:^|[^\w-])([^\W\d_]+) $")
AHEAD = re.compile(r" ([^\W\d_]+)(?![\w-])")
MOST_KEPT = 1 << 16  # words taken apart and kept at a time


class Token(NamedTuple):
    """One word, number or mark: `text` as written, `key` folded for look-up, `[begin, end)` in the article.

    `is_word` says whether it has a letter, `is_capitalised` whether its first character is an upper-case letter.
    """

    text: str
    key: str
    begin: int
    end: int
    is_word: bool
    is_capitalised: bool


@dataclass(frozen=True, slots=True)
class Clitics:
    """Endings that are words of their own ("'s"), longest first, and the shapes of native syllables without their marks.

    Where names are written in native syllables, a hyphen between two names, one of several syllables, is a dash; without
    syllables it never is.
    """

    endings: tuple[str, ...] = ()
    syllables: frozenset[str] = frozenset()


def tokenize(text: str, span: Span, clitics: Clitics = Clitics()) -> list[Token]:
    """Split `text[span]`; the tokens' offsets count from the start of `text`."""
    tokens: list[Token] = []
    known = _words(clitics.endings)
    for match in TOKEN.finditer(text, span.begin, span.end):
        begin = match.start()
        parts = known[match.group()]
        if clitics.syllables and "-" in match.group() and _is_dashed(text, match, clitics.syllables):
            parts = tuple(_known(part) for part in re.split("(-)", match.group()))
        for word, key, is_word, is_capitalised in parts:
            end = begin + len(word)
            tokens.append(tuple.__new__(Token, (word, key, begin, end, is_word, is_capitalised)))
            begin = end
    return tokens


def _is_dashed(text: str, match: re.Match[str], syllables: frozenset[str]) -> bool:
    """Say whether a hyphen stands between two names in native syllables, one of them of several words."""
    halves = match.group().split("-")
    if len(halves) != 2 or not all(half[:1].isupper() and plain(half) in syllables for half in halves):
        return False
    begin, end = match.span()
    before = BEHIND.search(text[max(0, begin - LONGEST_SYLLABLE - 2) : begin])
    after = AHEAD.match(text[end : end + LONGEST_SYLLABLE + 2])
    return any(word is not None and word[1][0].isupper() and plain(word[1]) in syllables for word in (before, after))


_BEGIN, _END = attrgetter("begin"), attrgetter("end")


def start_of(tokens: Sequence[Token], at: int) -> int:
    """Give the number of the first token that begins at code point `at` or behind it."""
    return bisect_left(tokens, at, key=_BEGIN)


def places(tokens: Sequence[Token], spans: Iterable[Span]) -> frozenset[int]:
    """Give the numbers of the tokens that share a code point with one of the spans."""
    return frozenset(
        i for span in spans for i in range(bisect_right(tokens, span.begin, key=_END), bisect_left(tokens, span.end, key=_BEGIN))
    )


class _Words(dict[str, tuple[tuple[str, str, bool, bool], ...]]):
    """What is known of the tokens of a word by itself, worked out when first asked for: two if it ends in a word of its own."""

    def __init__(self, endings: tuple[str, ...]) -> None:
        super().__init__()
        self._endings = endings

    def __missing__(self, word: str) -> tuple[tuple[str, str, bool, bool], ...]:
        """Take a word apart, and forget all others when there are too many."""
        if len(self) >= MOST_KEPT:
            self.clear()
        parts = self[word] = self._parts(word)
        return parts

    def _parts(self, word: str) -> tuple[tuple[str, str, bool, bool], ...]:
        return tuple(map(_known, apart(word, self._endings)))


def apart(word: str, endings: Sequence[str]) -> tuple[str, ...]:
    """Cut the first of the endings that a word has off it: both are words then."""
    for ending in endings:
        if len(word) > len(ending) and fold(word[-len(ending) :]) == ending:
            return word[: -len(ending)], word[-len(ending) :]
    return (word,)


@lru_cache(maxsize=16)
def _words(endings: tuple[str, ...]) -> _Words:
    return _Words(endings)


def _known(word: str) -> tuple[str, str, bool, bool]:
    return word, fold(word), any(c.isalpha() for c in word), word[0].isupper()
