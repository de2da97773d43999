"""Names as resolution compares them: folded word by word, and the looser keys that only join when nothing speaks against it."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.entity import Entity, EntityKind
from kg.model.fold import fold, plain
from kg.model.text import Article

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
LONGEST_ABBREVIATION = 10


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """Cut a name into folded words; hyphens part words, so that "Jong-un" and "Jong Un" meet."""
    return tuple(fold(word) for word in WORD.findall(name.replace("\u2019", "'")))


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """Give the key of a name: its folded words, tone marks kept."""
    return " ".join(words(name))


def spelled(name: str) -> tuple[str, ...]:
    """Cut a name into words as they are written, case and all, without the dots and spaces between them."""
    return tuple(WORD.findall(name))


@lru_cache(maxsize=200_000)
def bare(name: str) -> str:
    """Give the key of a name without any mark."""
    return " ".join(plain(word) for word in WORD.findall(name.replace("\u2019", "'")))


def without_initials(folded: str) -> str:
    """Drop the single letters inside a folded name (a middle initial), never its first or last word."""
    parts = folded.split(" ")
    return " ".join(p for i, p in enumerate(parts) if len(p) > 1 or i in (0, len(parts) - 1))


def is_abbreviation(name: str) -> bool:
    """Say whether a name is an abbreviation: one word of capitals and digits."""
    letters = name.replace("-", "").replace("&", "").replace(".", "")
    return (
        2 <= len(letters) <= LONGEST_ABBREVIATION
        and letters.isalnum()
        and letters == letters.upper()
        and letters != letters.lower()
        and sum(c.isalpha() for c in letters) > 1
    )


def lone_abbreviation(name: str) -> str | None:
    """Give the abbreviation that ends a name whose other words are a class noun in lower case; else None."""
    parts = WORD.findall(name)
    alone = len(parts) > 1 and all(word == word.lower() for word in parts[:-1])
    return parts[-1] if alone and is_abbreviation(parts[-1]) else None


def is_proper(entity: Entity, article: Article) -> bool:
    """Say whether the article writes it as a name.

    Of organisations and groups a capital at the beginning says too little ("The rescue team"): longer names need
    another, and an abbreviation of a group says nothing at all. Else it needs one that the start of a sentence does not explain.
    """
    if entity.kind is EntityKind.GROUP and is_abbreviation(entity.name):
        return False  # a word for people, cut short
    several = entity.kind in (EntityKind.ORGANISATION, EntityKind.GROUP) and len(words(entity.name)) > 1
    if several:
        return any(word.group()[0].isupper() for word in list(WORD.finditer(entity.name))[1:])
    for mention in entity.mentions:
        quote, sentence = mention.span.of(article.text), mention.sentence.of(article.text)
        if is_abbreviation(quote) and sentence != sentence.upper():
            return True  # no sentence begins with capitals alone
        found = WORD.findall(mention.span.of(article.text))
        first = 1 if mention.span.begin == mention.sentence.begin else 0
        if any(word[0].isupper() for word in found[first:]):
            return True
    return False
