"""Events whose time is counted from that of another."""

from __future__ import annotations

import pytest

from kg.extract.chain import chain
from kg.extract.event import find_events
from kg.extract.mention import find_mentions
from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.extract.trigger import Found, candidates
from kg.extract.view import views
from kg.lang.pack import Packs
from kg.model.text import Article

PACKS = Packs()


def time_of(code: str, text: str, word: str) -> str | None:
    """Give the time of the event that these words of a text tell, if all words that may tell one do."""
    pack = PACKS[code]
    reading = read(Article(id="a", text=text, lang=code, title="", published="2024-06-12"), pack)
    timexes = tag_times(reading)
    mentions = find_mentions(reading, timexes)
    seen = views(reading, timexes, mentions)
    found = [Found(v, c.start, c.stop, c.trigger, 1.0) for v in seen for c in candidates(v, pack.events)]
    events = find_events(reading, seen, chain(reading, mentions), found)
    [time] = [e.time for e in events if word in e.mentions[0].span.of(text)]
    return time.edtf if time is not None else None


@pytest.mark.parametrize(
    ("code", "text", "word", "edtf"),
    [
        ("en", "Three days after the attack, police arrested two men on Tuesday.", "attack", "2024-06-08"),
        ("vi", "Ba ngày sau vụ tấn công, cảnh sát hôm 11/6 bắt giữ hai người.", "tấn công", "2024-06-08"),
        ("en", "The court acquitted the mayor on Sunday, two days before the election.", "election", "2024-06-11"),
        ("vi", "Hai bên ký thỏa thuận hôm 9/6, ba ngày trước cuộc bầu cử.", "bầu cử", "2024-06-12"),
        ("en", "Police arrested him two weeks after he escaped on May 3.", "arrested", "2024-05-17"),
        ("en", "In April 2022, two months after Ruritania invaded Vesland, the university moved.", "invaded", "2022-02"),
        ("en", "He was sentenced in 2019, three years after the murder.", "murder", "2016"),
        ("vi", "Sáu tuần sau trận lũ, chính quyền ngày 21/5 công bố con số mới.", "trận lũ", "2024-04-09"),
        ("vi", "Hai nghi phạm bị bắt hôm 11/6 sau hơn một ngày phá khóa cửa hàng.", "phá khóa", "2024-06-10~"),
        ("vi", "Tay vợt hôm 11/6 trở lại sân đấu sau 3 năm tuyên bố giải nghệ.", "tuyên bố", "2021"),
        ("vi", "Nạn nhân qua đời hôm 11/6 sau hai tuần điều trị.", "điều trị", "2024-05-28/2024-06-11"),
        ("en", "The minister resigned on June 11 after two weeks of protests.", "protests", "2024-05-28/2024-06-11"),
        ("vi", "Tàu sân bay hôm 11/6 rời vùng biển sau 9 tháng triển khai.", "triển khai", "2023-09/2024-06"),
    ],
)
def test_a_length_of_time_dates_one_event_from_the_other(code: str, text: str, word: str, edtf: str) -> None:
    assert time_of(code, text, word) == edtf


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("en", "He was sentenced on Monday to three years after the trial.", "trial"),  # a term, no distance
        ("en", "He was sentenced in 2019, three days after the murder.", "murder"),  # days from a year lead nowhere
        ("en", "Several days after the attack, police arrested two men on Tuesday.", "attack"),
        ("vi", "Ông bị phạt 3 năm tù hôm 11/6 sau vụ tấn công.", "tấn công"),
    ],
)
def test_what_is_no_distance_between_two_events_counts_nothing(code: str, text: str, word: str) -> None:
    found = time_of(code, text, word)
    assert found is None or found in {"2024-06-12", "2024-06-11", "2024-06-10", "2019"}  # as without the length


def test_a_date_of_its_own_stays() -> None:
    text = "The attack on May 3 came two days after the election on May 2."
    assert time_of("en", text, "election") == "2024-05-02"
    assert time_of("en", text, "attack") == "2024-05-03"


@pytest.mark.parametrize(
    ("code", "text", "word", "edtf"),
    [
        ("vi", "Tối 11/6, tỉnh tổ chức lễ kỷ niệm 30 năm ngày thành lập trường.", "thành lập", "1994"),
        ("vi", "Ngân hàng tặng quà khách hàng nhân dịp 25 năm thành lập.", "thành lập", "1999"),
        ("en", "The town on Monday marked the 20th anniversary of the founding of its school.", "founding", "2004"),
        ("en", "Hundreds gathered for the 10th anniversary of the attack.", "attack", "2014"),
    ],
)
def test_an_anniversary_dates_what_it_is_of(code: str, text: str, word: str, edtf: str) -> None:
    assert time_of(code, text, word) == edtf


@pytest.mark.parametrize(
    ("code", "text", "word", "edtf"),
    [
        ("vi", "Công ty hôm 11/6 kỷ niệm 20 năm xây dựng nhà máy.", "xây dựng", "2004"),  # so long, or so long ago
        ("en", "In 2014 they marked the 20th anniversary of the attack.", "attack", "2004"),  # of another year
    ],
)
def test_an_anniversary_that_may_be_another_dates_nothing(code: str, text: str, word: str, edtf: str) -> None:
    assert time_of(code, text, word) != edtf
