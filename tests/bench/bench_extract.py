"""Measure how fast articles are read: sentences per CPU second by stage, in one process, and how much memory that takes.

Run it as `python -m tests.bench.bench_extract [articles.jsonl]`; by default it reads data/articles. The rows are those of
`bench_timex`: the articles of each language by length, all, and joined to ten times their length, which shows how
cost grows. Beside it stand the named-entity recognisers of underthesea (vi) and spaCy's small model (en) where they are
installed: they do less, but a user who has them knows how long they take.
"""

from __future__ import annotations

import gc
import importlib
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from math import log
from statistics import fmean, median

from kg.extract.article import extract, with_entities
from kg.extract.event import find_events
from kg.extract.eventlink import find_links
from kg.extract.joining import join_events
from kg.extract.reading import read
from kg.extract.relation import find_relations
from kg.extract.speech import find_actors
from kg.extract.subject import find_subjects
from kg.extract.timex import settle
from kg.extract.topic import find_topics
from kg.lang.pack import LanguagePack, Packs
from kg.model.text import Article
from kg.pipeline import read_articles
from tests.bench.bench_timex import DATA, FACTOR, Row, by_length, size

STAGES = ("dates", "actors", "events", "topics")
ALL = "all"
ROUNDS = 5
LEAST = 0.5  # CPU seconds of a round
PASSES = 5  # over all articles, after which memory has to have stopped growing
PEER_ARTICLES = 20  # of each row are enough to time another recogniser

Peer = Callable[[str], object]


def stages(article: Article, pack: LanguagePack) -> Iterator[str]:
    """Read an article stage by stage; give the name of each when it is done.

    Dates come with the cutting into sentences and tokens, relations with the actors, subjects with the topics.
    """
    reading, timexes, _ = settle(read(article, pack))
    _ = reading.tokens
    yield "dates"
    mentions, chains, seen = find_actors(reading, timexes)
    find_relations(reading, mentions)
    yield "actors"
    events = join_events(reading, seen, tuple(with_entities(event, chains) for event in find_events(reading, seen, chains)))
    find_links(reading, seen, events)
    yield "events"
    find_topics(reading, timexes, mentions)
    find_subjects(reading, events)
    yield "topics"


def seconds(articles: Sequence[Article], packs: Packs, rounds: int = ROUNDS, least: float = LEAST) -> dict[str, float]:
    """Give the CPU seconds that one pass over some articles takes, by stage and altogether.

    They are the medians of `rounds` rounds of as many passes as take `least` seconds; a first pass is not counted.
    """

    def once() -> dict[str, float]:
        spent: dict[str, float] = dict.fromkeys((*STAGES, ALL), 0.0)
        for article in articles:
            pack = packs[article.lang]
            start = time.process_time()
            for stage in stages(article, pack):
                now = time.process_time()
                spent[stage], start = spent[stage] + now - start, now
            start = time.process_time()
            extract(article, pack)
            spent[ALL] += time.process_time() - start
        return spent

    once()
    found: list[dict[str, float]] = []
    for _ in range(rounds):
        total, passes = once(), 1
        while total[ALL] < least:
            total, passes = {name: total[name] + spent for name, spent in once().items()}, passes + 1
        found.append({name: spent / passes for name, spent in total.items()})
    return {name: max(median(each[name] for each in found), 1e-9) for name in (*STAGES, ALL)}


def sentences(articles: Sequence[Article], packs: Packs) -> int:
    """Count the sentences of some articles."""
    return sum(len(read(article, packs[article.lang]).sentences) for article in articles)


def exponent(rows: Sequence[Row], costs: Sequence[float]) -> float:
    """Give the power of the text's length that the cost of an article grows with, from two rows and their CPU seconds: 1 is linear."""
    lengths = [row.size / len(row.articles) for row in rows]
    each = [cost / len(row.articles) for row, cost in zip(rows, costs, strict=True)]
    return log(each[1] / each[0]) / log(lengths[1] / lengths[0])


def peaks(articles: Sequence[Article], packs: Packs, passes: int = PASSES) -> list[float]:
    """Give the peak memory of the process in megabytes before reading the articles and after each pass over them."""
    found = [_peak()]
    for _ in range(passes):
        for article in articles:
            extract(article, packs[article.lang])
        found.append(_peak())
    return found


def _peak() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def underthesea() -> Peer:
    """Give underthesea's named-entity recogniser; raises ImportError where it is not installed."""
    recognise: Peer = importlib.import_module("underthesea").ner
    return recognise


def spacy() -> Peer:
    """Give spaCy's small model of English; raises ImportError or OSError where it or the model is not installed."""
    recognise: Peer = importlib.import_module("spacy").load("en_core_web_sm")
    return recognise


PEERS: dict[str, tuple[str, Callable[[], Peer]]] = {"en": ("spaCy", spacy), "vi": ("underthesea", underthesea)}


def peer_line(lang: str, articles: Sequence[Article], packs: Packs) -> str:
    """Time the recogniser that a language has beside kg, and tell its rate or that it is not installed."""
    if lang not in PEERS:
        return f"{lang}: nothing to stand beside"
    name, load = PEERS[lang]
    try:
        recognise = load()
    except (ImportError, OSError):
        return f"{lang}: {name} is not installed"
    some = articles[:PEER_ARTICLES]
    recognise(some[0].text)
    start = time.process_time()
    for article in some:
        recognise(article.text)
    spent = max(time.process_time() - start, 1e-9)
    return f"{lang}: {name} recognises names in {sentences(some, packs) / spent:.0f} sentences a CPU second"


def main(path: str | None = None) -> None:
    """Measure every row and print the rates, how cost grows with length, the memory and what stands beside."""
    packs = Packs(())
    articles = [a for a in read_articles([path or DATA]) if isinstance(a, Article)]
    print("sentences per CPU second")
    head = "".join(f"{name:>9}" for name in (*STAGES, ALL))
    print(f"{'language':<10}{'length':<9}{'articles':>9}{'KB each':>9}{'sentences':>11}{head}")
    rows = list(by_length(articles))
    for lang in sorted({row.lang for row in rows}):
        group = [row for row in rows if row.lang == lang]
        costs = [seconds(row.articles, packs) for row in group]
        for row, cost in zip(group, costs, strict=True):
            count = sentences(row.articles, packs)
            rates = "".join(f"{count / cost[name]:>9.0f}" for name in (*STAGES, ALL))
            kilobytes = fmean(map(size, row.articles)) / 1e3
            print(f"{row.lang:<10}{row.name:<9}{len(row.articles):>9}{kilobytes:>9.1f}{count:>11}{rates}")
        powers = ", ".join(f"{name} {exponent(group[-2:], [cost[name] for cost in costs[-2:]]):.2f}" for name in (*STAGES, ALL))
        print(f"{lang}: exponent of the cost of an article, to {FACTOR} times the length: {powers}")
    memory = peaks(articles, packs)
    print(f"peak memory in MB, before and after each pass: {' '.join(f'{used:.0f}' for used in memory)}")
    for lang in sorted({article.lang for article in articles}):
        print(peer_line(lang, [article for article in articles if article.lang == lang], packs))


if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 100)  # as the command does
    main(*sys.argv[1:2])
