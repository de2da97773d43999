"""Bytes made text in NFC: UTF-8 first, then what the bytes themselves give away."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise, starmap

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.lang.tokens import TOKEN
from kg.model.fold import TONES, fold
from kg.read.charsets import charset_named, charsets
from kg.read.language import score_languages

MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
SIGN_INSIDE = re.compile(r"[^\W\d_][^\x00-\x7f\w\u00ad\u00b7\u2010-\u201f\u2026]+[^\W\d_]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What of a page is no word of it; a script without an end reaches to the page's.
MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)|<[^<>]*>|&\w+;", re.IGNORECASE | re.DOTALL)
MARKUP_SAMPLE = 200_000
SCORED = 6_000
OWN_WORDS = 0.02
FEW_WORDS = 60
WESTERN = 0.2
ODD = 0.01
SAMPLE = 20_000
# In this order between readings that are equally good.
SINGLE_BYTE = ("cp1252", "cp1258")
# What pages say whose letters only a certain font shows as they are meant.
LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "l1", "windows-1252", "cp1252", "us-ascii", "ascii", "x-user-defined"})
LEAST = 0.1
BETTER = 1.5  # times as well as Windows-1252 has a text to read in an encoding that few files are in


def decode(data: bytes, where: str, packs: Packs, *, declared: bool = False, charset: str | None = None) -> str:
    """Decode a file and compose it to NFC; a byte order mark is dropped.

    The order is: byte order mark, UTF-8, the encoding that a server declared (`charset`), the one that the file
    declares (only if `declared`: HTML and XML do; Latin-1 says nothing), UTF-16 without a mark, then the single-byte
    encoding under which the text reads best as one of the languages of `packs`.

    Raises:
        InputError: The file is empty, binary, or in no encoding that can be told.
    """
    if not data.strip():
        raise InputError("is empty", where=where, remedy="leave it out, or put an article in it")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, not text", where=where, remedy="save the article as plain text or HTML")
    names = _said(data, declared, charset)
    for encoding in _candidates(data, names):
        text = _try(data, encoding)
        if text is not None:
            return unicodedata.normalize("NFC", text)
    if b"\x00" in data[:SAMPLE]:
        raise InputError("is binary, not text", where=where, remedy="save the article as plain text or HTML")
    text = _best_guess(data, packs, is_markup=declared, is_latin=not LATIN.isdisjoint(names))
    if text is None:
        raise InputError("is in an unknown encoding", where=where, remedy="save it as UTF-8")
    return unicodedata.normalize("NFC", text)


def _said(data: bytes, declared: bool, charset: str | None) -> list[str]:
    """Give the names that server and file have for the encoding, in lower case."""
    names = [charset.lower()] if charset else []
    if declared and (match := DECLARED.search(data[:4096])):
        names.append(match.group(1).decode("ascii", "replace").lower())
    return names


def _candidates(data: bytes, names: list[str]) -> list[str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return [encoding]
    # What says Latin-1 is looked at: it may be Windows-1252, as browsers read it, or be meant for a font.
    found = ["utf-8", *(name for name in names if name not in LATIN)]
    even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    half = min(len(data), SAMPLE) // 2
    if odd > 0.2 * half and even < 0.02 * half:
        found.append("utf-16-le")
    elif even > 0.2 * half and odd < 0.02 * half:
        found.append("utf-16-be")
    return found


def _try(data: bytes, encoding: str) -> str | None:
    if charset := charset_named(encoding):
        text = charset.decode(data)
    else:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            return None
    return None if text is None or _is_binary(text) else text


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(CONTROL.findall(sample)) > 0.01 * len(sample)


def _best_guess(data: bytes, packs: Packs, *, is_markup: bool, is_latin: bool) -> str | None:
    """Decode with the encoding that yields words of a known language; ask charset-normalizer if none does.

    What looks like a Western language in Windows-1252 is that, unless another encoding yields common words that have letters of
    their language's own; one of the table has to read much better than Windows does. What says it is Latin-1 is that else.
    """
    readings: list[tuple[float, int, str]] = []
    western: str | None = None
    windows, is_western = 0.0, False
    for rank, encoding in enumerate((*SINGLE_BYTE, *(charset.name for charset in charsets()))):
        text = _try(data, encoding)
        if text is None:
            continue
        composed = unicodedata.normalize("NFC", text)
        words = MARKUP.sub(" ", composed[:MARKUP_SAMPLE]) if is_markup else composed
        disorder = _disorder(words)
        score = max(score_languages(words, packs).values(), default=0.0) - disorder
        if encoding == SINGLE_BYTE[0]:
            windows = score
            is_western = disorder < ODD and _is_western(words)
            western = composed if is_latin or is_western else None
            is_fit = True
        else:
            is_fit = (not is_western or _has_own_words(words, packs)) and (encoding in SINGLE_BYTE or score >= BETTER * windows)
        if is_fit:
            readings.append((score, -rank, composed))
    if readings and max(readings)[0] >= LEAST:
        return max(readings)[2]
    return western or _ask_normalizer(data, [encoding for encoding in SINGLE_BYTE if _try(data, encoding) is not None])


def _has_own_words(text: str, packs: Packs) -> bool:
    """Say whether common words of a language stand there that have its own letters: two of them, in a few lines one, and not by chance."""
    tokens = [word for word in TOKEN.findall(text[:SCORED]) if word[0].isalpha()]
    for code in packs.codes:
        meta = packs.meta(code)
        own = (word for word in tokens if not meta.letters.isdisjoint(unicodedata.normalize("NFC", word.casefold())))
        found = [key for word in own if (key := fold(word)) in meta.words]
        if len(set(found)) > (len(tokens) >= FEW_WORDS) and len(found) >= OWN_WORDS * len(tokens):
            return True
    return False


def _is_western(text: str) -> bool:
    """Say whether letters beyond ASCII are as rare as Western languages have them."""
    letters = [c for c in text[:SCORED] if c.isalpha()]
    return sum(not c.isascii() for c in letters) <= WESTERN * len(letters)


def _disorder(text: str) -> float:
    """Give the share of words that no orthography has: a capital behind a small letter, a sign between letters, two tones."""
    words = [word for word in text[:SCORED].split() if any(map(str.isalpha, word))]
    odd = sum(
        SIGN_INSIDE.search(word) is not None or any(starmap(_is_odd, pairwise(word))) or _is_toned_twice(word) for word in words
    )
    return odd / max(1, len(words))


def _is_odd(one: str, two: str) -> bool:
    return one.islower() and two.isupper() and not (one + two).isascii()


def _is_toned_twice(word: str) -> bool:
    """Say whether a word has tones on two letters, and letters beyond those of Western Europe among them."""
    if word.isascii() or max(word) < "\u0100":
        return False
    return sum(c in TONES for c in unicodedata.normalize("NFD", word)) > 1


def _ask_normalizer(data: bytes, fallback: Sequence[str]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is not None and (text := _try(data, best.encoding)) is not None:
        return text
    return _try(data, fallback[0]) if fallback else None
