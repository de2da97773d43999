"""What the whole article shows about its words: which are written with capitals although nothing forces it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.lang.tokens import Token

OPENING = frozenset("\"'(\u201c\u2018\u00ab[-\u2013\u2014\u2022*:.")
# Marks after which a word is capitalised as at the start of a sentence.
AFTER = frozenset("\"':\u201c\u2018\u2022\u2026?!|")
TITLE_WORDS, TITLE_SHARE = 5, 0.65  # shorter rows of capitals are names


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Folded words by the way the article writes them where a sentence does not begin."""

    capital: frozenset[str]
    lower: frozenset[str]
    titled: frozenset[int]
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
    capital: set[str] = set()
    lower: set[str] = set()
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
                capital.add(token.key)
    return Evidence(frozenset(capital), frozenset(lower), titled, frozenset(_teams(reading)))


def _teams(reading: Reading) -> Iterator[str]:
    tables = reading.pack.actors
    for tokens in reading.tokens:
        for hit in tables.phrases["organisations.teams"].find(tokens):
            country = tables.names.longest(tokens, hit.stop) if hit.stop < len(tokens) else None
            key = country.values[0].key if country is not None and tokens[hit.stop].is_capitalised else None
            if key is not None and key.startswith("country:"):
                yield key
