"""What each line of an article is for: title, dateline, lead, body, credit or page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.lang.fold import plain
from kg.lang.layout import LineKind, LineMatch, looks_like_name
from kg.lang.pack import LanguagePack
from kg.model.text import Block, BlockKind, Span
from kg.read.dateline import Stamp, read_dateline, read_url_date

URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
FINAL = re.compile(r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*(?:/\.)?\s*$")
SENTENCE_END = re.compile(r"[.!?\u2026\"\u201d)](?:/\.)?[\"'\u201d\u2019\u00bb)\]]*\s+")
END_OF_COPY = re.compile(r"\./\.?\s*$|(?:^|\s)-?30-\s*$")
INNER_START = re.compile(r"(?<=\s)[(\[]|(?<=\s)[-\u2013]\s")
# "(Reuters) -" after a place and perhaps a day, or at the very start: the agency that the text is from.
WIRE = re.compile(r"[\"'\u201c]?(?:[^\W\d_][^()\n]{0,60}?\s)?\(([^()\n]{2,30})\)\s*[-\u2013\u2014]\s")
PARAGRAPH_WORDS = 15
LEAD_CHARS = 900
TITLE_CHARS = 300
TITLE_LINES = 12
SLUG_WORDS = 4
CAPTION_WORDS = 60
BYLINE_WORDS = 5
TAIL_CHARS = 160


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text, in order and none overlapping, and what they say of its origin (None: nothing)."""

    blocks: tuple[Block, ...]
    title: str = ""
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    stamp: Stamp | None
    url: str | None
    match: LineMatch | None

    @property
    def is_text(self) -> bool:
        return self.stamp is None and self.url is None and self.match is None

    @property
    def is_paragraph(self) -> bool:
        """Say whether it reads as a paragraph of prose rather than a heading or a link."""
        return FINAL.search(self.text) is not None and len(self.text.split()) >= PARAGRAPH_WORDS


@dataclass(slots=True)
class _Page:
    """What has been made out so far, line by line."""

    text: str
    pack: LanguagePack
    blocks: list[Block] = field(default_factory=list)
    published: str | None = None
    url: str | None = None
    site: str | None = None
    outlet: str | None = None
    agency: str | None = None
    paragraphs: int = 0
    is_closed: bool = False  # the source line, its address or the agency's end mark has passed
    in_list: bool = False  # a list of other articles has begun

    @property
    def has_body(self) -> bool:
        return self.paragraphs > 0

    def add(self, span: Span, kind: BlockKind) -> None:
        self.blocks.append(Block(span, kind))


def lay_out(text: str, pack: LanguagePack, title: str = "", authors: frozenset[str] = frozenset()) -> Layout:
    """Find the blocks of an article's text.

    With `title` given, a line at the top is the title if it says the same; without, the line that the article's
    address is made from, or else the first line of text, if more follows; text above the title is furniture. After the end of the article (source line, address, the agency's end mark),
    lines that do not read as paragraphs are furniture; a doubtful paragraph stays prose. `authors` are
    names that the source gives: a line that holds nothing else is a byline.
    """
    lines = [_look_at(text, span, pack) for span in _lines(text)]
    page = _Page(text, pack)
    heading = _find_title(lines, title)
    if heading is not None:
        title = lines[heading].text
    last = max((i for i, line in enumerate(lines) if line.is_paragraph), default=-1)
    for i, line in enumerate(lines):
        if i == heading:
            page.add(line.span, BlockKind.TITLE)
        elif line.stamp is not None and (page.paragraphs < 2 or i > last):
            page.published = page.published or line.stamp.iso
            page.add(line.span, BlockKind.DATELINE)
        elif line.url is not None:
            page.url = line.url if page.has_body or page.url is None else page.url
            page.is_closed = page.is_closed or page.has_body
            page.add(line.span, BlockKind.FURNITURE)
        elif line.match is not None:
            before_address = i + 1 < len(lines) and lines[i + 1].url is not None
            _place_match(page, line, line.match, before_address)
        elif (title and _same(line.text, title)) or (heading is not None and i < heading and not line.is_paragraph):
            page.add(line.span, BlockKind.FURNITURE)
        elif line.text in authors or _is_byline_at(lines, i, page):
            page.add(line.span, BlockKind.CREDIT)
        else:
            _place_text(page, line, before_last=i <= last)
    _cut_tail(page)
    blocks = tuple(_with_lead(sorted(page.blocks)))
    published = page.published or (read_url_date(page.url) if page.url else None)
    publisher = page.outlet or page.site or (host(page.url) if page.url else None)
    return Layout(blocks, title, published, page.url, publisher, page.agency or _wire(text, blocks))


def host(url: str) -> str | None:
    """Give the outlet's domain in an address (`www.` left out), or None."""
    netloc = urlsplit(url if "//" in url else f"//{url}").netloc.lower()
    return netloc.removeprefix("www.").split(":")[0] or None


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\r\n]+", text):
        words = match.group()
        begin = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if begin < end:
            yield Span(begin, end)


def _look_at(text: str, span: Span, pack: LanguagePack) -> _Line:
    words = span.of(text)
    if URL.fullmatch(words):
        return _Line(span, words, None, words, None)
    match = pack.layout.match(words) if len(words) <= 2 * TAIL_CHARS else None
    if match is not None:
        return _Line(span, words, None, None, match)
    return _Line(span, words, _stamp_of_line(words, pack), None, None)


def _stamp_of_line(words: str, pack: LanguagePack) -> Stamp | None:
    """Read a dateline: a date and no sentence, at most a place, an outlet or a name beside it."""
    stamp = read_dateline(words, pack)
    if stamp is None:
        return None
    if not stamp.leftover:
        return stamp
    named = all(word[0].isupper() for word in stamp.leftover)
    # With the time of day it is no sentence even if a word is in lower case: "10/06/2024 09:00 | World news".
    is_heading = len(stamp.leftover) <= BYLINE_WORDS and (named or "T" in stamp.iso)
    return stamp if is_heading and not FINAL.search(words) else None


def _is_byline_at(lines: list[_Line], i: int, page: _Page) -> bool:
    """Say whether a line above the text is a bare name beside the dateline."""
    beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return not page.has_body and any(line.stamp is not None for line in beside) and _is_bare_name(lines[i].text)


def _find_title(lines: list[_Line], title: str) -> int | None:
    """Give the number of the title's line; None if the text does not hold it."""
    if title:
        return next((i for i, line in enumerate(lines[:5]) if _same(line.text, title)), None)
    texts = [i for i, line in enumerate(lines) if line.is_text]
    addresses = [line.url for line in lines if line.url]
    for i in texts[:TITLE_LINES]:
        if _is_slug(lines[i].text, addresses):
            return i
    if len(texts) < 2 or len(lines[texts[0]].text) > TITLE_CHARS:
        return None
    return texts[0]


def _is_slug(words: str, addresses: list[str]) -> bool:
    """Say whether an address is made from these words, as outlets make them from the title."""
    parts = re.findall(r"[^\W_]+", plain(words))
    return len(parts) >= SLUG_WORDS and any("-".join(parts) in address.lower() for address in addresses)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _place_match(page: _Page, line: _Line, match: LineMatch, before_address: bool) -> None:
    kind = match.rule.kind
    if kind in (LineKind.FURNITURE, LineKind.CLOSING):
        page.in_list = page.in_list or (kind is LineKind.CLOSING and page.has_body)
        page.add(line.span, BlockKind.FURNITURE)
        return
    page.add(line.span, BlockKind.CREDIT)
    if kind is LineKind.SOURCE:
        if before_address and match.name and not match.site and line.text[0] not in "([":
            page.outlet = page.outlet or match.name  # the address that follows is the outlet's own
        else:
            _note_source(page, match)
        page.is_closed = page.is_closed or (page.has_body and bool(match.site))


def _note_source(page: _Page, match: LineMatch) -> None:
    if match.site:
        page.site = page.site or host(match.site)
    page.agency = page.agency or match.agency


def _place_text(page: _Page, line: _Line, before_last: bool) -> None:
    if (caption := _caption(page, line)) is not None:
        page.add(line.span, BlockKind.CREDIT)
        if caption.rule.kind is LineKind.SOURCE:
            _note_source(page, caption)
        return
    is_sentence = FINAL.search(line.text) is not None
    if page.is_closed and (page.in_list or not line.is_paragraph):
        page.add(line.span, BlockKind.FURNITURE)
        return
    if page.in_list and not (is_sentence and before_last):
        page.add(line.span, BlockKind.FURNITURE)
        return
    # A paragraph after what looked like the end: the list was a box inside the article.
    page.in_list = False
    page.is_closed = END_OF_COPY.search(line.text) is not None
    page.paragraphs += 1
    page.add(line.span, BlockKind.BODY)


def _caption(page: _Page, line: _Line) -> LineMatch | None:
    """Recognise a caption: at most two sentences and then the credit of the picture."""
    words = line.text
    if len(words) > 10 * CAPTION_WORDS or len(words.split()) > CAPTION_WORDS:
        return None
    for cut in _cuts(words):
        match = page.pack.layout.match(words[cut:])
        if match is None or match.rule.kind not in (LineKind.PHOTO, LineKind.SOURCE):
            continue
        before = words[:cut].rstrip(" .-\u2013")
        is_short = len(SENTENCE_END.findall(before)) <= 1
        # "... of the alliance. (Source: X)" ends an article, "... at the port (Source: X)" is under a picture.
        if is_short and (match.rule.kind is LineKind.PHOTO or (words[cut] in "([" and not FINAL.search(words[:cut]))):
            return match
    return None


def _cuts(words: str) -> list[int]:
    """Give the places where a credit at the end of a line may begin, the longest tail first."""
    floor = max(1, len(words) - TAIL_CHARS)
    starts = {m.end() for m in SENTENCE_END.finditer(words, floor)} | {m.start() for m in INNER_START.finditer(words, floor)}
    return sorted(cut for cut in starts if cut < len(words))


def _cut_tail(page: _Page) -> None:
    """Cut bylines, sources and notices off the end of the last paragraph; a last line that is a name is a byline."""
    index = max((i for i, block in enumerate(page.blocks) if block.kind is BlockKind.BODY), default=None)
    if index is None:
        return
    span = page.blocks[index].span
    words = span.of(page.text)
    has_more = any(block.kind is BlockKind.BODY for block in page.blocks[:index])
    if has_more and _is_bare_name(words):
        page.blocks[index] = Block(span, BlockKind.CREDIT)
        _cut_tail(page)
        return
    cut = _tail(page, words)
    if cut is None:
        return
    begin, match = cut
    head = words[:begin].rstrip()
    page.blocks[index] = Block(Span(span.begin, span.begin + len(head)), BlockKind.BODY)
    is_notice = match is not None and match.rule.kind in (LineKind.FURNITURE, LineKind.CLOSING)
    page.blocks.insert(
        index + 1, Block(Span(span.begin + begin, span.end), BlockKind.FURNITURE if is_notice else BlockKind.CREDIT)
    )
    if match is not None and match.rule.kind is LineKind.SOURCE:
        _note_source(page, match)
    _cut_tail(page)


def _tail(page: _Page, words: str) -> tuple[int, LineMatch | None] | None:
    """Find the longest tail after a sentence's end that a rule or the form of a name covers."""
    for cut in _cuts(words):
        match = page.pack.layout.match(words[cut:].strip())
        if match is not None and words[:cut].strip():
            return cut, match
        if FINAL.search(words[:cut]) and _is_bare_name(words[cut:]):
            return cut, None
    return None


def _is_bare_name(words: str) -> bool:
    """Say whether the words are a name and nothing else, each begun with a capital: the author's."""
    parts = words.split()
    if not looks_like_name(words) or not 1 < len(parts) <= BYLINE_WORDS:
        return bool(re.fullmatch(r"[^\W\d_]{1,2}\.[^\W\d_]{2,}", words)) and words[0].isupper()
    return all(part[0].isupper() and not any(c.isdigit() for c in part) for part in parts) and words[-1].isalpha()


def _with_lead(blocks: list[Block]) -> Iterator[Block]:
    """Make the first body paragraph the lead if it is short enough to be one."""
    done = False
    for block in blocks:
        if block.kind is BlockKind.BODY and not done:
            done = True
            if block.span.end - block.span.begin <= LEAD_CHARS and blocks[0].kind is not BlockKind.BODY:
                yield Block(block.span, BlockKind.LEAD)
                continue
        yield block


def _wire(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Read the agency before the dash that opens agency copy, in one of the first two paragraphs."""
    openings = [block for block in blocks if block.kind in (BlockKind.LEAD, BlockKind.BODY)][:2]
    for block in openings:
        words = block.span.of(text)
        match = WIRE.match(words)
        if match and looks_like_name(match.group(1)):
            return match.group(1)
    return None
