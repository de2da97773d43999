"""Words, numbers and punctuation marks of a sentence, with their places in the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.lang.fold import fold
from kg.model.text import Span

# A number with its inner marks, a word with inner hyphens, apostrophes and dots, or one mark.
TOKEN = re.compile(
    r"\d+(?:[.,:/-]\d+)*|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'\u2019&.][^\W_]+)*|[^\w\s]|_",
)


@lru_cache(maxsize=1 << 16)  # asked many times of the same words
def _has_letter(text: str) -> bool:
    return any(c.isalpha() for c in text)


class Token(NamedTuple):
    """One word, number or mark: `text` as written, `key` folded for look-up, `[begin, end)` in the article."""

    text: str
    key: str
    begin: int
    end: int

    @property
    def is_word(self) -> bool:
        """Say whether it has a letter."""
        return _has_letter(self.text)

    @property
    def is_capitalised(self) -> bool:
        """Say whether its first character is an upper-case letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Clitics:
    """Endings that are words of their own ("'s"), longest first."""

    endings: tuple[str, ...] = ()


def tokenize(text: str, span: Span, clitics: Clitics = Clitics()) -> list[Token]:
    """Split `text[span]`; the tokens' offsets count from the start of `text`."""
    tokens: list[Token] = []
    for match in TOKEN.finditer(text, span.begin, span.end):
        word, begin, end = match.group(), match.start(), match.end()
        for ending in clitics.endings:
            if len(word) > len(ending) and fold(word[-len(ending) :]) == ending:
                cut = end - len(ending)
                tokens.append(Token(text[begin:cut], fold(text[begin:cut]), begin, cut))
                begin, word = cut, text[cut:end]
                break
        tokens.append(Token(word, fold(word), begin, end))
    return tokens
