"""Who and where the text names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.actorexamples import check_actors
from kg.model.entity import EntityKind, MentionForm
from tests.extract.actors import PACKS, entity, parse


@pytest.mark.parametrize("code", PACKS.codes)
def test_the_examples_of_the_tables_hold(code: str) -> None:
    assert list(check_actors(PACKS[code])) == []


@pytest.mark.parametrize("lang", PACKS.codes)
def test_mentions_are_in_order_and_do_not_overlap(lang: str) -> None:
    text = "".join(line.partition(" > ")[0].replace("[", "").replace("]", "") + "\n" for _, line in PACKS[lang].actors.examples)
    reading, mentions, chains = parse(text, lang)
    assert all(a.span.end <= b.span.begin for a, b in pairwise(mentions))
    assert all(m.span in m.wide and m.span in reading.sentences[m.sentence].span for m in mentions)
    assert set(chains.of) == set(mentions)
    known = {e.id for e in chains.entities}
    assert all(who in known for whos in chains.of.values() for who in whos)
    assert len(known) == len(chains.entities)


def test_a_date_is_no_name() -> None:
    _, mentions, _ = parse("The court met on 3 March in Lagos.", "en")
    assert [m.name for m in mentions if m.form is MentionForm.NAME] == ["Lagos"]


def test_the_wide_span_holds_office_and_affiliation() -> None:
    reading, mentions, _ = parse("Tổng thống Chile Gabriel Boric phát biểu.")
    person = next(m for m in mentions if m.kind is EntityKind.PERSON)
    assert person.wide.of(reading.text) == "Tổng thống Chile Gabriel Boric"


def test_a_capital_that_acts_is_its_state_and_one_that_is_a_place_is_a_city() -> None:
    _, mentions, _ = parse("Berlin đã bác bỏ cáo buộc. Cuộc gặp diễn ra tại Berlin.")
    assert [m.key for m in mentions] == ["country:DE", "place:DE:berlin"]


def test_a_government_has_the_key_of_its_state() -> None:
    _, mentions, _ = parse("Hôm qua, Chính phủ Chile bác tin này.")
    assert [(m.name, m.key) for m in mentions] == [("Chính phủ Chile", "country:CL")]


def test_a_word_for_a_state_is_a_person_after_an_honorific() -> None:
    _, mentions, _ = parse("Chiều qua, anh Đức trở về nhà.")
    assert [(m.name, m.kind) for m in mentions] == [("Đức", EntityKind.PERSON)]


def test_an_agency_that_reports_is_only_a_source_and_one_that_acts_is_not() -> None:
    assert entity("Reuters đưa tin giá dầu tăng.", "Reuters").only_source
    assert not entity("Reuters sa thải hai trăm người.", "Reuters").only_source
