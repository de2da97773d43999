"""What the whole article shows about its words: which are written with capitals although nothing forces it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.lang.tokens import Token

OPENING = frozenset("\"'(\u201c\u2018\u00ab[-\u2013\u2014\u2022*:.")
# Marks after which a word is capitalised as at the start of a sentence.
AFTER = frozenset("\"':\u201c\u2018\u2022\u2026?!|")
FULL_NAME = (3, 4)  # words of a full name whose last two are a short one
TITLE_WORDS, TITLE_SHARE = 5, 0.65  # shorter rows of capitals are names


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Folded words by the way the article writes them where a sentence does not begin."""

    capital: frozenset[str]
    lower: frozenset[str]
    titled: frozenset[int]
    tails: frozenset[tuple[str, str]] = frozenset()  # the last two words of full names that begin with a surname
    often: frozenset[str] = frozenset()  # words capitalised more than once where nothing forces it
    teams: frozenset[str] = frozenset()  # keys of the countries whose national teams the article tells of

    def is_name_word(self, token: Token) -> bool:
        """Say whether a sentence-initial `token` is a name, as far as the rest of the article tells."""
        return token.key in self.capital and token.key not in self.lower


def starts_sentence(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether token `i` stands where every word would get a capital letter."""
    return all(token.text in OPENING or token.text[0].isdigit() for token in tokens[:i]) or (
        i > 0 and tokens[i - 1].text in AFTER
    )


def is_title_case(tokens: tuple[Token, ...]) -> bool:
    """Say whether a sentence capitalises its common words too, as many headlines do."""
    words = [token for token in tokens if token.is_word]
    return len(words) >= TITLE_WORDS and sum(token.is_capitalised for token in words) > TITLE_SHARE * len(words)


def gather(reading: Reading) -> Evidence:
    """Read the article once for its capitals."""
    capitals: Counter[str] = Counter()
    tails: set[tuple[str, str]] = set()
    lower: set[str] = set()
    surnames = reading.pack.actors.words["people.surnames"]
    titled = frozenset(i for i, tokens in enumerate(reading.tokens) if is_title_case(tokens))
    for n, tokens in enumerate(reading.tokens):
        if n in titled:
            continue
        for i, token in enumerate(tokens):
            if not token.is_word:
                continue
            if not token.is_capitalised:
                lower.add(token.key)
            elif not starts_sentence(tokens, i):
                capitals[token.key] += 1
        tails.update(_tails(tokens, surnames))
    often = frozenset(word for word, count in capitals.items() if count > 1)
    teams = frozenset(_teams(reading))
    return Evidence(frozenset(capitals), frozenset(lower), titled, frozenset(tails), often, teams)


def _tails(tokens: tuple[Token, ...], surnames: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give the last two words of each run of three or four capitals led by a surname."""
    at = 0
    while at < len(tokens):
        stop = at
        while stop < len(tokens) and tokens[stop].is_word and tokens[stop].is_capitalised:
            stop += 1
        if stop - at in FULL_NAME and tokens[at].key in surnames:
            yield tokens[stop - 2].key, tokens[stop - 1].key
        at = max(stop, at + 1)


def _teams(reading: Reading) -> Iterator[str]:
    tables = reading.pack.actors
    for tokens in reading.tokens:
        for hit in tables.phrases["organisations.teams"].find(tokens):
            country = tables.names.longest(tokens, hit.stop) if hit.stop < len(tokens) else None
            key = country.values[0].key if country is not None and tokens[hit.stop].is_capitalised else None
            if key is not None and key.startswith("country:"):
                yield key
