"""Steps and programs that Spark's workers and other processes import by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import kg
from kg.engine.flow import Row
from kg.extractors import RuleExtractor
from kg.model.event import Extraction
from kg.model.text import Article


@dataclass(frozen=True)
class Poisoned:
    """An extractor that some articles are too much for, each in its way."""

    def __call__(self, article: Article) -> Extraction:
        match article.id:
            case "raises":
                raise ZeroDivisionError("by it")
            case "loops":
                while True:
                    pass
            case "ends":
                os._exit(3)
            case _:
                return RuleExtractor()(article)

    def version(self, lang: str) -> str:
        return "poisoned"


@dataclass(frozen=True)
class Once:
    """A step that fails when it comes to the row of a key for the first time: it raises, or kills the process above its own."""

    key: str
    mark: Path
    kills: bool = False

    def __call__(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            if row.key == self.key and not self.mark.exists():
                self.mark.touch()
                if not self.kills:
                    raise OSError("this once")
                os.kill(
                    parent(os.getppid()), signal.SIGKILL
                )  # Java's process: the one above is Python's, which starts the workers
                time.sleep(60)
            yield Row(row.key, row.order, (row.value, "kg-code" in (kg.__file__ or "")))


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def tripled(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield Row(key, row.order, row.value * 3)


def survive(folder: Path) -> None:
    """Run steps on two executors, one of which is killed meanwhile, and print the rows."""
    from kg.engine.spark.flow import SparkFlow
    from kg.engine.spark.session import spark

    with spark("local-cluster[2,1,1024]", partitions=4, settings={"spark.executor.memory": "512m"}) as session:
        flow = SparkFlow(session, str(folder / "work"))
        data = flow.keep(flow.group(flow.rows(Row(f"k{n % 7}", f"{n:03}", n) for n in range(100)), tripled), "tripled")
        once = flow.keep(flow.map(data, Once("k3", folder / "killed", kills=True)), "once")
        for row in flow.few(once, 1000):
            print(row.key, row.order, *row.value)


if __name__ == "__main__":
    survive(Path(sys.argv[1]))
