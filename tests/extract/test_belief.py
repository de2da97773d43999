"""What learned weights believe, set against what the tables know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.article import extract
from kg.extract.chain import chain
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.telling import observations, tell
from kg.extract.timex import tag_times
from kg.lang.fold import fold
from kg.lang.pack import LanguagePack, Packs
from kg.lang.points import Points
from kg.lang.weights import MENTION_KINDS, Emission, Weights
from kg.model.entity import EntityKind, Mention
from kg.model.text import Article

SURE = 5000
PACKS = Packs()


def pack(lang: str, words: dict[str, str], telling: Points | None = None) -> LanguagePack:
    """Give a pack whose weights believe in certain labels of certain words."""
    emissions: Emission = {f"w={fold(word)}": {label: SURE} for word, label in words.items()}
    emissions["any"] = {"O": 100}
    return replace(PACKS[lang].untaught(), weights=Weights(MENTION_KINDS, emissions, {}, telling or Points({}, 0)))


def mentions(text: str, pack: LanguagePack) -> list[tuple[str, str]]:
    return [(m.name, str(m.kind)) for m in found(text, pack)]


def found(text: str, pack: LanguagePack) -> tuple[Mention, ...]:
    reading = read(Article("a", text, pack.code, published="2024-03-05"), pack)
    return find_mentions(reading, tag_times(reading))


def test_what_is_believed_becomes_a_mention_though_no_rule_reads_it() -> None:
    taught = pack("en", {"dockers": "B-group", "idle": "I-group"})
    assert ("dockers idle", "group") in mentions("Nobody saw dockers idle at noon.", taught)


def test_a_kind_that_is_believed_wins_over_a_guess() -> None:
    text = "Margaret Doyle left. Doyle praised Zorvex, and Zorvex thanked her."
    assert ("Zorvex", "place") not in mentions(text, replace(PACKS["en"], weights=None))
    assert ("Zorvex", "place") in mentions(text, pack("en", {"zorvex": "B-place"}))


def test_what_the_weights_say_nothing_of_stays_as_the_rules_read_it() -> None:
    text = "The Ministry of Transport fined Nordic Air in Oslo."
    bare = mentions(text, replace(PACKS["en"], weights=None))
    assert bare
    assert mentions(text, pack("en", {})) == bare


@pytest.mark.parametrize("label", ["B-organisation", "B-person", "B-group"])
def test_a_state_of_the_tables_stays_a_place(label: str) -> None:
    assert ("Chile", "place") in mentions("Ships of Chile left the port.", pack("en", {"chile": label}))


def test_a_state_is_no_part_of_the_name_of_its_president() -> None:
    taught = pack("vi", {"chile": "B-person", "gabriel": "I-person", "boric": "I-person"})
    assert mentions("Tổng thống Chile Gabriel Boric đến thăm.", taught) == [("Chile", "place"), ("Gabriel Boric", "person")]


def test_nobody_but_by_office_stands_directly_before_a_name() -> None:
    taught = pack("vi", {"thủ": "B-person", "tướng": "I-person", "erik": "B-person", "lund": "I-person"})
    assert mentions("Hôm qua, Thủ tướng Erik Lund phát biểu.", taught) == [("Erik Lund", "person")]


def test_a_place_with_its_class_noun_is_one_name() -> None:
    taught = pack("vi", {"mường": "B-person", "lát": "I-person"})
    assert ("huyện Mường Lát", "place") in mentions("Lũ làm ngập nhiều nhà ở huyện Mường Lát hôm qua.", taught)


def test_what_a_state_does_to_another_is_no_name() -> None:
    words = dict.fromkeys(("viện", "trợ", "gạo", "cho", "mali"), "I-organisation")
    taught = pack("vi", {"chile": "B-organisation"} | words)
    assert mentions("Hôm qua, Chile viện trợ gạo cho Mali.", taught) == [("Chile", "place"), ("Mali", "place")]


def test_the_person_after_the_state_of_an_office_is_no_organisation() -> None:
    words = dict.fromkeys(("phòng", "chile", "maya", "fernandez"), "I-organisation")
    taught = pack("vi", {"quốc": "B-organisation"} | words)
    assert ("Maya Fernandez", "person") in mentions("Hôm qua, Bộ trưởng Quốc phòng Chile Maya Fernandez phát biểu.", taught)


def test_a_belief_is_told_with_the_mention() -> None:
    by_name = {m.name: m.belief for m in found("Zorvex left Oslo.", pack("en", {"zorvex": "B-organisation"}))}
    assert by_name["Zorvex"] == SURE - 100
    assert by_name["Oslo"] is None


def test_actors_below_the_threshold_are_not_told_and_take_no_part() -> None:
    text = "Chile signed a treaty with Peru. Peru thanked Chile."
    article = Article("a", text, "en", published="2024-03-05")
    told = extract(article, pack("en", {}, Points({"kind.place": 10}, 5)))
    assert {e.name for e in told.entities} == {"Chile", "Peru"}
    assert any(event.participants for event in told.events)
    silent = extract(article, pack("en", {}, Points({"kind.place": 10}, 15)))
    assert silent.entities == ()
    assert silent.events
    assert not any(event.participants or event.attributed_to for event in silent.events)
    assert silent.relations == ()


def test_what_is_observed_of_an_actor_tells_its_kind_and_how_often_it_is_named() -> None:
    reading = read(Article("a", "Chile won. Chile paid.", "en", published="2024-03-05"), PACKS["en"])
    chains = chain(reading, find_mentions(reading, tag_times(reading)))
    (row,) = observations(chains, (), ())
    assert {"kind.place", "named", "place.named", "told.2", "country", "first.title"} <= set(row)
    assert len(row) == len(set(row))
    assert [e.kind for e in tell(chains, (), (), PACKS["en"])] == [EntityKind.PLACE]
