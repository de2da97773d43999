"""Who and where the text names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.actorexamples import check_actors
from kg.model.entity import EntityKind, MentionForm
from tests.extract.actors import PACKS, entity, parse


@pytest.mark.parametrize("code", PACKS.codes)
def test_the_examples_of_the_tables_hold(code: str) -> None:
    assert list(check_actors(PACKS[code])) == []


@pytest.mark.parametrize("lang", PACKS.codes)
def test_mentions_are_in_order_and_do_not_overlap(lang: str) -> None:
    text = "".join(line.partition(" > ")[0].replace("[", "").replace("]", "") + "\n" for _, line in PACKS[lang].actors.examples)
    reading, mentions, chains = parse(text, lang)
    assert all(a.span.end <= b.span.begin for a, b in pairwise(mentions))
    assert all(m.span in m.wide and m.span in reading.sentences[m.sentence].span for m in mentions)
    assert set(chains.of) == set(mentions)
    known = {e.id for e in chains.entities}
    assert all(who in known for whos in chains.of.values() for who in whos)
    assert len(known) == len(chains.entities)


def test_a_date_is_no_name() -> None:
    _, mentions, _ = parse("The court met on 3 March in Lagos.", "en")
    assert [m.name for m in mentions if m.form is MentionForm.NAME] == ["Lagos"]


def test_the_wide_span_holds_office_and_affiliation() -> None:
    reading, mentions, _ = parse("Tổng thống Chile Gabriel Boric phát biểu.")
    person = next(m for m in mentions if m.kind is EntityKind.PERSON)
    assert person.wide.of(reading.text) == "Tổng thống Chile Gabriel Boric"


def test_a_capital_that_acts_is_its_state_and_one_that_is_a_place_is_a_city() -> None:
    _, mentions, _ = parse("Berlin đã bác bỏ cáo buộc. Cuộc gặp diễn ra tại Berlin.")
    assert [m.key for m in mentions] == ["country:DE", "place:DE:berlin"]


def test_a_government_has_the_key_of_its_state() -> None:
    _, mentions, _ = parse("Hôm qua, Chính phủ Chile bác tin này.")
    assert [(m.name, m.key) for m in mentions] == [("Chính phủ Chile", "country:CL")]


def test_a_word_for_a_state_is_a_person_after_an_honorific() -> None:
    _, mentions, _ = parse("Chiều qua, anh Đức trở về nhà.")
    assert [(m.name, m.kind) for m in mentions] == [("Đức", EntityKind.PERSON)]


def test_an_agency_that_reports_is_only_a_source_and_one_that_acts_is_not() -> None:
    assert entity("Reuters đưa tin giá dầu tăng.", "Reuters").only_source
    assert not entity("Reuters sa thải hai trăm người.", "Reuters").only_source


def test_a_national_team_is_not_its_country_and_the_country_as_a_place_is_no_team() -> None:
    _, mentions, _ = parse("Tuyển Chile thắng Peru. Chile dẫn trước từ sớm. Trận đấu diễn ra tại Chile.")
    assert [(m.key, m.kind) for m in mentions if m.name.endswith("Chile")] == [
        ("team:country:CL", EntityKind.ORGANISATION),
        ("team:country:CL", EntityKind.ORGANISATION),
        ("country:CL", EntityKind.PLACE),
    ]


def test_a_town_is_not_the_province_that_it_is_called_after() -> None:
    _, mentions, _ = parse("Xe rời TP Nam Định. Tỉnh Nam Định đã sơ tán dân. Lũ tràn về Nam Định.")
    assert [m.key for m in mentions] == [None, "place:VN:namdinh", "place:VN:namdinh"]


def test_a_short_name_is_told_by_the_tail_of_a_full_one() -> None:
    _, mentions, chains = parse("Tiền đạo Đỗ Quốc Thuận ghi bàn. Theo khán giả, Quốc Thuận xứng đáng.")
    names = [m for m in mentions if m.kind is EntityKind.PERSON]
    assert [m.rule for m in names] == ["person.office", "person.tail"]
    assert len({chains.of[m] for m in names}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Thanh Lâm/Hải An.",
        "Theo Minh Hà",
        "Anh lái chiếc Ferrari về nhà.",
        "Các tỉnh được mùa.",
        "Kết luận này nằm ở phần XII.",
        "Nam giới chịu rủi ro nặng hơn phụ nữ.",
        "Đám cháy bùng lên gần thành phố.",
    ],
)
def test_credits_signatures_makes_and_vague_groups_are_nobody(text: str) -> None:
    _, mentions, _ = parse(text)
    assert [m.name for m in mentions if m.form is not MentionForm.PRONOUN] == []


def test_two_names_after_a_counted_class_noun_are_two_places() -> None:
    _, mentions, _ = parse("Bão đổ bộ vào hai tỉnh Nghệ An và Hà Tĩnh.")
    assert [m.name for m in mentions] == ["tỉnh Nghệ An", "Hà Tĩnh"]


def test_native_capitals_name_people_unless_something_tells_of_places() -> None:
    _, mentions, _ = parse("Khán giả yêu mến Khánh Thi. Lũ tràn qua Phượng Tiến và Bộc Nhiêu, rồi về Phượng Tiến.")
    kinds = {m.name: m.kind for m in mentions if m.form is MentionForm.NAME}
    assert kinds == {"Khánh Thi": EntityKind.PERSON, "Phượng Tiến": EntityKind.PLACE, "Bộc Nhiêu": EntityKind.PLACE}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Luật sư Đỗ Văn Nam cùng LS Lê Thị Hoa dự phiên tòa.", ["Đỗ Văn Nam", "Lê Thị Hoa"]),
        ("Số du học sinh giảm mạnh.", []),
        ("Ảnh minh họa: Thanh Lâm.", []),
        ("Đội vào chung kết U20 World Cup.", []),
        ("Quan hệ Mỹ-Ấn ấm lên.", []),
        ("Hà Dũng (tổng hợp từ Marca)", ["Marca"]),
        ("Anh từng đá ở La Liga ba mùa.", []),
    ],
)
def test_titles_compounds_credits_and_contests_end_or_make_no_name(text: str, names: list[str]) -> None:
    _, mentions, _ = parse(text)
    assert [m.name for m in mentions if m.form is MentionForm.NAME] == names


def test_a_person_s_name_after_a_word_of_place_is_a_street() -> None:
    _, mentions, _ = parse("Xe lật ở Nguyễn Khánh Toàn sáng nay.")
    assert [(m.name, m.kind) for m in mentions] == [("Nguyễn Khánh Toàn", EntityKind.PLACE)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chủ tịch UBND xã Mỹ Bình nói.", ["UBND xã Mỹ Bình"]),
        ("Vụ việc do Công an H.Trần Phú Lâm xử lý.", ["Công an H.Trần Phú Lâm"]),
        ("Trận đấu có đội Đại sứ quán Lào.", ["đội Đại sứ quán Lào"]),
        ("Đoàn khách gặp Hãng hàng không Hàn Quốc Nordal Air.", ["Hãng hàng không Hàn Quốc Nordal Air"]),
        ("Việc tổ chức lễ hội Hoa Ban tốn kém.", []),
        ("Học sinh trường THPT công lập được nghỉ.", []),
        ("Dự họp có Hội Nông dân Việt Nam, Hội Luật gia Việt Nam.", ["Hội Nông dân Việt Nam", "Hội Luật gia Việt Nam"]),
        ("Quân đội vào tỉnh Ramora Các lực lượng khác rút lui.", ["tỉnh Ramora"]),
        ("Xe tới tỉnh Ramora Binh sĩ kiểm tra.", ["tỉnh Ramora"]),
        ("Ông nhắc tới đồng chí Trường Chinh trở về quê.", ["Trường Chinh"]),
        ("Giám đốc Công ty điện lực Nguyễn Văn Hùng phát biểu.", ["Công ty điện lực", "Nguyễn Văn Hùng"]),
        ("Tàu thăm dò đáp xuống sao Hỏa.", []),
        ("Cô là mỹ nhân Hàn được yêu mến.", []),
        ("Ông dùng thẻ Master Card Debit hôm qua.", []),
        ("Tổng Công ty không thực hiện cam kết.", []),
        ("Tiền vệ Calder Robin Calder rời sân.", ["Calder Robin", "Calder"]),
    ],
)
def test_native_names_run_as_far_as_they_should(text: str, names: list[str]) -> None:
    _, mentions, _ = parse(text)
    assert [m.name for m in mentions if m.form is MentionForm.NAME] == names


def test_a_person_s_name_is_a_street_where_the_article_names_the_street() -> None:
    text = "Xe kẹt ở đường Nguyễn Khánh Toàn. Sáng nay Nguyễn Khánh Toàn vẫn đông."
    _, mentions, _ = parse(text)
    assert {m.kind for m in mentions if m.form is MentionForm.NAME} == {EntityKind.PLACE}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chồng cũ đánh chị Lan hôm 9/6.", ["Chồng cũ"]),
        ("Chị Lan tố cáo mẹ chồng hôm 9/6.", ["mẹ chồng"]),
        ("Anh Nam là bạn trai của chị Lan.", []),  # what somebody is
        ("Anh Trần Văn Sơn, con trai ông Toản, nhận được cuộc gọi.", []),  # a name in other words
        ("Cảnh sát bắt giữ con trai Trần Văn Sơn.", []),  # goes on to the name
    ],
)
def test_one_person_is_told_by_what_he_or_she_is_to_another(text: str, told: list[str]) -> None:
    found = [m for m in parse(text)[1] if m.rule == "head.alone.one"]
    assert [m.name for m in found] == told
