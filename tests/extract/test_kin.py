"""People told by whose kin they are: in Vietnamese the owner stands behind, in English before."""

from __future__ import annotations

import pytest

from tests.extract.actors import entity, parse, whom

TOLD = [
    # a title or a word for "of" tells that the name is the owner's; after a noun for several a bare name is too
    ("Con trai ông Nguyễn Văn Mạnh bị bắt.", ["Con trai ông Nguyễn Văn Mạnh"]),
    ("Con gái Tổng thống Donald Trump phát biểu.", ["Con gái Tổng thống Donald Trump"]),
    ("Mẹ của Phương Nga đến tòa.", ["Mẹ của Phương Nga"]),
    ("Chồng chị H. vào viện.", ["Chồng chị H."]),
    ("Bố mẹ Sơn Tùng lên tiếng.", ["Bố mẹ Sơn Tùng"]),
    ("Gia đình tài xế Trần Văn Đức xin lỗi.", ["Gia đình tài xế Trần Văn Đức"]),
    ("Ông Lê Văn Nam đi vắng. Vợ ông trình báo công an.", ["Vợ ông"]),
    # maybe her own name, a people, a longer word, nobody named, and what somebody named is
    ("Mẹ Ngọc Hà bán hàng.", []),
    ("Gia đình Việt Nam ăn Tết.", []),
    ("Tòa án gia đình Hà Nội mở phiên xử.", []),
    ("Ông ở với gia đình", []),
    ("Bà Lê Thị Sinh (vợ ông Phong) đến tòa.", []),
    ("Bà Lê Thị Sinh là vợ ông Phong.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_kin_before_whose_they_are_are_somebody(text: str, expected: list[str]) -> None:
    _, mentions, _ = parse(text)
    assert [m.name for m in mentions if m.rule.endswith(".kin")] == expected


def test_the_owner_has_no_kin_in_his_title() -> None:
    text = "Vợ ông Lê Văn Nam trình báo công an."
    _, mentions, _ = parse(text)
    assert [m.wide.of(text) for m in mentions if m.name == "Lê Văn Nam"] == ["ông Lê Văn Nam"]


def test_kin_of_one_are_one_however_the_owner_is_called() -> None:
    text = "Gia đình ông Lê Văn Nam bỏ đi. Ông Nam nợ tiền. Gia đình ông không ai biết."
    assert [m.span.of(text) for m in entity(text, "Gia đình ông Lê Văn Nam").mentions] == ["Gia đình", "Gia đình"]


def test_kin_of_others_are_others() -> None:
    text = "Gia đình ông Lê Văn Nam bỏ đi. Bà Trần Thị Hoa đến. Gia đình bà ở lại."
    assert whom(text, "Gia đình bà") == ["Gia đình bà"]


def test_kin_are_who_is_named_just_after() -> None:
    assert whom("Vợ ông Lê Văn Nam, bà Trần Thị Hoa, đến tòa.", "Vợ ông Lê Văn Nam") == ["Trần Thị Hoa"]
    assert whom("Vợ ông Lê Văn Nam là bà Trần Thị Hoa.", "Vợ ông Lê Văn Nam") == ["Trần Thị Hoa"]


def test_a_noun_for_kin_alone_is_the_kin_of_the_only_one_who_has_such() -> None:
    assert whom("Bạn trai mới gọi điện. Bạn trai chị Trần Thị Hoa bị bắt.", "Bạn trai") == ["Bạn trai chị Trần Thị Hoa"]
    text = "Bạn trai mới gọi điện. Bạn trai chị Trần Thị Hoa bị bắt. Bạn trai chị Lê Thị Sinh trốn."
    assert whom(text, "Bạn trai") == ["Bạn trai"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Karen Doyle said that her mother had wept.", ["her mother"]),
        ("Karen Doyle's younger brother was held.", ["Karen Doyle's younger brother"]),
        ("Karen Doyle's Spanish uncle was held.", ["Karen Doyle's Spanish uncle"]),
        ("A boy fell ill, and the boy's uncle called for help.", ["boy's uncle"]),
        # a title, what somebody named is, and whose nobody is
        ("Robin Hale met his wife Karen Doyle.", []),
        ("Karen Doyle, his aunt, wept.", []),
        ("Karen Doyle is Robin Hale's aunt.", []),
        ("It was France's mother of all storms.", []),
    ],
)
def test_english_kin_behind_whose_they_are_are_somebody(text: str, expected: list[str]) -> None:
    _, mentions, _ = parse(text, "en")
    assert [m.name for m in mentions if m.rule.endswith(".kin")] == expected


def test_english_kin_of_one_are_one_and_bear_the_name_behind_a_comma() -> None:
    text = "Robin Hale met his wife, Karen Doyle, on Monday. Hale's father wept, and on Friday his father left."
    assert whom(text, "his wife", "en") == ["Karen Doyle"]
    assert whom(text, "his father", "en") == whom(text, "Hale's father", "en")
