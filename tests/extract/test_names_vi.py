"""Names of Vietnamese text, what they are of and how far they go, by the tables alone."""

from __future__ import annotations

import pytest

from kg.extract.article import extract
from kg.model.entity import EntityKind
from kg.model.text import Article
from tests.extract.actors import PACKS, parse


def named(text: str) -> dict[str, EntityKind]:
    """Give the mentions of `text` by name, with their kinds."""
    _, mentions, _ = parse(text)
    return {m.name: m.kind for m in mentions}


def bodies(text: str) -> list[str]:
    """Give the organisations that the answer has."""
    found = extract(Article("a", text, "vi", published="2024-03-05"), PACKS["vi"]).entities
    return [e.name for e in found if e.kind is EntityKind.ORGANISATION]


def test_a_part_of_a_state_by_the_compass_is_a_place_of_its_own() -> None:
    places = named("Lũ quét tàn phá miền nam Kenya. Kenya kêu gọi viện trợ.")
    assert {"miền nam Kenya", "Kenya"} <= places.keys()
    assert "Miền Bắc" not in named("Miền Bắc Kenya hạn hán kéo dài.")
    assert {"miền Bắc", "Kenya"} <= named("Hàng từ miền Bắc được đưa sang Kenya.").keys()


def test_a_name_behind_the_number_of_a_house_is_that_of_a_street() -> None:
    for text, street in (
        ("Tiệm sách mới (48C Nguyễn Hữu Cảnh) mở cửa hôm qua.", "Nguyễn Hữu Cảnh"),
        ("Họ gặp nhau tại số 12 Lê Hồng Sơn, quận Đống Đa.", "Lê Hồng Sơn"),
    ):
        assert named(text)[street] is EntityKind.PLACE
    assert named("Số 12 Lê Hồng Sơn sút hỏng quả phạt đền.")["Lê Hồng Sơn"] is EntityKind.PERSON


def test_a_word_that_opens_a_sentence_is_no_part_of_the_foreign_name_behind_it() -> None:
    assert named("Sang Malaysia, đoàn dự một hội chợ.") == {"Malaysia": EntityKind.PLACE}


def test_the_short_name_of_a_state_is_no_part_of_a_name_that_stands_alone_elsewhere() -> None:
    assert named("Showbiz Hàn Kang Jisoo sắp cưới. Kang Jisoo mời ít khách.") == {"Kang Jisoo": EntityKind.PERSON}
    assert "Hàn Kang Jisoo" in named("Hàn Kang Jisoo sắp cưới. Hàn Kang Jisoo mời ít khách.")


def test_a_name_ends_where_a_verb_begins_a_forgotten_sentence() -> None:
    assert "Thu Ngân" in named("Á hậu Thu Ngân Kết hôn ở quê nhà.")


def test_a_foreign_word_behind_its_maker_is_a_ware_wherever_it_stands() -> None:
    assert "Fluentra" not in named("Honda Fluentra sắp ra mắt. Mẫu này khác Fluentra đời cũ. Khách chờ Fluentra.")
    assert "Fluentra" in named("Hôm qua Fluentra ra mắt. Công ty này khác Fluentra ngày trước. Khách chờ Fluentra.")
    assert "Brunetti" in named("HLV Chelsea Brunetti từ chức. Brunetti chưa rõ bến đỗ. CLB chờ Brunetti.")


def test_an_acronym_behind_a_word_of_number_or_of_things_is_no_body() -> None:
    assert named("Các TCKD phải báo cáo. Nhiều TCKD chậm nộp thuế.") == {}
    assert "ARX" not in named("Bác sĩ kê thuốc ARX. Nhờ ARX, ca bệnh đã ổn.")
    assert "VIKEM" in named("Lực lượng VIKEM rút đi. VIKEM chưa trả lời, và VIKEM bị phạt.")


def test_hyphens_and_an_initial_make_no_other_person() -> None:
    for long, short in (("Han Sae Jin", "Han Sae-jin"), ("Anton Belikov", "A. Belikov")):
        _, mentions, chains = parse(f"Ông {long} từ chức. Theo ông {short}, quyết định này khó khăn.")
        people = [e for e in chains.entities if e.kind is EntityKind.PERSON]
        assert len(people) == 1 and {long, short} <= {m.name for m in mentions}


def test_the_noun_of_a_place_may_be_written_to_its_name() -> None:
    for text in ("Cháy ở TP.Biên Hòa. TP Biên Hòa đã báo cáo.", "Đập Hà Rin ở TX.Hà Rin. Thị xã Hà Rin đã báo cáo."):
        _, _, chains = parse(text)
        assert any(len(e.mentions) == 2 for e in chains.entities)
    _, _, chains = parse("UBND TP.Vinh Sơn họp sáng nay. UBND thành phố Vinh Sơn đã báo cáo.")
    assert len([e for e in chains.entities if e.kind is EntityKind.ORGANISATION]) == 1


def test_a_credit_names_no_body_and_an_outlet_ends_it() -> None:
    assert named("Ảnh: Báo Hải Đăng. Lũ đã rút.") == {}
    assert "Tập đoàn Lumen" in named("Ảnh: Reuters Tập đoàn Lumen bác tin này.")


def test_a_company_in_a_state_is_a_body_of_its_own() -> None:
    assert named("Honda Việt Nam tăng giá xe.") == {"Honda Việt Nam": EntityKind.ORGANISATION}


def test_an_outlet_that_reports_is_told_and_one_that_only_signs_or_is_credited_is_not() -> None:
    told = "Giá dầu lại tăng vì nguồn cung thiếu, theo Reuters."
    assert bodies(told) == ["Reuters"]
    assert bodies("Đám cháy lan rộng sang xưởng bên cạnh. Ảnh: Reuters") == []
    assert bodies("Giá dầu lại tăng vì nguồn cung thiếu.\nVnExpress") == []
    assert bodies("Giá dầu lại tăng vì nguồn cung thiếu và nhu cầu lớn Hoài An Theo Reuters") == []


def test_capitals_mostly_away_from_words_of_place_are_somebody() -> None:
    assert named("Lư Khải ghi hai bàn. Thầy đặt niềm tin vào Lư Khải. Lư Khải đá rất hay.")["Lư Khải"] is EntityKind.PERSON
    assert named("Đoàn xe dừng ở Lư Khải. Lư Khải đang vào mùa mưa.")["Lư Khải"] is EntityKind.PLACE


def test_a_name_just_behind_that_of_a_place_is_no_item_of_a_list_with_it() -> None:
    assert named("Các võ sĩ Hồng Kông Lư Khải đều thua.")["Lư Khải"] is EntityKind.PERSON


def test_an_unknown_word_in_news_of_sport_is_a_player() -> None:
    assert (
        named("Tiền đạo ghi hai bàn trong trận bán kết gặp Everton. Người mở tỷ số là Zaniolek.")["Zaniolek"] is EntityKind.PERSON
    )


def test_a_stadium_is_the_same_with_its_class_noun() -> None:
    _, _, chains = parse("Trận đấu trên sân Anfield bị hoãn. Cả Anfield im lặng.")
    assert len([e for e in chains.entities if e.kind is EntityKind.PLACE]) == 1


def test_a_body_of_a_ward_goes_on_to_the_name_of_the_ward_and_no_further() -> None:
    for text, body in (
        ("Phó chủ tịch UBND phường Dương Sơn cho biết đã lập biên bản.", "UBND phường Dương Sơn"),
        ("UBND phường Khê rà soát lại các hộ nghèo.", "UBND phường Khê"),
    ):
        assert named(text)[body] is EntityKind.ORGANISATION
    assert named("Chủ tịch UBND xã Trần Văn Hoan bị cách chức.")["Trần Văn Hoan"] is EntityKind.PERSON


def test_a_body_goes_on_to_the_state_or_province_behind_the_region_in_its_name() -> None:
    assert "Bộ Tư lệnh Thái Bình Dương Mỹ" in named("Bộ Tư lệnh Thái Bình Dương Mỹ điều tàu tới đảo.")
    assert "Bệnh viện đa khoa Đông Bắc Nghệ An" in named("Bệnh viện đa khoa Đông Bắc Nghệ An tiếp nhận hai ca.")


def test_a_verb_behind_a_body_is_none_of_its_name() -> None:
    for text, body in (
        ("Bộ Công an thông tin về vụ án mới.", "Bộ Công an"),
        ("Ban Bí thư tổ chức hội nghị sơ kết.", "Ban Bí thư"),
        ("Họ báo cáo Bộ Xây dựng về sự cố sập cầu.", "Bộ Xây dựng"),
        ("Nhà mạng Việt thử nghiệm sóng mới.", "Nhà mạng Việt"),
    ):
        assert body in named(text)
    assert named("Trường duy trì tuyển sinh ba ngành.") == {}
    assert "Phòng Cảnh sát điều tra tội phạm về ma túy" in named("Phòng Cảnh sát điều tra tội phạm về ma túy vào cuộc.")


def test_dashes_join_the_trades_of_a_company_and_part_it_from_another_body() -> None:
    company = "Công ty TNHH Thương mại – Dịch vụ – Xây dựng Hải Vân Lộc"
    assert company in named(f"{company} nợ thuế ba năm.")
    assert "công ty TNHH TM XNK Hoàng Minh Lợi" in named("Ông là giám đốc công ty TNHH TM XNK Hoàng Minh Lợi.")
    apart = named("Trường Y khoa - Đại học Cửu Long mở lớp. Trường Phú An – Hà Nội cũng vậy.")
    assert {"Trường Y khoa", "Đại học Cửu Long", "Trường Phú An", "Hà Nội"} <= apart.keys()


def test_an_office_of_a_body_without_a_name_keeps_the_class_noun_whole() -> None:
    assert "Văn phòng Tổng công ty" in named("Ông chuyển về Văn phòng Tổng công ty năm ngoái.")
    assert {"Cơ quan CSĐT Công an TP. Vĩnh Khê"} <= named("Cơ quan CSĐT Công an TP. Vĩnh Khê đã khởi tố.").keys()


def test_a_court_of_a_region_is_told_with_the_city_it_sits_in() -> None:
    assert "TAND cấp cao tại TP Đà Nẵng" in named("TAND cấp cao tại TP Đà Nẵng bác kháng cáo.")


def test_a_road_runs_through_all_the_places_it_is_called_after() -> None:
    assert "cao tốc TP.HCM - Long Thành - Dầu Giây" in named("Xe cháy trên cao tốc TP.HCM - Long Thành - Dầu Giây.")
    assert "đường sắt Lào Cai - Hà Nội - Hải Phòng" in named("Dự án đường sắt Lào Cai - Hà Nội - Hải Phòng bị chậm.")


def test_a_number_with_a_point_or_an_address_of_mail_is_no_place() -> None:
    assert named("Chỉ số lùi về vùng 1.700 điểm.") == {}
    assert named("Thư xin gửi về hoidap@24h.com.vn trước thứ sáu.") == {}
    assert "thành phố Deir al Zour" in named("Giao tranh nổ ra ở thành phố Deir al Zour.")
    assert "thành phố Deir al Abu" in named("Giao tranh nổ ra ở thành phố Deir al Abu al Zour.")


def test_a_class_noun_in_capitals_is_no_end_of_a_compound() -> None:
    assert "Trường THCS Đinh Núp" in named("Xã vừa thành lập Trường THCS Đinh Núp.")
    assert "Hội Nhạc sĩ Việt Nam" in named("Ông dự đại hội toàn quốc Hội Nhạc sĩ Việt Nam.")
    assert "Nhà nước" not in named("Họ bàn về quản lý Nhà nước.")


def test_a_school_called_after_a_person_keeps_the_name_behind_its_kind() -> None:
    school = "Trường THPT chuyên Trần Hoài Nam"
    assert named(f"Bà làm phó hiệu trưởng {school}.")[school] is EntityKind.ORGANISATION
    assert named("Phó giám đốc Sở giáo dục Trần Hoài Nam cho biết.")["Trần Hoài Nam"] is EntityKind.PERSON


def test_a_body_of_friends_is_called_after_both_states_and_a_team_after_its_own() -> None:
    assert "Hội hữu nghị Việt Nam - Nhật Bản" in named("Hội hữu nghị Việt Nam - Nhật Bản mở tiệc.")
    assert "Đội tuyển bóng đá Việt Nam" in named("Đội tuyển bóng đá Việt Nam - Thái Lan đá lúc 19h.")


def test_what_a_company_is_and_where_is_told_with_its_name() -> None:
    assert "Hãng xe Mỹ Ford" in named("Hãng xe Mỹ Ford tăng giá.")
    assert "Hãng xe Hàn Quốc Hyundai" in named("Hãng xe Hàn Quốc Hyundai tăng giá.")
    apart = named("Tổng thư ký Tổ chức Ân xá Quốc tế Malik Sherwood phát biểu.")
    assert apart["Malik Sherwood"] is EntityKind.PERSON
    assert "Quốc hội" in named("Chính phủ trình Quốc hội dự án Luật Đường sắt.")


def test_one_place_may_be_told_by_several_class_nouns_or_their_abbreviations() -> None:
    for text in (
        "Cảng hàng không quốc tế Vĩnh Lạc quá tải. Sân bay Vĩnh Lạc sẽ được mở rộng.",
        "Xe lật trên quốc lộ 14. Cảnh sát chốt trên QL 14.",
        "Khu đô thị Hồng Vân ngập nặng. Khu đô thị mới Hồng Vân mất điện.",
    ):
        _, _, chains = parse(text)
        assert len([e for e in chains.entities if e.kind is EntityKind.PLACE]) == 1
    _, _, chains = parse("Sân bay Vĩnh Lạc đóng cửa. Ga Vĩnh Lạc vẫn mở.")
    assert len([e for e in chains.entities if e.kind is EntityKind.PLACE]) == 2


def test_a_body_is_the_same_under_the_abbreviation_of_its_class_noun() -> None:
    for text in (
        "CATP Hà Nội khởi tố vụ án. Công an thành phố Hà Nội sẽ thông tin sau.",
        "U-22 Việt Nam thắng đậm. U22 Việt Nam vào chung kết.",
        "Phòng CSHS Công an Nghệ An vào cuộc. Phòng Cảnh sát hình sự Công an Nghệ An bắt hai người.",
    ):
        _, _, chains = parse(text)
        assert len([e for e in chains.entities if e.kind is EntityKind.ORGANISATION]) == 1


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Phút 60, Đình Lâm sút tung lưới đội khách.", "Đình Lâm", "person"),
        ("Đình Lâm đánh đầu ghi bàn. Cú sút của Đình Lâm dội cột.", "Đình Lâm", "person"),
        ("Lễ hội mở ở Đình Lâm hôm qua.", "Đình Lâm", "place"),
        ("Khách tham quan đình Chèm.", "đình Chèm", "place"),
    ],
)
def test_a_middle_name_that_is_a_class_noun_too(text: str, name: str, kind: str) -> None:
    _, _, chains = parse(text)
    assert [e.kind.value for e in chains.entities if e.name == name] == [kind]
