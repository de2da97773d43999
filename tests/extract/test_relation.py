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


def test_a_place_lies_in_the_wider_one_beside_it() -> None:
    assert ("Croydon", "located_in", "London") in facts("A fire broke out in Croydon, south London, on Monday.", "en")
    assert ("Birmingham", "located_in", "Alabama") in facts("He lives near Birmingham, Alabama, with his dog.", "en")
    assert ("quận 5", "located_in", "TP HCM") in facts("Vụ cháy xảy ra ở quận 5, TP HCM vào đêm qua.")
    assert ("Thành phố Munich", "located_in", "Đức") in facts("Thành phố Munich của Đức ngập nặng.")


def test_places_on_a_line_are_no_nesting() -> None:
    assert facts("Tàu chạy tuyến Hà Nội - Hải Phòng mỗi ngày.") == set()
    assert facts("They flew to Dallas, Oklahoma City, Tulsa and Omaha.", "en") == set()


def test_the_adjective_of_a_country_places_its_city() -> None:
    assert ("city of Nakuru", "located_in", "Kenyan") in facts("Two people died in the Kenyan city of Nakuru.", "en")


def test_a_town_abroad_does_not_lie_in_the_country_named_after_it() -> None:
    assert not any(p == "located_in" for _, p, _ in facts("Hội nghị diễn ra ở Paris, Đức và Nhật Bản cùng dự."))


def test_units_belong_to_the_bodies_named_beside_them() -> None:
    found = facts("Phòng Cảnh sát kinh tế, Công an tỉnh Long An đã vào cuộc.")
    assert ("Phòng Cảnh sát kinh tế", "part_of", "Công an tỉnh Long An") in found
    assert not any(p == "part_of" for _, p, _ in facts("Công an tỉnh Long An, Phòng Cảnh sát kinh tế đã vào cuộc."))


def test_a_unit_bears_the_name_of_its_body() -> None:
    found = facts("Phòng Cảnh sát hình sự Công an tỉnh Long An đã bắt hai người. Công an tỉnh Long An đang điều tra.")
    assert ("Phòng Cảnh sát hình sự Công an tỉnh Long An", "part_of", "Công an tỉnh Long An") in found


def test_an_office_before_a_comma_introduces_the_name() -> None:
    found = facts("The head of the Nordic Investment Bank, Margaret Doyle, resigned.", "en")
    assert ("Margaret Doyle", "heads", "Nordic Investment Bank") in found
    found = facts("Chủ tịch UBND huyện Ba Tơ, ông Đỗ Quang Vinh, cho biết.")
    assert ("Đỗ Quang Vinh", "heads", "UBND huyện Ba Tơ") in found


def test_whom_an_office_is_of_may_stand_behind_its_holder() -> None:
    assert ("Đặng Văn Lâm", "plays_for", "CLB Ninh Bình") in facts("Thủ môn Đặng Văn Lâm của CLB Ninh Bình bị thương.")
    found = facts("Professor Margaret Doyle of the University of Bristol said so.", "en")
    assert ("Margaret Doyle", "works_for", "University of Bristol") in found


def test_who_serves_a_person_works_for_them() -> None:
    found = facts("Carter Hale left. Hale spokesman Peter Brown told reporters so.", "en")
    assert ("Peter Brown", "works_for", "Hale") in found


def test_who_heads_a_part_works_for_the_whole() -> None:
    found = facts("Margaret Doyle, head of sales at the Nordic Investment Bank, resigned.", "en")
    assert ("Margaret Doyle", "works_for", "Nordic Investment Bank") in found
    assert not any(p == "heads" for _, p, _ in found)


def test_an_assistant_chief_is_no_chief() -> None:
    found = facts("Margaret Doyle, assistant chief of the Nordic Investment Bank, resigned.", "en")
    assert ("Margaret Doyle", "works_for", "Nordic Investment Bank") in found


def test_two_offices_of_one_holder_are_told_apart() -> None:
    found = facts("Margaret Doyle, a systems engineer and vice-rector at the University of Bristol, spoke.", "en")
    assert {o for _, p, o in found if p == "holds_role"} == {"systems engineer", "vice-rector"}


def test_a_former_office_is_a_role_and_no_bond() -> None:
    found = facts("Cựu Tổng thống Chile Gabriel Boric đến thăm.")
    assert ("Gabriel Boric", "holds_role", "Cựu Tổng thống Chile") in found
    assert not any(p == "heads" for _, p, _ in found)


def test_an_owner_and_a_player_hold_no_office() -> None:
    found = facts("Margaret Doyle, owner of Nordic Air, met England striker Tom Hale.", "en")
    assert ("Margaret Doyle", "owns", "Nordic Air") in found
    assert ("Tom Hale", "plays_for", "England") in found
    assert not any(p == "holds_role" for _, p, _ in found)


def test_kinship_by_pronoun_name_and_between() -> None:
    assert ("Carter Hale", "spouse_of", "her") in facts("Margaret Doyle came with her husband, Carter Hale.", "en")
    assert ("Mary Hale", "parent_of", "Carter Hale") in facts("Carter Hale's elderly mother, Mary Hale, spoke.", "en")
    assert ("Lê Văn Sâm", "parent_of", "Lê Hải Đăng") in facts("Con trai của nhà báo Lê Văn Sâm là Lê Hải Đăng đã đến.")
    found = facts("Lê Hải Vũ, con trai duy nhất của nghệ sĩ Trần Thị Dung, phát biểu.")
    assert ("Trần Thị Dung", "parent_of", "Lê Hải Vũ") in found


def test_who_speaks_after_a_birth_is_not_the_child() -> None:
    assert not any(p == "parent_of" for _, p, _ in facts("After the birth of his son, Carter Hale said little.", "en"))


def test_a_member_of_a_part_is_no_member_of_its_owner() -> None:
    found = facts("Margaret Doyle, a member of Nordic Air's advisory council, spoke.", "en")
    assert not any(p == "member_of" and o == "Nordic Air" for _, p, o in found)


def test_a_delegation_is_headed_by_whom_it_is_led_by() -> None:
    found = facts("Đoàn đại biểu Quốc hội Lào do ông Trần Văn Phúc dẫn đầu đến thăm.")
    assert ("Trần Văn Phúc", "heads", "Đoàn đại biểu Quốc hội Lào") in found


def test_a_mutual_bond_is_told_once() -> None:
    reading, mentions, chains = parse("Carter Hale and his wife Mary Hale left early.", "en")
    told = [
        Relation(chains.of[r.subject][0], r.predicate, r.provenance, chains.of[r.object][0])
        for r in find_relations(reading, mentions)
        if r.object is not None and chains.of[r.subject] and chains.of[r.object]
    ]
    assert len([r for r in distinct(told) if r.predicate is Predicate.SPOUSE_OF]) == 1


def test_a_rank_is_told_only_of_who_holds_no_office() -> None:
    reading, mentions, chains = parse("Đại tá Lê Văn Tú, Phó Giám đốc Công an tỉnh Long An, và Thiếu tá Đỗ Quang Vinh đến.")
    told = [
        Relation(chains.of[r.subject][0], r.predicate, r.provenance, office=r.office)
        for r in find_relations(reading, mentions)
        if r.predicate is Predicate.HOLDS_ROLE
    ]
    assert [r.office for r in distinct(told)] == ["Phó Giám đốc Công an tỉnh Long An", "Thiếu tá"]


def test_the_chief_of_the_police_of_a_district_does_not_head_the_district() -> None:
    found = facts("Trưởng công an huyện Ba Tơ Lê Văn Tú có mặt.")
    assert ("Lê Văn Tú", "holds_role", "Trưởng công an huyện Ba Tơ") in found
    assert not any(p == "heads" for _, p, _ in found)


def test_an_office_in_brackets_is_told_whole() -> None:
    found = facts("Ông Lê Văn Tú (giáo viên dạy Toán) cho biết.")
    assert ("Lê Văn Tú", "holds_role", "giáo viên dạy Toán") in found


def test_a_state_that_is_also_an_honorific_stays_a_state() -> None:
    found = facts("Đại sứ Chile tại Anh Gabriel Boric phát biểu.")
    assert ("Gabriel Boric", "works_for", "Chile") in found


def test_a_kinship_noun_that_is_also_an_honorific_still_binds() -> None:
    assert ("Lê Văn Tú", "spouse_of", "Trần Thị Hoa") in facts("Ông Lê Văn Tú và vợ Trần Thị Hoa sống ở Vinh.")
    assert ("Trần Thị Hoa", "spouse_of", "Lê Văn Tú") in facts("Bà Trần Thị Hoa (vợ ông Lê Văn Tú) cho biết.")


def test_a_body_is_based_in_the_place_joined_to_a_word_for_it() -> None:
    assert ("Harper Motors", "located_in", "Oslo") in facts("The Oslo-based carmaker Harper Motors grew.", "en")


def test_a_point_of_the_compass_does_not_part_a_place_from_its_state() -> None:
    assert ("Bergen", "located_in", "Norway") in facts("A fire broke out in Bergen, a city in south-western Norway.", "en")


def test_an_owner_of_an_office_is_not_whom_kin_is_told_of() -> None:
    found = facts("Carter Hale, the husband of Doyle aide Olga Brandt, resigned.", "en")
    assert ("Carter Hale", "spouse_of", "Olga Brandt") in found
    assert not any(kind == "spouse_of" and whom == "Doyle" for _, kind, whom in found)


def test_a_member_of_the_council_of_a_body_is_a_member_of_the_council() -> None:
    found = facts("Carter Hale, a member of Leeds University's Advisory Council, left.", "en")
    assert ("Carter Hale", "member_of", "Advisory Council") in found


def test_a_parent_of_several() -> None:
    found = facts("Carter Hale, the father of Mary, Anna and Paul, died.", "en")
    assert {child for _, kind, child in found if kind == "parent_of"} == {"Mary", "Anna", "Paul"}


def test_an_office_right_before_a_verb_is_no_apposition() -> None:
    text = "After talks with Carter Hale, the prime minister said no."
    assert not any(kind == "holds_role" for _, kind, _ in facts(text, "en"))


def test_who_presides_over_a_state_heads_it_and_its_ministers_serve_it() -> None:
    assert ("Carter Hale", "heads", "Ohio") in facts("Governor of Ohio Carter Hale spoke.", "en")
    assert ("Carter Hale", "heads", "Norway") in facts("Carter Hale, the prime minister of Norway, left.", "en")
    found = facts("Carter Hale, Norway's minister of defence, left.", "en")
    assert ("Carter Hale", "works_for", "Norway") in found
    assert not any(predicate == "heads" for _, predicate, _ in found)


def test_who_is_not_yet_in_office_heads_nothing() -> None:
    found = facts("Carter Hale, the next president of Norway, left.", "en")
    assert not any(predicate == "heads" for _, predicate, _ in found)


def test_a_pronoun_holds_the_office_that_a_verb_gives_it_and_none_in_apposition() -> None:
    text = "Anna Doyle left. She was secretary of state."
    reading, mentions, _ = parse(text, "en")
    told = [r for r in find_relations(reading, mentions) if r.predicate is Predicate.HOLDS_ROLE]
    assert [(r.subject.name, r.office) for r in told] == [("She", "secretary of state")]
    reading, mentions, _ = parse("Anna Doyle left. For her, secretary of state was enough.", "en")
    assert find_relations(reading, mentions) == ()


def test_the_office_of_a_company_told_by_its_noun_is_that_of_the_company() -> None:
    reading, mentions, chains = parse("Harper Motors grew. The company's chief executive, Anna Doyle, said so.", "en")
    (told,) = [r for r in find_relations(reading, mentions) if r.predicate is Predicate.HEADS]
    assert told.object is not None
    assert chains.of[told.object] == chains.of[next(m for m in mentions if m.name == "Harper Motors")]


def test_who_speaks_for_a_body_works_for_it_unless_an_office_says_more() -> None:
    assert ("Anna Doyle", "works_for", "Leeds University") in facts("Anna Doyle, of Leeds University, said so.", "en")
    assert ("Anna Doyle", "works_for", "Harper Motors") in facts("Harper Motors' Anna Doyle said so.", "en")
    assert not any(p == "works_for" for _, p, _ in facts("Anna Doyle of Harper Motors fame left.", "en"))
    told = facts("Chairman Carter Hale, of the Nordic Investment Bank, said so.", "en")
    assert ("Carter Hale", "works_for", "Nordic Investment Bank") not in told


def test_a_part_told_of_a_place_is_no_name_of_its_own() -> None:
    found = facts("It began in Nakuru, the unofficial capital of Kenya's Rift Valley region.", "en")
    assert found == {("Nakuru", "located_in", "Rift Valley region"), ("Rift Valley region", "located_in", "Kenya")}
    assert facts("They moved to Montreal's quiet neighbourhood of Westmount.", "en") == {
        ("neighbourhood of Westmount", "located_in", "Montreal")
    }
    assert facts("It rained in Nairobi, the Kenyan capital.", "en") == {("Nairobi", "located_in", "Kenyan")}


def test_who_heads_a_body_is_not_told_to_work_for_it_too() -> None:
    text = "Carter Hale heads Harper Motors. Carter Hale works for Harper Motors."
    reading, mentions, chains = parse(text, "en")
    told = [
        Relation(chains.of[r.subject][0], r.predicate, r.provenance, chains.of[r.object][0] if r.object else None, r.office)
        for r in find_relations(reading, mentions)
    ]
    assert [r.predicate for r in distinct(told)] == [Predicate.HEADS]


def test_who_rules_a_place_may_be_named_before_it() -> None:
    assert ("Robin Hale", "heads", "Ohio") in facts("Gov. Robin Hale of Ohio signed it.", "en")
    assert ("Karl Brandt", "heads", "Norway") in facts("King Karl Brandt of Norway came early.", "en")
    assert not any(p == "heads" for _, p, _ in facts("President Robin Hale from Leeds spoke.", "en"))
    assert not any(p == "heads" for _, p, _ in facts("Professor Robin Hale of Leeds spoke.", "en"))


def test_who_is_a_fellow_or_runs_a_field_works_for_the_body() -> None:
    found = facts(
        "Margaret Doyle, senior fellow at the Harper Institute, met Denmark's Minister of Justice, Carter Hale, in Oslo.", "en"
    )
    assert ("Margaret Doyle", "works_for", "Harper Institute") in found
    assert ("Carter Hale", "works_for", "Denmark") in found
    found = facts("Margaret Doyle, Harper Motors' sporting director, resigned.", "en")
    assert ("Margaret Doyle", "works_for", "Harper Motors") in found


def test_an_office_of_two_fields_is_told_whole() -> None:
    found = facts("Margaret Doyle, head of sales and marketing at the Nordic Investment Bank, resigned.", "en")
    assert ("Margaret Doyle", "holds_role", "head of sales and marketing") in found
    found = facts("Margaret Doyle, assistant professor of music and curator of the exhibition, resigned.", "en")
    assert ("Margaret Doyle", "holds_role", "assistant professor of music") in found


def test_a_member_is_told_with_the_body_before_the_word() -> None:
    found = facts("Orne Town Council member Jane Hartley met Labour Party members Carter Hale and Tim Brown on Friday.", "en")
    assert ("Jane Hartley", "member_of", "Orne Town Council") in found
    assert ("Jane Hartley", "holds_role", "Orne Town Council member") in found
    assert ("Carter Hale", "member_of", "Labour Party") in found
    assert ("Tim Brown", "member_of", "Labour Party") in found
    found = facts("Jane Hartley, a Labour Party member, met Carter Hale, a former Labour Party member, on Friday.", "en")
    assert ("Jane Hartley", "member_of", "Labour Party") in found
    assert not any(s == "Carter Hale" and p == "member_of" for s, p, _ in found)


def test_a_subsidiary_and_an_owner_are_told_beside_the_company() -> None:
    found = facts("Nordic Holdings subsidiary Harper Motors lost money.", "en")
    assert ("Harper Motors", "part_of", "Nordic Holdings") in found
    found = facts("Harper Motors' parent company, Nordic Holdings, lost money.", "en")
    assert ("Nordic Holdings", "owns", "Harper Motors") in found


def test_a_word_that_is_an_office_itself_may_stand_before_another() -> None:
    found = facts("Norway's chief spokesperson, Carter Hale, said the plan would go on.", "en")
    assert ("Carter Hale", "works_for", "Norway") in found
