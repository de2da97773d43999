"""Which articles are copies of one text, however they were cut and edited, and which only look alike."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model.text import Article, Block, BlockKind, Span
from kg.resolve import copies as module
from kg.resolve.copies import BANDS, HASHES, SAME, bands, copies, printed, text_key, text_of
from kg.resolve.source import sources

RENSA: Any = import_module("rensa")
WIRE = """The ferry Oriel sank off Port Ellery early on Monday with 48 people on board, the harbour office said.
Rescuers pulled 31 passengers from the water before noon, most of them students on the way home from a fair in Norvane.
The captain told investigators that a wave had broken the door of the car deck, which had been repaired in March.
Two coastguard ships and a helicopter went on searching in heavy seas, and relatives waited in a gym near the quay.
The company that runs the line took its other ships out of service until the doors of all of them have been examined.
A minister promised to publish the report of the last inspection, which opposition members have asked for since spring."""
BRIEF = "Norvane's navy seized the tanker Oriel with 24 sailors on board off Port Ellery on Monday, the ministry said."


def page(name: str, text: str, title: str = "", published: str | None = "2024-06-10", **more: str) -> Article:
    whole = f"{title}\n{text}" if title else text
    start = len(title) + 1 if title else 0
    blocks = ([Block(Span(0, len(title)), BlockKind.TITLE)] if title else []) + [Block(Span(start, len(whole)), BlockKind.BODY)]
    return Article(name, whole, "en", title, published, blocks=tuple(blocks), **more)


def groups(*articles: Article) -> list[set[str]]:
    keys = {article.id: text_key(article) for article in articles}
    found = copies(articles, keys)
    texts: dict[str, set[str]] = {}
    for article in articles:
        texts.setdefault(found[keys[article.id]], set()).add(article.id)
    return sorted(texts.values(), key=sorted)


def test_a_wire_text_is_one_under_any_headline_with_words_changed_and_the_end_cut() -> None:
    edited = WIRE.replace("early on Monday", "on Monday morning").replace("most of them students", "many of them pupils")
    cut = "\n".join(WIRE.splitlines()[:4]).replace("heavy seas", "rough seas")
    own = """A photographer of ours was on the quay when the first boats came back with survivors of the Oriel.
People stood in silence while names were read out, and an old man gave his coat to a girl who had lost her shoes.
Nobody here wants to speak of doors or inspections today, though everybody knows somebody who sails on that line.
The gym is open through the night, with tea and blankets, and teachers have come to sit with those who wait for news."""
    told = (page("a", WIRE, "Ferry sinks"), page("b", edited, "Dozens rescued"), page("c", cut), page("d", own))
    assert groups(*told) == [{"a", "b", "c"}, {"d"}]


def test_short_texts_must_be_nearly_the_same_and_of_one_day() -> None:
    again = BRIEF.replace("the ministry said", "a ministry said")
    assert groups(page("a", BRIEF, "Tanker seized"), page("b", again, "Navy stops ship")) == [{"a", "b"}]
    other = "Norvane's navy freed the tanker Oriel with 24 sailors on board off Port Ellery after talks, a company said."
    assert groups(page("a", BRIEF), page("b", other)) == [{"a"}, {"b"}]
    bulletin = "The bulletin at five brings together the news of the day and what people talk about on social networks tonight."
    days = [page(f"{day}", bulletin, f"At five: {day}", f"2024-06-{day}", publisher="Ellery Post") for day in (10, 11, 12)]
    assert groups(*days) == [{"10"}, {"11"}, {"12"}]


def test_other_numbers_make_another_text() -> None:
    table = "The price of rice at the Ellery exchange rose to 412 a tonne at noon, that of maize to 208, the exchange said."
    assert groups(page("a", table), page("b", table.replace("412", "431").replace("208", "199"))) == [{"a"}, {"b"}]


def test_a_chain_of_edits_leads_from_no_story_to_another() -> None:
    lines = WIRE.replace("48", "many").replace("31", "most").splitlines()
    pieces = ("a storm", "two fishermen", "the lighthouse", "an old road", "a cargo of tea", "nobody at all")
    other = [f"In a later year {piece} was what people on that coast talked about when winter came to them." for piece in pieces]
    steps = [page(f"{n}", "\n".join(lines[n:] + other[:n]), published=f"2024-06-1{n}") for n in range(7)]
    found = groups(*steps)
    assert {"0", "1"} <= found[0]
    assert "6" not in found[0]


def test_languages_and_texts_without_words_stay_apart() -> None:
    one = page("a", WIRE)
    assert groups(one, Article("b", one.text, "vi", blocks=one.blocks)) == [{"a", "b"}], "the very same text"
    assert groups(page("a", "Photo: Lan"), page("b", "Photo: Nam")) == [{"a"}, {"b"}]


def test_copies_speak_with_the_voice_of_the_agency_that_one_of_them_credits() -> None:
    edited = WIRE.replace("early on Monday", "on Monday morning")
    told = (
        page("a", WIRE, publisher="Ellery Post"),
        page("b", edited, publisher="Harbour Courier", agency="Coast Wire"),
        page("c", BRIEF, publisher="Ellery Post"),
    )
    voices = sources(told, {article.id: text_key(article) for article in told})
    assert voices["a"] == voices["b"] == "1:coast wire"
    assert voices["c"] == "2:ellery post"


@st.composite
def edits(draw: st.DrawFn) -> Article:
    words = WIRE.split()
    for _ in range(draw(st.integers(0, 12))):
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(("later", "harbour", "people", "soon")))
    text = " ".join(words[: draw(st.integers(30, len(words)))])
    return page(draw(st.text("abcdef", min_size=3, max_size=3)), text, published=draw(st.sampled_from(("2024-06-10", None))))


@settings(max_examples=60, deadline=None)
@given(st.lists(edits(), max_size=6, unique_by=lambda article: article.id), st.randoms(use_true_random=False))
def test_order_does_not_show(told: list[Article], chance: Random) -> None:
    mixed = list(told)
    chance.shuffle(mixed)
    assert groups(*told) == groups(*mixed)
    keys = {article.id: text_key(article) for article in told}
    assert sources(told, keys) == sources(mixed, keys)


@pytest.mark.parametrize("seed", range(5))
def test_texts_share_a_band_where_the_index_finds_one_by_the_other(seed: int) -> None:
    """Rows of a band are compared as they are, the index compares hashes of them: that must be the same."""
    chance = Random(seed)
    words = WIRE.split()
    texts = [text_of(str(n), printed(page(str(n), " ".join(some_changed(words, chance))))) for n in range(40)]
    index: Any = RENSA.RMinHashLSH(threshold=SAME, num_perm=HASHES, num_bands=BANDS)
    for number, text in enumerate(texts):
        index.insert(number, text.sketch)
    found = [set(enumerate(bands(text))) for text in texts]
    near = [{n for n, other in enumerate(found) if mine & other} for mine in found]
    assert near == [set(index.query(text.sketch)) for text in texts]
    assert len({len(others) for others in near}) > 3, "some are near, some are not"


def some_changed(words: Sequence[str], chance: Random) -> list[str]:
    rate = chance.choice((0.02, 0.1, 0.2, 0.5))
    return [chance.choice(("later", "harbour", "people", "soon")) if chance.random() < rate else word for word in words]


@settings(max_examples=40, deadline=None)
@given(st.lists(edits(), min_size=2, max_size=8, unique_by=lambda article: article.id))
def test_what_the_bits_rule_out_is_no_copy(told: list[Article]) -> None:
    found = groups(*told)
    with patch.object(module, "BITS", 8):  # of so few all are set, and rule out nothing
        assert groups(*told) == found


def test_many_texts_that_end_in_the_same_lines_are_not_copies() -> None:
    end = " ".join(WIRE.splitlines()[3:])
    chance = Random(1)
    pages = [page(f"{n:02}", " ".join(chance.choices(WIRE.split(), k=90)) + f" {end}") for n in range(30)]
    near = [set(enumerate(bands(text_of(one.id, printed(one))))) for one in pages]
    assert any(mine & other for mine in near for other in near if mine is not other), "some are compared"
    assert len(groups(*pages)) == 30
