"""Take the README's screenshots of the sample story: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.export.html import write_html
from kg.graph.knowledge import KnowledgeGraph
from tests.browser.conftest import FLAGS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

HOME = Path(__file__).resolve().parents[2]
SAMPLE = HOME / "exports" / "graph.json"
# Each picture: its name, the size of the screen in CSS pixels, and what the reader has chosen, as a fragment.
PICTURES = (
    ("page.png", (1440, 900), "lang=en&theme=light&{event}"),
    ("page-dark.png", (1440, 900), "lang=vi&theme=dark&{actor}"),
    ("page-list.png", (1440, 900), "lang=en&theme=light&view=list&{event}"),
    ("page-phone.png", (390, 844), "lang=vi&theme=light"),
)


def chosen(graph: KnowledgeGraph) -> dict[str, str]:
    """Give the fragments of the surest event that most articles tell and of the actor in most events."""
    events = graph.records.events
    event = min(events, key=lambda one: (one.time is None, -len({at.article for at in one.mentions}), -one.confidence, one.id))
    counts = {
        entity.id: sum(entity.id in {part.who for part in one.participants} for one in events)
        for entity in graph.records.entities
    }
    people = [entity.id for entity in graph.records.entities if entity.kind.value == "person"]
    actor = min(people, key=lambda one: (-counts[one], one))
    return {"event": f"event={event.id}", "actor": f"actor={actor}"}


def take(context: BrowserContext, folder: Path, sample: Path = SAMPLE) -> list[Path]:
    """Write the pictures of a graph into a folder, one pixel to a CSS pixel; gives their paths."""
    graph = KnowledgeGraph.from_json(sample.read_text("utf-8"))
    fragments = chosen(graph)
    paths = []
    with TemporaryDirectory() as work:
        page_file = Path(work) / "graph.html"
        with page_file.open("wb") as file:
            write_html(graph, file)
        for name, (width, height), fragment in PICTURES:
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(reduced_motion="reduce")
            page.goto(f"{page_file.as_uri()}#{fragment.format(**fragments)}")
            page.wait_for_selector("html[data-ready]")
            page.screenshot(path=folder / name, animations="disabled", caret="hide")
            paths.append(folder / name)
            page.close()
    return paths


def main(folder: Path) -> None:
    """Write the pictures with a Chromium of its own, and say where they are."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for path in take(browser.new_context(locale="en-GB"), folder):
            print(path)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / ".github")
