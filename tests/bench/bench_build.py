"""Measure a build of many articles: sentences per CPU second, whether an article's cost grows, memory, and resolution apart.

Run it as `python -m tests.bench.bench_build FEED.jsonl [ARTICLES]`, 10,000 articles by default. FEED holds articles as JSON
lines; it is repeated with other ids and other names until there are enough. Beside it, in the same run and on some of the same
articles, stands what one would write oneself: underthesea's named-entity recogniser, where it is installed, and
dateparser's `search_dates` on each sentence.
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kg.engine.serial import Serial
from kg.model.event import Extraction
from kg.model.text import Article
from kg.pipeline import extract_all, read_articles
from kg.public import KnowledgeGraph

ARTICLES = 10_000
PARTS = 10
SAMPLE = 60  # articles that the loop of others reads
WARM = 20  # articles read before the clock starts
NAME = re.compile(r"\b[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+){1,3}\b")
SYLLABLES = tuple(
    a + b for a in ("B", "D", "G", "H", "K", "L", "M", "N", "S", "T", "V") for b in ("an", "inh", "on", "ung", "ai", "o")
)


def renamed(text: str, number: int) -> str:
    """Give the text with other names, in Latin capitals, of two to four words; the same ones in the same copy. Copy 0 is as it is."""
    if number == 0:
        return text
    return NAME.sub(lambda found: _other(found.group(), number), text)


def _other(name: str, number: int) -> str:
    choose = random.Random(f"{name} {number}")
    first, *rest = name.split(" ")
    return " ".join([first, *(choose.choice(SYLLABLES) for _ in rest)])  # the first word tells of what kind it is


def repeated(lines: Sequence[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Give so many articles: the lines again and again, each time under other ids, with other names, a week later."""
    for n in range(count):
        number, at = divmod(n, len(lines))
        line = lines[at]
        told = {**line, "id": f"{line['id']}-{number}", "text": renamed(line["text"], number)}
        if line.get("title"):
            told["title"] = renamed(line["title"], number)
        if line.get("published"):
            day = date.fromisoformat(line["published"][:10]) + timedelta(weeks=number)
            told["published"] = day.isoformat() + line["published"][10:]
        yield told


class Peak:
    """The most memory in megabytes that this process and its children held at once: proportional, so that shared pages count once."""

    def __init__(self, process: int) -> None:
        self.megabytes = 0.0
        self._process = process
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._is_over.wait(0.2):
            self.megabytes = max(self.megabytes, sum(map(_held, _tree(self._process))))

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()


def _tree(process: int) -> list[int]:
    found = [process]
    for parent in found:
        for listed in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, listed.read_text().split())
            except OSError:
                continue  # it has ended
    return found


def _held(process: int) -> float:
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0  # it has ended, or this is no Linux
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


def extracted(articles: Sequence[Article]) -> tuple[list[Extraction], list[float]]:
    """Extract in this process; give what came, and the CPU seconds of each tenth of the articles."""
    list(extract_all(articles[:WARM], Serial()))
    found: list[Extraction] = []
    spent: list[float] = []
    for part in range(PARTS):
        start = time.process_time()
        some = articles[part * len(articles) // PARTS : (part + 1) * len(articles) // PARTS]
        found += extract_all(some, Serial())
        spent.append(max(time.process_time() - start, 1e-9))
    return found, spent


def naive(sentences: Sequence[tuple[str, Article]]) -> Iterator[tuple[str, float | None]]:
    """Give each step of the loop that one would write, and its CPU seconds for the sentences; None: it is not installed."""
    from dateparser.search import search_dates

    def dates(text: str, article: Article) -> object:
        day = datetime.fromisoformat((article.published or "2000-01-01")[:10])
        return search_dates(text, languages=[article.lang], settings={"RELATIVE_BASE": day})

    steps: dict[str, Callable[[str, Article], object]] = {"dateparser's search_dates": dates}
    try:
        ner: Callable[[str], object] = importlib.import_module("underthesea").ner
        steps["underthesea's ner"] = lambda text, article: ner(text)
    except ImportError:
        yield "underthesea's ner", None
    for name, step in steps.items():
        step(*sentences[0])
        start = time.process_time()
        for text, article in sentences:
            step(text, article)
        yield name, max(time.process_time() - start, 1e-9)


def compared(sentences: int, seconds: float | None, rate: float) -> str:
    """Tell what a step of the loop does in a CPU second, and how many times that kg's extraction does; None: not installed."""
    if seconds is None:
        return "not installed"
    return f"{sentences / seconds:,.0f} sentences a CPU second; kg's extraction does {rate * seconds / sentences:.1f} times that"


def build_peak(path: Path, *options: str) -> tuple[float, float]:
    """Run `kg build` on the articles; give its CPU seconds and its peak, in megabytes, all processes together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        args = [sys.executable, "-m", "kg", "build", str(path), "--out", f"{folder}/out", *options]
        running = subprocess.Popen(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with Peak(running.pid) as peak:
            running.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak.megabytes


def peak_so_far() -> float:
    """Give the peak of this process in megabytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def main(feed: str, count: int = ARTICLES) -> None:
    """Measure extraction, resolution, the loop of others, and whole builds; print as it goes."""
    lines = [json.loads(line) for line in Path(feed).read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.jsonl"
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in repeated(lines, count)), "utf-8")
        articles = [item for item in read_articles([path]) if isinstance(item, Article)]
        length = sum(len(article.text) for article in articles)
        print(
            f"{len(articles):,} articles, {length / 1e6:.1f} million characters, {length / len(articles):.0f} each; one process"
        )
        before = peak_so_far()
        found, spent = extracted(articles)
        total, sentences = sum(spent), sum(len(e.sentences) for e in found)
        rate = sentences / total
        print(f"extraction: {total:.1f} CPU s, {len(articles) / total:,.0f} articles and {rate:,.0f} sentences a CPU second")
        print("CPU ms an article, by tenths: " + " ".join(f"{s * PARTS / len(articles) * 1000:.2f}" for s in spent))
        start = time.process_time()
        graph = KnowledgeGraph.of(found)
        joining = time.process_time() - start
        events, actors = len(graph.records.events), len(graph.records.entities)
        print(
            f"resolution: {joining:.1f} CPU s, {len(articles) / joining:,.0f} articles a CPU second; {events:,} events, {actors:,} actors"
        )
        print(
            f"memory: {before:.0f} MB with the articles, {peak_so_far():.0f} MB at most with all extractions and the graph",
            flush=True,
        )
        del graph
        step = max(1, len(found) // SAMPLE)
        sample = [(s.span.of(e.article.text), e.article) for e in found[::step] for s in e.sentences]
        steps = dict(naive(sample))
        steps["both"] = None if None in steps.values() else sum(filter(None, steps.values()))
        for name, seconds in steps.items():
            print(f"{name}: {compared(len(sample), seconds, rate)}", flush=True)
        del found, articles
        gc.collect()
        for options in ((), ("--workers", "2"), ("--store", f"{folder}/s.sqlite"), ("--store", f"{folder}/s.sqlite")):
            cpu, most = build_peak(path, *options)
            said = " ".join(option if option.startswith("--") or option.isdigit() else "FILE" for option in options)
            print(f"kg build {said}: {cpu:.1f} CPU s, {most:.0f} MB at most, all processes together", flush=True)


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # as the command does
    main(sys.argv[1], *map(int, sys.argv[2:3]))
