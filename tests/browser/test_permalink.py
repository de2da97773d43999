"""A link restores what is on the screen; undo and redo walk through it; foreign and hostile links do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser.conftest import Open, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREEN = """() => ({
  shown: kgPage.shown().sort(),
  panel: document.getElementById('panel').innerText,
  counts: document.getElementById('counts').textContent,
  notice: document.getElementById('notice').textContent,
  lang: document.documentElement.lang,
  theme: document.documentElement.dataset.theme,
  list: document.getElementById('list').hidden,
  brush: [...document.querySelectorAll('[role=slider]')].map((one) => one.getAttribute('aria-valuenow')),
  view: [kgPage.view().x, kgPage.view().y, kgPage.view().scale],
})"""


def screen(page: Page) -> dict[str, Any]:
    """Give all that the page shows, the network's view to a pixel."""
    found: dict[str, Any] = page.evaluate(SCREEN)
    return found


def assert_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Hold two screens to be the same; a link tells the network's view to a pixel and a hundredth of its scale."""
    assert one | {"view": None} == other | {"view": None}
    assert one["view"][:2] == pytest.approx(other["view"][:2], abs=1.5)
    assert one["view"][2] == pytest.approx(other["view"][2], abs=0.01)


def settled(page: Page) -> str:
    """Give the fragment once it is written: it holds still while something that is shown later is not yet in it."""
    page.evaluate("document.getElementById('link').click()")
    until(page, "document.querySelector('#permalink [role=status]').textContent !== ''")
    link: str = page.locator("#permalink input").input_value()
    page.keyboard.press("Escape")
    return "#" + link.partition("#")[2]


def title(page: Page, text: str) -> None:
    until(page, f"document.querySelector('.panel h2')?.textContent === {text!r}")


def test_a_copied_link_restores_exactly_what_is_on_the_screen(opened: Open) -> None:
    page = opened("dam").page
    page.fill("#search", "thach lam")
    page.keyboard.press("Enter")
    title(page, "Thạch Lâm")
    page.locator(".panel .button", has_text="Focus").click()
    page.locator(".panel .button", has_text="One step further").click()
    page.locator("[data-filter=type] summary").click()
    page.locator("[data-filter=type] input[value=TRAVEL]").uncheck()
    page.locator("[data-filter=sure] summary").click()
    page.locator("#sure").fill("20")
    page.locator("[role=slider]").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.select_option("#language", "vi")
    page.locator("#theme").click()
    page.locator("#zoom-in").click()
    page.locator("#zoom-in").click()
    fragment = settled(page)
    wanted = screen(page)
    again = opened("dam", fragment=fragment).page
    assert_alike(screen(again), wanted)
    assert settled(again) == fragment
    for name in ("actor=", "focus=", "no-type=TRAVEL", "sure=20", "period=", "lang=vi", "theme=dark", "at="):
        assert name in fragment


def test_a_link_restores_what_was_hidden_and_the_list(opened: Open) -> None:
    page = opened("dam", fragment="#actor=en-board").page
    page.locator(".panel .button", has_text="Hide with its events").click()
    page.fill("#search", "ngan hang")
    page.locator("#found [role=option]").first.click()
    title(page, "Ngân hàng Phương Bắc")
    page.keyboard.press("h")
    page.keyboard.press("l")
    until(page, "!document.getElementById('list').hidden")
    fragment, wanted = settled(page), screen(page)
    again = opened("dam", fragment=fragment).page
    assert_alike(screen(again), wanted)
    assert again.locator("#list tbody tr").count() == page.locator("#list tbody tr").count() == 2
    for one in (page, again):
        one.keyboard.press("l")
        until(one, "document.getElementById('list').hidden")
        settled(one)
    until(again, f"Math.abs(kgPage.view().x - {page.evaluate('kgPage.view().x')}) < 2")
    assert_alike(screen(again), screen(page))


def test_a_dragged_node_and_the_view_are_in_the_link(opened: Open) -> None:
    page = opened("dam").page
    number = page.evaluate(
        "JSON.parse(document.getElementById('data').textContent).actors.findIndex(one => one.id === 'en-xbank')"
    )
    box = page.locator("#network canvas").bounding_box()
    assert box is not None
    first = page.evaluate(f"kgPage.at('a{number}')")
    page.mouse.move(box["x"] + first["x"], box["y"] + first["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + first["x"] - 60, box["y"] + first["y"] + 70, steps=5)
    page.mouse.up()
    until(page, "location.hash.includes('moved=')")
    moved = page.evaluate(f"kgPage.at('a{number}')")
    assert abs(moved["x"] - first["x"] + 60) < 3
    again = opened("dam", fragment=settled(page)).page
    there = again.evaluate(f"kgPage.at('a{number}')")
    assert abs(there["x"] - moved["x"]) < 2
    assert abs(there["y"] - moved["y"]) < 2
    page.locator("#undo").click()
    until(page, "!location.hash.includes('moved=')")
    back = page.evaluate(f"kgPage.at('a{number}')")
    assert abs(back["x"] - first["x"]) < 2


def test_undo_and_redo_walk_through_everything_that_is_shown(opened: Open) -> None:
    page = opened("dam").page
    states = [screen(page)]

    def done(condition: str) -> None:
        until(page, condition)
        settled(page)
        states.append(screen(page))

    page.fill("#search", "thach lam")
    page.keyboard.press("Enter")
    done("location.hash.includes('actor=en-commune')")
    page.keyboard.press("h")
    done("location.hash.includes('hide=')")
    page.locator("[data-filter=type] summary").click()
    page.locator("[data-filter=type] input[value=MEET]").uncheck()
    done("location.hash.includes('no-type')")
    page.locator("[role=slider]").last.focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    done("location.hash.includes('period=')")
    page.locator("#network").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    done("location.hash.includes('at=')")
    page.keyboard.press("l")
    done("location.hash.includes('view=list')")
    page.select_option("#language", "vi")
    done("location.hash.includes('lang=vi')")
    page.evaluate("document.activeElement.blur()")
    for wanted in reversed(states[:-1]):
        page.keyboard.press("Control+z")
        until(page, f"document.getElementById('counts').textContent === {wanted['counts']!r}")
        assert_alike(screen(page), wanted)
    assert page.locator("#undo").is_disabled()
    for wanted in states[1:]:
        page.keyboard.press("Control+Shift+z")
        assert_alike(screen(page), wanted)
    assert page.locator("#redo").is_disabled()
    page.locator("#undo").click()
    assert_alike(screen(page), states[-2])


def test_what_is_done_after_undo_ends_the_redo(opened: Open) -> None:
    page = opened("dam").page
    page.fill("#search", "thach lam")
    page.keyboard.press("Enter")
    until(page, "!document.getElementById('undo').disabled")
    page.keyboard.press("Control+z")
    until(page, "!document.getElementById('redo').disabled")
    page.keyboard.press("l")
    until(page, "document.getElementById('redo').disabled")


def test_undo_in_the_search_box_is_that_of_the_box(opened: Open) -> None:
    page = opened("dam", fragment="#event=ev-meet").page
    page.evaluate("location.hash = 'event=ev-release'")
    title(page, "đập Sông Mây xả lũ")
    page.locator("#search").focus()
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    assert page.locator(".panel h2").inner_text() == "đập Sông Mây xả lũ"


HOSTILE = [
    "#%",
    "#event=%E0%A4%A",
    "#event=nobody&actor=en-gone&path=en-head,en-gone&part=ev-meet/99&link=a/b/c",
    "#path=en-head,en-head",
    "#focus=x:1:9&focus=a:en-head:99",
    "#focus=a:__proto__:2&hide=__proto__:x,e:__proto__,a:constructor",
    "#at=NaN,Infinity,1e999",
    "#at=1,2,-3",
    "#at=1,2,3,4,5",
    "#period=2024-99-99..2024-06-12",
    "#period=9999-12-31..0001-01-01",
    "#no-type=__proto__,constructor,NOTHING&no-other=x&sure=1e3",
    "#moved=e%3Aev-meet%40NaN,a%253Aen-head%40" + "9" * 40,
    "#lang=xx&theme=%22%3E%3Cscript%3E&view=javascript:alert(1)",
    "#more=" + ",".join(["a:en-gone"] * 5000),
    "#" + quote("<img src=x onerror=window.hacked=1>"),
    "#__proto__=1&constructor=2&toString=3",
]


@pytest.mark.parametrize("fragment", HOSTILE)
def test_an_old_foreign_or_hostile_link_does_no_harm(opened: Open, fragment: str) -> None:
    plain = screen(opened("dam").page)
    page = opened("dam", fragment=fragment).page
    assert_alike(screen(page), plain)
    assert page.evaluate("window.hacked") is None
    page.fill("#search", "thach lam")
    page.keyboard.press("Enter")
    title(page, "Thạch Lâm")


def test_a_link_written_by_an_earlier_page_still_opens(opened: Open) -> None:
    page = opened(
        "story", fragment="#event=ev-open&period=2024-05-01..2024-06-30&no-realis=negated,possible&focus=e:ev-open:1"
    ).page
    title(page, "khánh thành cầu Đông Giang")
    assert "Focused on" in page.locator("#notice").inner_text()
    assert page.locator("[data-filter=realis] summary small").inner_text().strip() == "2/4"
