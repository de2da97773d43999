from __future__ import annotations

import unicodedata

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.charsets import charset_named
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


def legacy(name: str, text: str) -> bytes:
    """Write a text in an encoding of the table; a letter that it lacks as a capital is written small, as its fonts have it."""
    charset = charset_named(name)
    assert charset is not None
    single = {letter: bytes([number]) for number, letter in reversed(list(enumerate(charset.letters)))}
    pairs: dict[str, bytes] = {}
    for pair, letter in charset.pairs.items():
        if pair[1].islower() == letter.islower():
            pairs[letter] = b"".join(single[sign] for sign in pair)
    known = single | pairs
    return b"".join(known.get(letter) or known[letter.lower()] for letter in text)


NEWS = (
    "Vỡ đê ở Bình Minh, hơn 300 hộ dân phải sơ tán\n\nÔng Nguyễn Văn Hoà, Chủ tịch xã, cho biết nước bắt đầu rò rỉ từ tối"
    " thứ hai. Lực lượng dân quân cùng người dân dùng hàng nghìn bao cát để chặn dòng nước nhưng không kịp.\n"
)
LETTERS = "aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵđ"


@pytest.mark.parametrize("name", ["viscii", "tcvn3", "vni"])
def test_the_encodings_of_the_eighties_and_nineties_are_told_apart(name: str) -> None:
    assert decode(legacy(name, TEXT), "a.txt", PACKS).casefold() == TEXT.casefold()
    assert decode(legacy(name, NEWS), "a.txt", PACKS).casefold() == NEWS.casefold()


@pytest.mark.parametrize("name", ["viscii", "vni"])
def test_every_letter_and_its_capital_has_its_bytes(name: str) -> None:
    charset = charset_named(name)
    assert charset is not None
    for text in (LETTERS, LETTERS.upper()):
        assert charset.decode(legacy(name, text)) == text


def test_bytes_of_the_standards() -> None:
    said = {
        ("viscii", b"Xin ch\xe0o, th\xaa gi\xbei"): "Xin chào, thế giới",  # RFC 1456
        ("tcvn3", b"C\xe9ng h\xb5a"): "Cộng hàa",
        ("tcvn3", b"ng\xad\xeai \x93Vi\xd6t\x94"): "người “Việt”",
        (
            "vni",
            b"Ti\x65\xe1ng Vi\x65\xe4t, \xf1\xf6\xf4\xf8ng, AN GIANG, H\x41\xd8 N\x4f\xc4I",
        ): "Tiếng Việt, đường, AN GIANG, HÀ NỘI",
    }
    for (name, data), text in said.items():
        charset = charset_named(name)
        assert charset is not None and charset.decode(data) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a reçu hier à Évian les délégués de la région, où la sécheresse dure déjà depuis l'été.\n",
        "El año pasado, la señora Núñez pidió más días de descanso en Málaga, según publicó ayer el diario.\n",
        "På søndag får børnene i Århus nye cykler, siger borgmesteren, og de ældre får gratis kørsel.\n",
        "Não há razão para a decisão, disse o ministro; as obras da estação começam no próximo mês.\n",
        "Über die Größe des Schadens äußerte sich der Bürgermeister am Montag nicht.\n",
        "The café owner, Zoë Müller, told the naïve jury about “façades” — and the piñata at £5.\n",
    ],
)
def test_western_text_is_not_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt", PACKS) == text
    assert decode(text.encode(), "a.txt", PACKS) == text
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{text}</p></body></html>'
    assert decode(page.encode("cp1252"), "a.html", PACKS, declared=True) == page


def test_a_page_that_says_latin_1_for_a_font_is_read_as_it_is_meant() -> None:
    page = b'<html><head><meta charset="iso-8859-1"><script>var a = "the of and";</script></head><body><font face="VNI-Times">'
    assert NEWS in decode(page + legacy("vni", NEWS), "a.html", PACKS, declared=True)


def test_the_servers_word_comes_before_the_files() -> None:
    page = b'<html><head><meta charset="windows-1252"></head><body>' + "Москва".encode("cp1251") + b"</body></html>"
    assert "Москва" in decode(page, "a.html", PACKS, declared=True, charset="windows-1251")
    assert TEXT in decode(legacy("viscii", TEXT), "a.txt", PACKS, charset="VISCII")
    assert decode(TEXT.encode(), "a.txt", PACKS, charset="no-such-thing") == TEXT
