"""No spotter finds a mention at a word that the openings pass over."""

from __future__ import annotations

import pytest

from kg.extract.evidence import gather
from kg.extract.mention import SPOTTERS, line_of
from kg.extract.opening import openings_of
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()
TEXTS = {
    "en": (
        "Deputy Minister Anna Hale met 170 dock workers in Oslo on Monday, the ministry said. "
        "He told reporters that a 42-year-old driver, the mayor and Chilean officials were there. "
        "Photo: R. Miller/Reuters. Hale supporters and the police of Lima left at noon."
    ),
    "vi": (
        "Ông Trần Văn Nam, giám đốc Sở Y tế tỉnh Lào Cai, gặp 170 công nhân ở TP. Vinh hôm thứ hai. "
        "Người này cho biết hai nước và một tài xế 42 tuổi cùng cảnh sát Na Uy đã đến châu Á. "
        "Ảnh: Lê Minh/TTXVN. Bộ trưởng và người dân huyện Ba Tơ rời đi lúc trưa."
    ),
}


@pytest.mark.parametrize("code", TEXTS)
def test_what_a_spotter_finds_may_open_at_its_word(code: str) -> None:
    pack = PACKS[code]
    texts = [TEXTS[code], *(line.replace("[", "").replace("]", "") for line, _ in pack.actors.examples)]
    found = passed = 0
    for text in texts:
        reading = read(Article("a", text, code, published="2024-06-12"), pack)
        timexes, evidence, openings = tag_times(reading), gather(reading), openings_of(pack.actors)
        for n in range(len(reading.sentences)):
            line = line_of(reading, timexes, evidence, n)
            for i, opening in enumerate(openings.of(line)):
                passed += not opening
                for bit, spotter in SPOTTERS.items():
                    if list(spotter(line, i)):
                        found += 1
                        assert opening & bit, (spotter.__name__, text, line.tokens[i].text)
    assert found > 10 and passed > 10
