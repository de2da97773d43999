from __future__ import annotations

import unicodedata

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.encoding import decode

PACKS = Packs()
TEXT = "Thủ tướng gặp các bộ trưởng tại Hà Nội để bàn về bão và những việc cần làm của năm nay.\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """Write letters with their tone mark behind them, as Windows does."""
    pieces = []
    for letter in text:
        decomposed = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in decomposed if c in TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
        pieces.append((base + tone).encode("cp1258"))
    return b"".join(pieces)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        ("abc " * 30 + TEXT).encode("utf-16-le"),
        windows_1258(TEXT),
    ],
    ids=["utf-8", "utf-8 with mark", "decomposed", "utf-16 with mark", "utf-16-be", "utf-16-le", "windows-1258"],
)
def test_encodings_lead_to_the_same_composed_text(data: bytes) -> None:
    assert decode(data, "a.txt", PACKS).removeprefix("abc " * 30) == TEXT


def test_windows_1252_is_told_from_windows_1258() -> None:
    text = "The caf\u00e9 of the town was \u201cclosed\u201d on Monday, and the owner said that it was for good.\n"
    assert decode(text.encode("cp1252"), "a.txt", PACKS) == text


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = b'<html><head><meta charset="windows-1251"></head><body>' + "Москва".encode("cp1251") + b"</body></html>"
    assert "Москва" in decode(page, "a.html", PACKS, declared=True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04....", "is a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
        (bytes(range(256)) * 20, "is binary"),
        (b"\x00\x01\x02\x03" * 100, "is binary"),
    ],
)
def test_what_is_no_text_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        decode(data, "a.txt", PACKS)
    assert str(caught.value).startswith("a.txt: ") and caught.value.remedy
