"""Descriptions of groups: which of them may be of one group, "the three miners" and "the trapped miners"."""

from __future__ import annotations

from functools import lru_cache

from kg.lang.actors import ActorTables

FEW = frozenset({"1", "2"})  # numbers that different groups of one article often have


def is_same_group(words: tuple[str, ...], name: tuple[str, ...], tables: ActorTables) -> bool:
    """Say whether two descriptions of groups may be of the same one: the same noun, one perhaps told more fully, no other number.

    So many people without a noun of their own may be those of any group of so many, if they are more than a few.
    """
    short, long = sorted((core_of(words, tables), core_of(name, tables)), key=len)
    mine, theirs = figures(words, tables), figures(name, tables)
    if mine and theirs and mine != theirs:
        return False
    if not short:
        return mine == theirs and bool(mine - FEW if long else mine)  # "at least 40 people", "40 people", "40 miners"
    if long[: len(short)] == short:
        return _noun(short, tables) == _noun(long, tables)
    return long[-len(short) :] == short


def _noun(words: tuple[str, ...], tables: ActorTables) -> int:
    """Give how many words the noun for a group has that a description begins with; 0 if none does."""
    return next((n for n in range(len(words), 0, -1) if tables.groups.get_words(words[:n])), 0)


def figures(words: tuple[str, ...], tables: ActorTables) -> set[str]:
    """Give the numbers among words, in figures: "three" and "3" are one."""
    return {tables.numbers.get(word, word) for word in words if word[0].isdigit() or word in tables.numbers}


@lru_cache(maxsize=4096)  # every group is held against every other
def core_of(words: tuple[str, ...], tables: ActorTables) -> tuple[str, ...]:
    """Leave out what opens a description of a group: numbers, quantifiers, articles; of nouns for the same people give the first."""
    at = 0
    while at < len(words) and not _same_noun(words, at, tables):
        opener = max(
            (n for n in range(1, len(words) - at) if tables.phrases["groups.openers"].get_words(words[at : at + n])),
            default=0,
        )
        if opener:
            at += opener
        elif words[at][0].isdigit() or (words[at] in tables.words["groups.quantifiers"] and not _noun(words[at:], tables) > 1):
            at += 1
        else:
            break
    core: list[str] = []
    while at < len(words):
        same = _same_noun(words, at, tables)
        core += tables.synonyms.get_words(words[at : at + same])[0] if same else words[at : at + 1]
        at += same or 1
    return tuple(core)


def _same_noun(words: tuple[str, ...], at: int, tables: ActorTables) -> int:
    """Give how many words the noun at word `at` has that another noun may stand for; 0 if none does."""
    return next((n for n in range(len(words) - at, 0, -1) if tables.synonyms.get_words(words[at : at + n])), 0)
