"""Measure how well saved pages are read, and how fast: title, date, authors and main text, beside trafilatura alone.

Run it as `python -m tests.bench.bench_read FOLDER [--misses]`. FOLDER holds folders of pages as the tests of fundus
(github.com/flairNLP/fundus) keep them: `<Publisher>_<day>.html.gz`, and in `<Publisher>.json` what they should give, version by version
in the order of the days. The pages belong to their publishers and are not in this repository; without a folder it says so.

Text is scored by the words that both sides have, counted: the harmonic mean of precision and recall, per page. A title is exact
if it is the one that the corpus gives, quotation marks and spaces aside; outlets give one page up to three titles, of which the corpus has one. A
date without a zone is read in that of the expected one. `--misses` prints every page that is not right in all.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.model.text import PROSE, BlockKind
from kg.read.draft import Draft, finish
from kg.read.encoding import decode
from kg.read.html import read_html

QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
WORD = re.compile(r"\w+")
LEAST = 3.0  # CPU seconds of each reader
FIELDS = ("title", "day", "time", "authors")


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page and what it should give; `published` is ISO 8601, perhaps without a zone."""

    name: str
    data: bytes
    title: str
    published: str
    authors: tuple[str, ...]
    text: str


@dataclass(slots=True)
class Score:
    """What one reader made of the pages: for each field the pages where it is right, and the F1 of each page's text."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    text: list[float] = field(default_factory=list[float])
    misses: list[str] = field(default_factory=list[str])


def pages(folder: Path) -> Iterator[Page]:
    """Give the pages of a corpus with what they should give; a publisher whose versions and pages do not pair is left out."""
    for said in sorted(folder.glob("*/*.json")):
        versions: list[dict[str, Any]] = list(json.loads(said.read_text("utf-8")).values())
        files = sorted(said.parent.glob(f"{said.stem}_*.html.gz"))
        if len(files) != len(versions):
            print(f"{said}: {len(versions)} versions for {len(files)} pages: left out", file=sys.stderr)
            continue
        for file, version in zip(files, versions, strict=True):
            body = version["body"]
            parts = [*body["summary"], *(part for s in body["sections"] for part in (*s["headline"], *s["paragraphs"]))]
            authors = tuple(version.get("authors") or ())
            yield Page(
                file.name,
                gzip.decompress(file.read_bytes()),
                version["title"],
                version["publishing_date"],
                authors,
                "\n".join(parts),
            )


def f1(one: str, other: str) -> float:
    """Give the F1 of the words of two texts, each as often as it stands there."""
    a, b = (Counter(WORD.findall(unicodedata.normalize("NFC", text).casefold())) for text in (one, other))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def same_title(one: str, other: str) -> bool:
    """Say whether two titles differ in quotation marks, spaces and capitals at most."""
    a, b = (" ".join(unicodedata.normalize("NFC", title).translate(QUOTES).split()).casefold() for title in (one, other))
    return a == b


def same_time(one: str | None, other: str) -> bool:
    """Say whether two times in ISO 8601 are the same second; a time without a clock is none."""
    if one is None or "T" not in one:
        return False
    a, b = (datetime.fromisoformat(value).replace(microsecond=0) for value in (one, other))
    return a == b if (a.tzinfo is None) == (b.tzinfo is None) else a.replace(tzinfo=None) == b.replace(tzinfo=None)


def score(page: Page, title: str, published: str | None, authors: Sequence[str], text: str, into: Score) -> None:
    """Add what a reader made of a page to its score."""
    found = {
        "title": same_title(title, page.title),
        "day": (published or "")[:10] == page.published[:10],
        "time": same_time(published, page.published),
        "authors": {name.casefold() for name in authors} == {name.casefold() for name in page.authors},
    }
    value = f1(text, page.text)
    into.text.append(value)
    for name, is_right in found.items():
        into.right[name] += is_right
    if not all(found.values()) or value < 0.95:
        wrong = ", ".join(name for name, is_right in found.items() if not is_right)
        into.misses.append(
            f"{page.name}: text {value:.3f}{f', not {wrong}' if wrong else ''}; {title!r} {published} {list(authors)}"
        )


def read(page: Page, packs: Packs) -> tuple[Draft, str]:
    """Read a page as kg does; give also its prose without the title. A page in a language without a pack has all its text as prose."""
    (draft,) = read_html(decode(page.data, page.name, packs, declared=True), page.name, page.name)
    try:
        article = finish(draft, packs)
    except InputError:
        return draft, draft.text.removeprefix(draft.title)
    prose = [block.span.of(article.text) for block in article.blocks if block.kind in PROSE - {BlockKind.TITLE}]
    return draft, "\n".join(prose)


def score_kg(corpus: Sequence[Page], packs: Packs) -> Score:
    """Score kg; a page that it refuses gives nothing right."""
    found = Score()
    for page in corpus:
        try:
            draft, text = read(page, packs)
            score(page, draft.title, draft.published, draft.authors, text, found)
        except InputError as error:
            score(page, "", None, (), "", found)
            found.misses[-1] += f"; {error}"
    return found


def score_trafilatura(corpus: Sequence[Page]) -> Score:
    """Score trafilatura by itself, in the manner that it has by default."""
    from trafilatura import bare_extraction

    found = Score()
    for page in corpus:
        document: Any = bare_extraction(page.data, with_metadata=True, include_comments=False)
        if document is None:
            score(page, "", None, (), "", found)
        else:
            authors = (document.author or "").split("; ")
            score(page, document.title or "", document.date, authors, document.text or "", found)
    return found


def rate(corpus: Sequence[Page], packs: Packs | None) -> float:
    """Give the pages that a reader, kg or for None trafilatura, reads in a CPU second."""
    count, start = 0, time.process_time()
    while (spent := time.process_time() - start) < LEAST:
        if packs is None:
            score_trafilatura(corpus)
        else:
            score_kg(corpus, packs)
        count += len(corpus)
    return count / spent


def stripped(page: Page) -> str:
    """Give a page without what it states for machines: scripts, meta elements, links of the head, times and attributes of dates."""
    from lxml import html  # pyright: ignore[reportAttributeAccessIssue]

    tree: Any = html.document_fromstring(page.data, parser=html.HTMLParser(encoding="utf-8"))
    for node in [n for n in tree.iter("script", "meta", "link") if n.get("property") != "og:title"]:
        node.drop_tree()
    for node in list(tree.iter("time")):
        node.drop_tag()
    for node in tree.iter():
        if isinstance(node.tag, str):
            for name in [name for name in node.attrib if "date" in name or "time" in name]:
                del node.attrib[name]
    return str(html.tostring(tree, encoding="unicode"))


def bare_dates(corpus: Sequence[Page], packs: Packs) -> Iterator[str]:
    """Tell how often the day is right and wrong on pages that state none for machines: as kg reads it, and as htmldate guesses."""
    from htmldate import find_date

    counts = {"kg": Counter[str](), "htmldate": Counter[str]()}
    for page in corpus:
        markup = stripped(page)
        try:
            (draft,) = read_html(markup, page.name, page.name)
            published = finish(draft, packs).published
        except InputError:
            published = None
        guess: str | None = find_date(markup, original_date=True, extensive_search=False, max_date="2100-01-01")
        for name, day in (("kg", published), ("htmldate", guess)):
            counts[name]["none" if not day else "right" if day[:10] == page.published[:10] else "wrong"] += 1
    for name, count in counts.items():
        yield f"no stated date: {name} {count['right']} right, {count['wrong']} wrong, {count['none']} undated"


def table(scores: dict[str, Score], rates: dict[str, float]) -> Iterator[str]:
    """Give the lines of the table: a row for each field, a column for each reader."""
    yield f"{'':12}" + "".join(f"{name:>14}" for name in scores)
    for name in FIELDS:
        yield f"{name:12}" + "".join(f"{100 * s.right[name] / len(s.text):13.1f}%" for s in scores.values())
    yield f"{'text F1':12}" + "".join(f"{fmean(s.text):14.3f}" for s in scores.values())
    yield f"{'lowest':12}" + "".join(f"{min(s.text):14.3f}" for s in scores.values())
    yield f"{'pages/s':12}" + "".join(f"{rates[name]:14.1f}" for name in scores)


def main(arguments: Sequence[str]) -> None:
    """Print the table for the folder that is given."""
    folders = [Path(given) for given in arguments if not given.startswith("--")]
    corpus = list(pages(folders[0])) if folders and folders[0].is_dir() else []
    if not corpus:
        print("no pages: give the folder of a corpus, as the head of this file describes it", file=sys.stderr)
        return
    packs = Packs()
    scores = {"kg": score_kg(corpus, packs), "trafilatura": score_trafilatura(corpus)}
    rates = {"kg": rate(corpus, packs), "trafilatura": rate(corpus, None)}
    print(f"{len(corpus)} pages", *table(scores, rates), *bare_dates(corpus, packs), sep="\n")
    if "--misses" in arguments:
        print(*scores["kg"].misses, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
