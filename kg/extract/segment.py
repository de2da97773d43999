"""Cutting an article's prose into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.aside import reported
from kg.lang.fold import fold
from kg.lang.meta import Meta
from kg.lang.pack import LanguagePack
from kg.model.text import PROSE, Article, Block, BlockKind, Sentence, Span

# A full stop, question or exclamation mark (or "./." that ends agency copy), closing quotes, then space.
# Possessive, and never from the middle of a run: a line of a million dots takes no longer than any other.
END = re.compile(r"[.!?\u2026](?<![.!?\u2026]{2})[.!?\u2026]*+(?:/\.)?+[\"'\u201d\u2019\u00bb)\]]*+(?=\s|$)")
MAX_WORD = 40
# The longest sentence of 23,000 of real news had 1,207 characters; what is longer is a table or no prose, and is cut, since what is
# looked for in one sentence grows faster than its length.
MAX_SENTENCE = 1500
PAUSE = re.compile(r"[,;:\u2013\u2014|](?=\s)")
INITIAL = re.compile(r"[\"'(\u201c\u2018]*[^\W\d_]\.")
INITIALS = re.compile(r"[\"'(\u201c\u2018]*(?:[^\W\d_]\.){2,4}")
WORD = re.compile(r"[^\W\d_]+")
NEXT_START = re.compile(r"\s*[\"'(\[\u201c\u2018\u00ab\u2013\u2014-]*\s*(\S)")


def segment(article: Article, pack: LanguagePack) -> tuple[Sentence, ...]:
    """Find the sentences of the prose blocks, in text order; a block never shares a sentence with another.

    An article whose reader found no blocks is taken as one body. What reports nothing is in no sentence.
    """
    blocks = article.blocks or tuple(_whole(article.text))
    spans = ((span, block.kind) for block in blocks if block.kind in PROSE for span in _told(article.text, block, pack))
    return tuple(Sentence(i, span, kind) for i, (span, kind) in enumerate(spans))


def _told(text: str, block: Block, pack: LanguagePack) -> Iterator[Span]:
    for span in _sentences(text, block.span, pack.meta):
        if block.kind is BlockKind.TITLE:
            yield span
        else:
            yield from reported(text, span, pack.layout)


def _whole(text: str) -> Iterator[Block]:
    if text.strip():
        yield Block(Span(0, len(text)), BlockKind.BODY)


def _sentences(text: str, block: Span, meta: Meta) -> Iterator[Span]:
    begin = block.begin
    for line in re.finditer(r"[^\n]+", text[block.begin : block.end]):
        begin, stop = block.begin + line.start(), block.begin + line.end()
        for end in END.finditer(text, begin, stop):
            if _ends_sentence(text, begin, end, stop, meta):
                yield from _short(text, begin, end.end())
                begin = end.end()
        yield from _short(text, begin, stop)


def _ends_sentence(text: str, begin: int, end: re.Match[str], stop: int, meta: Meta) -> bool:
    following = NEXT_START.match(text, end.end(), stop)
    if following is None:
        return True
    if following.group(1).islower():
        return False
    if end.group()[0] != ".":
        return True
    word = _last_word(text, begin, end.start() + 1)
    if fold(word.lstrip("\"'(\u201c\u2018")) in meta.abbreviations:
        return _opens(text, following.start(1), stop, meta)
    if INITIALS.fullmatch(word) and word.isupper() and following.group(1).isupper():
        return _opens(text, following.start(1), stop, meta)  # "J.K. Hale"
    # "J. Biden" and "b. 1950" go on; a sentence that ends in a single letter cannot be told from it and is rarer.
    return not (INITIAL.fullmatch(word) and (following.group(1).isupper() or following.group(1).isdigit()))


def _opens(text: str, at: int, stop: int, meta: Meta) -> bool:
    """Say whether the word at `at` begins a sentence for certain: "He worked for Hale Inc. She did not"."""
    word = WORD.match(text, at, min(stop, at + MAX_WORD))
    return word is not None and fold(word.group()) in meta.openers


def _last_word(text: str, begin: int, end: int) -> str:
    start = end
    while start > begin and end - start < MAX_WORD and not text[start - 1].isspace():
        start -= 1
    return text[start:end]


def _short(text: str, begin: int, end: int) -> Iterator[Span]:
    """Give what stands between as one sentence, or cut where it is too long: after a pause, else between words, else anywhere."""
    while end - begin > MAX_SENTENCE:
        middle, last = begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE
        pauses = [pause.end() for pause in PAUSE.finditer(text, middle, last)]
        space = max(text.rfind(" ", middle, last), text.rfind("\t", middle, last))
        cut = pauses[-1] if pauses else space if space > 0 else last
        yield from _trimmed(text, begin, cut)
        begin = cut
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, begin: int, end: int) -> Iterator[Span]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield Span(begin, end)
