"""Who is who within one article."""

from __future__ import annotations

from kg.extract.chain import worth_telling
from tests.extract.actors import parse, whom


def test_short_names_find_the_full_one_wherever_it_stands() -> None:
    text = "Hale resigned. Carter Hale had led the party since 2019. Mr Hale thanked voters."
    assert whom(text, "Hale", "en") == ["Carter Hale"]
    assert whom("Ông Đỗ Quang Vinh ký văn bản. Sau đó ông Vinh rời đi.", "Vinh") == ["Đỗ Quang Vinh"]


def test_an_abbreviation_in_parentheses_is_the_name_before_it() -> None:
    text = "Hiệp hội Chế biến Thủy sản Việt Nam (VASEP) họp hôm qua. Sau đó VASEP kiến nghị giảm thuế."
    assert whom(text, "VASEP", nth=1) == ["Hiệp hội Chế biến Thủy sản Việt Nam"]


def test_this_country_is_the_one_that_speaks_and_the_two_countries_are_both() -> None:
    text = "Chile cho biết nước này và Peru sẽ đàm phán. Hai nước có chung biên giới."
    assert whom(text, "nước này") == ["Chile"]
    assert whom(text, "Hai nước") == ["Chile", "Peru"]


def test_two_countries_stay_open_when_three_are_named_alike() -> None:
    assert whom("Chile, Peru và Bolivia họp. Hai nước sẽ ký hiệp định.", "Hai nước") == []


def test_an_office_without_a_name_is_its_holder() -> None:
    text = "Prime Minister Olga Brandt left. The prime minister gave no reason."
    assert whom(text, "The prime minister", "en") == ["Olga Brandt"]


def test_a_short_organisation_follows_the_full_one() -> None:
    text = "Cuộc họp kéo dài. Hôm qua Quân ủy Trung ương họp. Sau đó Quân ủy Trung ương Lào đến thăm."
    assert whom(text, "Quân ủy Trung ương") == ["Quân ủy Trung ương"]


def test_descriptions_that_nobody_uses_are_not_told() -> None:
    _, _, chains = parse("Hàng trăm người dân theo dõi. Ông Đỗ Quang Vinh ký văn bản.")
    assert [e.name for e in chains.entities if worth_telling(e, frozenset())] == ["Đỗ Quang Vinh"]
    everyone = frozenset(e.id for e in chains.entities)
    assert len([e for e in chains.entities if worth_telling(e, everyone)]) == 2
