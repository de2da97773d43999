"""Measure builds on Spark beside those of one process and of a pool: CPU, start-up, the driver's memory, and one actor in half of all articles.

Run it as `python -m tests.bench.bench_spark FEED.jsonl [ARTICLES] [--memory] [--skew]`, 20,000 articles by default. FEED is repeated with other ids and
names until there are enough, as in `bench_build`. All builds end with N-Quads; Spark's has the tables besides. CPU is that of all processes
together, Java's too, seen every fifth of a second. With `--memory`, the driver's peaks at 5,000 and 50,000 articles follow, on
executors of their own (local-cluster); with `--skew`, a build of articles half of which name one actor.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.engine.pool import Pool
from kg.engine.serial import Serial
from kg.errors import InputError
from kg.export.rdf import write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.pipeline import extract_all, read_articles
from tests.bench.bench_build import repeated

ARTICLES = 20_000
FEW = 20  # articles of a build that is all start-up
MEMORY = (5_000, 50_000)
MASTER, CLUSTER = "local[2]", "local-cluster[1,2,1536]"
TICKS = os.sysconf("SC_CLK_TCK")
SAID = "Bà Trần Thị Hồng Nhung, Chủ tịch Hội đồng thành phố Sao Mai, phát biểu tại cuộc họp ngày {day}/5."


class Watch:
    """The CPU seconds of a process and all that it starts, and the most memory in megabytes of the process itself and of its first Java."""

    def __init__(self, process: int) -> None:
        self._root = process
        self._cpu: dict[int, float] = {}
        self._names: dict[int, str] = {}
        self._java: int | None = None
        self.python_peak = self.java_peak = 0.0
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    @property
    def cpu(self) -> float:
        return sum(self._cpu.values())

    @property
    def java_cpu(self) -> float:
        """Give what Java had of the CPU."""
        return sum(spent for process, spent in self._cpu.items() if self._names[process] == "java")

    def _look(self) -> None:
        while not self._is_over.wait(0.2):
            for process in _tree(self._root):
                try:
                    self._note(process)
                except OSError:
                    continue  # it has ended

    def _note(self, process: int) -> None:
        name, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
        self._cpu[process] = sum(map(int, rest.split()[11:13])) / TICKS
        self._names[process] = name.partition("(")[2]
        if (
            name.endswith("(java") and self._java is None and self._cpu[process] > 1
        ):  # a first Java, short-lived, only starts the other
            self._java = process
        if process in (self._root, self._java):
            told = Path(f"/proc/{process}/status").read_text().partition("VmHWM:")[2].split()
            peak = int(told[0]) / 1024 if told else 0.0
            if process == self._root:
                self.python_peak = max(self.python_peak, peak)
            else:
                self.java_peak = max(self.java_peak, peak)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()


def _tree(process: int) -> Iterator[int]:
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = listed.read_text().split()
        except OSError:
            continue  # it has ended
        for child in children:
            yield from _tree(int(child))


def here(path: str, out: str, workers: int) -> None:
    """Build in this process, or in a pool, and write N-Quads."""
    articles = (item for item in read_articles([path]) if not isinstance(item, InputError))
    graph = KnowledgeGraph.of(extract_all(articles, Serial() if workers == 1 else Pool(workers)))
    with gzip.open(out, "wb") as file:
        write_rdf(graph, cast("BinaryIO", file), "nquads")


def run(*args: str) -> tuple[Watch, float]:
    """Run Python with these arguments; give what it took, and the seconds on the clock."""
    start = time.monotonic()
    running = subprocess.Popen([sys.executable, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    with Watch(running.pid) as watch:
        _, wrong = running.communicate()
    if running.returncode not in (0, 1) or "Traceback" in wrong:
        raise SystemExit(wrong[-2000:])
    return watch, time.monotonic() - start


def on_spark(path: Path, folder: str, master: str = MASTER) -> tuple[Watch, float]:
    return run(
        "-m", "kg", "build", "--engine", "spark", "--master", master, str(path), "--out", f"{folder}/{path.stem}-{master[:8]}"
    )


def written(folder: str, lines: Sequence[dict[str, Any]], count: int, *, skewed: bool = False) -> Path:
    """Write so many articles; `skewed` ones name one actor in every other article."""
    path = Path(folder) / f"{'skewed' if skewed else 'feed'}-{count}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(repeated(lines, count)):
            if skewed and number % 2:
                one = {**one, "text": f"{one['text']}\n{SAID.format(day=number % 28 + 1)}"}
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
    return path


def lines_of(folder: Path) -> list[bytes]:
    parts = folder.glob("build-*/quads/part-*.nq.gz")
    return sorted(line for part in parts for line in gzip.decompress(part.read_bytes()).splitlines(keepends=True))


def main(feed: str, count: int = ARTICLES, *, options: Sequence[str] = ()) -> None:
    """Measure; print as it goes."""
    lines = [json.loads(line) for line in Path(feed).read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, lines, count)
        print(f"{count:,} articles; CPU s of all processes, seconds on the clock")
        took: dict[str, float] = {}
        for name, args in (("one process", "1"), ("pool of two", "2")):
            watch, seconds = run("-m", "tests.bench.bench_spark", "--here", str(path), f"{folder}/here.nq.gz", args)
            took[name] = watch.cpu
            print(f"{name}: {watch.cpu:.1f} CPU s, {seconds:.0f} s, {watch.python_peak:.0f} MB at most in the first", flush=True)
        few, seconds = on_spark(written(folder, lines, FEW), folder)
        print(
            f"Spark, {FEW} articles: {few.cpu:.1f} CPU s ({few.java_cpu:.1f} of Java), {seconds:.0f} s: start and steps",
            flush=True,
        )
        watch, seconds = on_spark(path, folder)
        print(
            f"Spark: {watch.cpu:.1f} CPU s ({watch.java_cpu:.1f} of Java), {seconds:.0f} s, driver {watch.python_peak:.0f} MB and Java {watch.java_peak:.0f} MB at most"
        )
        over = (watch.cpu - few.cpu - took["one process"]) / count * 1000
        print(
            f"Spark to the pool: {watch.cpu / took['pool of two']:.2f} times the CPU; {over:.2f} CPU ms more an article besides start"
        )
        with gzip.open(f"{folder}/here.nq.gz") as file:
            is_same = lines_of(Path(folder, f"{path.stem}-{MASTER[:8]}")) == file.readlines()
        print(f"the same N-Quads: {'yes' if is_same else 'NO'}", flush=True)
        if "--skew" in options:
            skewed, seconds = on_spark(written(folder, lines, count, skewed=True), folder)
            print(
                f"one actor in half of the articles: {skewed.cpu:.1f} CPU s ({skewed.cpu / watch.cpu:.2f} times), {seconds:.0f} s",
                flush=True,
            )
        for number in MEMORY if "--memory" in options else ():
            watch, _ = on_spark(written(folder, lines, number), folder, CLUSTER)
            print(
                f"driver at {number:,} articles: Python {watch.python_peak:.0f} MB, Java {watch.java_peak:.0f} MB at most",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1] == "--here":
        here(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        asked = [argument for argument in sys.argv[2:] if argument.startswith("--")]
        main(sys.argv[1], *(int(argument) for argument in sys.argv[2:] if argument not in asked), options=asked)
