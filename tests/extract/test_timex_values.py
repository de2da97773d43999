"""Every value that the packs' own examples give is TIMEX3, and every EDTF string is EDTF level 1."""

from __future__ import annotations

import re

import pytest

from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.model.time import Timex, TimexType

PACKS = Packs()
DAY = r"(?:BC\d{4}|FY\d{4}|\d{2,4}|XXXX|XX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-W(?:\d\d|XX)(?:-(?:\d|WE|XX))?|-(?:SP|SU|FA|WI)|-[QH]\d)?"
CLOCK = r"T(?:(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?|MO|MI|AF|EV|NI|DT)"
POINT = rf"(?:{DAY}(?:{CLOCK})?|BC\d\d(?:\d\d)?)"
AMOUNT = r"(?:\d+(?:\.\d+)?|X)"
LENGTH = rf"P(?=.)(?:{AMOUNT}(?:CE|DE|Y|M|WE|W|D|NI|GE))*(?:T(?:{AMOUNT}[HMS])+)?"
TIMEX3 = re.compile(rf"(?:{POINT}(?:[/,]{POINT})?|{LENGTH}|(?:PAST|PRESENT|FUTURE)_REF)")
YEAR = r"-?(?:\d{4}|\d{3}X|\d{2}XX)"
EDTF_DATE = rf"{YEAR}(?:-\d\d(?:-\d\d)?)?[~?%]?"
EDTF = re.compile(rf"{EDTF_DATE}|(?:{EDTF_DATE}|\.\.)/(?:{EDTF_DATE}|\.\.)")


def examples(code: str) -> list[Timex]:
    tables = PACKS[code].time
    day = tables.reference.isoformat()
    texts = [(example.text, stamp) for example in tables.examples for stamp in (day, f"{day}T14:30:00")]
    return [t for text, stamp in texts for t in tag_times(read(Article("a", text, code, published=stamp), PACKS[code]))]


@pytest.mark.parametrize("code", PACKS.codes)
def test_values_are_timex3_and_edtf_level_1(code: str) -> None:
    found = examples(code)
    assert len(found) > 100
    assert sorted({t.value for t in found if not TIMEX3.fullmatch(t.value)}) == []
    assert sorted({t.edtf for t in found if t.edtf is not None and not EDTF.fullmatch(t.edtf)}) == []


@pytest.mark.parametrize("code", PACKS.codes)
def test_what_has_a_time_of_day_is_a_time_and_what_has_days_has_edtf(code: str) -> None:
    for timex in examples(code):
        timed = re.search(r"[\dX]T", timex.value) is not None
        assert not timed or timex.type in (TimexType.TIME, TimexType.SET, TimexType.DURATION), timex
        assert timex.interval is None or timex.edtf is not None, timex
