from __future__ import annotations

from kg.extract.reading import read
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.text import Article, Block, BlockKind, Span

PACKS = Packs()
LATER = "2009-12-19"
NEWS = "2024-06-10"


def values(lang: str, text: str, published: str | None = LATER) -> list[tuple[str, str]]:
    timexes = tag_times(read(Article("a", text, lang, published=published), PACKS[lang]))
    return [(t.span.of(text), t.value) for t in timexes]


WAR = """The siege began on 3 May 1854. By August 1854 the town was starving. The king fled on 9 October 1854.
"""


def test_a_narrative_moves_on_in_its_year() -> None:
    text = WAR + "In November the walls fell. In January the queen was caught. On 2 March she was put to death."
    assert values("en", text)[3:] == [("November", "1854-11"), ("January", "1855-01"), ("2 March", "1855-03-02")]


def test_a_narrative_in_vietnamese_moves_on_in_its_year() -> None:
    text = (
        "Cuộc vây hãm bắt đầu ngày 3 tháng 5 năm 1854. Đến tháng 8 năm 1854, dân trong thành bị đói.\n"
        "Vua bỏ chạy ngày 9 tháng 10 năm 1854. Tháng 11, tường thành sụp đổ. Ngày 2 tháng 1, hoàng hậu bị bắt."
    )
    assert values("vi", text)[3:] == [("Tháng 11", "1854-11"), ("Ngày 2 tháng 1", "1855-01-02")]


def test_a_heading_sets_the_year_of_what_follows() -> None:
    text = WAR + "\n1857: Revolt\n\nOn 5 May the garrison rose. It gave up in August."
    assert values("en", text)[3:] == [("1857", "1857"), ("5 May", "1857-05-05"), ("August", "1857-08")]
    text = WAR + "\nThe restoration, 1857-1861\n\nOn 5 May the garrison rose."
    assert values("en", text)[3:] == [("1857", "1857"), ("1861", "1861"), ("5 May", "1857-05-05")]


def test_a_year_only_mentioned_does_not_move_the_story() -> None:
    text = WAR + "The new fort was like the one planned for 1856. On 7 November the walls fell."
    assert values("en", text)[-1] == ("7 November", "1854-11-07")
    text = WAR + "In 1856 a new fort was built. On 7 November its walls fell."
    assert values("en", text)[-1] == ("7 November", "1856-11-07")


def test_a_narrative_may_reach_the_year_of_publication() -> None:
    past = "\n".join(f"On {day} June {year} the council met." for day, year in zip(range(1, 9), range(2001, 2009), strict=True))
    text = f"{past}\n2009: The end\nOn 4 April 2009 it met again. In May it was dissolved. In 2003, its hall had burned in July."
    assert values("en", text)[-3:] == [("May", "2009-05"), ("2003", "2003"), ("July", "2003-07")]


def test_before_its_first_year_is_said_a_narrative_is_in_that_year() -> None:
    assert values("en", "The October rising, as it is called, failed.\n" + WAR)[0] == ("October", "1854-10")


def test_in_a_narrative_leaning_words_count_from_the_story() -> None:
    assert values("en", WAR + "The generals hoped to win the next year.")[-1] == ("the next year", "1855")
    assert values("en", WAR + "Plans for next summer were drawn up.")[-1] == ("next summer", "1855-SU")
    assert values("en", WAR + "Today the fort is a museum.")[-1] == ("Today", LATER)


def test_news_with_a_history_stays_news() -> None:
    text = (
        "The bridge reopened on Monday. It was built on 3 May 1854, burned on 9 October 1871 and rebuilt on 2 June 1880.\n"
        "Traffic will be counted in March."
    )
    assert values("en", text)[-1] == ("March", "2010-03")


def test_a_date_takes_the_year_of_the_one_that_it_is_joined_to() -> None:
    assert values("en", "Talks were held in May and June 1954.") == [("May", "1954-05"), ("June 1954", "1954-06")]
    assert values("en", "They met in December and January 1954.")[0] == ("December", "1953-12")
    assert values("vi", "Hai bên họp tháng 5 và tháng 6 năm 1954.")[0] == ("tháng 5", "1954-05")


def test_years_before_our_era_go_on_without_their_era() -> None:
    text = (
        "The league was founded in 478 BC. It met in 476 BC and 470 BC. In 468, it won a battle. It broke up the following year."
    )
    assert values("en", text)[3:] == [("468", "BC0468"), ("the following year", "BC0467")]


def test_years_of_three_digits_are_years_only_among_others() -> None:
    text = "He was elected in 304. By 311 he had fled. He died in March 324."
    assert values("en", text) == [("304", "0304"), ("311", "0311"), ("March 324", "0324-03")]
    assert values("en", "The plane, seen in 304, landed. It has seats for 311, and 324 were sold.") == []


def test_years_by_their_place() -> None:
    assert values("en", "Eastern front, 1915-17") == [("1915", "1915"), ("17", "1917")]
    assert values("en", "He wrote many books (Two Rivers, 1950).") == [("1950", "1950")]
    assert values("en", "She is a singer (b. 1950; m. 1971).") == [("1950", "1950"), ("1971", "1971")]
    assert values("en", "A secret 1902 pact bound them.") == [("1902", "1902")]
    assert values("en", "He led the Rome 1960 Olympics team.") == [("1960", "1960")]
    assert values("en", "The firm hired 1902 workers and 1984 women.") == []
    assert values("en", "He paid 1950 yen and walked 1850 metres.") == []


def test_the_line_that_dates_an_article_has_a_date() -> None:
    text = "Bridge reopens\nFriday, June 7, 2024\nThe bridge reopened on Thursday."
    blocks = (
        Block(Span(0, 14), BlockKind.TITLE),
        Block(Span(15, 35), BlockKind.DATELINE),
        Block(Span(36, len(text)), BlockKind.LEAD),
    )
    article = Article("a", text, "en", published="2024-06-07", blocks=blocks)
    timexes = tag_times(read(article, PACKS["en"]))
    assert [(t.span.of(text), t.value) for t in timexes] == [("Friday, June 7, 2024", "2024-06-07"), ("Thursday", "2024-06-06")]


def test_what_will_be_held_lies_ahead() -> None:
    assert values("en", "A vote is to be held on 20 November.", "2015-05-01") == [("20 November", "2015-11-20")]


def test_news_goes_on_about_a_past_year_unless_a_date_is_fresh() -> None:
    text = "Ngày 3/5/2023, ông rời Huế. Đến ngày 7/9, ông trở lại. Ngày 7/6, ông lại đi."
    assert [value for _, value in values("vi", text, NEWS)] == ["2023-05-03", "2023-09-07", "2024-06-07"]
    assert values("vi", "Bà sinh năm 1971 ở Huế. Ngày 4/3, bà nhận giải.", NEWS)[-1][1] == "2024-03-04"


def test_a_word_that_opens_a_date_may_put_it_in_the_past() -> None:
    assert values("vi", "Cầu khởi công hồi tháng 8.", NEWS) == [("tháng 8", "2023-08")]
    assert values("vi", "Kinh tế sẽ phục hồi tháng 8.", NEWS) == [("tháng 8", "2024-08")]
    assert values("vi", "Bà đến Huế hôm 5/12.", NEWS) == [("hôm 5/12", "2023-12-05")]
    assert values("vi", "Hôm nay 11/6, trời nắng.", NEWS)[0][1] == "2024-06-11"


def test_a_year_that_is_only_mentioned_does_not_take_a_fresh_date() -> None:
    text = "Nóng nhất từ năm 1974 đến nay là Huế (ngày 8/6)."
    assert values("vi", text, NEWS)[-1] == ("ngày 8/6", "2024-06-08")
    assert values("vi", "Năm 1974, cầu sập hôm 8/9 sau trận bão.", NEWS)[-1] == ("hôm 8/9", "1974-09-08")
