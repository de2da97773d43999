"""What each line of an article is for: title, dateline, lead, body, credit or page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.lang.layout import LineKind, LineMatch, looks_like_name
from kg.lang.pack import LanguagePack
from kg.model.text import Block, BlockKind, Span
from kg.read.dateline import read_url_date
from kg.read.heading import find_title, same
from kg.read.lines import FINAL, Line, is_bare_name, read_lines

SENTENCE_END = re.compile(r"[.!?\u2026\"\u201d)](?:/\.)?[\"'\u201d\u2019\u00bb)\]]*\s+")
END_OF_COPY = re.compile(r"\./\.?\s*$|(?:^|\s)-?30-\s*$")
INNER_START = re.compile(r"(?<=\s)[(\[]|(?<=\s)[-\u2013]\s")
# "(Reuters) -" after a place and perhaps a day, or at the very start: the agency that the text is from.
WIRE = re.compile(r"[\"'\u201c]?(?:[^\W\d_][^()\n]{0,60}?\s)?\(([^()\n]{2,30})\)\s*[-\u2013\u2014]\s")
LEAD_CHARS = 900
SENTENCE_WORDS = 8
DATELINE_REACH = 4
CHRONOLOGY_DAYS = 3
CAPTION_WORDS = 60
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
    has_body: bool = False
    sentences: int = 0  # lines of prose that end as a sentence does
    is_closed: bool = False  # the source line, its address or the agency's end mark has passed
    in_list: bool = False  # a list of other articles has begun

    def add(self, span: Span, kind: BlockKind) -> None:
        self.blocks.append(Block(span, kind))


def lay_out(text: str, pack: LanguagePack, title: str = "", authors: frozenset[str] = frozenset()) -> Layout:
    """Find the blocks of an article's text.

    Headings above the title are furniture. After the end of the article (source line, address, the agency's
    end mark), lines that do not read as paragraphs are furniture; a doubtful paragraph stays prose. `title` is
    what the source gives, "" for nothing; `authors` are names that it gives: a line that holds nothing else is a
    byline.
    """
    lines = read_lines(text, pack)
    page = _Page(text, pack)
    heading = find_title(lines, title, pack)
    if heading is not None:
        title = lines[heading].text
    last = max((i for i, line in enumerate(lines) if line.is_paragraph), default=-1)
    reach = _dateline_reach(lines[: last + 1])
    for i, line in enumerate(lines):
        if i == heading:
            page.add(line.span, BlockKind.TITLE)
        elif line.stamp is not None and (page.sentences < (2 if page.published else reach) or i > last):
            page.published = page.published or line.stamp.iso
            page.add(line.span, BlockKind.DATELINE)
        elif line.url is not None:
            page.url = line.url if page.has_body or page.url is None else page.url
            page.is_closed = page.is_closed or page.has_body
            page.add(line.span, BlockKind.FURNITURE)
        elif line.match is not None:
            before_address = i + 1 < len(lines) and lines[i + 1].url is not None
            _place_match(page, line, line.match, before_address)
        elif title and same(line.text, title):
            page.add(line.span, BlockKind.FURNITURE)
        elif heading is not None and i < heading:
            is_prose = line.is_sentence and len(line.text.split()) >= SENTENCE_WORDS
            page.add(line.span, BlockKind.BODY if is_prose else BlockKind.FURNITURE)
        elif line.text in authors or _is_byline_at(lines, i, page):
            page.add(line.span, BlockKind.CREDIT)
        else:
            _place_text(page, line, before_last=i <= last)
    _cut_tail(page)
    blocks = tuple(_with_lead(sorted(page.blocks)))
    published = page.published or (read_url_date(page.url) if page.url else None)
    publisher = page.outlet or page.site or (host(page.url) if page.url else None)
    return Layout(blocks, title, published, page.url, publisher, page.agency or _wire(text, blocks))


def _dateline_reach(lines: list[Line]) -> int:
    """Give before how many sentences of prose a date in a line of its own is that of publication.

    In a chronology such lines are headings, and only one that stands above all prose dates the article.
    """
    days = {line.stamp.iso[:10] for line in lines if line.stamp is not None}
    return 1 if len(days) >= CHRONOLOGY_DAYS else DATELINE_REACH


def host(url: str) -> str | None:
    """Give the outlet's domain in an address (`www.` left out), or None."""
    netloc = urlsplit(url if "//" in url else f"//{url}").netloc.lower()
    return netloc.removeprefix("www.").split(":")[0] or None


def _is_byline_at(lines: list[Line], i: int, page: _Page) -> bool:
    """Say whether a line above the text is a bare name beside the dateline."""
    beside = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
    return not page.has_body and any(line.stamp is not None for line in beside) and is_bare_name(lines[i].text)


def _place_match(page: _Page, line: Line, match: LineMatch, before_address: bool) -> None:
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


def _place_text(page: _Page, line: Line, before_last: bool) -> None:
    if (caption := _caption(page, line)) is not None:
        page.add(line.span, BlockKind.CREDIT)
        if caption.rule.kind is LineKind.SOURCE:
            _note_source(page, caption)
        return
    is_sentence = line.is_sentence
    if page.is_closed and (page.in_list or not line.is_paragraph):
        page.add(line.span, BlockKind.FURNITURE)
        return
    if page.in_list and not (is_sentence and before_last):
        page.add(line.span, BlockKind.FURNITURE)
        return
    # A paragraph after what looked like the end: the list was a box inside the article.
    page.in_list = False
    page.is_closed = END_OF_COPY.search(line.text) is not None
    page.has_body = True
    page.sentences += is_sentence
    page.add(line.span, BlockKind.BODY)


def _caption(page: _Page, line: Line) -> LineMatch | None:
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
    if has_more and is_bare_name(words):
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
        if FINAL.search(words[:cut]) and is_bare_name(words[cut:]):
            return cut, None
    return None


def _with_lead(blocks: list[Block]) -> Iterator[Block]:
    """Make the first body paragraph below the title the lead if it is short enough to be one."""
    title = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    bodies = [i for i, block in enumerate(blocks) if block.kind is BlockKind.BODY and i > (title or 0)]
    for i, block in enumerate(blocks):
        is_lead = bool(bodies) and i == bodies[0] and block.span.end - block.span.begin <= LEAD_CHARS
        yield Block(block.span, BlockKind.LEAD) if is_lead else block


def _wire(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Read the agency before the dash that opens agency copy, in one of the first two paragraphs."""
    openings = [block for block in blocks if block.kind in (BlockKind.LEAD, BlockKind.BODY)][:2]
    for block in openings:
        words = block.span.of(text)
        match = WIRE.match(words)
        if match and looks_like_name(match.group(1)):
            return match.group(1)
    return None
