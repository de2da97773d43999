"""Which mentions tell one event: what is observed of pairs, and what joins or parts them in articles of our own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from kg.extract.article import extract, with_entities
from kg.extract.chain import chain
from kg.extract.event import find_events
from kg.extract.joining import COMPARED, Earlier
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.sameevent import Telling, comparable, observations, tellings
from kg.extract.timex import tag_times
from kg.extract.view import views
from kg.lang.inflection import read_inflection
from kg.lang.pack import BUILT_IN, Packs
from kg.lang.retelling import Pointing, read_retelling
from kg.lang.table import Problem
from kg.lang.triggers import read_triggers
from kg.model.event import Realis
from kg.model.text import Article

PACKS = Packs()


def told(code: str, text: str, title: str = "") -> dict[str, Telling]:
    """Give the tellings of a text by their words; of the same words the last."""
    whole = f"{title}\n{text}" if title else text
    reading = read(Article(id="a", text=whole, lang=code, title=title, published="2024-06-12"), PACKS[code].untaught())
    timexes = tag_times(reading)
    mentions = find_mentions(reading, timexes)
    chains, seen = chain(reading, mentions), views(reading, timexes, mentions)
    events = tuple(with_entities(event, chains) for event in find_events(reading, seen, chains))
    return {t.event.mentions[0].span.of(whole): t for t in tellings(reading, seen, events)}


def seen_of(a: Telling, b: Telling) -> set[str]:
    return set(observations(a, b, Counter({a.event.type: 1, b.event.type: 1})))


def test_words_of_one_group_are_likely_to_tell_one_event() -> None:
    en = told("en", "Police arrested two men in Bristol. The pair were detained at a hotel in Bristol.")
    assert {"group", "group.next"} <= seen_of(en["arrested"], en["detained"])
    vi = told("vi", "Công an Hà Nội đã bắt hai nghi phạm. Hai người bị tạm giữ tại quận Ba Đình.")
    assert "group" in seen_of(vi["bắt"], vi["tạm giữ"])


def test_derived_words_share_a_root() -> None:
    en = told("en", "Detectives are investigating a robbery in Leeds. The investigation by Leeds police goes on.")
    assert "word" in seen_of(en["investigating"], en["investigation"])


def test_groups_reach_over_types() -> None:
    en = told("en", "Officers freed the driver on Monday. The rescue in Leeds took two hours.")
    freed, rescue = en["freed"], en["rescue"]
    assert freed.event.type is not rescue.event.type
    assert freed.groups & rescue.groups and comparable(freed, rescue)


def test_how_a_noun_is_brought_in_is_observed_of_the_later_mention() -> None:
    en = told("en", "Rebels attacked Aleppo on Monday. The attack killed a guard in Aleppo.")
    assert {"second.definite", "word.second.definite"} & seen_of(en["attacked"], en["attack"])
    en = told("en", "Rebels attacked Aleppo on Monday. An attack killed a guard in Homs.")
    assert "second.indefinite" in seen_of(en["attacked"], en["attack"])
    en = told("en", "Rebels attacked Aleppo on Monday. Another attack hit Homs.")
    assert "second.another" in seen_of(en["attacked"], en["attack"])


def test_the_headline_is_likelier_repeated_by_the_lead() -> None:
    vi = told("vi", "Chính phủ Nhật Bản đã ký hiệp định với Pháp ngày 10/6.", title="Nhật Bản và Pháp ký kết hiệp định")
    title, body = vi["ký kết"], vi["ký hiệp định"]
    assert {"word.title", "word.title.lead"} <= seen_of(title, body)


def test_other_numbers_and_other_words_speak_of_other_events() -> None:
    vi = told("vi", "Hà Nội phạt 15 công ty vì xả thải. Đà Nẵng phạt 20 quán bia vì ồn ào.")
    first, second = told("vi", "Hà Nội phạt 15 công ty vì xả thải.")["phạt"], vi["phạt"]
    assert first.numbers == {"15"} and second.numbers == {"20"}
    found = seen_of(first, second)
    assert "lemma.number.other" in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["sign", "signing"]', '["sign", "sign"]', "groups: has a group with a word twice, or with only one: sign, sign"),
        ('["sign", "signing"]', '["sign", "umbrella"]', "groups: has 'umbrella', which is no event word"),
        ("another = ", "anothr = ", "another: is missing"),
    ],
)
def test_a_fault_of_the_table_names_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    for name in ("retelling.toml", "inflection.toml", "triggers.toml"):
        copy(BUILT_IN / "en" / name, tmp_path / name)
    text = (tmp_path / "retelling.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "retelling.toml").write_text(text.replace(old, new, 1), "utf-8")
    found: list[Problem] = []
    read_retelling(tmp_path, read_triggers(tmp_path, read_inflection(tmp_path, found), found), found)
    assert any(str(problem).endswith(said) for problem in found), [str(p) for p in found]


def test_pointing_words_are_found_among_others() -> None:
    retelling = PACKS["en"].events.retelling
    assert retelling.points(Pointing.ANOTHER, {"the", "second"})
    assert not retelling.points(Pointing.INDEFINITE, {"the", "second"})
    assert retelling.of("Lawsuit") and retelling.of("Lawsuit") & retelling.of("sue") and not retelling.of("umbrella")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("assassinate", "killing"),
        ("appointment", "promotion"),
        ("revamp", "overhaul"),
        ("transition", "handover"),
        ("oust", "removal"),
    ],
)
def test_what_english_news_calls_one_happening_in_turn_is_of_one_group(first: str, again: str) -> None:
    retelling = PACKS["en"].events.retelling
    assert retelling.of(first) & retelling.of(again)
    assert not retelling.of(first) & retelling.of("earthquake")


def test_in_a_very_long_text_a_mention_is_compared_with_the_last_and_the_headline_with_the_first() -> None:
    one = next(iter(told("en", "The two countries signed a pact.").values()))
    earlier = Earlier()
    for place in range(3 * COMPARED):
        earlier.add(replace(one, sentence=place), place)
    assert earlier.near(one) == list(range(2 * COMPARED, 3 * COMPARED))
    assert earlier.near(replace(one, order=-1)) == list(range(COMPARED))


@pytest.mark.parametrize(
    ("code", "title", "text", "word"),
    [
        (
            "en",
            "Japan and Ruritania agree on ships",
            "Japan and Ruritania agreed on ships at a meeting on June 9. In April 2024, Japan and Ruritania agreed on talks.",
            "agree",
        ),
        (
            "vi",
            "Nhật Bản và Lào nhất trí về tàu biển",
            "Ngày 9/6, Nhật Bản và Lào đã nhất trí về tàu biển. Tháng 4/2024, Nhật Bản và Lào đã nhất trí đàm phán.",
            "nhất trí",
        ),
    ],
)
def test_mentions_whose_dates_part_them_do_not_come_together_over_a_third(code: str, title: str, text: str, word: str) -> None:
    whole = f"{title}\n{text}"
    extraction = extract(Article(id="a", text=whole, lang=code, title=title, published="2024-06-12"), PACKS[code])
    told = {
        event.time.edtf[:7]: [m.span.of(whole) for m in event.mentions if m.span.of(whole).startswith(word)]
        for event in extraction.events
        if event.time is not None and any(m.span.of(whole).startswith(word) for m in event.mentions)
    }
    assert {month: len(words) for month, words in told.items()} == {"2024-04": 1, "2024-06": 2}


def test_what_was_done_and_what_was_not_are_two_events() -> None:
    text = "Parliament approved the budget on Monday, Hale said. Parliament did not approve the budget, Doyle said."
    extraction = extract(Article(id="a", text=text, lang="en", published="2024-06-12"), PACKS["en"])
    told = {m.span.of(text): event for event in extraction.events for m in event.mentions}
    assert (told["approved"].realis, told["approve"].realis) == (Realis.ACTUAL, Realis.NEGATED)


def test_a_third_mention_does_not_bring_together_what_contradicts_itself() -> None:
    text = "Police arrested Carter Hale in Leeds on Monday. Officers in York did not arrest Carter Hale. Police will arrest Carter Hale."
    extraction = extract(Article(id="a", text=text, lang="en", published="2024-06-12"), PACKS["en"])
    told = {m.span.begin: event for event in extraction.events for m in event.mentions}
    done, denied = told[text.index("arrested")], told[text.index("arrest Carter Hale.")]
    assert (done.realis, denied.realis) == (Realis.ACTUAL, Realis.NEGATED)
