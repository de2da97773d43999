"""Which line is the title."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from kg.lang.fold import fold, plain
from kg.lang.pack import LanguagePack
from kg.read.lines import Line

TOP = 5
TITLE_CHARS = 300
SLUG_LINES = 60
SLUG_WORDS = 4
# More lines than this before the first paragraph are the head of a page that was copied whole.
CLEAN_LINES = 5
PARAGRAPHS_BEFORE = 3
PARAGRAPHS_AFTER = 8
WORD = re.compile(r"[^\W\d_]{2,}")
TITLE_WORDS = range(3, 40)
COMMON = 0.6


def find_title(lines: list[Line], title: str, pack: LanguagePack) -> int | None:
    """Give the number of the title's line; None if the text does not hold it.

    With `title` given, it is the line at the top that says the same. Without, it is the line that the article's
    address is made from; on a page copied whole, the first line whose words the article takes up; else the
    first line of text, if more follows.
    """
    if title:
        return next((i for i, line in enumerate(lines[:TOP]) if same(line.text, title)), None)
    texts = [i for i, line in enumerate(lines) if line.is_text]
    addresses = [line.url for line in lines if line.url]
    for i in texts[:SLUG_LINES]:
        if _is_slug(lines[i].text, addresses):
            return i
    first = next((i for i in texts if lines[i].is_paragraph), None)
    if first is not None and _is_copied_whole(lines, texts, first, pack) and (found := _in_head(lines, texts, pack)) is not None:
        return found
    if len(texts) < 2 or len(lines[texts[0]].text) > TITLE_CHARS:
        return None
    return texts[0]


def _is_copied_whole(lines: list[Line], texts: list[int], first: int, pack: LanguagePack) -> bool:
    """Say whether the page's head stands above the article: many lines, or a first line too short for a title."""
    if texts.index(first) > CLEAN_LINES:
        return True
    return len(_content(lines[texts[0]].text, pack)) < TITLE_WORDS.start and texts.index(first) > 1


def same(one: str, other: str) -> bool:
    """Say whether two lines hold the same words."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _is_slug(words: str, addresses: list[str]) -> bool:
    """Say whether an address is made from these words, as outlets make them from the title."""
    parts = re.findall(r"[^\W_]+", plain(words))
    return len(parts) >= SLUG_WORDS and any("-".join(parts) in address.lower() for address in addresses)


def _in_head(lines: list[Line], texts: list[int], pack: LanguagePack) -> int | None:
    """Find the title among menus and teasers: of the headings whose words the article uses, the first of the best run."""
    paragraphs = [i for i in texts if lines[i].is_paragraph]
    limit = paragraphs[min(PARAGRAPHS_BEFORE, len(paragraphs) - 1)]
    scored: list[tuple[int, int]] = []
    for place, i in enumerate(texts):
        if i >= limit:
            break
        words = _content(lines[i].text, pack)
        if lines[i].is_paragraph or lines[i].text.endswith(".") or len(words) not in TITLE_WORDS:
            continue
        after = [j for j in paragraphs if j > i][:PARAGRAPHS_AFTER]
        common = len(words & {word for j in after for word in _content(lines[j].text, pack)})
        if common >= COMMON * len(words):
            scored.append((common, -place))
    if not scored:
        return None
    best = -max(scored)[1]
    candidates = {-place for _, place in scored}
    # A standfirst below the title shares more words with the article than the title does.
    while best - 1 in candidates:
        best -= 1
    return texts[best]


def _content(words: str, pack: LanguagePack) -> AbstractSet[str]:
    return {key for word in WORD.findall(words) if (key := fold(word)) not in pack.meta.words}
