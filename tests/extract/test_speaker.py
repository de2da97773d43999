"""The first person in quotations: whom it means, and where nobody surely speaks."""

from __future__ import annotations

import pytest

from kg.extract.chain import chain
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.speaker import let_speak
from kg.extract.timex import tag_times
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()


def speakers(text: str, lang: str) -> list[str]:
    """Give whom each first person of a text means, "" for nobody."""
    reading = read(Article("a", text, lang, published="2024-03-05"), PACKS[lang])
    timexes = tag_times(reading)
    mentions = find_mentions(reading, timexes)
    chains = let_speak(reading, views(reading, timexes, mentions), chain(reading, mentions))
    names = {entity.id: entity.name for entity in chains.entities}
    return ["".join(names[who] for who in chains.of[m]) for m in mentions if m.rule == "reference.speaker"]


SPOKEN = [
    # who is told to say it, before or after, over several sentences
    ("vi", "Ông Nguyễn Văn Lâm cho biết: “Tôi đã bán chiếc xe. Sau đó tôi về quê.”", ["Nguyễn Văn Lâm", "Nguyễn Văn Lâm"]),
    ("vi", "“Tôi đã bán chiếc xe”, ông Nguyễn Văn Lâm nói.", ["Nguyễn Văn Lâm"]),
    # a verb that the tables do not know as one of saying, with one person before the colon or just after the end
    ("vi", "Ông Nguyễn Văn Lâm thở dài: “Tôi đã bán chiếc xe.”", ["Nguyễn Văn Lâm"]),
    ("vi", "“Tôi đã bán chiếc xe” – bà Trần Thị Hoa nghẹn ngào.", ["Trần Thị Hoa"]),
    # the only person of the sentence before, if that begins with him
    ("vi", "Ông Nguyễn Văn Lâm vẫn đang chờ bồi thường. “Tôi đã bán chiếc xe.”", ["Nguyễn Văn Lâm"]),
    ("vi", "Ông Nguyễn Văn Lâm đến thăm bà Trần Thị Hoa. “Tôi đã bán chiếc xe.”", [""]),
    # somebody else's words inside the quotation
    ("vi", "Bà Trần Thị Hoa khẳng định: “Ông Nguyễn Văn Lâm nói rằng tôi đã bán chiếc xe”.", ["Trần Thị Hoa"]),
    # the author, several, a longer word
    ("vi", "Tôi gặp ông Nguyễn Văn Lâm ở chợ.", [""]),
    ("vi", "Ông Nguyễn Văn Lâm cho biết: “Chúng tôi đã bán chiếc xe.”", []),
    ("en", "“I sold the car,” Anna Berg said. “Then my brother left.”", ["Anna Berg", "Anna Berg"]),
    ("en", "I met Anna Berg in Oslo.", [""]),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SPOKEN)
def test_the_first_person_is_who_speaks(lang: str, text: str, expected: list[str]) -> None:
    assert speakers(text, lang) == expected


def test_the_words_of_the_speaker_are_mentions_of_his() -> None:
    text = "Ông Nguyễn Văn Lâm cho biết: “Tôi đã bán chiếc xe.”"
    reading = read(Article("a", text, "vi"), PACKS["vi"])
    mentions = find_mentions(reading, ())
    chains = let_speak(reading, views(reading, (), mentions), chain(reading, mentions))
    (person,) = chains.entities
    assert [m.span.of(text) for m in person.mentions] == ["Nguyễn Văn Lâm", "Tôi"]
