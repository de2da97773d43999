"""Scoring the tagger of expressions of time against a corpus of dates, in the sense of TempEval-3.

A corpus is a folder with `docs.jsonl` ({"doc_id", "dct", "text", "lang"}) and `gold.jsonl`. A row of gold has "doc_id",
"begin" and "end" (half-open code points into the text), and either TIMEX3's "type" and "value" (perhaps "fields" too:
year to minute), or "start" and "end_exclusive", the days that it covers (null: open).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import FormatError, KgError
from kg.lang.pack import Packs
from kg.learn.evaluate import Evaluation
from kg.learn.score import PRF, Difference, Scores
from kg.model.event import Extraction
from kg.model.text import Article
from kg.model.time import Timex
from kg.read.source import read_articles

DOCUMENTS, GOLD = "docs.jsonl", "gold.jsonl"
CONTEXT = 40  # code points shown on both sides of a difference

_CALENDAR = re.compile(r"(BC)?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d)(?::(\d\d))?)?")
_CLOCK = re.compile(r"XXXX-XX-XXT(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class GoldDate:
    """One annotated expression: its place `[begin, end)`, and what its annotation says of it."""

    begin: int
    end: int
    said: Mapping[str, Any]

    @property
    def wanted(self) -> str:
        """Give the annotated value in one word: TIMEX3's, or the days from first to last, exclusive."""
        return str(self.said["value"]) if "value" in self.said else f"{self.said['start']}..{self.said['end_exclusive']}"


@dataclass(slots=True)
class _Tally:
    """What has been counted in one language."""

    documents: int = 0
    counts: Counter[str] = field(default_factory=Counter[str])
    differences: list[Difference] = field(default_factory=list[Difference])


def is_date_corpus(folder: Path) -> bool:
    """Say whether a folder holds documents with annotated dates, rather than annotated articles."""
    return (folder / DOCUMENTS).is_file() and (folder / GOLD).is_file()


def evaluate_dates(
    folder: Path, packs: Packs, extract_all: Callable[[Iterable[Article]], Iterable[Extraction]], lang: str | None = None
) -> tuple[Evaluation, ...]:
    """Tag every document of a corpus and compare; languages sorted by code, differences by class.

    Raises:
        KgError: there are no documents in `lang`.
        FormatError: a row of gold is not in the form that it should have; the line names the row and the fault.
    """
    gold = _load(folder / GOLD)
    documents = [a for a in read_articles([str(folder / DOCUMENTS)], packs) if isinstance(a, Article)]
    wanted = [a for a in documents if lang is None or a.lang == lang]
    if not wanted:
        raise KgError(f"no documents in {lang!r}" if lang else "no documents", where=str(folder / DOCUMENTS))
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    with_days = all("value" not in row.said for rows in gold.values() for row in rows)
    for extraction in extract_all(wanted):
        article = extraction.article
        tally = tallies[article.lang]
        tally.documents += 1
        compare = _compare_days if with_days else _compare_values
        compare(article, gold.get(article.id, ()), extraction.timexes, tally)
    figures = _day_scores if with_days else _value_scores
    return tuple(
        Evaluation(code, figures(tally), tuple(sorted(tally.differences, key=lambda d: d.fault)), noun="documents")
        for code, tally in sorted(tallies.items())
    )


def _load(path: Path) -> dict[str, list[GoldDate]]:
    rows: dict[str, list[GoldDate]] = defaultdict(list)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        try:
            value = json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            raise FormatError(f"is not JSON: {error}", where=where) from None
        if value is None:
            continue
        if not isinstance(value, dict) or not _is_row(value):
            raise FormatError(
                "is no annotated date",
                where=where,
                remedy='write {"doc_id", "begin", "end"} with "type" and "value", or with "start" and "end_exclusive"',
            )
        rows[value["doc_id"]].append(GoldDate(value["begin"], value["end"], value))
    return rows


def _is_row(value: Mapping[str, Any]) -> bool:
    placed = isinstance(value.get("doc_id"), str) and all(isinstance(value.get(key), int) for key in ("begin", "end"))
    return placed and ({"type", "value"} <= value.keys() or {"start", "end_exclusive"} <= value.keys())


def paired(gold: Sequence[GoldDate], found: Sequence[Timex]) -> dict[int, int]:
    """Pair annotated and found expressions one to one: those of the same extent first, then by falling overlap."""
    at = {(timex.span.begin, timex.span.end): j for j, timex in enumerate(found)}
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for i, row in enumerate(gold):
        j = at.get((row.begin, row.end))
        if j is not None and j not in used:
            pairs[i] = j
            used.add(j)
    cells = ((-_overlap(row, timex), i, j) for i, row in enumerate(gold) for j, timex in enumerate(found))
    for overlap, i, j in sorted(cells):
        if overlap < 0 and i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _overlap(row: GoldDate, timex: Timex) -> int:
    return min(row.end, timex.span.end) - max(row.begin, timex.span.begin)


def _compare_values(article: Article, gold: Sequence[GoldDate], found: Sequence[Timex], tally: _Tally) -> None:
    pairs = paired(gold, found)
    counts = tally.counts
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    counts["with fields"] += sum("fields" in row.said for row in gold)
    for i, row in enumerate(gold):
        if i not in pairs:
            tally.differences.append(_difference(article, "missed", row.begin, row.end, row.wanted, ""))
            continue
        timex = found[pairs[i]]
        counts["relaxed"] += 1
        counts["strict"] += (row.begin, row.end) == (timex.span.begin, timex.span.end)
        counts["type"] += row.said["type"] == timex.type
        counts["value"] += row.wanted == timex.value
        counts["fields"] += "fields" in row.said and _agree(row.said["fields"], timex.value)
        if row.wanted != timex.value:
            tally.differences.append(_difference(article, "wrong value", row.begin, row.end, row.wanted, timex.value))
    _note_spurious(article, found, set(pairs.values()), tally)


def _compare_days(article: Article, gold: Sequence[GoldDate], found: Sequence[Timex], tally: _Tally) -> None:
    """Compare the days covered, whatever the notation; expressions without days do not count."""
    dated = [timex for timex in found if timex.interval is not None]
    counts = tally.counts
    counts["gold"] += len(gold)
    counts["found"] += len(dated)
    used: set[int] = set()
    for row in gold:
        left = (j for j in range(len(dated)) if j not in used)
        best = max(left, key=lambda j: _overlap(row, dated[j]), default=None)
        if best is None or _overlap(row, dated[best]) <= 0:
            tally.differences.append(_difference(article, "missed", row.begin, row.end, row.wanted, ""))
            continue
        used.add(best)
        counts["relaxed"] += 1
        if _days(dated[best]) == row.wanted:
            counts["value"] += 1
        else:
            tally.differences.append(_difference(article, "wrong days", row.begin, row.end, row.wanted, _days(dated[best])))
    _note_spurious(article, dated, used, tally)


def _days(timex: Timex) -> str:
    return f"{timex.interval.start}..{timex.interval.end}" if timex.interval else ""


def _note_spurious(article: Article, found: Sequence[Timex], used: set[int], tally: _Tally) -> None:
    for j, timex in enumerate(found):
        if j not in used:
            shown = f"{timex.value} by {timex.rule}"
            tally.differences.append(_difference(article, "spurious", timex.span.begin, timex.span.end, "", shown))


def _difference(article: Article, fault: str, begin: int, end: int, wanted: str, found: str) -> Difference:
    around = article.text[max(0, begin - CONTEXT) : end + CONTEXT]
    return Difference(article.id, fault, article.text[begin:end], around, wanted, found)


def _agree(wanted: Mapping[str, int], value: str) -> bool:
    """Say whether a TIMEX3 value has every field that is annotated: year, month, day, hour, minute."""
    first = re.split(r"[/,]", value)[0]
    fields: dict[str, int] = {}
    if calendar := _CALENDAR.match(first):
        names = ("year", "month", "day", "hour", "minute")
        fields = {name: int(x) for name, x in zip(names, calendar.groups()[1:], strict=True) if x}
        if calendar[1]:
            fields["year"] = -fields["year"]
    elif clock := _CLOCK.match(first):
        fields = {"hour": int(clock[1]), "minute": int(clock[2])}
    return all(fields.get(name) == x for name, x in wanted.items())


def _value_scores(tally: _Tally) -> Scores:
    counts = tally.counts
    prf = {what: _prf(counts, what) for what in ("strict", "relaxed", "value", "type")}
    shares = {"value right when found": _ratio(counts["value"], counts["relaxed"])}
    if counts["with fields"]:
        shares["all fields right"] = _ratio(counts["fields"], counts["with fields"])
    return Scores(tally.documents, prf, shares)


def _day_scores(tally: _Tally) -> Scores:
    counts = tally.counts
    prf = {"found": _prf(counts, "relaxed"), "right": _prf(counts, "value")}
    return Scores(tally.documents, prf, {"days right when found": _ratio(counts["value"], counts["relaxed"])})


def _prf(counts: Counter[str], what: str) -> PRF:
    return PRF(_ratio(counts[what], counts["found"]), _ratio(counts[what], counts["gold"]))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
