"""The first person in quotations: whom it means, and where nobody surely speaks."""

from __future__ import annotations

import pytest

from tests.extract.actors import parse


def speakers(text: str, lang: str) -> list[str]:
    """Give whom each first person of a text means, if anybody."""
    _, mentions, chains = parse(text, lang)
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
    ("vi", "Ông Nguyễn Văn Lâm đến thăm bà Trần Thị Hoa. “Tôi đã bán chiếc xe.”", []),
    # who is asked, or spoken to, and nobody of whom something is told
    ("vi", "Cảm ơn ông Nguyễn Văn Lâm. “Tôi đã bán chiếc xe.”", []),
    ("en", "Is Anna Berg a good neighbour? “I sold her the car.”", []),
    # a few words in quotation marks are no speech of the one told after them
    ("vi", "Sau vai chính trong “Tôi và biển”, ông Nguyễn Văn Lâm nghỉ đóng phim.", []),
    # whom somebody speaks to, and whose kin speaks
    ("vi", "Mẹ gật gù với ông Nguyễn Văn Lâm rằng: “Tôi đã bán chiếc xe.”", []),
    ("vi", "Bố mẹ bà Trần Thị Hoa mắng: “Tôi đã bán chiếc xe.”", []),
    ("en", "Anna Berg fell ill. Her mother said: “I sold the car.”", ["Her mother"]),
    ("en", "Anna Berg's mother said, “I sold the car.”", ["Anna Berg's mother"]),
    ("vi", "Ông Nguyễn Văn Lâm của Hội Chữ thập đỏ nói: “Tôi đã bán chiếc xe.”", ["Nguyễn Văn Lâm"]),
    # somebody else's words inside the quotation
    ("vi", "Bà Trần Thị Hoa khẳng định: “Ông Nguyễn Văn Lâm nói rằng tôi đã bán chiếc xe”.", ["Trần Thị Hoa"]),
    # the author, several, a longer word
    ("vi", "Tôi gặp ông Nguyễn Văn Lâm ở chợ.", []),
    ("vi", "Ông Nguyễn Văn Lâm cho biết: “Chúng tôi đã bán chiếc xe.”", []),
    ("en", "“I sold the car,” Anna Berg said. “Then my brother left.”", ["Anna Berg", "Anna Berg"]),
    ("vi", "Ông Nguyễn Văn Lâm nói: “Lớp trẻ cần được tôi luyện.”", []),
    ("en", "I met Anna Berg in Oslo.", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SPOKEN)
def test_the_first_person_is_who_speaks(lang: str, text: str, expected: list[str]) -> None:
    assert speakers(text, lang) == expected


def test_the_words_of_the_speaker_are_mentions_of_his() -> None:
    text = "Ông Nguyễn Văn Lâm cho biết: “Tôi đã bán chiếc xe.”"
    (person,) = parse(text)[2].entities
    assert [m.span.of(text) for m in person.mentions] == ["Nguyễn Văn Lâm", "Tôi"]
