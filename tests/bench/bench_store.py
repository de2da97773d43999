"""Time the store: `python -m tests.bench.bench_store [--articles 100000]`, in CPU seconds and in seconds.

Articles that the sample story's are copied to are put in batches of 1 and of as many as a build puts at once; then `kg status`
asks for all of them, a day is gone back to, and one article is found by its address and forgotten.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from kg.model.event import Extraction
from kg.model.fingerprint import Fingerprint, article_hash
from kg.pipeline import KEPT_AT_ONCE, extract_one
from kg.store.sqlite import SqliteStore

SAMPLES = Path(__file__).parents[2] / "data" / "articles" / "alliance"
SINGLE = 500  # articles put one by one


@contextmanager
def timed(what: str) -> Generator[None]:
    """Print what something took."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:<58} {time.process_time() - cpu:8.2f} CPU s {time.perf_counter() - wall:8.2f} s")


def copies(number: int) -> Iterator[tuple[Extraction, Fingerprint]]:
    """Give extractions under new ids, spread over a thousand days and ten outlets."""
    samples = [extract_one(path) for path in sorted(SAMPLES.glob("*.txt"))]
    for i in range(number):
        sample = samples[i % len(samples)]
        day = (date(2021, 1, 1) + timedelta(days=i % 1000)).isoformat()
        made = replace(sample.article, id=f"{i:07}", published=day, publisher=f"Outlet {i % 10}", url=f"https://news.example/{i}")
        yield replace(sample, article=made), Fingerprint(article_hash(made), "kg-bench/1")


def main(articles: int) -> None:
    """Fill a store in a temporary folder and ask it."""
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder) / "s.sqlite") as store:
        few = list(copies(SINGLE))
        with timed(f"{SINGLE:,} articles put one by one"):
            for one in few:
                store.put([one])
        with timed(f"{SINGLE:,} articles put {KEPT_AT_ONCE} at once"):
            for start in range(0, SINGLE, KEPT_AT_ONCE):
                store.put(few[start : start + KEPT_AT_ONCE])
        with timed(f"{articles:,} articles put {KEPT_AT_ONCE} at once"):
            many = copies(articles)
            while batch := list(islice(many, KEPT_AT_ONCE)):
                store.put(batch)
        with timed("kg status"):
            seen = store.overview()
        print(f"  {seen.articles:,} articles, {seen.size / 1e6:,.0f} MB, {len(seen.months)} months, {len(seen.outlets)} outlets")
        with timed("as of a day: a hundredth of the articles, whole"):
            known = sum(1 for _ in store.extractions(date(2021, 1, 10)))
        print(f"  {known:,} articles")
        with timed("an article found by its address and forgotten"):
            store.forget(store.find("https://news.example/77"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    main(parser.parse_args().articles)
