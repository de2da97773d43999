"""Articles extracted in waves, each kept when it is done: a build that was killed goes on with the wave that it was at."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator
from heapq import nsmallest
from operator import attrgetter

from kg.engine.flow import D, Flow, MapStep, Row
from kg.model.text import Article
from kg.pipeline import Engine, Extractor, extract_all

WAVE = 5_000  # articles of a wave for each process that extracts: some minutes
MOST_WAVES = 100
_COUNT = ""


def waves(articles: int, processes: int) -> int:
    """Give in how many waves so many articles are extracted; the more processes, the more a wave is."""
    return max(1, min(MOST_WAVES, articles // (WAVE * max(1, processes))))


def extract_in_waves(flow: Flow[D], articles: D, extractor: Extractor, engine: Engine, number: int, codes: Collection[str]) -> D:
    """Extract in `number` waves what `kg.scale.reading.articles` gives: article id | "" | Extraction, and issues of
    the `codes`: article id | number | message.

    `engine` is what runs the articles of a part on the machine that has it; a failure becomes an issue of its article.
    """
    parts = (
        flow.keep(
            flow.map(articles, _extracting(extractor, engine, wave, number, codes)), f"extracted-{wave + 1:03}-of-{number:03}"
        )
        for wave in range(number)
    )
    return flow.union(*parts)


def _extracting(extractor: Extractor, engine: Engine, wave: int, number: int, codes: Collection[str]) -> MapStep:
    def extracting(rows: Iterator[Row]) -> Iterator[Row]:
        chosen = (row for row in rows if zlib.crc32(row.key.encode("utf-8", "surrogatepass")) % number == wave)
        given: Iterator[Article] = (row.value for row in chosen)
        for found in extract_all(given, engine, extractor=extractor):
            yield Row(found.article.id, "", found)
            for at, issue in enumerate(found.issues, 1):
                if issue.code in codes:
                    yield Row(found.article.id, f"{at:06}", issue.message)

    return extracting


def extractions(flow: Flow[D], data: D) -> D:
    """Give the extractions of what was extracted: article id | "" | Extraction."""
    return flow.map(data, lambda rows: (row for row in rows if not row.order))


def issues(flow: Flow[D], data: D) -> D:
    """Give the issues: article id | number | message."""
    return flow.map(data, lambda rows: (row for row in rows if row.order))


def first(flow: Flow[D], data: D, most: int) -> tuple[int, list[Row]]:
    """Give how many rows there are, and the first `most` of them by key and order."""
    rows = flow.few(flow.group(flow.map(data, _first_of_part(most)), _first_of_all(most)), most + 1)
    return sum(row.value for row in rows if row.key == _COUNT), [row.value for row in rows if row.key != _COUNT]


def _first_of_part(most: int) -> MapStep:
    def first_of_part(rows: Iterator[Row]) -> Iterator[Row]:
        count = 0

        def counted() -> Iterator[Row]:
            nonlocal count
            for row in rows:
                count += 1
                yield row

        for row in nsmallest(most, counted(), key=attrgetter("key", "order")):
            yield Row("", f"1{row.key}\x00{row.order}", row)
        yield Row("", "0", count)

    return first_of_part


def _first_of_all(most: int) -> Callable[[str, Iterator[Row]], Iterator[Row]]:
    def first_of_all(key: str, rows: Iterator[Row]) -> Iterator[Row]:
        count = given = 0
        for row in rows:
            if row.order == "0":
                count += row.value
            elif given < most:
                given += 1
                yield row.at(f"{given:012}", "")
        yield Row(_COUNT, "", count)

    return first_of_all
