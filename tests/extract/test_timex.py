from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import LanguagePack, Packs, read_pack
from kg.model.text import Article
from kg.model.time import Basis, Grain, Interval, Timex, TimexType, whole

PACKS = Packs()
MONDAY = "2024-06-10"


def times(lang: str, text: str, published: str | None = MONDAY) -> tuple[Timex, ...]:
    return tag_times(read(Article("a", text, lang, published=published), PACKS[lang]))


def found(lang: str, text: str, published: str | None = MONDAY) -> list[tuple[str, str | None]]:
    return [(t.span.of(text), t.edtf) for t in times(lang, text, published)]


def days(timex: Timex) -> tuple[date | None, date | None]:
    assert timex.interval is not None
    return timex.interval.start, timex.interval.end


def test_extent_leaves_the_preposition_and_keeps_the_noun() -> None:
    assert found("vi", "Hội nghị họp vào ngày 5/6 tại Huế.") == [("ngày 5/6", "2024-06-05")]
    assert found("en", "The meeting was held on 5 June.") == [("5 June", "2024-06-05")]


def test_a_month_stays_a_month() -> None:
    (timex,) = times("vi", "Ông từ chức hồi tháng Tư.")
    assert timex.edtf == "2024-04"
    assert timex.interval is not None
    assert timex.interval.grain is Grain.MONTH
    assert days(timex) == (date(2024, 4, 1), date(2024, 5, 1))


def test_a_range_is_one_expression_whose_ends_lend_to_each_other() -> None:
    (timex,) = times("vi", "Hội chợ mở từ ngày 3 đến 5/6.")
    assert timex.value == "2024-06-03/2024-06-05"
    assert timex.interval is not None
    assert timex.interval.grain is Grain.RANGE
    assert days(timex) == (date(2024, 6, 3), date(2024, 6, 6))


def test_ends_of_a_range_stand_apart_as_the_language_annotates_them() -> None:
    text = "The fair of June 3-5, 2023 was lively."
    first, last = times("en", text)
    assert [(t.span.of(text), t.value, t.edtf) for t in (first, last)] == [
        ("June 3", "2023-06-03", "2023-06-03"),
        ("5, 2023", "2023-06-05", "2023-06-05"),
    ]
    assert days(last) == (date(2023, 6, 5), date(2023, 6, 6))
    assert first.stretch is not None
    assert first.stretch.partner == last.span
    assert last.stretch is not None
    assert last.stretch.partner == first.span
    assert first.stretch.edtf == last.stretch.edtf == "2023-06-03/2023-06-05"
    assert first.stretch.interval == Interval(date(2023, 6, 3), date(2023, 6, 6), Grain.RANGE)


def test_in_vietnamese_only_ends_with_a_word_of_their_own_stand_apart() -> None:
    assert found("vi", "Hội chợ mở từ ngày 28 tháng 4 đến ngày 3 tháng 5 năm 2023.") == [
        ("ngày 28 tháng 4", "2023-04-28"),
        ("ngày 3 tháng 5 năm 2023", "2023-05-03"),
    ]
    assert found("vi", "Kế hoạch giai đoạn 2016-2020 đã xong.") == [("giai đoạn 2016-2020", "2016/2020")]
    assert found("vi", "Triển lãm mở cửa từ 28/4 đến 3/5.") == [("28/4 đến 3/5", "2024-04-28/2024-05-03")]


def test_a_range_dates_an_event_as_one_stretch() -> None:
    text = "From May 3 to May 7, a fair was held."
    (joined,) = whole(times("en", text))
    assert joined.span.of(text) == "May 3 to May 7"
    assert joined.edtf == "2024-05-03/2024-05-07"
    assert days(joined) == (date(2024, 5, 3), date(2024, 5, 8))
    assert joined.stretch is None


def test_a_range_up_to_the_present_is_open() -> None:
    first, now = times("en", "From 1999 to the present, he has lived here.")
    assert (first.value, now.value) == ("1999", "PRESENT_REF")
    assert days(first) == (date(1999, 1, 1), date(2000, 1, 1))
    (joined,) = whole((first, now))
    assert joined.edtf == "1999/.."
    assert days(joined) == (date(1999, 1, 1), None)


def test_a_range_may_cross_the_new_year() -> None:
    assert found("vi", "Lễ hội kéo dài từ 28/12 đến 3/1.", "2024-01-04") == [("28/12 đến 3/1", "2023-12-28/2024-01-03")]


def test_days_apart_in_a_list_are_apart_but_share_their_month() -> None:
    assert found("vi", "Tòa họp ngày 5 và 12/6.") == [("5", "2024-06-05"), ("12/6", "2024-06-12")]
    assert found("vi", "Tòa họp ngày 5 và 6/6.") == [("ngày 5 và 6/6", "2024-06-05/2024-06-06")]


def test_a_list_of_years() -> None:
    assert found("en", "In 2008 and 2015 he was jailed.") == [("2008", "2008"), ("2015", "2015")]
    assert found("vi", "Ông bay vào các năm 1969, 1977 và 1980.") == [("năm 1969", "1969"), ("1977", "1977"), ("1980", "1980")]


def test_open_intervals_keep_the_days_of_their_words() -> None:
    (timex,) = times("en", "He has lived there since 2014.")
    assert timex.edtf == "2014/.."
    assert days(timex) == (date(2014, 1, 1), date(2015, 1, 1))
    assert [days(t) for t in whole([timex])] == [(date(2014, 1, 1), None)]
    (timex,) = times("vi", "Cầu đóng cửa đến hết tháng 9.")
    assert timex.edtf == "../2024-09"
    assert days(timex) == (date(2024, 9, 1), date(2024, 10, 1))
    assert [days(t) for t in whole([timex])] == [(None, date(2024, 10, 1))]


def test_what_is_to_come_has_not_lasted_until_now() -> None:
    assert ("2024-09-02/.." in [edtf for _, edtf in found("vi", "Giá vé dịp lễ 2/9 đến nay tăng.", "2024-08-19")]) is False
    assert found("vi", "Giá vé từ ngày 2/8 đến nay tăng.", "2024-08-19") == [("ngày 2/8 đến nay", "2024-08-02/..")]


def test_since_looks_back() -> None:
    assert found("en", "No one has seen him since October.") == [("October", "2023-10/..")]


def test_tense_bends_the_year_that_is_not_said() -> None:
    assert found("en", "Sweden joined the bloc in March.", "2024-11-18") == [("March", "2024-03")]
    assert found("en", "The law will take effect in March.", "2024-11-18") == [("March", "2025-03")]
    assert found("vi", "Vụ nổ xảy ra ngày 28/12.", "2024-01-05") == [("ngày 28/12", "2023-12-28")]


def test_of_two_tenses_the_nearer_decides() -> None:
    text = "When leaders meet on 10 June, it will be the first time since the envoy announced in January that he would go."
    assert found("en", text, "2025-06-03")[-1] == ("January", "2025-01")
    assert found("en", "He will resign, he said on Friday.")[-1] == ("Friday", "2024-06-07")


def test_a_participle_is_no_past_and_a_name_no_future() -> None:
    assert found("en", "The relic will be sent home on April 29.", "2024-11-18") == [("April 29", "2025-04-29")]
    assert found("en", "He met Will Carter on Tuesday.") == [("Tuesday", "2024-06-04")]


def test_the_day_named_wins_over_today() -> None:
    (timex,) = times("vi", "Thời tiết hôm nay 11-6: mưa to.")
    assert (timex.edtf, timex.basis) == ("2024-06-11", Basis.EXPLICIT)


def test_the_same_day_in_news_is_the_day_of_the_news() -> None:
    text = "Lửa bùng lên ngày 7/6. " + "Chợ có nhiều quầy hàng. " * 5 + "Chiều cùng ngày, cảnh sát tới."
    assert found("vi", text)[-1] == ("Chiều cùng ngày", "2024-06-07")


def test_two_whole_years_are_a_range_without_a_word() -> None:
    assert found("vi", "Giá giảm sâu sau khủng hoảng 2012-2013.") == [("2012-2013", "2012/2013")]
    assert found("en", "They sold 2200-2500 tickets.") == []


def test_a_decade_ends_an_interval_as_a_year() -> None:
    assert found("vi", "Nhà máy chạy từ những năm 1950 đến nay.") == [("những năm 1950 đến nay", "1950~/..")]
    assert found("vi", "Ảnh phố cũ thập niên 1950 - 1960.") == [("thập niên 1950 - 1960", "1950/1969")]


def test_weekdays_look_back_unless_told_of_the_future() -> None:
    assert found("en", "He spoke on Friday.") == [("Friday", "2024-06-07")]
    assert found("en", "He will speak on Friday.") == [("Friday", "2024-06-14")]
    assert found("vi", "Ông sẽ phát biểu hôm thứ Sáu.") == [("hôm thứ Sáu", "2024-06-14")]


def test_a_term_of_years_is_not_the_year_of_what_follows() -> None:
    assert found("vi", "Đại hội nhiệm kỳ 2024 - 2029 họp ngày 8-6.")[-1] == ("ngày 8-6", "2024-06-08")


def test_a_past_year_is_the_year_of_what_follows_in_its_sentence() -> None:
    assert found("vi", "Ngày 3/5/2015, ông bị bắt; đến ngày 10/6 thì được thả.")[-1] == ("ngày 10/6", "2015-06-10")


def test_a_narrative_keeps_its_own_year() -> None:
    text = (
        "On September 1, 1939, war broke out. On June 10, 1940, Italy joined. By May 7, 1945, it was over. On June 5, they met."
    )
    assert found("en", text, "2009-12-19")[-1] == ("June 5", "1945-06-05")


def test_counting_from_the_date_before() -> None:
    assert found("vi", "Vụ cướp xảy ra ngày 3/5. Hai ngày sau đó, nghi phạm bị bắt.")[-1] == ("Hai ngày sau đó", "2024-05-05")
    assert found("en", "He moved in 1985; a year later he opened a shop.")[-1] == ("a year later", "1986")


def test_days_are_not_counted_from_a_month() -> None:
    assert found("vi", "Ông tới Huế hồi tháng 3. Hai ngày sau đó, ông đi.")[-1] == ("Hai ngày sau đó", None)


def test_a_time_of_day_is_on_the_day_before_it_in_the_text() -> None:
    text = "Lửa bùng lên lúc 9 giờ sáng 7/6. Đến lúc 11 giờ, lửa tắt."
    last = times("vi", text)[-1]
    assert (last.value, last.basis) == ("2024-06-07T11:00", Basis.CONTEXT)


def test_a_time_of_day_alone_has_no_day() -> None:
    (timex,) = times("vi", "Cửa hàng mở lúc 7 giờ. Khách đến rất đông.")
    assert (timex.type, timex.edtf, timex.interval) == (TimexType.TIME, None, None)


@pytest.mark.parametrize(
    ("lang", "text"), [("vi", "Ông trở về hôm qua."), ("en", "He left last week."), ("vi", "Họp ngày 10/6.")]
)
def test_without_a_publication_day_nothing_is_guessed(lang: str, text: str) -> None:
    (timex,) = times(lang, text, None)
    assert (timex.edtf, timex.interval) == (None, None)


def test_basis_says_what_was_borrowed() -> None:
    assert [t.basis for t in times("vi", "Ông tới hôm nay, rời đi ngày 5/6, trở lại tuần trước.")] == [
        Basis.DCT,
        Basis.EXPLICIT,
        Basis.RELATIVE,
    ]


@pytest.mark.parametrize(
    ("lang", "text", "value", "edtf"),
    [
        ("en", "He was arrested two weeks ago.", "2024-W22", "2024-05-27~"),
        ("en", "He was arrested last week.", "2024-W23", "2024-06-03/2024-06-09"),
        ("vi", "Ông bị bắt hai tuần trước.", "2024-W22", "2024-05-27~"),
        ("vi", "Ông bị bắt tuần trước.", "2024-W23", "2024-06-03/2024-06-09"),
    ],
)
def test_weeks_counted_lead_about_to_a_day(lang: str, text: str, value: str, edtf: str) -> None:
    (timex,) = times(lang, text)
    assert (timex.value, timex.edtf) == (value, edtf)


def test_the_same_day_after_what_is_to_come_is_the_day_of_the_news() -> None:
    text = "Lửa bùng lên ngày 7/6. " + "Chợ có nhiều quầy hàng. " * 5 + "Chợ sẽ mở lại tuần tới. Chiều cùng ngày, cảnh sát tới."
    assert found("vi", text)[-1] == ("Chiều cùng ngày", "2024-06-07")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The board meets next week. It votes the same day."),
        ("vi", "Hội đồng sẽ họp tuần tới. Chiều cùng ngày, ông Nam phát biểu."),
    ],
)
def test_the_same_day_is_no_day_of_a_week(lang: str, text: str) -> None:
    assert times(lang, text)[-1].interval is None


@pytest.mark.parametrize(
    ("lang", "text", "value", "edtf"),
    [
        ("en", "The bridge will open in three to five years.", "2029", "2027/2029"),
        ("en", "He left two or three days ago.", "2024-06-07", "2024-06-07/2024-06-08"),
        ("vi", "Cầu sẽ thông xe sau 4 hay 5 năm nữa.", "2029", "2028/2029"),
        ("vi", "Cách đây 2-3 tháng, ông tới Huế.", "2024-03", "2024-03/2024-04"),
    ],
)
def test_what_is_counted_by_two_numbers_lies_between_them(lang: str, text: str, value: str, edtf: str) -> None:
    (timex,) = times(lang, text)
    assert (timex.value, timex.edtf) == (value, edtf)


def test_years_before_ours_have_no_days() -> None:
    (timex,) = times("vi", "Thành xây năm 208 TCN.")
    assert (timex.value, timex.edtf, timex.interval) == ("BC0208", "-0207", None)


def test_centuries_and_decades() -> None:
    assert found("en", "The 19th century and the 1990s.") == [("The 19th century", "18XX"), ("the 1990s", "199X")]
    assert found("en", "Doughnuts came in the 1800s.") == [("the 1800s", "18XX")]


def test_an_article_keeps_its_order_of_day_and_month() -> None:
    assert found("en", "Dated 3/5/2024.") == [("3/5/2024", "2024-03-05")]
    assert found("en", "Dated 3/5/2024. Filed 25/5/2024.")[0] == ("3/5/2024", "2024-05-03")
    assert found("en", "Dated 3/5/2024. Filed 5/25/2024.")[0] == ("3/5/2024", "2024-03-05")


def test_dates_that_do_not_exist_are_not_dates() -> None:
    assert found("vi", "Họ hẹn nhau ngày 31/4/2024.") == []


def test_lengths_that_reach_to_today_have_days() -> None:
    (timex,) = times("vi", "Mưa lớn trong ba ngày qua.")
    assert (timex.type, timex.value) == (TimexType.DURATION, "P3D")
    assert days(timex) == (date(2024, 6, 7), date(2024, 6, 11))


def almost_empty_pack(folder: Path, language: str) -> LanguagePack:
    """Write and read a pack that knows the years after "en" and names its language to dateparser."""
    folder.mkdir()
    meta = f'code = "{language}"\nname = "x"\nwords = ["x"]\ndateparser = "{language}"\ndate_order = "DMY"\n'
    (folder / "meta.toml").write_text(meta + 'reviewed = "x"\nsources = ["x"]\nlicence = "x"\n', "utf-8")
    rule = '[[rules]]\nid = "x"\npatterns = ["en {year}"]\nexamples = [["en 2017", "2017"]]\n'
    (folder / "time.toml").write_text(f'reference = "2017-06-01"\n{rule}', "utf-8")
    return read_pack(folder)[0]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le 10 juin 2017, 12 personnes en 2018.", [("10 juin 2017", "2017-06-10"), ("en 2018", "2018")]),
        ("fr", "Ouvert le 1er mai 2017 par 300 ouvriers.", [("1er mai 2017", "2017-05-01")]),
        ("es", "El 3 de mayo de 2017 hubo 20 personas.", [("3 de mayo de 2017", "2017-05-03")]),
    ],
)
def test_dateparser_is_asked_about_dates_that_the_tables_do_not_know(
    tmp_path: Path, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    pack = almost_empty_pack(tmp_path / language, language)
    timexes = tag_times(read(Article("a", text, language, published="2017-06-12"), pack))
    assert [(t.span.of(text), t.edtf) for t in timexes] == expected
    assert timexes[0].rule == "fallback"


def test_dateparser_is_not_imported_with_the_tagger() -> None:
    code = "import sys, kg.extract.timex; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789/-.: hngàytá6tmlw()", max_size=40), st.sampled_from(["vi", "en"]))
def test_expressions_never_overlap_and_lie_in_the_text(text: str, lang: str) -> None:
    end = 0
    for timex in times(lang, text):
        assert end <= timex.span.begin < timex.span.end <= len(text)
        end = timex.span.end


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_whole_dates_are_read_as_written(day: date) -> None:
    text = f"Họ họp ngày {day.day}/{day.month}/{day.year}."
    assert found("vi", text) == [(text[7:-1], day.isoformat())]
    text = f"They met on {day:%B} {day.day}, {day.year}."
    assert found("en", text) == [(text[12:-1], day.isoformat())]


def test_a_date_beside_today_tells_which_day_is_meant() -> None:
    assert found("vi", "Dự báo hôm nay 11/6: trời nắng.") == [("hôm nay 11/6", "2024-06-11")]


def test_a_year_of_the_cycle_is_dated_near_the_publication_only() -> None:
    (near,) = times("vi", "Làng mở hội năm Giáp Thìn.")
    assert (near.value, near.edtf) == ("2024", "2024")
    (far,) = times("vi", "Làng lập năm Canh Tý xa xưa.", "1990-05-05")
    assert (far.value, far.edtf, far.interval) == ("XXXX", None, None)


def test_an_undated_range_of_hours_takes_the_day_of_the_story() -> None:
    first, second = times("vi", "Lễ hội mở ngày 3/5. Cửa bán vé mở từ 2 đến 4 giờ chiều.")
    assert first.value == "2024-05-03"
    assert (second.value, second.basis) == ("2024-05-03T14:00/2024-05-03T16:00", Basis.CONTEXT)


def test_last_year_counts_from_the_year_that_the_sentence_tells_of() -> None:
    assert found("vi", "Sản lượng năm 2015 tăng 5% so với năm trước.") == [("năm 2015", "2015"), ("năm trước", "2014")]
    assert found("vi", "Sản lượng tăng 5% so với năm trước.") == [("năm trước", "2023")]


def test_a_place_called_after_a_day_has_no_date() -> None:
    assert found("vi", "Xe lật trên đường 3 Tháng 2 chiều 9/6.") == [("chiều 9/6", "2024-06-09")]
