from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import Draft, finish
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


LONG = {
    "fr": "Le maire a reçu hier les délégués de la région, où la sécheresse dure déjà depuis l'été. On a demandé au ministre de venir,"
    " mais il a répondu que le budget ne le permet pas. Les agriculteurs ont perdu plus de la moitié de leurs récoltes, et on attend"
    " toujours la pluie. Pour me faire entendre, dit l'un d'eux, il a fallu bloquer la route.",
    "nl": "De burgemeester heeft maandag met de vertegenwoordigers van de regio gesproken over de droogte. Het is al sinds de zomer zo,"
    " en we hebben meer dan de helft van de oogst verloren, zei een boer. Er is in het dorp geen water meer, en de pomp is stuk. Hij"
    " was het er niet mee eens.",
    "hi": "मेयर ने सोमवार को क्षेत्र के प्रतिनिधियों से मुलाकात की। किसानों ने आधी से अधिक फसल खो दी है।",
}


@pytest.mark.parametrize(("lang", "text"), sorted(LONG.items()))
@pytest.mark.parametrize("hint", [None, "own", "en", "vi"])
def test_an_article_in_a_language_without_a_pack_is_listed_and_never_read_as_another(
    lang: str, text: str, hint: str | None
) -> None:
    if lang == "hi" and hint in ("en", "vi"):
        text = f"{text} {text} {text}"
    with pytest.raises(InputError) as caught:
        finish(Draft(where="a.txt", text=text, lang=lang if hint == "own" else hint), PACKS)
    line = str(caught.value)
    assert line.startswith("a.txt: ") and "\n" not in line
    if hint in ("en", "vi"):
        assert f"says that its language is {hint}, but does not read so" in line
    elif hint == "own":
        assert f"is in a language without a pack ({lang}); there are packs for en, vi" in line
    else:
        assert "is in a language without a pack" in line and ("(Devanagari script)" in line) == (lang == "hi")
