"""Measure the page in headless Chromium beside plain pyvis's page of the same graph, in one run: CPU seconds.

    python -m tests.bench.bench_page [--seed ARTICLE] [--events N ...]

The sample articles are multiplied with other names and days (`many`). "ready" is from opening the file until the page says so
(`html[data-ready]`), "brush" one of many steps of the brush by keys in a row: the network, the counts and the handles follow each, lanes and
lists at the intervals that the page keeps (page.js), and that is counted; "alone" is one step by itself, with everything drawn. All are CPU
seconds of the processes that draw a page, so that other work on the machine counts little, and from when the browser itself rests: a
Chromium draws pages of its own when it starts, for half a second or more of CPU, in processes that cannot be told from the page's. Plain pyvis is `Network` with its own template and
options, what is not in the wheel cut off from the network; it is given a minute of CPU and clock, ready when its physics rests.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Playwright, sync_playwright
from playwright.sync_api import TimeoutError as Late

from kg.export.html import write_html
from kg.export.html.network import draw_network
from kg.export.html.pagedata import page_data
from kg.graph.knowledge import KnowledgeGraph
from kg.pipeline import build
from tests.bench.many import fitting, many
from tests.browser.conftest import FLAGS, chromium

LIMIT = 60.0  # seconds for plain pyvis
STEPS = 20  # of the brush in a row
ALONE = 4  # steps by themselves
RESTED = 1500.0  # milliseconds after which the brush surely rests
LOOK = 200.0  # milliseconds between two looks at whether the browser rests, which it does after three without work
MOST_LOOKS = 150
# Told by the page itself: to look for it again and again would cost the page as much as it takes to draw.
READY = """() => new Promise(done => {
  const page = document.documentElement;
  const told = () => page.dataset.ready && done();
  new MutationObserver(told).observe(page, { attributes: true });
  told();
})"""
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
STEP = """async (key) => {
  const handle = document.querySelector("#brush [role=slider]");
  handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@dataclass(frozen=True)
class Row:
    """What was measured of one graph; seconds are CPU seconds, `plain` None where plain pyvis was not ready in time."""

    name: str
    events: int
    actors: int
    write: float
    megabytes: float
    ready: float
    brush: float
    alone: float
    noise: int
    plain: float | None
    plain_write: float


@contextmanager
def browser(playwright: Playwright) -> Generator[tuple[Browser, CDPSession]]:
    """Give a fresh Chromium and the session that tells what its processes used."""
    path = chromium()
    if path is None:
        raise SystemExit("no Chromium found: set CHROMIUM to its path")
    one = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
    yield one, one.new_browser_cdp_session()
    one.close()


def used(session: CDPSession) -> float:
    """Give the CPU seconds of the processes that draw pages."""
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(process["cpuTime"] for process in found if process["type"] in {"renderer", "GPU"}))


def measure_page(playwright: Playwright, path: Path) -> tuple[float, float, float, int]:
    """Give the seconds until ready, of a brush step in a row and of one alone, and how many requests and messages there were."""
    noise: list[str] = []
    with browser(playwright) as (one, session):
        page = _page(one, session)
        page.on(
            "request", lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else noise.append(request.url)
        )
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        before = used(session)
        page.goto(path.as_uri())
        page.evaluate(READY)
        ready = used(session) - before
        page.evaluate(DRAWN)
        page.evaluate(STEP, "PageUp")
        before = used(session)
        for i in range(STEPS):
            page.evaluate(STEP, "ArrowRight" if i < STEPS // 2 else "ArrowLeft")
        brush = (used(session) - before) / STEPS
        page.wait_for_timeout(RESTED)
        before = used(session)
        for i in range(ALONE):
            page.evaluate(STEP, "ArrowRight" if i < ALONE // 2 else "ArrowLeft")
            page.wait_for_timeout(RESTED)
        return ready, brush, (used(session) - before) / ALONE, len(noise)


def measure_plain(playwright: Playwright, path: Path) -> float | None:
    """Give the seconds until plain pyvis's page has settled, None if it has not within the limit."""
    with browser(playwright) as (one, session):
        page = _page(one, session)
        page.route("http*://**", lambda route: route.abort())
        before, start = used(session), time.monotonic()
        try:
            page.goto(path.as_uri(), wait_until="commit", timeout=LIMIT * 1000)
            page.wait_for_function(
                "typeof network !== 'undefined' && network && network.physics.stabilized", timeout=LIMIT * 1000, polling=100
            )
        except Late:
            return None
        return used(session) - before if time.monotonic() - start < LIMIT else None


def _page(one: Browser, session: CDPSession) -> Page:
    """Give an empty page of a browser that has come to rest after its start."""
    page = one.new_page(viewport={"width": 1440, "height": 900})
    page.goto("about:blank")
    last, still = used(session), 0
    for _ in range(MOST_LOOKS):
        page.wait_for_timeout(LOOK)
        now = used(session)
        still = still + 1 if now - last < 0.015 else 0
        last = now
        if still == 3:
            return page
    raise SystemExit("the browser does not come to rest")


def write_plain(graph: KnowledgeGraph, path: Path) -> bool:
    """Write the network's nodes and edges as pyvis's own page, with pyvis's defaults; False if that takes too long.

    Pyvis looks through all its nodes for the ends of each edge.
    """
    start = time.process_time()
    from pyvis.network import Network

    data: dict[str, Any] = page_data(graph.records)
    drawn, _ = draw_network(data)
    network = Network(directed=True, cdn_resources="in_line")
    labels = {
        "e": [e["label"] for e in data["events"]],
        "a": [a["name"] for a in data["actors"]],
        "t": [t["label"] for t in data["topics"]],
    }
    for node in drawn["nodes"]:
        network.add_node(node["id"], label=labels[node["id"][0]][int(node["id"][1:])], shape=node["shape"])
    for edge in drawn["edges"]:
        network.add_edge(edge["from"], edge["to"])
        if time.process_time() - start > LIMIT:
            return False
    path.write_text(network.generate_html(), "utf-8")
    return True


def measure(playwright: Playwright, name: str, graph: KnowledgeGraph, folder: Path) -> Row:
    """Write both pages of a graph and measure them."""
    ours, plain = folder / f"{name}.html", folder / f"{name}-pyvis.html"
    start = time.process_time()
    with ours.open("wb") as file:
        write_html(graph, file)
    middle = time.process_time()
    written = write_plain(graph, plain)
    end = time.process_time()
    ready, brush, alone, noise = measure_page(playwright, ours)
    return Row(
        name,
        len(graph.records.events),
        len(graph.records.entities),
        middle - start,
        ours.stat().st_size / 1e6,
        ready,
        brush,
        alone,
        noise,
        measure_plain(playwright, plain) if written else None,
        end - middle,
    )


def main() -> None:
    """Run what the arguments ask for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=Path, help="an article to build a page of")
    parser.add_argument("--events", type=int, nargs="*", default=[20_000], help="sizes beyond 1,500 nodes")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    given = parser.parse_args()
    graphs: list[tuple[str, KnowledgeGraph]] = [("seed", build([given.seed]))] if given.seed else []
    graphs += [("30", fitting(30)), ("1500", fitting(1500)), *((str(events), many(events)) for events in given.events)]
    print(
        f"{'graph':<8}{'events':>8}{'actors':>8}{'write s':>9}{'MB':>7}{'ready s':>9}{'brush ms':>10}{'alone ms':>10}{'noise':>7}{'pyvis write s':>15}{'pyvis ready s':>15}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for name, graph in graphs:
            row = measure(playwright, name, graph, Path(folder))
            plain = f"> {LIMIT:.0f}" if row.plain is None else f"{row.plain:.2f}"
            print(
                f"{row.name:<8}{row.events:>8,}{row.actors:>8,}{row.write:>9.2f}{row.megabytes:>7.2f}{row.ready:>9.2f}"
                f"{row.brush * 1000:>10.0f}{row.alone * 1000:>10.0f}{row.noise:>7}{row.plain_write:>15.2f}{plain:>15}",
                flush=True,
            )
            if given.json:
                print(json.dumps(row.__dict__))


if __name__ == "__main__":
    main()
