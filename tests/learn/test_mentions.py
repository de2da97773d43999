"""Learning the weights of mentions from the project's own annotated articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.belief import spans
from kg.extract.mention import look
from kg.extract.reading import Reading, read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.learn.actors import label
from kg.learn.gold import GoldArticle
from kg.learn.mentions import check, teach, to_file
from kg.learn.points import annotated
from kg.model.entity import EntityKind
from kg.model.text import Article, Span

GOLD = Path(__file__).parents[2] / "data" / "gold"


def gold(text: str, lang: str, *actors: tuple[EntityKind, set[str]]) -> GoldArticle:
    return GoldArticle(
        id="a",
        lang=lang,
        text=text,
        sentences=(Span(0, len(text)),),
        record={},
        actors=tuple(frozenset(forms) for _, forms in actors),
        kinds=tuple(kind for kind, _ in actors),
        events=(),
        relations=(),
    )


def labelled(text: str, lang: str, *actors: tuple[EntityKind, set[str]]) -> list[tuple[str, str]]:
    """Give the mentions that the labels mark."""
    reading: Reading = read(Article("a", text, lang, published="2024-03-05"), Packs()[lang])
    _, seen = look(reading, tag_times(reading))
    mentions = [one.mention for here in seen for one in here if one.mention is not None]
    found: list[tuple[str, str]] = []
    for tokens, row in zip(reading.tokens, label(gold(text, lang, *actors), reading, mentions), strict=True):
        found += [(text[tokens[a].begin : tokens[b - 1].end], str(kind)) for a, b, kind in spans(row)]
    return found


def test_the_longest_form_is_labelled_and_a_shorter_one_elsewhere() -> None:
    text = "Nordic Air of Norway grew. Norway said so."
    actors = (EntityKind.ORGANISATION, {"Nordic Air of Norway"}), (EntityKind.PLACE, {"Norway"})
    assert labelled(text, "en", *actors) == [("Nordic Air of Norway", "organisation"), ("Norway", "place")]


def test_titles_and_articles_stay_outside() -> None:
    text = "Minister Margaret Doyle met the port workers."
    actors = (EntityKind.PERSON, {"Minister Margaret Doyle"}), (EntityKind.GROUP, {"the port workers"})
    assert labelled(text, "en", *actors) == [("Margaret Doyle", "person"), ("port workers", "group")]


def test_an_office_with_its_field_and_state_stays_outside() -> None:
    text = "Hôm qua, Bộ trưởng Quốc phòng Chile Maya Fernandez phát biểu."
    actor = (EntityKind.PERSON, {"Bộ trưởng Quốc phòng Chile Maya Fernandez"})
    assert labelled(text, "vi", actor) == [("Maya Fernandez", "person")]


def test_a_form_inside_a_word_is_not_labelled() -> None:
    assert labelled("The Portland road is shut.", "en", (EntityKind.PLACE, {"Port"})) == []


def test_a_name_and_its_abbreviation_in_brackets_are_two() -> None:
    text = "The Harbour Safety Board (HSB) met."
    actor = (EntityKind.ORGANISATION, {"Harbour Safety Board (HSB)"})
    assert labelled(text, "en", actor) == [("Harbour Safety Board", "organisation"), ("HSB", "organisation")]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_same_articles_give_the_same_weights_with_a_card(lang: str) -> None:
    pytest.importorskip("pycrfsuite")
    packs = Packs()
    articles = annotated([GOLD], packs, lang)
    told: list[str] = []
    taught = teach(articles, packs[lang], told.append)
    file = to_file(taught, check(articles, packs[lang], taught.weights))
    assert file == to_file(teach(articles, packs[lang], lambda line: None), check(articles, packs[lang], taught.weights))
    assert f"Learned from {len(articles)} annotated articles with {taught.mentions} mentions" in file
    assert taught.weights.emissions
    assert "weights" in told
