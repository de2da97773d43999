"""Bytes made text in NFC: UTF-8 first, then what the bytes themselves give away."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence

from kg.errors import InputError
from kg.lang.pack import Packs
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
CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 20_000
SINGLE_BYTE = ("cp1258", "cp1252")


def decode(data: bytes, where: str, packs: Packs, *, declared: bool = False, charset: str | None = None) -> str:
    """Decode a file and compose it to NFC; a byte order mark is dropped.

    The order is: byte order mark, UTF-8, the encoding that a server declared (`charset`), the one that the file
    declares (only if `declared`: HTML and XML do), UTF-16 without a mark, then the single-byte encoding under which the text reads best as
    one of the languages of `packs`.

    Raises:
        InputError: The file is empty, binary, or in no encoding that can be told.
    """
    if not data.strip():
        raise InputError("is empty", where=where, remedy="leave it out, or put an article in it")
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, not text", where=where, remedy="save the article as plain text or HTML")
    for encoding in _candidates(data, declared, charset):
        text = _try(data, encoding)
        if text is not None:
            return unicodedata.normalize("NFC", text)
    if b"\x00" in data[:SAMPLE]:
        raise InputError("is binary, not text", where=where, remedy="save the article as plain text or HTML")
    text = _best_guess(data, packs)
    if text is None:
        raise InputError("is in an unknown encoding", where=where, remedy="save it as UTF-8")
    return unicodedata.normalize("NFC", text)


def _candidates(data: bytes, declared: bool, charset: str | None) -> list[str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return [encoding]
    names = [charset.lower()] if charset else []
    if declared and (match := DECLARED.search(data[:4096])):
        names.append(match.group(1).decode("ascii", "replace").lower())
    # A page that says Latin-1 means Windows-1252, as browsers read it.
    found = ["utf-8", *("cp1252" if name in ("iso-8859-1", "latin-1", "latin1") else name for name in names)]
    even, odd = data[0:SAMPLE:2].count(0), data[1:SAMPLE:2].count(0)
    half = min(len(data), SAMPLE) // 2
    if odd > 0.2 * half and even < 0.02 * half:
        found.append("utf-16-le")
    elif even > 0.2 * half and odd < 0.02 * half:
        found.append("utf-16-be")
    return found


def _try(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if _is_binary(text) else text


def _is_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(CONTROL.findall(sample)) > 0.01 * len(sample)


def _best_guess(data: bytes, packs: Packs) -> str | None:
    """Decode with the encoding that yields words of a known language; ask charset-normalizer if none does."""
    readings: list[tuple[float, int, str]] = []
    for rank, encoding in enumerate(SINGLE_BYTE):
        text = _try(data, encoding)
        if text is not None:
            composed = unicodedata.normalize("NFC", text)
            readings.append((max(score_languages(composed, packs).values(), default=0.0), -rank, composed))
    if readings and max(readings)[0] >= 0.1:
        return max(readings)[2]
    return _ask_normalizer(data, [encoding for encoding in SINGLE_BYTE if _try(data, encoding) is not None])


def _ask_normalizer(data: bytes, fallback: Sequence[str]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is not None and (text := _try(data, best.encoding)) is not None:
        return text
    return _try(data, fallback[-1]) if fallback else None
