"""Who says that it happened: constructions in both languages, each with what must not be taken for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extract.attributionexamples import attribution_faults, check_attribution, unmark
from kg.lang.pack import Packs
from kg.model.text import Span

PACKS = Packs()

READ = [
    # "according to" before and after, with an account or an office between
    ("en", "According to a report by [Ministry of Health], nine people <died> in June."),
    ("vi", "Theo thông tin từ [Bộ Y tế], chín người đã <thiệt mạng> trong tháng 5."),
    # an account is what tells it: whose it is says so, and what is done by other means than saying is none
    ("vi", "Thông cáo của [Bộ Y tế] nói rằng chín người đã <thiệt mạng> trong tháng 5."),
    ("vi", "Thống kê của [Bộ Y tế] cho thấy chín người đã <thiệt mạng> trong tháng 5."),
    ("vi", "Cuộc họp của Bộ Y tế cho thấy chín người đã <thiệt mạng> trong tháng 5."),
    ("vi", "Thống kê của Bộ Y tế trong một cuốn sách cho thấy chín người đã <thiệt mạng> trong tháng 5."),
    ("en", "[Ministry of Health] figures show nine people <died> in June."),
    ("en", "A survey by the [Ministry of Health] found that nine people had <died> in June."),
    ("en", "A visit by the Ministry of Health found that nine people had <died> in June."),
    # behind the quotation or the clause that it closes, over words that tell who speaks
    ("vi", "“Chín người đã <thiệt mạng> trong tháng 5”, thông cáo của [Bộ Y tế] nêu rõ."),
    ("vi", "Chín người đã <thiệt mạng> trong tháng 5, thông báo của [Bộ Y tế] cho biết."),
    ("en", "“The two sides <met> in Oslo on Monday,” veteran negotiator [Anna Berg] said."),
    ("en", "The two sides <met> in Oslo on Monday, veteran negotiator [Anna Berg] said."),
    ("en", "The two sides <met> in Oslo on Monday, she was late, but Anna Berg said nothing."),
    # those who speak together
    ("en", "[Anna Berg] and [Erik Holm] said that the two sides had <met> in Oslo."),
    ("vi", "Ông [Nguyễn Văn Lâm] và bà [Trần Thị Hoa] cho biết hai bên đã <ký> hợp đồng ngày 9/6."),
    ("en", "Anna Berg met Erik Holm, and [Eva Lund] said that the two sides had <met> in Oslo."),
    ("en", "On Monday Anna Berg met Erik Holm and [Eva Lund] said that the two sides had <met> in Oslo."),
    # a word of a name says nothing
    ("en", "Leeds, United States - Two men <died> on Monday."),
    # a capital begins anew behind a heading that no stop ends, which nobody has said; "Theo" in a name does not
    ("vi", "Cảnh vắng lặng trong những ngày dịch Theo [Bộ Y tế], chín người đã <thiệt mạng> trong tháng 5."),
    ("vi", "Chín người <thiệt mạng> khi đi đường Theo Bộ Y tế, dịch bệnh vẫn kéo dài."),
    ("vi", "Tiền vệ Jan Theo Berg đã <ký> hợp đồng ngày 9/6."),
    # what is acted on is no account
    ("vi", "Theo kế hoạch của Bộ Y tế, bệnh viện đã <đóng cửa> ngày 9/6."),
    # a credit at the end is the article's source
    ("vi", "Cảnh sát đã <bắt giữ> hai người ngày 9/6 (theo Reuters)."),
    # goes on with a source; another word before it makes it no source
    ("vi", "Trước đó, theo [Bộ Y tế], chín người đã <thiệt mạng> trong tháng 5."),
    ("vi", "Cũng theo thông tin từ [Bộ Y tế], chín người đã <thiệt mạng> trong tháng 5."),
    ("vi", "Bệnh viện làm theo Bộ Y tế, chín người đã <thiệt mạng> trong tháng 5."),
    # who it is that speaks goes on after the name, and ends in the name of a body
    ("vi", "Sáng 9/6, ông [Nguyễn Văn Lâm], Chi cục trưởng, Sở Y tế cho biết hai người đã <thiệt mạng>."),
    ("vi", "Nhà báo [Nguyễn Văn Lâm] của tạp chí chuyên ngành Sở Y tế cho biết hai người đã <thiệt mạng> ngày 9/6."),
    ("vi", "Gặp ông Nguyễn Văn Lâm, [Sở Y tế] cho biết hai người đã <thiệt mạng> ngày 9/6."),
    # a colon after the speaker, as in headlines and interviews; after anything else it is no speaker
    ("vi", "[Nguyễn Văn Lâm]: Hai bên đã <ký> hợp đồng ngày 9/6."),
    ("en", "[Anna Berg]: “The two sides <met> in Oslo on Monday.”"),
    ("vi", "Vụ kiện Nguyễn Văn Lâm: Hai bên đã <ký> hợp đồng ngày 9/6."),
    ("en", "The Oslo file: Anna Berg <resigned> on Monday."),
    # over an insertion
    ("en", "[Anna Berg], who leads the union, said that the two sides had <met> in Oslo."),
    ("en", "[Anna Berg] (Labour) said that the two sides had <met> in Oslo."),
    # the agency that somebody talks to says nothing
    ("en", "[Anna Berg] told Reuters that the two sides had <met> in Oslo."),
    ("vi", "Trao đổi với Reuters, ông [Nguyễn Văn Lâm] cho biết hai bên đã <ký> hợp đồng ngày 9/6."),
    # what stands before the saying is the article's own
    ("en", "Anna Berg, who <resigned> in May, said that she was tired."),
    # a noun only names what is known
    ("en", "Anna Berg said that the police had met after the <attack> in Oslo."),
    # one's own announcement has no source; what it announces has
    ("en", "[Anna Berg] announced on Monday that the strike had <ended>."),
    ("en", "Anna Berg <announced> on Monday that the strike had ended."),
    # quotations over several sentences, the speaker before, after, or in the sentence before
    ("vi", "Ông [Nguyễn Văn Lâm] cho biết: “Hai bên đã họp nhiều lần. Họ đã <ký> hợp đồng ngày 9/6.”"),
    ("en", "“The two sides <met> in Oslo on Monday. Nobody was happy,” [Anna Berg] said."),
    ("en", "“Nobody was happy,” [Anna Berg] said. “The two sides <met> in Oslo on Monday.”"),
    # a verb that is none of saying, with one person before the colon or just after the end
    ("vi", "Ông [Nguyễn Văn Lâm] thở dài: “Hai bên đã <ký> hợp đồng ngày 9/6.”"),
    ("vi", "“Hai bên đã <ký> hợp đồng ngày 9/6” – bà [Trần Thị Hoa] nghẹn ngào."),
    ("en", "[Anna Berg] sighed: “The two sides <met> in Oslo on Monday.”"),
    # one of two, or somebody told of later, may speak
    ("vi", "Ông Nguyễn Văn Lâm nhìn bà Trần Thị Hoa: “Hai bên đã <ký> hợp đồng ngày 9/6.”"),
    ("en", "“The two sides <met> in Oslo on Monday.” In the hall sat Anna Berg."),
    # the only person of the sentence before, if that begins with him
    ("en", "[Anna Berg] is not surprised. “The two sides <met> in Oslo on Monday.”"),
    # after the quotation the article speaks again
    ("en", "“Nobody was happy,” Anna Berg said. The two sides <met> in Oslo on Monday."),
]


@pytest.mark.parametrize(("code", "line"), READ)
def test_the_source_is_read_as_marked(code: str, line: str) -> None:
    assert list(attribution_faults(PACKS[code], line)) == []


def test_the_first_tellings_or_most_decide_whether_an_event_has_a_source() -> None:
    said = "Two trains <collided> in Leeds on Monday, [West Yorkshire Police] said."
    assert list(attribution_faults(PACKS["en"], said)) == []
    own = " Two trains collided in Leeds on Monday."
    assert list(attribution_faults(PACKS["en"], said + own + own)) == []
    late = " Two trains collided in Leeds on Monday, West Yorkshire Police said."
    assert list(attribution_faults(PACKS["en"], "Two trains <collided> in Leeds on Monday." + own + own + late)) == []


def test_who_takes_part_is_a_source_only_where_most_tellings_have_him() -> None:
    own = " Anna Berg met the minister in Oslo."
    assert list(attribution_faults(PACKS["en"], "Anna Berg said she had <met> the minister in Oslo." + own + own)) == []


def test_of_several_sources_the_one_that_most_tellings_have_counts() -> None:
    said = "Two trains <collided> in Leeds on Monday, [West Yorkshire Police] said."
    other = " Two trains collided in Leeds on Monday, Anna Berg said."
    again = said.replace("[", "").replace("]", "").replace("<", "").replace(">", "")
    assert list(attribution_faults(PACKS["en"], f"{said}{other} {again}")) == []


def test_an_example_that_is_read_otherwise_is_a_problem() -> None:
    pack = PACKS["en"]
    wrong = replace(pack.events.attribution, examples=("The two sides <met> in Oslo on Monday, said [Anna Berg].",), negatives=())
    right = replace(pack, events=replace(pack.events, attribution=wrong))
    assert list(check_attribution(right)) == []
    wrong = replace(wrong, examples=("Anna Berg came, and the two sides <met> in [Oslo] on Monday.",))
    problems = list(check_attribution(replace(pack, events=replace(pack.events, attribution=wrong))))
    assert [p.where for p in problems] == ["en/attribution.toml: examples"]
    assert "'met' should be told by Oslo, not by nobody" in problems[0].message


def test_marks_are_taken_off_and_point_at_their_words() -> None:
    text, spans = unmark("[A] said <b c>.")
    assert text == "A said b c."
    assert spans == {"[": [Span(0, 1)], "<": [Span(7, 10)]}
