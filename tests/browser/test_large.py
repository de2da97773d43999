"""A graph too large to draw at once opens on an overview and grows as the reader asks for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.export.html.network import MOST_DRAWN
from tests.bench.many import many
from tests.browser.conftest import Open, until, written

BUDGET = 300


@pytest.fixture(scope="session")
def large(pages: dict[str, Path]) -> str:
    """Add the page of a graph of more nodes than are drawn at once."""
    graph = many(1_200)
    assert len(graph.records.events) + len(graph.records.entities) > MOST_DRAWN
    return written(pages, "large", lambda: graph)


def shown(page: Page) -> int:
    return int(page.evaluate("kgPage.shown().length"))


def test_it_opens_on_a_table_whose_cell_opens_that_part_of_the_network(opened: Open, large: str) -> None:
    page = opened(large).page
    assert page.locator("#overview").is_visible()
    assert not page.locator("#network").is_visible()
    cell = page.locator(".heat .cell[aria-disabled=false]").first
    label = cell.get_attribute("aria-label") or ""
    count = int(cell.inner_text())
    assert label.endswith(f": {count} events")
    name = label.partition(",")[0]
    cell.click()
    until(page, "kgPage.shown().length > 0")
    page.locator("#network").wait_for(state="visible")
    assert name in page.locator("#notice").inner_text()
    assert 0 < shown(page) <= 2 * BUDGET
    until(page, "location.hash.includes('focus=') && location.hash.includes('view=network')")
    assert set(opened(large, fragment=page.evaluate("location.hash")).page.evaluate("kgPage.shown()")) == set(
        page.evaluate("kgPage.shown()")
    )


def test_undo_leads_back_to_the_overview(opened: Open, large: str) -> None:
    page = opened(large).page
    page.locator(".heat tbody th .plain").first.click()
    until(page, "!document.getElementById('undo').disabled")
    page.locator("#undo").click()
    until(page, "!document.getElementById('overview').hidden")
    assert "view=" not in page.evaluate("location.hash")


def test_the_cells_are_walked_by_arrow_keys_and_only_one_is_a_stop_of_the_tab_key(opened: Open, large: str) -> None:
    page = opened(large).page
    assert page.locator(".heat .cell[tabindex='0']").count() == 1
    page.locator(".heat .cell[tabindex='0']").focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert second and second != first
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == first


def test_search_brings_in_what_is_not_drawn(opened: Open, large: str) -> None:
    page = opened(large, fragment="#view=network").page
    before = set(page.evaluate("kgPage.shown()"))
    assert 0 < len(before) <= BUDGET
    missing = page.evaluate(
        "(() => { const seen = new Set(kgPage.shown()); return kgPage.nodes().find((id) => id[0] === 'a' && !seen.has(id)); })()"
    )
    page.fill("#search", page.evaluate(f"kgPage.label({missing!r})"))
    page.locator("#found [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    until(page, f"kgPage.shown().length > {len(before)}")
    assert before <= set(page.evaluate("kgPage.shown()"))


def test_each_step_of_a_focus_brings_more_within_the_budget(opened: Open, large: str) -> None:
    page = opened(large, fragment="#view=network").page
    page.locator("#panel .chip").first.click()
    page.locator("#panel button", has_text="Focus").first.click()
    until(page, "location.hash.includes('focus=')")
    first = shown(page)
    page.locator("#panel button", has_text="One step further").click()
    until(page, f"kgPage.shown().length > {first}")
    assert shown(page) <= 3 * BUDGET


def test_the_brush_hides_while_it_moves_and_brings_in_what_is_told_of_the_period_when_it_rests(opened: Open, large: str) -> None:
    page = opened(large, fragment="#view=network").page
    before = set(page.evaluate("kgPage.shown()"))
    page.locator("#brush [role=slider]").first.focus()
    for _ in range(9):
        page.keyboard.press("PageUp")
    until(page, f"kgPage.shown().some((id) => id[0] === 'e' && !{sorted(before)!r}.includes(id))")
    assert shown(page) <= BUDGET


def test_nodes_that_are_shown_have_places_of_their_own(opened: Open, large: str) -> None:
    page = opened(large, fragment="#view=network").page
    places = page.evaluate(
        "kgPage.shown().map((id) => { const at = kgPage.at(id); return [Math.round(at.x), Math.round(at.y)].join(); })"
    )
    assert len(set(places)) == len(places)
    assert not any("NaN" in place for place in places)
    again = opened(large, fragment="#view=network").page
    assert (
        again.evaluate(
            "kgPage.shown().map((id) => { const at = kgPage.at(id); return [Math.round(at.x), Math.round(at.y)].join(); })"
        )
        == places
    )


def test_packed_tables_say_what_they_said(opened: Open, large: str) -> None:
    page = opened(large, fragment="#view=list").page
    page.locator("#list tbody tr").first.wait_for()
    rows = page.locator("#list tbody tr")
    assert rows.count() >= 1000
    text = rows.nth(0).inner_text()
    assert "undefined" not in text and "null" not in text
    rows.nth(0).locator("button").first.click()
    page.locator(".panel .quote").first.wait_for()
    assert "undefined" not in page.locator("#panel").inner_text()
