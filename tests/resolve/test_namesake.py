"""Two people of one name: many bear the common ones, and only more than the name makes them one."""

from __future__ import annotations

import pytest

from kg.model.entity import EntityKind
from kg.model.event import Extraction, Predicate
from kg.resolve.actor import resolve_actors
from tests.factories import ORGANISATION, PLACE, Who, extraction

HUNG = "Nguyễn Văn Hùng"
MAY, JUNE = "2024-05-02", "2024-06-20"


def article(ident: str, text: str, *who: Who, published: str | None, office: str = "", lang: str = "vi") -> Extraction:
    relations = [(who[0].name, Predicate.HOLDS_ROLE, office)] if office else []
    return extraction(ident, text, who, lang=lang, published=published, relations=relations)


def names(*extractions: Extraction) -> list[set[str]]:
    """Give the articles of each person, the widest first."""
    found = [e for e in resolve_actors(extractions).entities if e.kind is EntityKind.PERSON]
    return sorted(({m.article for m in e.mentions} for e in found), key=lambda s: (-len(s), sorted(s)))


def test_a_common_name_alone_does_not_make_one_person() -> None:
    one = article("a", f"Bị cáo {HUNG} lĩnh án tù.", Who(HUNG), published=MAY)
    other = article("b", f"Thầy giáo {HUNG} nhận bằng khen.", Who(HUNG), published=JUNE)
    assert names(one, other) == [{"a"}, {"b"}]


def test_a_rare_name_alone_does() -> None:
    one = article("a", "Ông Ada Vint đến.", Who("Ada Vint"), published=MAY)
    other = article("b", "Ông Ada Vint đi.", Who("Ada Vint"), published=JUNE)
    assert names(one, other) == [{"a", "b"}]


def test_the_same_company_does() -> None:
    board = Who("Công ty Cảng Xanh", ORGANISATION)
    one = article("a", f"Ông {HUNG} rời Công ty Cảng Xanh.", Who(HUNG), board, published=MAY)
    other = article("b", f"Công ty Cảng Xanh nhớ ông {HUNG}.", Who(HUNG), board, published=JUNE)
    assert names(one, other) == [{"a", "b"}]


def test_the_same_office_does_and_another_one_and_place_in_one_week_do_not() -> None:
    hanoi, hue = Who("Hà Nội", PLACE, (), "place:VN:hanoi"), Who("Huế", PLACE, (), "place:VN:hue")
    one = article(
        "a", f"Ở Hà Nội, ông {HUNG}, Giám đốc Sở Nắng, họp.", Who(HUNG), hanoi, published=MAY, office="Giám đốc Sở Nắng"
    )
    same = article("b", f"Ông {HUNG}, Giám đốc Sở Nắng, đi xa.", Who(HUNG), published=JUNE, office="Giám đốc Sở Nắng")
    other = article("c", f"Ở Huế, ông {HUNG}, ngư dân, ra khơi.", Who(HUNG), hue, published=MAY, office="ngư dân")
    assert names(one, same, other) == [{"a", "b"}, {"c"}]


@pytest.mark.parametrize("name", [HUNG, "Ada Vint"])
def test_ages_that_cannot_be_ones_keep_any_name_apart(name: str) -> None:
    one = article("a", f"Hôm qua {name} (57 tuổi) bị bắt ở cảng.", Who(name), published=MAY)
    other = article("b", f"Hôm qua {name} (23 tuổi) bị bắt ở cảng.", Who(name), published=MAY)
    same = article("c", f"Hôm qua {name} (SN 1967) bị bắt ở cảng.", Who(name), published=MAY)
    assert names(one, other, same) == [{"a", "c"}, {"b"}]


def test_a_year_of_something_else_is_no_year_of_birth() -> None:
    one = article("a", "Ông Ada Vint (Olympic 1996) đến.", Who("Ada Vint"), published=MAY)
    other = article("b", "Ông Ada Vint (Olympic 2004) đến.", Who("Ada Vint"), published=MAY)
    assert names(one, other) == [{"a", "b"}]


def test_initials_are_nobodys_own() -> None:
    one = article("a", "Chị N.V.T kể chuyện.", Who("N.V.T"), published=MAY)
    other = article("b", "Hôm nay N.V.T ra tòa.", Who("N.V.T"), published=MAY)
    assert names(one, other) == [{"a"}, {"b"}]


def test_who_heads_the_same_state_is_one_whatever_the_short_name() -> None:
    state = Who("Nga", PLACE, (), "country:RU")
    full = [article(i, "Ông Ada Vint ở Nga.", Who("Ada Vint"), state, published=MAY) for i in ("a1", "a2", "a3")]
    heads = [("Ada Vint", Predicate.HEADS, "Nga")]
    first = extraction("a0", "Tổng thống Nga Ada Vint đến.", (Who("Ada Vint"), state), lang="vi", relations=heads)
    heads = [("Vint", Predicate.HEADS, "Nga")]
    short = extraction("b", "Tổng thống Nga Vint nói.", (Who("Vint"), state), lang="vi", published=JUNE, relations=heads)
    other = extraction("c", "Em Vint nói.", (Who("Vint"),), lang="vi", published=JUNE)
    assert names(first, *full, short, other) == [{"a0", "a1", "a2", "a3", "b"}, {"c"}]


def test_what_no_table_knows_is_the_one_that_a_table_knows_by_that_name() -> None:
    known = article("a", "Ở TP Huế có mưa.", Who("TP Huế", PLACE, (), "place:VN:hue"), published=MAY)
    unknown = article("b", "Ở TP.Huế có mưa.", Who("TP.Huế", PLACE), published=JUNE)
    river = article("c", "Trên sông Mã có mưa.", Who("sông Mã", PLACE), published=JUNE)
    district = article("d", "Ở Sông Mã có mưa.", Who("Sông Mã", PLACE, (), "place:VN:songma"), published=JUNE)
    found = [{m.article for m in e.mentions} for e in resolve_actors([known, unknown, river, district]).entities]
    assert sorted(found, key=sorted) == [{"a", "b"}, {"c"}, {"d"}]


def test_an_abbreviation_that_opens_a_sentence_is_a_name() -> None:
    found = [article(i, "VETC thu phí.", Who("VETC", ORGANISATION), published=MAY) for i in "ab"]
    assert [len({m.article for m in e.mentions}) for e in resolve_actors(found).entities] == [2]


def test_an_initial_for_the_first_word_means_the_one_full_name() -> None:
    full = article("a", "Bà Vera Moe đến.", Who("Vera Moe"), published=MAY)
    short = article("b", "Bà V. Moe đi.", Who("V. Moe"), published=JUNE)
    assert names(full, short) == [{"a", "b"}]
    other = article("c", "Bà Vanda Moe đến.", Who("Vanda Moe"), published=JUNE)
    assert names(full, short, other) == [{"a"}, {"b"}, {"c"}]


def test_the_end_of_a_longer_name_means_it_if_more_than_the_name_and_the_days_say_so() -> None:
    club = Who("Câu lạc bộ Cảng Xanh", ORGANISATION)
    full = article("a", "Phạm Thu Cúc rời Câu lạc bộ Cảng Xanh.", Who("Phạm Thu Cúc"), club, published=MAY)
    short = article("b", "Thu Cúc nhớ Câu lạc bộ Cảng Xanh.", Who("Thu Cúc"), club, published=MAY)
    other = article("c", "Thu Cúc mở quán.", Who("Thu Cúc"), published=JUNE)
    assert names(full, short, other) == [{"a", "b"}, {"c"}]


def test_a_single_name_in_two_articles_is_one_if_more_than_the_name_says_so() -> None:
    club = Who("Câu lạc bộ Cảng Xanh", ORGANISATION)
    one = article("a", "Ông Vint rời Câu lạc bộ Cảng Xanh.", Who("Vint"), club, published=MAY)
    same = article("b", "Ông Vint nhớ Câu lạc bộ Cảng Xanh.", Who("Vint"), club, published=JUNE)
    other = article("c", "Ông Vint mở quán.", Who("Vint"), published=MAY)
    assert names(one, same, other) == [{"a", "b"}, {"c"}]
