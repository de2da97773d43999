"""The lasting facts that a text states."""

from __future__ import annotations

from kg.extract.relation import distinct, find_relations
from kg.model.event import Predicate, Relation
from tests.extract.actors import facts, parse


def test_heads_and_deputies() -> None:
    found = facts("Anna Schmidt, người đứng đầu Cục Hàng không Đức, gặp Phó Giám đốc Công an tỉnh Long An Lê Văn Tú.")
    assert ("Anna Schmidt", "heads", "Cục Hàng không Đức") in found
    assert ("Lê Văn Tú", "works_for", "Công an tỉnh Long An") in found
    assert not any(p == "heads" and s == "Lê Văn Tú" for s, p, _ in found)


def test_a_minister_does_not_head_the_state() -> None:
    found = facts("Bộ trưởng Quốc phòng Chile Maya Fernandez đến thăm.")
    assert ("Maya Fernandez", "holds_role", "Bộ trưởng Quốc phòng Chile") in found
    assert not any(predicate == "heads" for _, predicate, _ in found)


def test_a_body_of_a_state_by_its_name_is_part_of_it() -> None:
    found = facts("Nhật Bản cải tổ. Cơ quan Đo lường, tiêu chuẩn và chất lượng của Nhật Bản sẽ giải thể.")
    assert ("Cơ quan Đo lường, tiêu chuẩn và chất lượng của Nhật Bản", "part_of", "Nhật Bản") in found


def test_a_list_of_places_is_no_nesting() -> None:
    assert facts("Đoàn đến thăm Hà Nội, Lào và Thái Lan.") == set()


def test_an_apposition_in_english() -> None:
    found = facts("Carter Hale, chairman of the Nordic Investment Bank, came early.", "en")
    assert ("Carter Hale", "heads", "Nordic Investment Bank") in found
    assert ("Carter Hale", "holds_role", "chairman of the Nordic Investment Bank") in found


def test_a_fact_is_said_once_and_an_office_in_its_fullest_words() -> None:
    text = "President Carter Hale spoke. Later US President Carter Hale left. President Carter Hale slept."
    reading, mentions, chains = parse(text, "en")
    told = [
        Relation(chains.of[r.subject][0], r.predicate, r.provenance, chains.of[r.object][0] if r.object else None, r.office)
        for r in find_relations(reading, mentions)
    ]
    assert [r.office for r in distinct(told) if r.predicate is Predicate.HOLDS_ROLE] == ["US President"]
