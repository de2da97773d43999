"""What is emitted is EDTF level 1 and TIMEX3, in every pack's examples and in all articles of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article
from kg.model.time import Timex, TimexType
from kg.pipeline import extract_one, read_articles
from tests.notation import MODIFIERS, is_edtf, is_timex_value

PACKS = Packs()
DATA = Path(__file__).parents[2] / "data"


def articles() -> Iterator[Article]:
    for code in PACKS.codes:
        tables = PACKS[code].time
        for example in chain(tables.examples, tables.negatives):
            for published in (tables.reference.isoformat(), f"{tables.reference.isoformat()}T14:30:00", None):
                yield Article("example", example.text, code, published=published)
    yield from (a for a in read_articles([DATA / "articles", DATA / "gold"]) if isinstance(a, Article))


def faults(timex: Timex) -> Iterator[str]:
    if timex.edtf is not None and not is_edtf(timex.edtf):
        yield f"edtf {timex.edtf!r}"
    if not is_timex_value(timex.value):
        yield f"value {timex.value!r}"
    if timex.mod is not None and timex.mod not in MODIFIERS:
        yield f"mod {timex.mod!r}"
    if re.search(r"[\dX]T", timex.value) and timex.type is TimexType.DATE:
        yield f"a time of day as a date: {timex.value!r}"
    if timex.interval is not None and timex.edtf is None:
        yield "days without EDTF"


def test_every_expression_is_in_the_notations() -> None:
    found = [
        f"{timex.span.of(article.text)!r} in {article.text[:60]!r}: {fault}"
        for article in articles()
        for timex in tag_times(read(article, PACKS[article.lang]))
        for fault in faults(timex)
    ]
    assert found == []


def test_every_event_has_an_edtf_date() -> None:
    found = [a for a in read_articles([DATA / "articles"]) if isinstance(a, Article)]
    times = [event.time.edtf for article in found for event in extract_one(article).events if event.time]
    assert len(times) > 20
    assert [edtf for edtf in times if not is_edtf(edtf)] == []


@pytest.mark.parametrize(
    "text", ["1985-04-12", "1985", "201X", "20XX", "2004-XX", "1985-04-XX", "1984?", "2004-06~", "-0279", "1985-04-12/..",
             "../1985", "2004-02-01/2005", "2001-21", "2004-01-01T10:10:10Z", "Y170000002", "/2005"]
)  # fmt: skip
def test_the_grammar_takes_what_the_specification_shows(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize(
    "text", ["", "..", "2004-13", "2023-02-29", "1985-4-2", "20X4", "2004-06-11%?", "2024-25", "2004/2005/2006", "../..", "156X-12-25",
             "195X/..", "-0000", "{2001, 2002}", "1985-04-12T23"]
)  # fmt: skip
def test_the_grammar_refuses_what_level_1_has_not(text: str) -> None:
    assert not is_edtf(text)


@pytest.mark.parametrize("text", ["2024-06-10T", "2024-6-1", "P3", "P", "2024-Q5", "XXXX-WXX-8", "2024/2025/2026", "199X"])
def test_the_values_refuse_what_timex3_has_not(text: str) -> None:
    assert not is_timex_value(text)
