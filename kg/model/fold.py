"""The key under which tables look words up: case, tone-mark placement, final i or y and hyphen variants folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# The five tone marks move to the end of the word, so that two spellings of one syllable meet (U+00F2 a, o U+00E0).
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STROKE = str.maketrans({"\u0111": "d", "\u0110": "D"})  # d with stroke does not decompose
TWINS = str.maketrans(
    {"\u00d0": "\u0110", "\u00f0": "\u0111", "\u2019": "'", "\u2018": "'", "\u2010": "-", "\u2011": "-", "\u2013": "-"}
)


# After these letters alone, a final y and a final i are two spellings of one Vietnamese syllable, and newspapers mix them.
ONSETS_BEFORE_Y = frozenset("hklmst")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Give the look-up key of one word: case-folded, its tone mark at the end, y as i where both are written."""
    word = word.translate(TWINS)
    if word.isascii():
        return _spelt_with_i(word.casefold())
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(c for c in decomposed if c in TONES)
    return _spelt_with_i(unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))) + tone


def _spelt_with_i(syllable: str) -> str:
    """Give the one spelling of a syllable that is written with y as well as with i: "ky" is "ki"."""
    if len(syllable) == 2 and syllable[1] == "y" and syllable[0] in ONSETS_BEFORE_Y:
        return f"{syllable[0]}i"
    return syllable


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Give `text` in lower-case letters without any mark, for search and slugs (U+0111 becomes d)."""
    decomposed = unicodedata.normalize("NFD", text.translate(TWINS).translate(STROKE).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def place_key(country: str, name: str) -> str:
    """Give the key of a named place: the same for each spelling with or without marks and spaces."""
    return f"place:{country}:{plain(name).replace(' ', '')}"
