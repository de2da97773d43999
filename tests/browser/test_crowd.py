"""Many events: all are counted where not all are drawn, what is told in passing is small, undated ones stay if asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import Open, until
from tests.browser.test_everyone import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

CELLS = "[...document.querySelectorAll('#lanes .stretch')]"
SUM = f"{CELLS}.reduce((sum, one) => sum + Number(/(\\d+) events?\\./.exec(one.getAttribute('aria-label'))[1]), 0)"
DATED = "JSON.parse(document.getElementById('data').textContent).events"
PERIOD = "document.getElementById('period').textContent"
COUNTS = "document.getElementById('counts').textContent"


def number(page: Page, expression: str) -> int:
    return int(page.evaluate(expression))


def dated(page: Page) -> int:
    """Give how many events have a date, from the table that the list shows of them."""
    page.locator("button[data-view=list]").click()
    until(page, "document.querySelector('#list tbody tr')")
    count = number(page, "[...document.querySelectorAll('#list td.date')].filter(one => one.textContent !== 'Undated').length")
    page.locator("button[data-view=network]").click()
    return count


def test_a_crowd_is_counted_whole_and_narrowed_by_a_click(opened: Open, thousand: str) -> None:
    page = opened(thousand, width=1440, height=900).page
    count = number(page, SUM)
    assert count == dated(page)
    drawn = page.locator("#lanes g.event").count()
    assert 50 < drawn < count
    said = page.locator("#lanes .more").inner_text()
    assert said.startswith(f"{count} events in this period")
    assert said in (page.locator("#lanes").get_attribute("aria-label") or "")
    cells = page.locator("#lanes .stretch")
    label = cells.nth(cells.count() // 2).get_attribute("aria-label") or ""
    cells.nth(cells.count() // 2).click()
    until(page, f"{PERIOD} !== 'All time'")
    until(page, "!document.querySelector('#lanes .stretch')")
    assert page.evaluate(PERIOD).split(" – ")[0] in label
    page.locator("#undo").click()
    until(page, f"{PERIOD} === 'All time' && document.querySelector('#lanes .stretch')")


def test_the_counts_of_named_lanes_are_those_of_their_events(opened: Open, thousand: str) -> None:
    page = opened(thousand, fragment="#lanes=type", width=1440, height=900).page
    lanes = page.evaluate(
        "[...document.querySelectorAll('#lanes [role=group]')].map(lane => [...lane.querySelectorAll('.stretch')]"
        ".reduce((sum, one) => sum + Number(/(\\d+) events?\\./.exec(one.getAttribute('aria-label'))[1]), 0))"
    )
    named = page.evaluate("[...document.querySelectorAll('#lanes .lane-name .number')].map(one => Number(one.textContent))")
    assert lanes == named
    assert len(named) > 3


def test_the_counts_are_walked_by_keys_and_said_in_words(opened: Open, thousand: str) -> None:
    page = opened(thousand, fragment="#lang=vi", width=1440, height=900).page
    page.locator("#lanes").focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    reached = page.locator("#" + (page.locator("#lanes").get_attribute("aria-activedescendant") or ""))
    assert reached.get_attribute("class") == "stretch reached"
    label = reached.get_attribute("aria-label") or ""
    assert "sự kiện" in label and label.endswith("Bấm để phóng to.")
    assert page.locator("#time-tip").inner_text() == label
    page.keyboard.press("Enter")
    until(page, f"{PERIOD} !== 'Toàn thời gian'")
    assert page.evaluate(PERIOD).split(" – ")[0] in label


def test_axe_finds_nothing_in_a_crowd(opened: Open, thousand: str) -> None:
    for scheme, lanes in (("light", "time"), ("dark", "topic")):
        assert violations(opened(thousand, fragment=f"#lanes={lanes}&lang=vi", scheme=scheme).page) == []


def test_lanes_and_lists_follow_the_brush_when_it_rests(opened: Open, thousand: str) -> None:
    page = opened(thousand, width=1440, height=900).page
    page.locator("#brush [data-grip='0']").focus()
    for _ in range(8):
        page.keyboard.press("PageUp")
    first = page.locator("#brush [data-grip='0']").get_attribute("aria-valuetext") or ""
    until(page, f"{PERIOD}.startsWith({first!r})")
    until(page, "document.querySelectorAll('#lanes .stretch').length === 0")
    shown = number(page, "Number(document.getElementById('counts').textContent.split(' ')[0])")
    until(page, f"document.querySelectorAll('#lanes g.event').length === {shown}")


def test_undated_events_stay_in_a_period_if_asked_to(opened: Open) -> None:
    page = opened("busy", fragment="#period=2024-03-05..2024-03-07").page
    undated = [i for i, one in enumerate(page.evaluate(DATED)) if one["time"] is None]
    assert not {f"e{i}" for i in undated} & set(page.evaluate("kgPage.shown()"))
    before = page.evaluate(COUNTS)
    box = page.locator("#timeless")
    assert page.locator(".timeless").inner_text() == "with 5 undated"
    box.check()
    until(page, f"{COUNTS} !== {before!r}")
    assert {f"e{i}" for i in undated} <= set(page.evaluate("kgPage.shown()"))
    assert int(page.evaluate(COUNTS).split(" ")[0]) == int(before.split(" ")[0]) + 5
    assert page.locator(".out .on-shelf").count() == 0
    until(page, "location.hash.includes('timeless=1')")
    again = opened("busy", fragment=page.evaluate("location.hash") + "&view=list").page
    assert again.locator("#list td.date", has_text="Undated").count() == 5
    page.keyboard.press("Control+z")
    until(page, f"{COUNTS} === {before!r}")
    assert not box.is_checked()
    page.locator("#whole").click()
    until(page, "document.querySelector('.timeless').hidden")


def test_main_events_leave_out_what_is_told_in_passing_and_say_so(opened: Open) -> None:
    page = opened("crowd").page
    button = page.locator("#main-events")
    if not button.count():
        page = opened("dam").page
        button = page.locator("#main-events")
    main, every = (int(one) for one in button.locator("small").inner_text().split("/"))
    assert 0 < main < every
    button.click()
    until(page, f"{COUNTS} === '{main} of {every} events shown'")
    assert button.get_attribute("aria-pressed") == "true"
    until(page, "location.hash.includes('main=1')")
    page.locator("#reset").click()
    until(page, f"{COUNTS}.startsWith('{every} events')")
    assert page.locator("#main-events").get_attribute("aria-pressed") == "false"


def test_on_a_phone_a_path_stands_above_the_panel(opened: Open) -> None:
    page = opened("dam", width=390, height=844, fragment="#path=en-head,en-people").page
    panel, stage = page.locator(".panel.open").bounding_box(), page.locator("#network").bounding_box()
    assert panel is not None
    assert stage is not None
    for node in page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).actors.map((one, n) => [one.id, `a${n}`])"
    ):
        if node[0] in {"en-head", "en-people", "en-board"}:
            until(page, f"kgPage.at({node[1]!r}).y + {stage['y']} < {panel['y']} && kgPage.at({node[1]!r}).y > 0")
