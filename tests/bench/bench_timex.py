"""Measure how fast dates are found: text per CPU second, beside dateparser's `search_dates`, in one run.

Run it as `python -m tests.bench.bench_timex [articles.jsonl]`; by default it reads data/articles. Both get the same
articles, by language and length, and the same articles joined to ten times their length, which shows how cost grows.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle, islice
from math import log
from pathlib import Path
from statistics import fmean, median

from kg.model.text import Article
from kg.pipeline import TimexExtractor, read_articles

DATA = Path(__file__).parents[2] / "data" / "articles"
LENGTHS = ("short", "medium", "long")
FACTOR = 10  # how much longer the joined articles are
PEER_BYTES = 150_000  # of each row are enough to time dateparser

Finder = Callable[[Article], object]


@dataclass(frozen=True, slots=True)
class Row:
    """Some articles of one language: of one length, all, or joined."""

    lang: str
    name: str
    articles: tuple[Article, ...]

    @property
    def size(self) -> int:
        """Give the bytes of their text in UTF-8."""
        return sum(map(size, self.articles))


@dataclass(frozen=True, slots=True)
class Rate:
    """Megabytes per CPU second: over all articles, and in the first pass, while most words are still new."""

    median: float
    first: float


def size(article: Article) -> int:
    """Give the bytes of an article's text in UTF-8."""
    return len(article.text.encode())


def by_length(articles: Sequence[Article]) -> Iterator[Row]:
    """Part the articles of each language in three by length, and join them to ten times their length."""
    for lang in sorted({a.lang for a in articles}):
        whole = sorted((a for a in articles if a.lang == lang), key=lambda a: (size(a), a.id))
        third = -(-len(whole) // len(LENGTHS))
        for n, name in enumerate(LENGTHS):
            if part := tuple(whole[n * third : (n + 1) * third]):
                yield Row(lang, name, part)
        plain = tuple(replace(a, blocks=()) for a in whole)
        yield Row(lang, "all", plain)
        yield Row(lang, f"all x{FACTOR}", tuple(joined(plain, FACTOR)))


def joined(articles: Sequence[Article], factor: int) -> Iterator[Article]:
    """Join `factor` articles to one, beginning anew until each was there; every one is in `factor` of them at most."""
    for n in range(-(-len(articles) // factor)):
        parts = islice(cycle(articles), n * factor, (n + 1) * factor)
        yield replace(articles[0], id=f"joined-{n}", text="\n".join(a.text for a in parts))


def sample(articles: Sequence[Article], limit: int) -> tuple[Article, ...]:
    """Give every n-th article, so that about `limit` bytes are left, one article at least."""
    step = max(1, round(sum(map(size, articles)) / limit))
    return tuple(articles[::step])


def rates(find: Finder, groups: Sequence[Sequence[Article]], rounds: int = 5, least: float = 0.2) -> list[Rate]:
    """Time a finder of dates on groups of articles: the first pass, and the median of `rounds` of `least` CPU seconds or more.

    The groups take turns, so that what else the machine does falls on all of them.
    """

    def once(articles: Sequence[Article]) -> float:
        start = time.process_time()
        for article in articles:
            find(article)
        return max(time.process_time() - start, 1e-9)

    def round_(articles: Sequence[Article]) -> float:
        seconds, passes = once(articles), 1
        while seconds < least:
            seconds, passes = seconds + once(articles), passes + 1
        return megabytes(articles) * passes / seconds

    first = [megabytes(group) / once(group) for group in groups]
    found = [[round_(group) for group in groups] for _ in range(rounds)]
    return [Rate(median(row[n] for row in found), first[n]) for n in range(len(groups))]


def megabytes(articles: Sequence[Article]) -> float:
    """Give the length of the articles' text together."""
    return sum(map(size, articles)) / 1e6


def search_dates(article: Article) -> object:
    """Find dates as dateparser does in running text, its language and the publication day given."""
    from dateparser.search import search_dates as search

    published = datetime.fromisoformat((article.published or "2000-01-01")[:10])
    return search(article.text, languages=[article.lang], settings={"RELATIVE_BASE": published})


def exponent(rows: Sequence[Row], found: Sequence[Rate]) -> float:
    """Give the power of the text's length that the cost of an article grows with, from two rows: 1 is linear."""
    lengths = [row.size / len(row.articles) for row in rows]
    costs = [length / rate.median for length, rate in zip(lengths, found, strict=True)]
    return log(costs[1] / costs[0]) / log(lengths[1] / lengths[0])


def main(path: str | None = None) -> None:
    """Measure every row in both ways and print the ratios, then how cost grows with length."""
    articles = [a for a in read_articles([path or DATA]) if isinstance(a, Article)]
    ours = TimexExtractor()
    for lang in {a.lang for a in articles}:
        for find in (ours, search_dates):  # tables are read and modules imported before the clock starts
            find(Article("warm", "2024", lang))
    print(f"{'language':<10}{'length':<9}{'articles':>9}{'KB each':>9}{'kg MB/s':>9}{'first':>7}{'dateparser':>12}{'ratio':>8}")
    rows = list(by_length(articles))
    for lang in sorted({row.lang for row in rows}):
        group = [row for row in rows if row.lang == lang]
        mine = rates(ours, [row.articles for row in group])
        peers = rates(search_dates, [sample(row.articles, PEER_BYTES) for row in group], 1, 0.0)
        for row, own, peer in zip(group, mine, peers, strict=True):
            print(
                f"{row.lang:<10}{row.name:<9}{len(row.articles):>9}{fmean(map(size, row.articles)) / 1e3:>9.1f}"
                f"{own.median:>9.2f}{own.first:>7.2f}{peer.median:>12.3f}{own.median / peer.median:>7.0f}x"
            )
        print(
            f"{lang}: cost per KB at {FACTOR} times the length: kg {mine[-2].median / mine[-1].median:.2f}x, exponent "
            f"{exponent(group[-2:], mine[-2:]):.2f}; dateparser {peers[-2].median / peers[-1].median:.2f}x"
        )


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # as the command does
    main(*sys.argv[1:2])
