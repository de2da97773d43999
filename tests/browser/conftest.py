"""One Chromium for all tests of the page; every request and every message of the console is written down."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.export.html import write_html
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records
from tests.bench.many import fitting
from tests.browser.busy import busy
from tests.browser.dam import crowd, dam
from tests.browser.story import formula, hostile, story, undated
from tests.export.rdf.story import CONTESTED
from tests.export.rdf.story import story as harbour

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = ("file:", "data:", "blob:")
# What any page of any test asked of a network or wrote to the console since the last test.
NOISE: list[str] = []


def chromium() -> str | None:
    """Give the path of a Chromium, None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, names) if path), None)


@dataclass
class Watch:
    """A page that is open; that it is silent is held for all (see `quiet`)."""

    page: Page


Open = Callable[..., Watch]


def until(page: Page, expression: str, seconds: float = 8.0) -> None:
    """Wait until a JavaScript expression is true; the page's policy forbids Playwright's own way to wait."""
    for _ in range(int(seconds / 0.02)):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"never true: {expression}")


@pytest.fixture(scope="session")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found, and CI must test the page")
        pytest.skip("no Chromium found (set CHROMIUM to its path): the page is not tested")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=path, headless=True, args=FLAGS, locale="en-GB"
        )
        listen(context)
        yield context
        context.close()


def listen(context: BrowserContext) -> None:
    """Write down what the pages and frames of a context do that they should not."""
    context.on("request", lambda request: None if request.url.startswith(LOCAL) else NOISE.append(request.url))
    context.on("console", lambda message: NOISE.append(f"{message.type}: {message.text}"))
    context.on("weberror", lambda error: NOISE.append(str(error.error)))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Hold every test of the browser to silence: no request, no message, no error, however its pages were opened."""
    NOISE.clear()
    yield
    assert NOISE == []


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    graphs: dict[str, KnowledgeGraph] = {
        "undated": undated(),
        "story": story(),
        "hostile": hostile(),
        "formula": formula(),
        "empty": KnowledgeGraph(Records()),
        "dam": dam(),
        "crowd": crowd(),
        "busy": busy(),
        "contested": KnowledgeGraph(harbour(CONTESTED)),
    }
    paths = {}
    for name, graph in graphs.items():
        file = io.BytesIO()
        write_html(graph, file)
        paths[name] = folder / f"{name}.html"
        paths[name].write_bytes(file.getvalue())
    return paths


def written(pages: dict[str, Path], name: str, make: Callable[[], KnowledgeGraph]) -> str:
    """Add the page of a graph under a name if it is not there yet; gives the name."""
    if name not in pages:
        pages[name] = next(iter(pages.values())).with_name(f"{name}.html")
        with pages[name].open("wb") as file:
            write_html(make(), file)
    return name


@pytest.fixture(scope="session")
def thousand(pages: dict[str, Path]) -> str:
    """Add the page of as many nodes as are drawn at once: more events than the lanes draw one by one."""
    return written(pages, "thousand", lambda: fitting(1_500))


@pytest.fixture
def opened(context: BrowserContext, pages: dict[str, Path]) -> Iterator[Open]:
    """Open a page by name and wait until it is ready."""
    watches: list[Watch] = []

    def opening(name: str, *, fragment: str = "", width: int = 1280, height: int = 800, scheme: str = "light") -> Watch:
        page = context.new_page()
        watch = Watch(page)
        watches.append(watch)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.goto(pages[name].as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        return watch

    yield opening
    for watch in watches:
        if not watch.page.is_closed():
            watch.page.close()
