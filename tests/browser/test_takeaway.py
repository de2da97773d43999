"""What a reader takes away: pictures, tables, data and paper hold what is shown, and no text in them does harm."""

from __future__ import annotations

import csv
import io
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import Open, until
from tests.browser.story import ATTACK

if TYPE_CHECKING:
    from playwright.sync_api import Page

SVG = "{http://www.w3.org/2000/svg}"


def taken(page: Page, form: str) -> tuple[str, bytes]:
    """Give the name and the content of the file that a button of the menu makes."""
    page.locator("#take summary").click()
    with page.expect_download() as download:
        page.locator(f"#take-{form}").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def drawing(page: Page) -> ElementTree.Element:
    return ElementTree.fromstring(taken(page, "svg")[1])


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


def table(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(page, "csv")[1].decode("utf-8-sig"), newline="")))


def test_the_drawing_has_shapes_and_text_not_a_raster(opened: Open) -> None:
    page = opened("story").page
    page.set_viewport_size({"width": 1600, "height": 1000})
    root = drawing(page)
    written = texts(root)
    assert written[0] == "News timeline and network"
    assert written[1] == "1 April 2024 – 2 July 2024 · 6 events · 7 actors · 2 articles"
    assert {"Bộ Giao thông", "Hà Tĩnh", "Harbour Union", "Undated", "People", "did not happen"} <= set(written)
    assert not list(root.iter(f"{SVG}image"))
    assert not list(root.iter(f"{SVG}foreignObject"))
    assert len(list(root.iter(f"{SVG}path"))) > 30
    assert "class=" not in ElementTree.tostring(root, "unicode")


def test_the_drawing_holds_what_is_shown_and_no_more(opened: Open) -> None:
    page = opened("story", fragment="#no-kind=place,organisation&lang=vi").page
    written = set(texts(drawing(page)))
    assert "Trần Văn Đạt" in written
    assert not {"Hà Tĩnh", "Bộ Giao thông"} & written
    assert "Không rõ ngày" in written


def test_a_picture_has_two_pixels_for_one_and_is_not_blank(opened: Open) -> None:
    page = opened("story").page
    root = drawing(page)
    name, content = taken(page, "png")
    assert name == "news-timeline-and-network.png"
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
    assert len(content) > 40_000


def test_the_table_is_of_what_is_shown_then_of_what_is_chosen(opened: Open) -> None:
    page = opened("story", fragment="#no-realis=negated").page
    name, content = taken(page, "csv")
    assert name == "news-timeline-and-network.csv"
    assert content.startswith(b"\xef\xbb\xbfid,edtf,")
    rows = table(page)
    assert [row["id"] for row in rows] == ["ev-agree", "ev-strike", "ev-open", "ev-meet", "ev-build"]
    assert rows[2]["agent"] == "Bộ Giao thông"
    assert rows[2]["sentence"].startswith("Ngày 10/6, Bộ Giao thông khánh thành")
    assert rows[0]["links"] == "before ev-open"
    assert (rows[2]["start"], rows[2]["end_exclusive"], rows[2]["url"]) == ("2024-06-10", "2024-06-11", "https://bao.example/cau")
    page.evaluate("location.hash = 'actor=en-firm'")
    until(page, "document.querySelector('.panel h2').textContent === 'Công ty Sao Mai'")
    assert [row["id"] for row in table(page)] == ["ev-agree", "ev-leave"]
    assert taken(page, "csv")[0] == "cong-ty-sao-mai.csv"


def test_the_data_have_ids_dates_sentences_and_sources(opened: Open) -> None:
    page = opened("story", fragment="#event=ev-open").page
    page.locator("#take summary").click()
    until(page, "document.getElementById('take-what').textContent === '“khánh thành cầu Đông Giang”. Events: 1'")
    page.keyboard.press("Escape")
    data = json.loads(taken(page, "json")[1])
    (event,) = data["events"]
    assert event["id"] == "ev-open"
    assert event["time"]["edtf"] == "2024-06-10"
    assert event["time"]["said"]["words"] == "10/6"
    assert event["mentions"][0]["words"] == "khánh thành"
    assert {actor["id"] for actor in data["actors"]} == {"en-ministry", "en-province"}
    assert data["articles"][0]["url"] == "https://bao.example/cau"
    assert data["articles"][0]["published"] == "2024-06-11T08:30:00+07:00"


def test_hostile_text_is_only_text_in_everything_taken(opened: Open) -> None:
    page = opened("hostile").page
    root = drawing(page)
    assert {node.tag for node in root.iter()} <= {
        SVG + tag
        for tag in ("svg", "g", "title", "desc", "path", "rect", "line", "text", "defs", "linearGradient", "stop", "mask")
    }
    assert not [name for node in root.iter() for name in node.attrib if name.startswith("on") or name.endswith("href")]
    assert any(text.startswith("<script>") for text in texts(root))
    assert json.loads(taken(page, "json")[1])["events"][0]["label"] == ATTACK
    assert table(page)[0]["label"] == ATTACK
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert ATTACK in page.locator("#print .told").first.inner_text()
    assert page.locator("#print script, #print img, #print a").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t="])
def test_no_cell_is_a_formula(opened: Open, start: str) -> None:
    page = opened("formula").page
    rows = table(page)
    cells = [cell for row in rows for cell in row.values()]
    assert any(cell.startswith(f"'{start.strip()}") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝") and cell]


def test_control_characters_do_not_spoil_the_drawing(opened: Open) -> None:
    written = texts(drawing(opened("formula").page))
    assert any("bell" in text for text in written)


def test_paper_has_the_picture_and_every_event_with_its_sentence(opened: Open) -> None:
    page = opened("story", scheme="dark", fragment="#no-realis=negated").page
    pdf = page.pdf(format="A4", prefer_css_page_size=False)
    assert pdf.startswith(b"%PDF")
    assert page.locator("#print > *").count() == 0  # cleared after printing
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("body > :visible").evaluate_all("nodes => nodes.map(node => node.id)") == ["print"]
    assert page.locator("#print .sheet svg text").first.text_content() == "News timeline and network"
    assert page.locator("#print .told").first.locator("li").count() == 5
    first = page.locator("#print .told li").first
    assert "April 2024" in first.inner_text()
    assert first.locator("blockquote").get_attribute("lang") == "vi"
    assert "Ông Trần Văn Đạt, giám đốc dự án, ký thỏa thuận" in first.locator("blockquote").inner_text()
    sheet = page.evaluate("getComputedStyle(document.querySelector('#print .sheet svg rect')).fill")
    assert sheet == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('#print .told li')).breakInside") == "avoid"
