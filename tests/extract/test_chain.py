"""Who is who within one article."""

from __future__ import annotations

from kg.extract.entity import worth_telling
from kg.model.entity import EntityKind
from tests.extract.actors import PACKS, entity, parse, whom


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


def test_a_pair_is_the_two_people_told_last_or_the_two_bodies_that_are_joined() -> None:
    text = "Carter Hale and Olga Brandt married in May. The couple moved to Leeds. Later the pair bought a farm."
    assert whom(text, "The couple", "en") == whom(text, "the pair", "en") == ["Carter Hale", "Olga Brandt"]
    text = "Ông Đỗ Quang Vinh gặp bà Trần Thu Hà ở Huế. Hai người ký một thỏa thuận."
    assert whom(text, "Hai người") == ["Đỗ Quang Vinh", "Trần Thu Hà"]
    text = "Harper Bank and Lumen Bank agreed to merge. The two banks employ 900 people."
    assert whom(text, "The two banks", "en") == ["Harper Bank", "Lumen Bank"]


def test_a_pair_stays_open_where_one_or_three_are_told_or_bodies_stand_apart() -> None:
    assert whom("Carter Hale left early. The couple moved to Leeds.", "The couple", "en") == []
    text = "Carter Hale listened to Robin Marsh and Anna Doyle. Only the two leaders spoke."
    assert whom(text, "the two leaders", "en") == ["Robin Marsh", "Anna Doyle"]
    text = "Carter Hale met Olga Brandt, Robin Marsh and Anna Doyle. Only the two leaders spoke."
    assert whom(text, "the two leaders", "en") == []
    assert whom("Harper Bank sued Lumen Bank. The two banks declined to comment.", "The two banks", "en") == []


def test_the_first_person_in_a_quotation_is_who_speaks_it() -> None:
    text = 'Carter Hale met Robin Marsh in Leeds. "I sold the farm," said Marsh. "My brother left."'
    assert whom(text, "I", "en") == ["Robin Marsh"]
    assert whom(text, "My", "en") == ["Robin Marsh"]
    assert whom('Harper Bank said: "We have closed three branches."', "We", "en") == ["Harper Bank"]
    text = 'Ông Đỗ Quang Vinh nói: "Tôi đã bán nhà. Chúng tôi chuyển đi rồi."'
    assert whom(text, "Tôi") == ["Đỗ Quang Vinh"]


def test_the_first_person_stands_for_nobody_where_no_speaker_is_told_or_one_speaks_for_several() -> None:
    named = [m.name for m in parse("I sold the farm to Carter Hale.", "en")[1]]
    assert named == ["Carter Hale"]
    text = 'Carter Hale said: "We sold the farm to the US."'
    assert [m.name for m in parse(text, "en")[1]] == ["Carter Hale", "US"]
    text = 'Ông Đỗ Quang Vinh nói: "Chúng tôi chuyển đi rồi."'
    assert [m.name for m in parse(text)[1]] == ["Đỗ Quang Vinh"]


def test_whoever_speaks_is_no_he_in_the_quotation_but_the_one_after_it() -> None:
    text = 'Carter Hale praised Robin Marsh. "He found the money," Carter Hale said. He added: "I thanked him."'
    assert whom(text, "He", "en") == ["Robin Marsh"]
    assert whom(text, "He", "en", nth=1) == ["Carter Hale"]
    assert whom(text, "I", "en") == ["Carter Hale"]
    assert whom(text, "him", "en") == ["Robin Marsh"]


def test_what_somebody_says_it_or_they_do_is_told_of_the_speaker() -> None:
    assert whom("Harper Bank said it would close three branches.", "it", "en") == ["Harper Bank"]
    assert whom("The protesters said that they would march again.", "they", "en") == ["protesters"]
    assert "it" not in [m.name for m in parse("Carter Hale said it would rain.", "en")[1]]


def test_it_and_they_at_the_head_of_a_sentence_go_on_with_what_opens_the_one_before() -> None:
    assert whom("Harper Bank sold the farm in May. It also closed three branches.", "It", "en") == ["Harper Bank"]
    assert whom("The protesters left the square. They walked to Leeds.", "They", "en") == ["protesters"]
    for text in (
        "Harper Bank sold the farm in May. It was raining.",
        "Carter Hale left Harper Bank. It closed three branches.",
        "Harper Bank's chairman sold the farm. It burned down later.",
    ):
        assert "It" not in [m.name for m in parse(text, "en")[1]]


def test_a_known_body_is_the_one_called_so_behind_its_state() -> None:
    text = "The US State Department closed an office in Leeds. The State Department gave no reason."
    assert whom(text, "State Department", "en") == whom(text, "US State Department", "en")


def test_a_class_noun_finds_the_only_body_that_bears_it_however_long_ago() -> None:
    text = "Harper University moved in May. Rain fell. Snow fell. Wind rose. Lumen Bank paid for it all. {} has 900 students."
    assert whom(text.format("The university"), "The university", "en") == ["Harper University"]
    text = "Harper University and Leeds University moved. Rain fell. Snow fell. Wind rose. The university has 900 students."
    assert whom(text, "The university", "en") == []


def test_an_office_without_a_name_is_its_holder() -> None:
    text = "Prime Minister Olga Brandt left. The prime minister gave no reason."
    assert whom(text, "The prime minister", "en") == ["Olga Brandt"]


def test_a_trade_without_a_name_is_the_one_person_titled_so() -> None:
    text = "Striker Carter Hale joined Robin Marsh in Leeds. The striker left in May."
    assert whom(text, "The striker", "en") == ["Carter Hale"]
    assert whom("Striker Carter Hale met striker Robin Marsh. The striker left.", "The striker", "en") == []


def test_what_somebody_is_called_means_who_is_titled_so_or_the_only_one_told() -> None:
    text = "Singer Olga Brandt met Carter Hale. They spoke for an hour. Then Robin Marsh came. The singer left early."
    assert whom(text, "The singer", "en") == ["Olga Brandt"]
    assert whom("Carter Hale joined in May. The midfielder scored twice.", "The midfielder", "en") == ["Carter Hale"]
    assert whom("Carter Hale met Robin Marsh. The midfielder scored twice.", "The midfielder", "en") == []
    assert whom("Carter Hale beat the teenager.", "the teenager", "en") == []


def test_an_office_of_a_state_without_a_name_is_somebody_and_one_person() -> None:
    text = "Chile's new president came to Oslo. The Chilean president met Olga Brandt."
    assert whom(text, "Chile's new president", "en") == whom(text, "Chilean president", "en") == ["Chile's new president"]
    text = "Peru's foreign minister resigned. Chile's foreign minister did not."
    assert whom(text, "Peru's foreign minister", "en") == ["Peru's foreign minister"]
    assert whom(text, "Chile's foreign minister", "en") == ["Chile's foreign minister"]


def test_an_office_of_a_state_is_whoever_is_named_beside_it_or_titled_so() -> None:
    assert whom("Chile's prime minister, Olga Brandt, left.", "Chile's prime minister", "en") == ["Olga Brandt"]
    text = "Chilean President Carter Hale left. Chile's president will return."
    assert whom(text, "Chile's president", "en") == ["Carter Hale"]


def test_what_somebody_becomes_is_nobody_of_its_own() -> None:
    assert whom("Carter Hale hopes she becomes the next Chilean president.", "Chilean president", "en") == []


def test_a_short_organisation_follows_the_full_one() -> None:
    text = "Cuộc họp kéo dài. Hôm qua Quân ủy Trung ương họp. Sau đó Quân ủy Trung ương Lào đến thăm."
    assert whom(text, "Quân ủy Trung ương") == ["Quân ủy Trung ương"]


def test_descriptions_that_nobody_uses_are_not_told() -> None:
    _, _, chains = parse("Hàng trăm người dân theo dõi. Ông Đỗ Quang Vinh ký văn bản.")
    tables = PACKS["vi"].actors
    assert [e.name for e in chains.entities if worth_telling(e, frozenset(), tables)] == ["Đỗ Quang Vinh"]
    everyone = frozenset(e.id for e in chains.entities)
    assert len([e for e in chains.entities if worth_telling(e, everyone, tables)]) == 2


def test_a_plural_is_told_even_where_nobody_uses_it_if_the_language_has_one() -> None:
    for text, lang, names in (
        ("Protesters were there.", "en", ["Protesters"]),
        ("Nơi ấy có khán giả.", "vi", []),
    ):
        _, _, chains = parse(text, lang)
        assert chains.entities
        assert [e.name for e in chains.entities if worth_telling(e, frozenset(), PACKS[lang].actors)] == names


def test_a_lone_capital_that_takes_part_is_told_where_its_shape_is_foreign() -> None:
    for text, lang, told in (("Khách đặt hàng của Lumenara.", "vi", 1), ("They ordered it, said Lumenara.", "en", 0)):
        _, _, chains = parse(text, lang)
        everyone = frozenset(e.id for e in chains.entities)
        lone = [e for e in chains.entities if e.name == "Lumenara" and e.kind is EntityKind.ORGANISATION]
        assert len([e for e in lone if worth_telling(e, everyone, PACKS[lang].actors)]) == told


def test_a_body_known_by_its_class_noun_is_told_though_nobody_uses_it() -> None:
    _, _, chains = parse("Nơi ấy có cảnh sát biển.")
    assert [e.name for e in chains.entities if worth_telling(e, frozenset(), PACKS["vi"].actors)] == ["cảnh sát biển"]


def test_the_government_is_that_of_the_one_state_whose_government_is_named() -> None:
    assert whom("Chính phủ Iraq họp. Sau đó chính phủ ra tuyên bố.", "chính phủ") == ["Chính phủ Iraq"]
    assert whom("Chính phủ Iraq gặp Chính phủ Lào. Sau đó chính phủ họp.", "chính phủ") == ["chính phủ"]


def test_a_ship_and_a_company_are_one_whichever_class_noun_tells_what_they_are() -> None:
    text = "Tàu khu trục Halvard rời cảng. Chiến hạm Halvard sẽ tới Busan. Hôm nay Halvard cập bến."
    assert whom(text, "Chiến hạm Halvard") == whom(text, "Halvard") == ["Tàu khu trục Halvard"]


def test_a_maker_with_its_country_before_its_name_is_the_maker() -> None:
    assert whom("Benallo ra mẫu mới. Hãng xe Ý Benallo xác nhận.", "Benallo") == ["Hãng xe Ý Benallo"]


def test_an_initial_with_an_honorific_is_the_full_name_that_ends_in_it() -> None:
    assert whom("Bà Ngô Thị Thu T. trình báo. Sau đó bà T. được mời làm việc.", "bà T.") == ["Ngô Thị Thu T."]


def test_a_description_with_an_age_is_the_one_person_of_that_age() -> None:
    text = "Công an bắt người đàn ông 31 tuổi. Lê Văn Tú (31 tuổi) bị tạm giam, Đỗ Minh Hải (40 tuổi) được thả."
    assert whom(text, "người đàn ông 31 tuổi") == ["Lê Văn Tú"]
    twice = "Công an bắt người đàn ông 31 tuổi. Lê Văn Tú (31 tuổi) và Đỗ Minh Hải (31 tuổi) bị tạm giam."
    assert whom(twice, "người đàn ông 31 tuổi") == ["người đàn ông 31 tuổi"]


def test_descriptions_of_groups_are_one_whatever_opens_them() -> None:
    text = "Nhiều chuyên gia cảnh báo rủi ro. Các chuyên gia đề nghị lùi dự án. Các bệnh viện kêu gọi hiến máu."
    assert whom(text, "Các chuyên gia") == ["Nhiều chuyên gia"]
    assert whom(text, "Các bệnh viện") == ["Các bệnh viện"]


def test_an_office_of_a_level_is_the_one_named_with_its_place() -> None:
    text = "UBND tỉnh Gia Lai ra văn bản. Theo UBND tỉnh, dự án đã dừng. UBND xã phản đối."
    assert whom(text, "UBND tỉnh") == ["UBND tỉnh Gia Lai"]
    assert whom(text, "UBND xã") == ["UBND xã"]


def test_the_bare_name_of_a_company_is_the_company_with_its_class_noun() -> None:
    text = "Công ty Lumenara ra mắt sản phẩm. Khách hàng của Lumenara phàn nàn."
    assert whom(text, "Lumenara") == ["Công ty Lumenara"]


def test_a_name_without_its_middle_names_is_the_same_person() -> None:
    assert whom("Carter B. Hale wrote to the board. Carter Hale gave no reason.", "Carter Hale", "en") == ["Carter B. Hale"]
    text = "Ông Đỗ Quang Vinh ký văn bản. Ông Đỗ Vinh vắng mặt."
    assert whom(text, "Đỗ Vinh") == ["Đỗ Vinh"]  # surnames come first, so another person


def test_a_description_in_apposition_is_who_is_named() -> None:
    assert whom("The suspect, Carter Hale, fled.", "suspect", "en") == ["Carter Hale"]


def test_a_fuller_description_is_the_same_person() -> None:
    text = "The driver was held. The 42-year-old driver was freed."
    assert whom(text, "driver", "en") == whom(text, "42-year-old driver", "en")


def test_groups_of_other_numbers_are_not_the_same() -> None:
    assert whom("Three men died. Two men fled.", "Two men", "en") == ["Two men"]
    assert whom("Three men died. 3 men were named.", "3 men", "en") == ["Three men"]


def test_the_police_are_the_police_department_named() -> None:
    text = "The Leeds Police Department was called. Later police left."
    assert whom(text, "police", "en") == ["Leeds Police Department"]


def test_a_description_prefers_the_body_that_bears_its_noun() -> None:
    text = "Leeds University thanked Harper Motors. On Friday the university opened."
    assert whom(text, "the university", "en") == ["Leeds University"]


def test_what_only_points_back_is_not_told() -> None:
    _, _, chains = parse("On Monday the families left.", "en")
    assert chains.entities
    everyone = frozenset(e.id for e in chains.entities)
    assert not any(worth_telling(e, everyone, PACKS["en"].actors) for e in chains.entities)


def test_an_office_with_whose_it_is_is_its_holder_or_who_stands_before_it() -> None:
    assert whom("FBI Director Carter Hale spoke. The FBI director left.", "director", "en") == ["Carter Hale"]
    text = "Kenyan coach Carter Hale spoke. Anna Doyle, the Peru coach, left."
    assert whom(text, "Peru coach", "en") == ["Anna Doyle"]
    assert whom("Later the Home Secretary left. Home Secretary Anna Doyle slept.", "the Home Secretary", "en") == ["Anna Doyle"]


def test_a_pronoun_goes_to_whom_a_title_or_name_gives_its_sex() -> None:
    assert whom("Nguyễn Thị Mai gặp Lê Quốc Nam hôm 9/6. Bà bị bắt hôm sau.", "Bà") == ["Nguyễn Thị Mai"]
    assert whom("Trần Văn Nam gặp Phạm Minh Châu hôm 9/6. Ông bị bắt hôm sau.", "Ông") == ["Trần Văn Nam"]
    assert whom("Mary Keller met Robin Hale on June 9. She was arrested the next day.", "She", "en") == ["Mary Keller"]


def test_an_office_is_that_of_the_one_whose_title_tells_the_same_state() -> None:
    text = "US President Carter Hale met French President Louis Martin. The US President smiled. The French president left."
    assert whom(text, "US President", "en") == ["Carter Hale"]
    assert whom(text, "French president", "en") == ["Louis Martin"]
    text = "Tổng thống Pháp Louis Martin gặp Tổng thống Chile Gabriel Rojas. Tổng thống Chile cảm ơn Tổng thống Pháp."
    assert whom(text, "Tổng thống Chile") == ["Gabriel Rojas"]
    assert whom(text, "Tổng thống Pháp") == ["Louis Martin"]
    text = "Russian President Viktor Orlov met French President Louis Martin. The Russian leader left."
    assert whom(text, "Russian leader", "en") == ["Viktor Orlov"]


def test_an_office_with_whose_it_is_is_somebody_even_if_nobody_is_named() -> None:
    assert entity("Thị trưởng Lisbon phản bác. Hội đồng họp.", "Thị trưởng Lisbon").kind is EntityKind.PERSON
    _, _, chains = parse("Ông Lê Quốc Nam, Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Long An, có mặt.")
    assert [e.name for e in chains.entities if e.kind is EntityKind.PERSON] == ["Lê Quốc Nam"]
    assert whom("Chủ tịch Công ty Lumen Trần Văn Phúc ký. Chủ tịch UBND xã Hòa An kiểm tra.", "Chủ tịch UBND xã Hòa An") == [
        "Chủ tịch UBND xã Hòa An"
    ]


def test_a_pronoun_prefers_the_name_in_its_sentence_to_a_woman_told_long_before() -> None:
    text = "Mary Keller slept. It rained all day. When Daizha Orlin came home, she wrote a letter."
    assert whom(text, "she", "en") == ["Daizha Orlin"]


def test_a_word_that_begins_like_a_pronoun_points_to_nobody() -> None:
    _, mentions, _ = parse("Ông Lê Quốc Nam nói ngành y tế thiếu người.")
    assert [m.name for m in mentions if m.rule.startswith("reference.")] == []


def test_an_office_that_only_one_person_holds_is_somebody_without_a_name() -> None:
    text = "Thủ tướng yêu cầu Bộ Y tế báo cáo. Hôm qua Thủ tướng Chính phủ đã ký quyết định."
    assert whom(text, "Thủ tướng") == whom(text, "Thủ tướng Chính phủ") == ["Thủ tướng Chính phủ"]
    assert whom("The pope flew to Chile.", "The pope", "en") == ["The pope"]
    for text, office in (
        ("Bà được bầu làm Thủ tướng hôm qua.", "Thủ tướng"),
        ("Ông vừa đắc cử tổng thống.", "tổng thống"),
        ("Thủ tướng Lê Văn Bách gặp Thủ tướng Chile Pablo Ruiz. Thủ tướng rời Hà Nội tối qua.", "Thủ tướng"),
    ):
        assert whom(text, office) == []


def test_offices_joined_by_a_comma_are_of_one_person() -> None:
    text = "Tổng Bí thư, Chủ tịch nước Trần Quang Minh dự lễ khai giảng."
    assert whom(text, "Tổng Bí thư") == ["Trần Quang Minh"]
    text = "Theo thư của Giáo hoàng, Thủ tướng Lê Văn Bách sẽ đến Roma."
    assert whom(text, "Giáo hoàng") == ["Giáo hoàng"]
    text = "Tổng Bí thư, Chủ tịch nước: Phải tiết kiệm điện."
    assert whom(text, "Tổng Bí thư") == whom(text, "Chủ tịch nước") != []


def test_an_office_is_not_that_of_its_deputy() -> None:
    text = "Phó Thủ tướng Lê Văn Bách họp sáng nay. Thủ tướng dự lễ khai giảng."
    assert whom(text, "Thủ tướng") == ["Thủ tướng"]
    text = "Deputy Prime Minister Olga Brandt left. The prime minister stayed."
    assert whom(text, "The prime minister", "en") == ["The prime minister"]


def test_whoever_leads_a_state_is_its_leader() -> None:
    text = "Tổng thống Pháp Louis Martin đến Đức hôm qua. Nhà lãnh đạo Pháp gặp báo chí."
    assert whom(text, "Nhà lãnh đạo Pháp") == ["Louis Martin"]


def test_initials_of_a_full_name_are_a_person_and_its_last_one_is_the_same() -> None:
    text = "Nhà trường báo tin cho mẹ của Đ.Q.K. (11 tuổi, ở quận Tây Hồ). Cháu K. đã khỏe lại. Anh L.T.D (30 tuổi) trình báo."
    assert whom(text, "Đ.Q.K.") == whom(text, "Cháu K.") == ["Cháu K."]
    assert entity(text, "L.T.D").kind is EntityKind.PERSON


def test_a_class_noun_alone_is_the_body_that_bears_it() -> None:
    assert whom("UBND TPHCM họp sáng nay. Chiều qua UBND thành phố yêu cầu báo cáo.", "UBND thành phố") == ["UBND TPHCM"]
    text = "Dự án do Công ty Sao Biển làm chủ đầu tư. Nhiều lần chủ đầu tư xin lùi tiến độ."
    assert whom(text, "chủ đầu tư", nth=1) == ["Công ty Sao Biển"]


def test_a_body_s_name_in_another_language_in_parentheses_is_its_own() -> None:
    text = (
        "Tổ chức Bảo vệ Môi trường Quốc tế (Rivers International) phản đối. Hôm qua Rivers International kêu gọi ngừng khai thác."
    )
    assert whom(text, "Rivers International", nth=1) == ["Tổ chức Bảo vệ Môi trường Quốc tế"]


def test_a_word_of_address_by_itself_is_who_is_called_so() -> None:
    text = "Anh Lê Quang Vỹ gặp ông Trần Hữu Đạt ở bến xe. Sau đó anh gọi xe về quê."
    assert whom(text, "anh") == ["Lê Quang Vỹ"]
    text = "Chị Bùi Thu Nguyệt mở quán cùng anh Lê Quang Vỹ. Năm ngoái chị đóng cửa quán."
    assert whom(text, "chị") == ["Bùi Thu Nguyệt"]


def test_a_word_of_address_is_nobody_who_is_called_otherwise() -> None:
    assert whom("Ông Trần Hữu Đạt đến dự. Hôm sau anh trở về.", "anh") == []


def test_a_word_of_address_in_a_quotation_is_whom_one_speaks_to() -> None:
    text = "Anh Lê Quang Vỹ bước ra. Một cảnh sát hỏi: “Hôm qua anh ở đâu?”. Lát sau anh trả lời."
    assert whom(text, "anh") == []
    assert whom(text, "anh", nth=1) == ["Lê Quang Vỹ"]


def test_a_country_that_begins_a_sentence_is_no_word_of_address() -> None:
    _, mentions, _ = parse("Anh và Chile ký hiệp định. Hôm qua đoàn của Anh đã về nước.")
    assert [m.name for m in mentions if m.rule.startswith("reference.")] == []
    text = "Lê Quang Vỹ đến bến xe, nơi anh làm việc. Anh gọi xe về quê."
    assert whom(text, "Anh") == ["Lê Quang Vỹ"]


def test_the_noun_for_somebody_tells_the_sex() -> None:
    text = "Một người phụ nữ gọi cứu hộ. Một nam thanh niên chạy đến. Sau đó cô ấy rời đi."
    assert whom(text, "cô ấy") == ["Một người phụ nữ"]


def test_several_do_not_point_to_one() -> None:
    _, mentions, _ = parse("Lê Quang Vỹ ghi bàn. Câu lạc bộ muốn giữ 2 cầu thủ này. Các anh đều vui.")
    assert [m.name for m in mentions if m.rule.startswith("reference.")] == []


def test_both_are_the_two_people_just_named() -> None:
    text = "Lê Quang Vỹ gặp Bùi Thu Nguyệt ở bến xe. Cả hai về quê."
    assert whom(text, "Cả hai") == ["Lê Quang Vỹ", "Bùi Thu Nguyệt"]
    assert whom("Lê Quang Vỹ, Bùi Thu Nguyệt và Trần Hữu Đạt gặp nhau. Cả hai về quê.", "Cả hai") == []


def test_a_description_with_a_demonstrative_means_whose_name_or_title_bears_its_noun() -> None:
    assert whom("Công ty Sao Biển kiện Ngân hàng Bắc Hải. Công ty này thua.", "Công ty này") == ["Công ty Sao Biển"]
    assert whom("Ca sĩ Mai Lan gặp ông Trần Văn Bình. Ca sĩ này vui.", "Ca sĩ này") == ["Mai Lan"]


def test_the_two_men_are_no_women() -> None:
    text = "Mrs. Olga Brandt and Mrs. Anna Doyle met at noon. Only the two men spoke."
    assert whom(text, "the two men", "en") == []


def test_an_initial_that_two_names_fit_is_neither() -> None:
    _, _, chains = parse("Robert Hale met Rita Hale in Oslo. R. Hale left.", "en")
    assert {"Robert Hale", "Rita Hale", "R. Hale"} <= {entity.name for entity in chains.entities}


def test_they_are_the_one_group_or_body_that_leads_a_clause_just_before() -> None:
    assert whom("Các ngư dân Bình Thuận trở về bờ. Sau đó họ bán cá.", "họ") == ["Các ngư dân Bình Thuận"]
    assert whom("Công ty Sao Mai thua lỗ. Năm nay họ đóng cửa hai nhà máy.", "họ") == ["Công ty Sao Mai"]
    # two that may be meant, one that leads nothing, one told too long ago, and whom only a speaker tells of
    assert whom("Công ty Sao Mai thua lỗ, còn Công ty Hải Vân có lãi. Họ tăng giá.", "Họ") == []
    assert whom("Bà Trần Thị Hoa nợ Công ty Sao Mai. Họ đòi tiền.", "Họ") == []
    assert whom("Công ty Sao Mai thua lỗ. Trời mưa. Đường ngập. Họ đóng cửa nhà máy.", "Họ") == []
    assert whom("Công ty Sao Mai lên tiếng. “Họ đã phá nhà máy.”", "Họ") == []
    # a body that somebody does something to or on, not one that does something
    assert whom("Trả lời Công ty Sao Mai, bà Hoa từ chối. Họ chưa đến.", "Họ") == []
    assert whom("Đó là “giờ vàng” trên Facebook. Họ lên mạng.", "Họ") == []


def test_kin_and_families_are_not_they() -> None:
    _, mentions, _ = parse("Các ngư dân Bình Thuận về thăm em họ và dòng họ.")
    assert [m.name for m in mentions if m.rule.startswith("reference.")] == []


def test_a_given_name_alone_is_told_with_its_word_of_address_or_office() -> None:
    for text, names in (
        ("Hôm qua chị Lý nhập viện.", ["chị Lý"]),
        ("Hôm qua chị  Lý nhập viện.", ["chị Lý"]),
        ("Thứ trưởng Tám chủ trì cuộc họp.", ["Thứ trưởng Tám"]),
        ("Cảnh sát bắt kẻ tên Chí ở Huế.", ["Chí"]),
        ("Chị Trần Thị Lý nhập viện. Chị Lý đã khỏe.", ["Trần Thị Lý"]),
    ):
        _, _, chains = parse(text)
        assert [e.name for e in chains.entities if e.kind is EntityKind.PERSON] == names


def test_people_counted_are_the_group_of_so_many_but_for_one_and_two() -> None:
    text = "Xe khách chở 17 du khách bị lật. Cả 17 người được đưa đi cấp cứu."
    assert whom(text, "17 người") == ["17 du khách"]
    assert whom("A crash hurt 2 miners. Elsewhere 2 people drowned.", "2 people", "en") == ["2 people"]
    assert whom("Two miners left. A fire killed 40 people, all 40 miners of the shift.", "40 miners", "en") == ["40 people"]


def test_a_number_behind_a_group_tells_how_many_they_are() -> None:
    for about in ("", "khoảng ", "ít nhất "):
        _, mentions, _ = parse(f"Một nhóm thanh niên {about}9 người đập phá quán.")
        assert [m.name for m in mentions if m.kind is EntityKind.GROUP] == ["Một nhóm thanh niên"]


def test_what_somebody_is_or_becomes_with_an_article_is_nobody_else() -> None:
    for text, people in (
        ("Đỗ Quang Vinh là một giáo viên.", ["Đỗ Quang Vinh"]),
        ("Đỗ Quang Vinh trở thành một luật sư.", ["Đỗ Quang Vinh"]),
        ("Đỗ Quang Vinh gặp một luật sư.", ["Đỗ Quang Vinh", "một luật sư"]),
    ):
        _, _, chains = parse(text)
        assert [e.name for e in chains.entities if e.kind is EntityKind.PERSON] == people


def test_the_country_of_somebody_described_makes_no_group_of_its_people() -> None:
    for text, groups in (
        ("Đội bóng mất tiền vệ 24 tuổi người Italy.", []),
        ("Ông thầy người Italy tiếc nuối.", []),
        ("Món này làm hài lòng người Italy.", ["người Italy"]),
    ):
        _, mentions, _ = parse(text)
        assert [m.name for m in mentions if m.kind is EntityKind.GROUP] == groups


def test_the_noun_of_a_level_is_the_place_of_that_level_that_the_article_tells_of() -> None:
    text = (
        "Mưa lớn gây ngập nhiều tuyến phố ở TP Vinh, tỉnh Nghệ An. Thành phố đã huy động 200 người. Sau đó tỉnh này hỗ trợ gạo."
    )
    assert whom(text, "Thành phố") == ["TP Vinh"]
    assert whom(text, "tỉnh này") == ["tỉnh Nghệ An"]
    text = "Fire broke out in Denver on Monday. Power failed across the city. Colorado sent help and the state will pay."
    assert whom(text, "the city", "en") == ["Denver"]
    assert whom(text, "the state", "en") == ["Colorado"]


def test_the_noun_of_a_level_stays_open_between_places_that_are_told_alike() -> None:
    assert whom("Đoàn thăm tỉnh Nghệ An và tỉnh Hà Tĩnh. Sau đó, tỉnh đã họp.", "tỉnh") == []
    assert whom("He flew from Denver to Chicago. Later the city will pay.", "the city", "en") == []


def test_the_noun_of_a_level_points_to_nobody_within_other_words() -> None:
    for text, lang in (
        ("Đoàn thăm tỉnh Nghệ An. Các tỉnh, thành phố đã họp. Ông xin tỉnh hỗ trợ.", "vi"),
        ("Denver grew. The city council met, and the city where he was born burned.", "en"),
        ("Colorado voted. The state prosecutor resigned, and the state 8 team lost.", "en"),
    ):
        _, mentions, _ = parse(text, lang)
        assert [m.name for m in mentions if m.rule == "reference.place"] == []
