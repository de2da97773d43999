"""Names read apart from their spelling."""

from __future__ import annotations

import pytest

from kg.extract.spelling import is_called, spelling
from tests.extract.actors import TABLES

VI = TABLES["vi"].actors
EN = TABLES["en"].actors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở GTVT Hà Nam", "Sở Giao thông vận tải tỉnh Hà Nam"),
        ("CA huyện Ba Tơ", "Công an Ba Tơ"),
        ("UBND TP.HCM", "Ủy ban nhân dân TP Hồ Chí Minh"),
        ("Sở Giáo dục - Đào tạo Lào Cai", "Sở Giáo dục và Đào tạo Lào Cai"),
    ],
)
def test_two_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert spelling(one, VI).is_same(spelling(other, VI))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công an xã Ba Tơ", "Công an huyện Ba Tơ"),
        ("Sở Y tế Hà Nam", "Sở Y tế Hà Tĩnh"),
        ("Nhà hát ca kịch Huế", "Nhà hát công an kịch Huế"),
    ],
)
def test_names_of_other_places_and_levels_are_not(one: str, other: str) -> None:
    assert not spelling(one, VI).is_same(spelling(other, VI))


def test_a_level_without_a_place_is_left_open() -> None:
    short = spelling("UBND tỉnh", VI)
    assert spelling("UBND tỉnh Gia Lai", VI).is_whole(short)
    assert not spelling("UBND xã Đăk Pơ", VI).is_whole(short)
    assert not spelling("UBND tỉnh", VI).is_whole(short)


def test_fields_of_activity_may_be_left_out_but_not_before_a_place() -> None:
    assert is_called(spelling("Công ty Sao Mai", VI), spelling("Công ty cổ phần Đầu tư Xây dựng Sao Mai", VI), VI)
    assert not is_called(spelling("Đại học Hà Nội", VI), spelling("Đại học Y Hà Nội", VI), VI)
    assert not is_called(spelling("Trường THCS Lê Quý Đôn", VI), spelling("Trường THPT Lê Quý Đôn", VI), VI)


def test_where_owners_come_first_a_level_belongs_to_the_name() -> None:
    assert spelling("Dept. of Health", EN).is_same(spelling("Department of Health", EN))
    assert not spelling("Ohio State University", EN).is_same(spelling("Ohio University", EN))
