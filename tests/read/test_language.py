from __future__ import annotations

import pytest

from kg.lang.pack import Packs
from kg.read.language import tell_language

PACKS = Packs()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Thủ tướng gặp các bộ trưởng tại Hà Nội.", "vi"),
        ("The minister met the mayors of the three towns on Monday.", "en"),
        ("Le ministre a rencontré les maires des trois villes lundi soir dans la capitale.", None),
        ("Menteri itu bertemu dengan para wali kota pada hari Senin di ibu kota.", None),
        ("Ministrul s-a întâlnit luni cu primarii orașelor și a discutat despre buget în capitală.", None),
        ("Министр встретился с мэрами городов.", None),
        ("首相は月曜日に市長と会談した。", None),
        ("", None),
    ],
)
def test_languages(text: str, lang: str | None) -> None:
    assert tell_language(text, PACKS) == lang


def test_the_source_is_believed_where_the_text_says_little() -> None:
    assert tell_language("Quake", PACKS, "en-US") == "en"
    assert tell_language("Quake", PACKS) is None


def test_the_text_is_believed_where_it_says_much() -> None:
    assert tell_language("Thủ tướng gặp các bộ trưởng tại Hà Nội.", PACKS, "en") == "vi"
    assert tell_language("Le ministre a rencontré les maires des trois villes.", PACKS, "fr") is None
