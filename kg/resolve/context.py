"""What an article tells of a person beside the name, and how much of it speaks for one person in two articles."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kg.model.entity import Entity, EntityKind
from kg.model.event import Predicate
from kg.model.text import Article, Provenance
from kg.resolve.identity import Identity

Office = tuple[str, ...]

FEW = 40  # articles of a name that are held against those of another, and of one single name that each is held against
TIED = 1.0  # how much must speak for one person in two articles
SEEN, SHARE = 5, 0.02  # actors that so many articles name, or such a share of all, say nothing about who else is there
COMPANION, KEYED = 1.0, 0.5  # what an actor named in both says; one that a table knows is named for many reasons
WORD, RARE, WORDS = (
    0.22,
    0.5,
    1.0,
)  # what a rare word in both says, how rare it must be between 0 and 1, and the most that words say
OFFICE = (0.4, 0.7, 1.0)  # what the same office says, by the number of its words
ALIKE = 0.6  # share of words in common from which two offices are one
# What the same bond to the same actor says: one heads a state at a time, and few are married to somebody.
BONDS = {
    Predicate.HEADS: 1.0,
    Predicate.SPOUSE_OF: 1.0,
    Predicate.PARENT_OF: 1.0,
    Predicate.MEMBER_OF: 0.5,
    Predicate.WORKS_FOR: 0.5,
    Predicate.PLAYS_FOR: 0.5,
}
OTHER_OFFICE, ELSEWHERE = -0.5, -0.5  # what speaks against: two offices with nothing in common, places in both and none the same
NEWS, STORY = 7, 31  # days between two articles of one piece of news, and of one story
LATELY = {NEWS: 1.0, STORY: 0.4}
SAME_AGE = 0.75
AGE = re.compile(r"\s*[(,]\s*((?:[^\W\d_]{1,8}\.?\s+){0,2})(\d{4}|\d{2,3})(?=\s*\)|\s*,|\s+[^\W\d_])")
SHORT = 2  # letters of an abbreviation before a year of birth; other words before it are in lower case
PLACES = (("key", "state"), ("name", str(EntityKind.PLACE)))
OLDEST, YOUNGEST, UNSURE = 110, 15, 2  # years; the last is by how much two figures of one age may differ


class Context(NamedTuple):
    """What an article tells of somebody beside the name: whom it names too, the offices, the words, the year of birth.

    `words` are those that are rare, each with its weight; `text` is a hash of the article's text.
    """

    who: frozenset[Identity]
    places: frozenset[Identity]
    bonds: frozenset[tuple[Predicate, Identity]]
    offices: frozenset[Office]
    words: Mapping[str, float]
    day: date | None
    born: int | None
    text: str


def tie(name: str, a: Context, b: Context) -> float:
    """Weigh what speaks for one person of a name in two articles; below `TIED` it is too little."""
    if a.text == b.text:
        return 2 * TIED
    parts = name.split(" ")
    days = 0.0 if len(parts) == 1 or is_initialled(parts) else _days(a, b)
    age = SAME_AGE if a.born is not None and b.born is not None and abs(a.born - b.born) < UNSURE else 0.0
    bonds = max((BONDS[predicate] for predicate, _ in a.bonds & b.bonds), default=0.0)
    return _company(a, b) + bonds + _offices(a, b) + _words(a, b) + days + age


def most_common(articles: int) -> float:
    """Say how many of the articles that name anybody may name an actor who still says who else is there."""
    return max(SEEN, SHARE * articles)


def weight(uses: int, told: int) -> float | None:
    """Weigh a word by the articles that say it of a person, of all that say anything of one; None if it says nothing.

    A word of one article is shared by nobody.
    """
    if uses < 2:
        return None
    found = math.log(told / uses) / math.log(told)
    return found if found > RARE else None


def is_initialled(name: Sequence[str]) -> bool:
    """Say whether the words of a name are but initials, or end in one."""
    return len(name[-1]) == 1 or all(len(word) == 1 for word in name)


def _company(a: Context, b: Context) -> float:
    shared = sum(KEYED if identity[0] == "key" else COMPANION for identity in a.who & b.who)
    return shared + (ELSEWHERE if a.places and b.places and not a.places & b.places else 0.0)


def _offices(a: Context, b: Context) -> float:
    if not a.offices or not b.offices:
        return 0.0
    same = [len(set(x) & set(y)) for x in a.offices for y in b.offices if len(set(x) & set(y)) >= ALIKE * len({*x, *y})]
    if same:
        return OFFICE[min(max(same), len(OFFICE)) - 1]
    return 0.0 if any(set(x) & set(y) for x in a.offices for y in b.offices) else OTHER_OFFICE


def _words(a: Context, b: Context) -> float:
    return min(WORDS, WORD * sum(sorted(a.words[word] for word in a.words.keys() & b.words.keys())))


def _days(a: Context, b: Context) -> float:
    if a.day is None or b.day is None:
        return 0.0
    apart = abs((a.day - b.day).days)
    return next((weight for days, weight in LATELY.items() if apart <= days), 0.0)


def year_of_birth(article: Article, entity: Entity) -> int | None:
    """Give the year of birth that the figure after a name tells: "(57 ...", "(SN 1961)", ", 43,"; None without one."""
    years = {year for mention in entity.mentions if (year := _year(article, mention)) is not None}
    return min(years) if len(years) == 1 else None


def _year(article: Article, mention: Provenance) -> int | None:
    found = AGE.match(article.text, mention.span.end)
    day = article.published_on
    if found is None or any(word != word.lower() and len(word) > SHORT for word in found.group(1).split()):
        return None  # "(London 2012)" is no year of birth
    figure = int(found.group(2))
    if len(found.group(2)) == 4:
        return figure if 1900 <= figure <= (day.year if day else 2100) - YOUNGEST else None
    return day.year - figure if day is not None and YOUNGEST <= figure <= OLDEST else None


def differ(born: Iterable[int | None]) -> bool:
    """Say whether years of birth cannot all be one person's; None is an unknown year."""
    known = [year for year in born if year is not None]
    return bool(known) and max(known) - min(known) > UNSURE
