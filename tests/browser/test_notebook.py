"""A graph in a notebook: the page in a frame that is shut off from the page around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from tests.browser.conftest import NOISE
from tests.browser.story import hostile, story

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, FrameLocator, Page


def cell(context: BrowserContext, folder: Path, graph: kg.KnowledgeGraph, width: int) -> tuple[Page, FrameLocator]:
    """Give a notebook-like page that shows a graph as its cell's output, and the frame in it."""
    shown = graph._repr_html_()  # pyright: ignore[reportPrivateUsage]
    path = folder / "notebook.html"
    path.write_text(
        f'<!doctype html><meta charset="utf-8"><title>Notebook</title><p>graph</p>{shown}<p id="next">next</p>', "utf-8"
    )
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    return page, frame


@pytest.mark.parametrize("width", [1000, 600])
def test_the_whole_page_works_in_a_cell(context: BrowserContext, tmp_path: Path, width: int) -> None:
    page, frame = cell(context, tmp_path, kg.KnowledgeGraph(story().records), width)
    assert frame.locator("html").evaluate("node => node.scrollWidth <= node.clientWidth")
    frame.locator(".panel .chip").first.click()
    frame.locator(".panel.open h2").wait_for()
    frame.locator("button[data-view=list]").click()
    assert frame.locator("#list tbody tr").count() == 6
    frame.locator("button[data-view=network]").click()
    frame.locator("#take summary").click()
    with page.expect_download() as download:
        frame.locator("#take-svg").click()
    assert "Công ty Sao Mai" in Path(download.value.path()).read_text("utf-8")
    frame.locator("#theme").click()
    assert frame.locator("html").get_attribute("data-theme") == "dark"
    assert page.url.endswith("notebook.html")  # nothing of the frame gets into the notebook's own address
    page.close()


def test_a_cell_shows_network_timeline_and_panel_at_once(context: BrowserContext, tmp_path: Path) -> None:
    page, frame = cell(context, tmp_path, kg.KnowledgeGraph(story().records), 1000)
    for name in ("#network", "#lanes", "#brush", "#panel"):
        box, outer = frame.locator(name).bounding_box(), page.locator("iframe").bounding_box()
        assert box is not None
        assert outer is not None
        assert outer["y"] <= box["y"]
        assert box["y"] + box["height"] <= outer["y"] + outer["height"]
    network = frame.locator("#network").bounding_box()
    assert network is not None
    assert network["height"] >= 300
    page.close()


def test_hostile_text_stays_in_its_cell(context: BrowserContext, tmp_path: Path) -> None:
    page, frame = cell(context, tmp_path, kg.KnowledgeGraph(hostile().records), 1000)
    frame.locator(".panel .chip").first.click()
    assert page.locator("iframe").count() == 1
    assert page.locator("#next").inner_text() == "next"
    assert page.evaluate("window.hacked") is None
    assert NOISE == []
    page.close()
