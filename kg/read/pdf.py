"""PDF files with a text layer: one article a file, its lines joined to paragraphs again.

pypdf gives the lines in the order in which they were set, each with its place; pdfminer.six, which guesses the order from the
places, takes justified lines apart. Neither a PDF's title nor its dates are believed: they are those of the program that made it.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from kg.errors import InputError
from kg.read.draft import Draft

MAX_PAGES = 500
MARGIN = 0.04  # of a page's height, at the top and the bottom: page numbers, running heads, what a browser prints there
RUNNING = 3  # pages on which the same line stands before it is a running head
GAP = 1.25  # of the usual distance between lines: more is a new paragraph
SHORT = 0.7  # of a usual line's length
INDENT = 0.8  # of the size of the letters
SIZES = 0.1
FINAL = re.compile(r"[.!?\u2026:][\"'\u201d\u2019\u00bb)\]]*$")
SPLIT = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]$")
# Each letter of a ligature by itself, as the other formats write it.
LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its words, where it begins in points from the lower left, the size of its letters."""

    words: str
    page: int
    x: float
    y: float
    size: float


def read_pdf(data: bytes, where: str, stem: str) -> Iterator[Draft]:
    """Give the one article of a PDF; what stands in the outer margins or again on every page is left out.

    Raises:
        InputError: pypdf is not installed, or the file is broken, encrypted, too long, or a scan without text.
    """
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError:
        raise InputError("is a PDF, which needs pypdf", where=where, remedy="pip install 'kg[documents]'") from None
    # Without a handler its warnings would go to standard error; a program that sets logging up still gets them.
    if not (log := logging.getLogger("pypdf")).handlers:
        log.addHandler(logging.NullHandler())
    # A broken file may come to grief in any part of the library.
    faults = (
        PyPdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        zlib.error,
    )
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("is encrypted", where=where, remedy="save it without a password")
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise InputError(f"has {count:,} pages, the limit is {MAX_PAGES}", where=where, remedy="split it into articles")
        lines = [line for number in range(count) for line in _lines(reader.pages[number], number)]
    except (ImportError, NotImplementedError):
        raise InputError("is encrypted in a way that is not read", where=where, remedy="save it without a password") from None
    except faults as error:
        raise InputError(f"is a broken PDF: {error}", where=where, remedy="print or save it again") from None
    paragraphs = _paragraphs(_without_running(lines))
    if not paragraphs:
        raise InputError("is a PDF without text, a scan perhaps", where=where, remedy="run it through OCR, or copy the text")
    yield Draft(where=where, text="\n\n".join(paragraphs), id=stem, is_stem=True)


def _lines(page: Any, number: int) -> Iterator[_Line]:
    """Give the lines of a page as they were set, without those in its margins."""
    low, high = float(page.mediabox.bottom), float(page.mediabox.top)
    pieces: list[tuple[str, float, float, float]] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        pieces.append((text, x, y, abs(size * tm[3] * cm[3])))

    page.extract_text(visitor_text=visit)
    words, start = "", (0.0, 0.0, 0.0)
    for text, *place in [*pieces, ("\n", 0.0, 0.0, 0.0)]:
        for i, part in enumerate(text.split("\n")):
            if i:
                line = _Line(" ".join(words.translate(LIGATURES).split()), number, *start)
                margin = MARGIN * (high - low)
                if line.words and low + margin <= line.y <= high - margin:
                    yield line
                words = ""
            if part.strip() and not words.strip():
                start = (place[0], place[1], place[2])
            words += part


def _without_running(lines: list[_Line]) -> list[_Line]:
    """Leave out the lines that stand on several pages with other figures at most."""
    seen = {(re.sub(r"\d+", "#", line.words), line.page) for line in lines}
    pages = Counter(words for words, _ in seen)
    return [line for line in lines if pages[re.sub(r"\d+", "#", line.words)] < RUNNING]


def _paragraphs(lines: list[_Line]) -> list[str]:
    known = Counter(word for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.words.casefold()))
    leading: dict[float, list[float]] = {}
    lengths: dict[float, list[int]] = {}
    for line in lines:
        lengths.setdefault(round(line.size), []).append(len(line.words))
    for one, two in pairwise(lines):
        if one.page == two.page and 0 < one.y - two.y < 3 * max(one.size, 1) and _alike(one, two):
            leading.setdefault(round(two.size), []).append(one.y - two.y)
    found: list[str] = []
    for i, line in enumerate(lines):
        size = round(line.size)
        before = lines[i - 1] if i else None
        if before is None or _begins(line, before, median(leading.get(size, [1.2 * line.size])), median(lengths[size])):
            found.append(line.words)
        else:
            found[-1] = _joined(found[-1], line.words, known)
    return found


def _alike(one: _Line, two: _Line) -> bool:
    return abs(one.size - two.size) <= SIZES * max(one.size, two.size)


def _begins(line: _Line, before: _Line, leading: float, length: float) -> bool:
    """Say whether a line begins a paragraph after the one before it."""
    if not _alike(line, before):
        return True
    is_final = FINAL.search(before.words) is not None
    down = before.y - line.y
    if line.page != before.page or down <= 0:  # the next column or page: a sentence may run on
        return is_final
    return down > GAP * leading or (is_final and (line.x - before.x > INDENT * line.size or len(before.words) < SHORT * length))


def _joined(before: str, words: str, known: Counter[str]) -> str:
    """Join two lines; a hyphen between them goes unless the text writes the word with it elsewhere."""
    if SPLIT.search(before) and words[:1].isalpha():
        if not words[0].islower():
            return before + words
        first, second = re.split(r"\s", before)[-1].casefold(), re.split(r"\s", words)[0].casefold().rstrip(".,;:!?")
        is_compound = before[-1] != "\u00ad" and known[first[:-1] + "-" + second] > known[first[:-1] + second]
        return before + words if is_compound else before[:-1] + words
    return f"{before} {words}"
