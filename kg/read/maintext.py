"""The main text of a web page: what trafilatura finds, and the paragraphs of the same places that it leaves out."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from kg.read.webmeta import likeness, squeeze

Node = Any  # lxml ships no types
PARAGRAPH_WORDS = 12
LEAST_WORDS = 6
AT_HOME = 3  # paragraphs of the main text that show a place to be the article's
LINKED = 0.5
ALIKE = 0.5
DATED_CHARS = 200
PARTS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4"})
UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "button", "select", "svg"})
APART = frozenset({"nav", "aside", "footer", "figure", "form", "table", "dialog"})
INLINE = frozenset({"a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "strong", "sub", "sup", "u"})
SPACED = frozenset({"label", "span", "time"})  # apart in most pages, though no blocks
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
FINAL = re.compile(r"[.!?\u2026:][\"'\u201d\u2019\u00bb)\]]*$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, item or heading: its words, its letters as key, the number of its kind of place, the <h1> before it, its share of links.

    Two parts are in the same kind of place if they and the elements around them have the same names and classes.
    """

    words: str
    key: str
    home: int
    heads: int
    linked: float


class PageText:
    """The words of a page as a reader sees them, gathered before its tree is cut up in search of the main text."""

    def __init__(self, tree: Node) -> None:
        self._tree = tree
        self._parts: list[_Part] = []
        self._heads: list[int] = []  # the lines that are <h1>
        self.lines: list[str] = []
        self._walk()

    def shows(self, words: str) -> bool:
        """Say whether the page shows these words, whatever stands between their letters."""
        return letters(words) in letters(" ".join(self.lines))

    def paragraphs(self) -> list[str]:
        """Give the lines of the main text; the page's tree is of no further use.

        The slower way is asked only if the quick one finds no prose. A paragraph that trafilatura leaves out, as it does with many
        that hold links, is put back if it stands in the same kind of place as the others, and below the same heading.
        A line that is mostly a link and no sentence points to another page, and is left out.
        """
        lines = self._main_text(fast=True)
        prose = sum(len(line) for line in lines if len(line.split()) >= PARAGRAPH_WORDS)
        if 2 * prose <= sum(map(len, lines)):
            lines = self._main_text(fast=False)
        return self._completed(lines)

    def datelines(self, title: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
        """Give the short lines with a figure that stand between the page's title and the article's first paragraph."""
        alike = [(likeness(self.lines[i], title), -i) for i in self._heads]
        best, start = max(alike, default=(0.0, 0))
        opening = {letters(line) for line in paragraphs if len(line.split()) >= PARAGRAPH_WORDS and line != title}
        found: list[str] = []
        for line in self.lines[1 - start :] if best >= ALIKE else ():
            if letters(line) in opening:
                return tuple(found)
            if len(line) <= DATED_CHARS and any(c.isdigit() for c in line):
                found.append(line)
        return ()

    def _main_text(self, fast: bool) -> list[str]:
        from trafilatura import bare_extraction

        # Without a handler its warnings would go to standard error; a program that sets logging up still gets them.
        if not (log := logging.getLogger("trafilatura")).handlers:
            log.addHandler(logging.NullHandler())
        found = bare_extraction(self._tree, fast=fast, include_comments=False, include_tables=False)
        text = "" if found is None or isinstance(found, dict) else found.text or ""
        return [line.strip() for line in text.split("\n") if line.strip()]

    def _completed(self, lines: list[str]) -> list[str]:
        pointers = {part.key for part in self._parts if part.linked >= LINKED and not FINAL.search(part.words)}
        lines = [line for line in lines if letters(line) not in pointers] or lines
        places = {letters(line): i for i, line in reversed(list(enumerate(lines)))}
        prose = {key for key, i in places.items() if len(lines[i].split()) >= PARAGRAPH_WORDS}
        matched = [part for part in self._parts if part.key in prose]
        homes = {home for home, count in Counter(part.home for part in matched).items() if count >= AT_HOME}
        heads = {part.heads for part in matched if part.home in homes}
        whole = {part.key for part in self._parts}
        for i, line in enumerate(lines):
            if (key := letters(line)) not in whole:
                # Where a link follows, trafilatura may end the paragraph there.
                cut = (part for part in self._parts if part.home in homes and part.key.startswith(key) and _is_prose(part))
                if key and (part := next(cut, None)) is not None and part.key not in places:
                    lines[i] = part.words
                    places[part.key] = i
        known = letters(" ".join(lines))
        after: dict[int, list[str]] = {}
        last = -1
        for part in self._parts:
            if part.key in places:
                last = max(last, places[part.key])
            elif part.home in homes and part.heads in heads and _is_prose(part) and part.key not in known:
                after.setdefault(last, []).append(part.words)
                known += part.key
        return [*after.get(-1, []), *(each for i, line in enumerate(lines) for each in (line, *after.get(i, [])))]

    def _walk(self) -> None:
        """Go through the page once, in its order; a paragraph ends where an element inside it begins a block of its own."""
        numbers: dict[tuple[int, str, str], int] = {}
        homes: list[int] = [0]
        line: list[str] = []
        apart = unseen = links = linked = 0
        opened: int | None = None  # the place of the paragraph that the line begins

        def add(words: str) -> None:
            nonlocal linked
            if not unseen:
                line.append(words)
                linked += sum(map(str.isalnum, words)) if links else 0

        def end_line(is_head: bool = False) -> None:
            nonlocal linked, opened
            words = squeeze("".join(line))
            if words and is_head:
                self._heads.append(len(self.lines))
            if words and opened is not None and not apart:
                key = letters(words)
                self._parts.append(_Part(words, key, opened, len(self._heads), linked / max(1, len(key))))
            if words:
                self.lines.append(words)
                opened = None
            line.clear()
            linked = 0

        for event, node in etree.iterwalk(self._tree, events=("start", "end", "comment", "pi")):
            if event in ("comment", "pi"):
                add(node.tail or "")
                continue
            tag = str(node.tag)
            is_unseen = tag in UNSEEN or "hidden" in node.attrib or HIDDEN.search(node.get("style") or "") is not None
            gap = "" if tag in INLINE else " " if tag in SPACED else None
            if gap is None:
                end_line(event == "end" and tag == "h1")
            if event == "start":
                unseen += is_unseen
                apart += tag in APART
                links += tag == "a"
                place = (homes[-1], tag, "" if tag in PARTS else node.get("class") or "")
                homes.append(numbers.setdefault(place, len(numbers) + 1))
                opened = homes[-1] if tag in PARTS else opened if gap is not None else None
                add((gap or "") + (node.text or ""))
                continue
            homes.pop()
            unseen -= is_unseen
            apart -= tag in APART
            links -= tag == "a"
            opened = opened if gap is not None else None
            add((gap or "") + (node.tail or ""))
        end_line()


def letters(words: str) -> str:
    """Give the letters and figures of some words, in lower case: what is left when spaces and signs differ."""
    return "".join(c for c in words.casefold() if c.isalnum())


def _is_prose(part: _Part) -> bool:
    return len(part.words.split()) >= LEAST_WORDS and part.linked < LINKED and FINAL.search(part.words) is not None
