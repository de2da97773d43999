"""Parts of running text that report nothing: a notice of the page, the credit of a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.lang.layout import LayoutTables, LineKind, LineMatch
from kg.model.text import Span

LONGEST_NOTICE = 320
CREDITS = (LineKind.PHOTO, LineKind.SOURCE)
BRACKETED = re.compile(r"\([^()\n]{2,120}\)")
# What may follow a credit that stands between two sentences; after anything else the sentence goes on.
NEXT = re.compile(r"[\s.]*(?:$|[\"'(\[\u201c\u2018]*[^\W\d_])")
# A posted message ends with who posted it, after two dashes, and the day: "-- Jane Example (@example) March 5, 2024".
POSTER = re.compile(
    r"(?:--|\u2014)\s?[^()\n@]{1,60}\(@\w{1,30}\)\s(?:[^\W\d_]{3,9}\.? \d{1,2}, \d{4}|\d{1,2} [^\W\d_]{3,9}\.? \d{4})(?=\s)"
)


def reported(text: str, sentence: Span, layout: LayoutTables) -> Iterator[Span]:
    """Give the parts of what stands between two full stops that tell something, in text order; all of it, if nothing in it is an aside.

    A credit of a picture parts its caption from the next sentence, and who posted a message parts it from the report.
    """
    words = sentence.of(text)
    if len(words) <= LONGEST_NOTICE and _is_notice(layout.match(words)):
        return
    begin = sentence.begin + layout.past_notices(words)
    for start, stop in sorted([*_credits(words, layout), *_posters(words), *_gallery(words, layout)]):
        yield from _worded(text, begin, sentence.begin + start)
        begin = max(begin, sentence.begin + stop)
    yield from _worded(text, begin, sentence.end)


def _is_notice(match: LineMatch | None) -> bool:
    """Say whether a rule covers a sentence; a heading of one or two words in running text may be a sentence's own."""
    return match is not None and (match.rule.sentences or match.rule.kind in CREDITS)


def _credits(words: str, layout: LayoutTables) -> Iterator[tuple[int, int]]:
    """Find bracketed credits that stand between sentences."""
    for bracket in BRACKETED.finditer(words):
        match = layout.match(bracket.group())
        following = NEXT.match(words, bracket.end())
        if match is None or match.rule.kind not in CREDITS or following is None or following.group()[-1:].islower():
            continue
        # A source inside a sentence is the report's own, or a name in short: "the Associated Press (AP)".
        if match.rule.kind is LineKind.PHOTO or not words[: bracket.start()].strip():
            yield bracket.span()


def _posters(words: str) -> Iterator[tuple[int, int]]:
    """Find where a posted message ends: nothing is left out there."""
    return ((found.end(), found.end()) for found in POSTER.finditer(words))


def _gallery(words: str, layout: LayoutTables) -> Iterator[tuple[int, int]]:
    """Find the credits of one gallery, two or more with the same number, each between the captions of two pictures."""
    for (begin, stop, number), (following, end, other) in pairwise(layout.numbered_credits(words)):
        if number == other:
            yield from ((begin, stop), (following, end))


def _worded(text: str, begin: int, end: int) -> Iterator[Span]:
    """Give the stretch without the space around it, if it holds a word."""
    words = text[begin : max(begin, end)]
    if any(letter.isalnum() for letter in words):
        yield Span(begin + len(words) - len(words.lstrip()), begin + len(words.rstrip()))
