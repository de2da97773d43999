"""What no article dates: the shelf takes the room, in the order of the texts, and equal names are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph.knowledge import KnowledgeGraph
from kg.model.entity import EntityId
from kg.model.event import Event, EventType, Realis
from kg.model.graph import Records
from kg.model.text import Article
from kg.model.time import Basis, EventTime
from tests.browser.conftest import Open, until, written
from tests.browser.story import Book, day
from tests.browser.test_everyone import violations

MARKET = (
    "Chợ Đầm họp lại\n"
    "Ban quản lý dời các sạp hàng. Tiểu thương mua gạo, bán lại và thu lợi. Sau cùng chợ Đầm họp lại. "
    "Một tờ báo kể rằng tiểu thương mua gạo."
)
DEAL = "Tiểu thương mua gạo, bán lại và thu lợi"
SHELF = "[...document.querySelectorAll('.on-shelf')].map(one => one.firstChild.data)"


def market(*, dated: bool = False) -> KnowledgeGraph:
    """Give six events of one article, three of them with one name; dated, each of those is of the same day."""
    book = Book(Article("cho-dam", MARKET, "vi", "Chợ Đầm họp lại", None, None, "Báo Mẫu"))
    time = EventTime("2024-05-02", day(2024, 5, 2), Basis.EXPLICIT) if dated else None

    def event(key: str, kind: EventType, label: str, trigger: str, when: EventTime | None = None) -> Event[EntityId]:
        return Event(key, kind, Realis.ACTUAL, label, "vi", (book.at(trigger),), when)

    events = (
        event("ev-a", EventType.OTHER, "chợ Đầm họp lại", "Sau cùng"),
        event("ev-b", EventType.TRANSACTION, DEAL, "thu lợi", time),
        event("ev-c", EventType.TRANSACTION, DEAL, "bán lại", time),
        event("ev-d", EventType.TRANSACTION, DEAL, "mua gạo", time),
        event("ev-e", EventType.STATEMENT, "tờ báo kể", "kể rằng"),
        event("ev-f", EventType.BUILD, "dời các sạp hàng", "dời"),
    )
    return KnowledgeGraph(Records((book.article,), (), events))


@pytest.fixture
def undated_market(pages: dict[str, Path]) -> str:
    return written(pages, "market", market)


def test_the_shelf_follows_the_text_and_tells_equal_names_apart(opened: Open, undated_market: str) -> None:
    page = opened(undated_market, fragment="#lang=vi").page
    assert page.evaluate(SHELF) == [
        "dời các sạp hàng",
        f"mua gạo · {DEAL}",
        f"bán lại · {DEAL}",
        f"thu lợi · {DEAL}",
        "chợ Đầm họp lại",
        "tờ báo kể",
    ]
    page.get_by_role("button", name="Danh sách", exact=True).click()
    until(page, "document.querySelectorAll('#list tbody tr').length === 6")
    assert page.locator("#list td .plain").nth(1).inner_text() == f"mua gạo · {DEAL}"


def test_equal_names_of_one_day_are_told_apart_in_the_timeline(opened: Open, pages: dict[str, Path]) -> None:
    page = opened(written(pages, "dated-market", lambda: market(dated=True)), fragment="#lang=en").page
    names = page.evaluate("[...document.querySelectorAll('#lanes g.event')].map(one => one.getAttribute('aria-label'))")
    assert names == [f"2 May 2024: {word} · {DEAL}" for word in ("mua gạo", "bán lại", "thu lợi")]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_without_a_date_the_shelf_is_the_timeline(opened: Open, undated_market: str, width: int, height: int) -> None:
    page = opened(undated_market, fragment="#lang=vi", width=width, height=height).page
    assert page.locator(".on-shelf").first.is_visible()
    assert not page.locator("#lanes").is_visible()
    whole, shelf, why = (page.locator(place).bounding_box() for place in ("#timeline", "#shelf", "#dateless"))
    assert whole and shelf and why
    assert shelf["height"] + why["height"] > whole["height"] - 4
    assert page.locator("#dateless").inner_text().startswith("Không sự kiện nào ở đây có ngày. Các bài không ghi ngày đăng")
    assert violations(page) == []


def test_the_bar_of_the_timeline_stays_on_one_line(opened: Open) -> None:
    for language in ("vi", "en"):
        page = opened("busy", fragment=f"#lang={language}&period=2024-03-05..2024-03-20").page
        bar = page.locator("#timebar").bounding_box()
        assert bar
        assert bar["height"] < 45
        assert page.evaluate("document.getElementById('timebar').scrollWidth <= document.getElementById('timebar').clientWidth")


def test_what_stays_in_the_lanes_is_the_same_element(opened: Open) -> None:
    page = opened("busy").page
    page.evaluate("window.before = new Set(document.querySelectorAll('#lanes g.event'))")
    page.locator("#brush [data-grip='1']").press("ArrowLeft")
    until(page, "document.getElementById('period').textContent !== 'All time'")
    page.wait_for_timeout(400)
    kept = page.evaluate("[...document.querySelectorAll('#lanes g.event')].filter(one => window.before.has(one)).length")
    assert kept > page.locator("#lanes g.event").count() / 2
