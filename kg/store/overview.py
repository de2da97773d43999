"""What a store holds, in numbers, without a look into the extractions."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.store.schema import VERSION

T = TypeVar("T")

MONTH = 7  # characters of 2024-06


@dataclass(frozen=True, slots=True)
class Overview:
    """The articles of a store by what is known of them, and what was read in them before anything was joined.

    `languages` and `outlets` have the most articles first; an outlet is a publisher or else an agency, None that of articles which name neither.
    `months` are those of publication (`2024-06`), in order, without the `undated` articles. `extractors` are triples of
    language, extractor and number of articles. `events`, `actors` and `relations` count the reports of each article.
    `size` is in bytes, with what has not yet been moved from the journal.
    """

    version: int
    size: int
    articles: int
    undated: int
    first_day: str | None
    last_day: str | None
    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str | None, int], ...]
    months: tuple[tuple[str, int], ...]
    extractors: tuple[tuple[str, str, int], ...]
    events: int
    actors: int
    relations: int


def overview(db: sqlite3.Connection, path: Path) -> Overview:
    """Count in one look through the table of articles."""
    query = f"""
        SELECT lang, outlet, substr(day, 1, {MONTH}), extractor, count(*), sum(events), sum(entities), sum(relations),
               min(day), max(day)
        FROM article GROUP BY 1, 2, 3, 4
    """
    rows = db.execute(query).fetchall()
    months = _counts((row[2], row[4]) for row in rows)
    undated = months.pop(None, 0)
    return Overview(
        version=VERSION,
        size=sum(file.stat().st_size for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()),
        articles=sum(row[4] for row in rows),
        undated=undated,
        first_day=min((row[8] for row in rows if row[8] is not None), default=None),
        last_day=max((row[9] for row in rows if row[9] is not None), default=None),
        languages=_by_number(_counts((row[0], row[4]) for row in rows)),
        outlets=_by_number(_counts((row[1], row[4]) for row in rows)),
        months=tuple((month, number) for month, number in sorted(months.items(), key=str) if month is not None),
        extractors=tuple((*key, n) for key, n in sorted(_counts(((row[0], row[3]), row[4]) for row in rows).items())),
        events=sum(row[5] for row in rows),
        actors=sum(row[6] for row in rows),
        relations=sum(row[7] for row in rows),
    )


def _counts(pairs: Iterable[tuple[T, int]]) -> Counter[T]:
    counts: Counter[T] = Counter()
    for what, number in pairs:
        counts[what] += number
    return counts


def _by_number(counts: Mapping[T, int]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0] or ""))))
