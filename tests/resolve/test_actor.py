"""Who is joined across articles, and who is not: a wrong join costs more than a missing one."""

from __future__ import annotations

import pytest

from kg.model.entity import EntityKind
from kg.model.event import Extraction
from kg.resolve.actor import resolve_actors
from tests.factories import ORGANISATION, PERSON, PLACE, Who, extraction

GROUP = EntityKind.GROUP


def article(ident: str, text: str, *who: Who, lang: str = "vi") -> Extraction:
    return extraction(ident, f"{text} ({ident})", who, lang=lang)


def names(*extractions: Extraction) -> list[set[str]]:
    """Give the articles of each actor, the widest first."""
    found = resolve_actors(extractions).entities
    return sorted(({m.article for m in e.mentions} for e in found), key=lambda s: (-len(s), sorted(s)))


def test_a_key_joins_across_languages_and_names() -> None:
    (state,) = resolve_actors(
        [
            article("a", "Ở Nhật Bản trời mưa.", Who("Nhật Bản", PLACE, (), "country:JP")),
            article("b", "It rained in Japan.", Who("Japan", ORGANISATION, (), "country:JP"), lang="en"),
        ]
    ).entities
    assert state.labels == (("en", "Japan"), ("vi", "Nhật Bản"))
    assert state.key == "country:JP"


def test_tone_marks_tell_persons_apart() -> None:
    bao = article("a", "Ông Lê Văn Bảo đến.", Who("Lê Văn Bảo"))
    other = article("b", "Ông Lê Văn Bão đến.", Who("Lê Văn Bão"))
    unmarked = article("c", "Mr. Le Van Bao came.", Who("Le Van Bao"), lang="en")
    assert names(bao, other) == [{"a"}, {"b"}]
    assert names(bao, unmarked) == [{"a", "c"}]
    assert names(bao, other, unmarked) == [{"a"}, {"b"}, {"c"}]


def test_a_name_without_marks_in_the_same_language_stays_apart() -> None:
    marked = article("a", "Ông Lê Văn Bảo đến.", Who("Lê Văn Bảo"))
    assert names(marked, article("b", "Ông Le Van Bao đến.", Who("Le Van Bao"))) == [{"a"}, {"b"}]


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà Văn Bình", "Hòa Văn Bình"), ("Kim Jong-un", "Kim Jong Un"), ("Ada B. Vint", "Ada Vint")]
)
def test_spellings_of_one_name_join(one: str, other: str) -> None:
    assert names(article("a", f"Ông {one} đến.", Who(one)), article("b", f"Ông {other} đến.", Who(other))) == [{"a", "b"}]


def test_two_initials_leave_the_name_without_one_alone() -> None:
    three = [article(ident, f"Nay {name} speaks.", Who(name)) for ident, name in zip("abc", INITIALS, strict=True)]
    assert names(*three) == [{"a"}, {"b"}, {"c"}]


INITIALS = ("Ada B. Vint", "Ada C. Vint", "Ada Vint")
COMPANY = (Who("Pháp", PLACE, (), "country:FR"), Who("Lan Hoa", PERSON))


def test_a_short_name_joins_in_the_same_company_only() -> None:
    full = article("a", "Ông Ada Vint ở Pháp gặp Lan Hoa.", Who("Ada Vint"), *COMPANY)
    short = article("b", "Ông Vint ở Pháp gặp Lan Hoa.", Who("Vint"), *COMPANY)
    elsewhere = article("c", "Ông Vint ở nhà.", Who("Vint"))
    assert {"a", "b"} in names(full, short)
    assert {"c"} in names(full, short, elsewhere)
    second = article("d", "Bà Eva Vint ở Pháp.", Who("Eva Vint"))
    assert {"b"} in names(full, short, second), "two full names can be meant"


def test_kinds_never_join_without_a_key() -> None:
    assert names(
        article("a", "Ông An Giang đến.", Who("An Giang", PERSON)), article("b", "Mưa ở An Giang.", Who("An Giang", PLACE))
    ) == [{"a"}, {"b"}]


def test_an_abbreviation_joins_what_its_articles_define_one_name_a_language() -> None:
    vi = article("a", "Diễn đàn Cảng Xanh (DCX) họp.", Who("Diễn đàn Cảng Xanh", ORGANISATION, ("DCX",)))
    en = article("b", "The Green Port Forum (DCX) met.", Who("Green Port Forum", ORGANISATION, ("DCX",)), lang="en")
    bare = article("c", "Hôm qua DCX họp.", Who("DCX", ORGANISATION))
    noun = article("d", "Hôm qua diễn đàn DCX họp.", Who("diễn đàn DCX", ORGANISATION))
    assert names(vi, en, bare, noun) == [{"a", "b", "c", "d"}]
    other = article("e", "Đội Cứu hộ Xã (DCX) họp.", Who("Đội Cứu hộ Xã", ORGANISATION, ("DCX",)))
    assert names(vi, en, bare, other) == [{"a"}, {"b"}, {"c"}, {"e"}]


def test_two_wordings_of_one_abbreviated_name_join() -> None:
    one = article("a", "Cơ quan Mua sắm và Hậu cần (CMH) họp.", Who("Cơ quan Mua sắm và Hậu cần", ORGANISATION, ("CMH",)))
    other = article("b", "Cơ quan Mua sắm, Hậu cần (CMH) họp.", Who("Cơ quan Mua sắm, Hậu cần", ORGANISATION, ("CMH",)))
    assert names(one, other) == [{"a", "b"}]


def test_a_name_that_places_tell_apart_is_generic() -> None:
    places = (Who("Pháp", PLACE, (), "country:FR"), Who("Đức", PLACE, (), "country:DE"))
    where = article("p", "Ở Pháp và Đức.", *places)
    longer = [
        article(ident, f"Nay Bộ Y tế {place} họp.", Who(f"Bộ Y tế {place}", ORGANISATION))
        for ident, place in (("a", "Pháp"), ("b", "Đức"))
    ]
    bare = [article(ident, "Nay Bộ Y tế họp.", Who("Bộ Y tế", ORGANISATION)) for ident in "cd"]
    assert {"c", "d"} in names(*bare)
    assert {"c", "d"} not in names(where, *longer, *bare)


def test_what_is_written_in_lower_case_elsewhere_is_no_name() -> None:
    police = [article(i, "Nay Police đến.", Who("Police", ORGANISATION), lang="en") for i in "ab"]
    assert names(*police) == [{"a", "b"}]
    lower = article("c", "Then police came.", Who("police", ORGANISATION), lang="en")
    assert names(*police, lower) == [{"a"}, {"b"}, {"c"}]


@pytest.mark.parametrize(
    ("name", "kind"), [("người dân", GROUP), ("The rescue team", GROUP), ("CĐV", GROUP), ("Ban tổ chức", ORGANISATION)]
)
def test_descriptions_stay_with_their_article(name: str, kind: EntityKind) -> None:
    assert names(*(article(i, f"Nay {name} đến.", Who(name, kind)) for i in "ab")) == [{"a"}, {"b"}]


def test_reprints_tell_of_the_same_people() -> None:
    reprints = [extraction(i, "Nay người dân đến.", (Who("người dân", GROUP),), lang="vi") for i in "ab"]
    assert names(*reprints) == [{"a", "b"}]


def test_who_only_reports_everywhere_is_only_a_source() -> None:
    agency = Who("Kyodo", ORGANISATION, only_source=True)
    both = [article("a", "Nay Kyodo đưa tin.", agency), article("b", "Nay Kyodo họp.", Who("Kyodo", ORGANISATION))]
    assert resolve_actors(both[:1]).entities[0].only_source
    assert not resolve_actors(both).entities[0].only_source


def test_labels_prefer_the_full_name_in_mixed_case() -> None:
    found = resolve_actors(
        [
            article("a", "HÀ NỘI đổ mưa.", Who("HÀ NỘI", PLACE, (), "place:HN")),
            article("b", "Ở Hà Nội có mưa.", Who("Hà Nội", PLACE, (), "place:HN")),
        ]
    ).entities
    assert found[0].name == "Hà Nội"
    assert found[0].names == ("HÀ NỘI",)
