"""The lines of a text, and what each gives away by itself: a date, an address, a rule of the layout table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.lang.layout import LineMatch, looks_like_name
from kg.lang.pack import LanguagePack
from kg.model.text import Span
from kg.read.dateline import Stamp, read_dateline

URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
FINAL = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*(?:/\.)?\s*$")
PARAGRAPH_WORDS = 15
BYLINE_WORDS = 5
BYLINE_AUTHORS = 3
JOINED = re.compile(r"\s[-\u2013]\s")
RULE_CHARS = 320


@dataclass(frozen=True, slots=True)
class Line:
    """One line without the space around it; at most one of `stamp`, `url` and `match` is set."""

    span: Span
    text: str
    stamp: Stamp | None
    url: str | None
    match: LineMatch | None

    @property
    def is_text(self) -> bool:
        """Say whether it may be prose: neither a dateline nor an address nor a line of the layout table."""
        return self.stamp is None and self.url is None and self.match is None

    @property
    def is_sentence(self) -> bool:
        """Say whether it ends as a sentence does."""
        return FINAL.search(self.text) is not None

    @property
    def is_paragraph(self) -> bool:
        """Say whether it reads as a paragraph of prose rather than a heading or a link."""
        return len(self.text.split()) >= PARAGRAPH_WORDS and self.is_sentence


def read_lines(text: str, pack: LanguagePack) -> list[Line]:
    """Give the lines of a text that hold anything, in order."""
    return [_look_at(text, span, pack) for span in _spans(text)]


def _spans(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\r\n]+", text):
        words = match.group()
        begin = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if begin < end:
            yield Span(begin, end)


def _look_at(text: str, span: Span, pack: LanguagePack) -> Line:
    words = span.of(text)
    if URL.fullmatch(words):
        return Line(span, words, None, words, None)
    match = pack.layout.match(words) if len(words) <= RULE_CHARS else None
    if match is not None:
        return Line(span, words, None, None, match)
    return Line(span, words, read_stamp(words, pack), None, None)


def read_stamp(words: str, pack: LanguagePack) -> Stamp | None:
    """Read a dateline: a date and no sentence, at most a place, an outlet or a name beside it."""
    stamp = read_dateline(words, pack)
    if stamp is None or not stamp.leftover:
        return stamp
    named = all(word[0].isupper() for word in stamp.leftover)
    # With the time of day it is no sentence even if a word is in lower case: "10/06/2024 09:00 | World news".
    is_heading = len(stamp.leftover) <= BYLINE_WORDS and (named or "T" in stamp.iso)
    return stamp if is_heading and not FINAL.search(words) else None


def is_bare_name(words: str) -> bool:
    """Say whether the words are a name and nothing else, each begun with a capital: the author's, or those of two or three."""
    several = JOINED.split(words)
    if 1 < len(several) <= BYLINE_AUTHORS:
        return all(len(name.split()) > 1 and is_bare_name(name) for name in several)
    parts = words.split()
    if not looks_like_name(words) or not 1 < len(parts) <= BYLINE_WORDS:
        return bool(re.fullmatch(r"[^\W\d_]{1,2}\.[^\W\d_]{2,}", words)) and words[0].isupper()
    return all(part[0].isupper() and not any(c.isdigit() for c in part) for part in parts) and words[-1].isalpha()
