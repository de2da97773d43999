"""Different nouns for one group: which of them tell of the same people."""

from __future__ import annotations

import pytest

from tests.extract.actors import parse


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("vi", "Nhà chức trách phong tỏa khu phố. Giới chức cho biết đám cháy đã tắt.", ["Nhà chức trách"]),
        ("vi", "Cư dân mạng phẫn nộ. Cộng đồng mạng kêu gọi tẩy chay. Dân mạng tìm ra địa chỉ.", ["Cộng đồng mạng"]),
        ("vi", "Nhiều người hâm mộ đến sân bay. Các CĐV vây quanh xe buýt.", ["Nhiều người hâm mộ"]),
        ("vi", "Các nữ quân nhân Na Uy diễu hành. Binh sĩ Na Uy hô vang.", ["Các nữ quân nhân Na Uy"]),
        ("vi", "Ba CĐV bị bắt. Năm cổ động viên bị phạt.", ["Ba CĐV", "Năm cổ động viên"]),
        ("vi", "Nhà chức trách họp với ngư dân.", ["Nhà chức trách", "ngư dân"]),
        ("en", "On Monday firefighters reached the mill. Two hours later the firemen left.", ["firefighters"]),
        ("en", "On Monday demonstrators blocked the road. Police removed the protesters.", ["demonstrators"]),
        ("en", "Three soldiers were killed. Five troops were hurt.", ["Three soldiers", "Five troops"]),
    ],
)
def test_nouns_for_the_same_people_tell_of_one_group(lang: str, text: str, names: list[str]) -> None:
    _, _, chains = parse(text, lang)
    assert [e.name for e in chains.entities if e.kind.value == "group"] == names


def test_bodies_with_power_to_act_are_one_whatever_they_are_called() -> None:
    _, _, chains = parse("Lực lượng chức năng phong tỏa hiện trường. Cơ quan chức năng đang điều tra.")
    assert [e.name for e in chains.entities] == ["Lực lượng chức năng"]
