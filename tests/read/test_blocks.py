from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.lang.pack import Packs
from kg.model.text import BlockKind
from kg.read.blocks import Layout, lay_out

PACKS = Packs()

VI = """Thế giới
Hai nước Bắc Âu ký thỏa thuận cứu hộ trên biển

15/03/2023 09:12

Na Uy và Thụy Điển sẽ lập đội tàu cứu hộ chung ở biển Barents từ mùa hè này.

Tàu cứu hộ rời cảng Tromso. (Ảnh: Hải Đăng)
(Nguồn: Đài Sóng Biển)

Ngày 14/3, bộ trưởng giao thông hai nước ký thỏa thuận tại Oslo sau hai năm đàm phán về chi phí và quyền chỉ huy./.

Theo Nhật báo Bến Bờ
https://www.benbo.example/the-gioi/hai-nuoc-bac-au-ky-thoa-thuan-cuu-ho-tren-bien-123.html
Copy Link
(0) Bình luận
Nổi bật
Đừng bỏ lỡ
Hai nước Bắc Âu ký thỏa thuận cứu hộ trên biển
Giá cá hồi tăng mạnh
POWERED BY BOCMS - A PRODUCT OF BO
"""

EN = """Two towns share a fire engine after budget cut

By Jane Example
Published 4:05 pm EST, Mon March 6, 2023

The towns of Alder and Birch will share one fire engine from April.

Related articles
A bridge too narrow

"We could not afford two," said Ann Field, the mayor of Alder, after the council voted on Monday to sell the older one.

Source: The Valley Gazette
https://valleygazette.example/2023/03/06/fire-engine
Share this article
More from The Valley Gazette
Snow expected on Friday
© 2023 The Valley Gazette. All rights reserved.
"""


def marked(text: str, layout: Layout) -> list[str]:
    """Give one line a block: its kind and its first words."""
    return [f"{block.kind}: {block.span.of(text)[:28]}" for block in layout.blocks]


def test_a_vietnamese_page_as_copied() -> None:
    layout = lay_out(VI, PACKS["vi"])
    assert marked(VI, layout) == [
        "furniture: Thế giới",
        "title: Hai nước Bắc Âu ký thỏa thuậ",
        "dateline: 15/03/2023 09:12",
        "lead: Na Uy và Thụy Điển sẽ lập độ",
        "credit: Tàu cứu hộ rời cảng Tromso. ",
        "credit: (Nguồn: Đài Sóng Biển)",
        "body: Ngày 14/3, bộ trưởng giao th",
        "credit: Theo Nhật báo Bến Bờ",
        "furniture: https://www.benbo.example/th",
        "furniture: Copy Link",
        "furniture: (0) Bình luận",
        "furniture: Nổi bật",
        "furniture: Đừng bỏ lỡ",
        "furniture: Hai nước Bắc Âu ký thỏa thuậ",
        "furniture: Giá cá hồi tăng mạnh",
        "furniture: POWERED BY BOCMS - A PRODUCT",
    ]
    assert layout.title == "Hai nước Bắc Âu ký thỏa thuận cứu hộ trên biển"
    assert layout.published == "2023-03-15T09:12:00"
    assert layout.url is not None and layout.url.startswith("https://www.benbo.example/")
    assert layout.publisher == "Nhật báo Bến Bờ"
    assert layout.agency == "Đài Sóng Biển"


def test_an_english_page_as_copied() -> None:
    layout = lay_out(EN, PACKS["en"])
    assert marked(EN, layout) == [
        "title: Two towns share a fire engin",
        "credit: By Jane Example",
        "dateline: Published 4:05 pm EST, Mon M",
        "lead: The towns of Alder and Birch",
        "furniture: Related articles",
        "furniture: A bridge too narrow",
        'body: "We could not afford two," s',
        "credit: Source: The Valley Gazette",
        "furniture: https://valleygazette.exampl",
        "furniture: Share this article",
        "furniture: More from The Valley Gazette",
        "furniture: Snow expected on Friday",
        "furniture: © 2023 The Valley Gazette. A",
    ]
    assert layout.published == "2023-03-06T16:05:00"
    assert layout.publisher == "The Valley Gazette"


def test_spans_are_places_in_the_text_as_given() -> None:
    text = VI.replace("\n", "\r\n")
    layout = lay_out(text, PACKS["vi"])
    assert [b.span.of(text) for b in layout.blocks] == [b.span.of(VI) for b in lay_out(VI, PACKS["vi"]).blocks]


def test_a_paragraph_after_an_address_is_not_lost() -> None:
    text = (
        "Cảng mới mở cửa\n\nCảng nước sâu mở cửa hôm thứ Hai.\n\nhttps://cang.example/ke-hoach.pdf\n\n"
        "Theo kế hoạch trên, giai đoạn hai của cảng sẽ bắt đầu vào tháng Chín với vốn của ba ngân hàng trong nước.\n"
    )
    layout = lay_out(text, PACKS["vi"])
    assert marked(text, layout)[-1].startswith("body: Theo kế hoạch trên")


def test_subheadings_and_short_sentences_in_the_middle_stay_prose() -> None:
    text = (
        "Port opens\n\nThe port opened on Monday.\n\nA long road\n\nIt took nine years.\n\n"
        "The first ship, a freighter from Lisbon, was greeted by a brass band and by several hundred people of the town.\n"
    )
    assert {b.kind for b in lay_out(text, PACKS["en"]).blocks} == {BlockKind.TITLE, BlockKind.LEAD, BlockKind.BODY}


@pytest.mark.parametrize(
    ("tail", "agency"),
    [
        ("Văn Bình", None),
        ("Minh Hà (Tổng hợp)", None),
        ("TTXVN/Tin Bến Bờ", "TTXVN"),
        ("(Theo Đài Sóng Biển)", "Đài Sóng Biển"),
        ("N.Linh", None),
        ("Văn Bình - Minh Hà", None),
        ("Theo Minh Hà (Bến Bờ)", "Minh Hà"),
        ("Theo Báo Bến Bờ", "Báo Bến Bờ"),
    ],
)
def test_a_byline_at_the_end_of_the_last_paragraph_is_cut_off(tail: str, agency: str | None) -> None:
    title, body = "Mưa lớn ở vùng núi", "Mưa lớn làm sạt lở hai tuyến đường. Học sinh được nghỉ học."
    text = f"{title}\n{body} {tail}"
    layout = lay_out(text, PACKS["vi"], title)
    assert marked(text, layout) == [f"title: {title}", f"lead: {body[:28]}", f"credit: {tail}"]
    assert layout.blocks[1].span.of(text) == body
    assert layout.agency == agency


@pytest.mark.parametrize(
    "end", ["Viên cảnh sát tên là Riêng đối với cháu G.", "Ông nói với Báo Bến Bờ.", "Giá là 20 USD", "Cửa Lò - Cửa Hội 12 km"]
)
def test_prose_at_the_end_is_not_taken_for_a_byline(end: str) -> None:
    text = f"Mưa lớn ở vùng núi\nMưa lớn làm sạt lở hai tuyến đường. {end}"
    layout = lay_out(text, PACKS["vi"], "Mưa lớn ở vùng núi")
    assert layout.blocks[-1].span.of(text).endswith(end)
    assert layout.blocks[-1].kind is BlockKind.LEAD


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("LAKE TOWN (AP) — The dam", "AP"),
        ("LAKE TOWN, Wis. (AP) — The dam", "AP"),
        ("LAKE TOWN, April 25 (Reuters) - The dam", "Reuters"),
        ("The dam (built in 1931) — a landmark", None),
        ("LAKE TOWN — The dam", None),
    ],
)
def test_the_agency_before_the_dash_is_noted_and_stays_in_the_sentence(opening: str, agency: str | None) -> None:
    text = f"Dam gives way\n{opening} gave way on Monday."
    layout = lay_out(text, PACKS["en"], "Dam gives way")
    assert layout.agency == agency
    assert layout.blocks[1].span.of(text).startswith(opening)


def test_a_date_as_a_subheading_is_no_dateline() -> None:
    text = (
        "How the strike went\n\nMarch 20, 2023\n\nThe strike lasted a week.\n\nThe union called it a success.\n\n"
        "March 4, 2023\n\nDrivers stopped work at dawn in all six depots and nobody in the city could say for how long.\n"
    )
    layout = lay_out(text, PACKS["en"])
    assert layout.published == "2023-03-20"
    assert "body: March 4, 2023" in marked(text, layout)


def test_a_title_of_the_source_that_the_text_does_not_hold() -> None:
    text = "The dam gave way on Monday. Nobody was hurt."
    layout = lay_out(text, PACKS["en"], "Dam gives way")
    assert [block.kind for block in layout.blocks] == [BlockKind.BODY]


def test_hostile_lines_take_no_longer_than_others() -> None:
    for line in ("." * 60_000, '"' * 60_000, "(" * 60_000, "A. " * 20_000, "a" * 60_000 + " (x"):
        lay_out(f"Title\n\n{line}\n\n{line}", PACKS["en"])


LINES = st.sampled_from(
    [*VI.splitlines(), *EN.splitlines(), "Minh Hà", "(Ảnh: AP)", "  ", "Bão. Theo Báo Bến Bờ", "TTXVN"]
) | st.text(max_size=60)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(LINES, max_size=25),
    st.sampled_from(PACKS.codes),
    st.sampled_from(["", "Two towns share a fire engine after budget cut"]),
)
def test_every_word_is_in_exactly_one_block(lines: list[str], lang: str, title: str) -> None:
    text = "\n".join(lines)
    blocks = lay_out(text, PACKS[lang], title).blocks
    assert all(one.span.end <= other.span.begin for one, other in pairwise(blocks))
    covered = "".join(block.span.of(text) for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize("byline", ["Minh Hà", "Jane Example"])
def test_a_bare_name_beside_the_dateline_is_a_byline(byline: str) -> None:
    text = f"Dam gives way above the town\n\n{byline}\nMarch 6, 2023\n\nThe dam gave way on Monday.\n"
    kinds = [block.kind for block in lay_out(text, PACKS["en"]).blocks]
    assert kinds == [BlockKind.TITLE, BlockKind.CREDIT, BlockKind.DATELINE, BlockKind.LEAD]


def test_a_page_copied_whole_with_its_menus() -> None:
    menus = "\n".join(["Skip to content", "Weather", "Puzzles", "Shop", "Our towns", "Alder", "Get the app today", "Letters"])
    text = (
        f"{menus}\nTwo towns share a fire engine\nBudget cut leaves Alder and Birch with one fire engine\nJane Example\n"
        "Mon 6 Mar 2023 16.05 GMT\n\n"
        "The towns of Alder and Birch will share one fire engine from April because of a cut to the budget of the county.\n\n"
        "The councils of both towns voted for the plan on Monday, after a debate about who would have to keep the engine.\n"
    )
    layout = lay_out(text, PACKS["en"])
    assert layout.title == "Two towns share a fire engine"
    assert layout.published == "2023-03-06T16:05:00+00:00"
    assert [b.span.of(text) for b in layout.blocks if b.kind is BlockKind.FURNITURE] == menus.splitlines()


def test_a_chronology_keeps_its_dates_as_headings() -> None:
    days = ["March 4, 2023", "March 9, 2023", "March 20, 2023"]
    body = "\n\n".join(
        f"{day}\n\nOn this day the drivers of all six depots voted on the offer, and again a majority said no to it."
        for day in days
    )
    text = f"How the strike went\n\nThe strike lasted a month.\n\n{body}\n"
    layout = lay_out(text, PACKS["en"])
    assert layout.published is None
    assert {b.kind for b in layout.blocks} == {BlockKind.TITLE, BlockKind.LEAD, BlockKind.BODY}
