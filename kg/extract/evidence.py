"""What the whole article shows about its words: which are written with capitals although nothing forces it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.reading import Reading
from kg.lang.actors import ActorTables, NameForm
from kg.lang.tokens import Token
from kg.model.entity import EntityKind

OPENING = frozenset("\"'(\u201c\u2018\u00ab[-\u2013\u2014\u2022*:.")
# Marks after which a word is capitalised as at the start of a sentence.
AFTER = frozenset("\"':\u201c\u2018\u2022\u2026?!|")
LONGEST_BEFORE = 4  # words of a noun or an office before a name
FULL_NAME = (3, 4)  # words of a full name whose last two are a short one
SPORT = "sport"  # the domain of packs
TITLE_WORDS, TITLE_SHARE = 5, 0.65  # shorter rows of capitals are names


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Folded words by the way the article writes them where a sentence does not begin.

    `parts` follow a given name, an honorific or an initial somewhere; `things` are named where they bear a class
    noun of things ("Hurricane Zelda"); `states` are the keys of the countries that the article names as such; `sporting` says
    whether the article is about sport first of all, where towns and animals are mostly clubs.
    """

    capital: frozenset[str]
    lower: frozenset[str]
    titled: frozenset[int]
    tails: frozenset[tuple[str, str]] = frozenset()  # the last two words of full names that begin with a surname
    often: frozenset[str] = frozenset()  # words capitalised more than once where nothing forces it
    teams: frozenset[str] = frozenset()  # keys of the countries whose national teams the article tells of
    parts: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    articled: frozenset[str] = frozenset()
    sporting: bool = False

    def is_name_word(self, token: Token) -> bool:
        """Say whether a sentence-initial `token` is a name, as far as the rest of the article tells."""
        return token.key in self.capital and token.key not in self.lower


def count_opening(tokens: tuple[Token, ...]) -> int:
    """Count the tokens at the head of a sentence that leave it unopened: marks and numbers."""
    for i, token in enumerate(tokens):
        if token.text not in OPENING and not token.text[0].isdigit():
            return i
    return len(tokens)


def is_title_case(tokens: tuple[Token, ...]) -> bool:
    """Say whether a sentence capitalises its common words too, as many headlines do."""
    words = [token for token in tokens if token.is_word]
    return len(words) >= TITLE_WORDS and sum(token.is_capitalised for token in words) > TITLE_SHARE * len(words)


def gather(reading: Reading) -> Evidence:
    """Read the article once for its capitals."""
    tables = reading.pack.actors
    surnames = tables.words["people.surnames"]
    clubs = tables.phrases["organisations.clubs"]
    capitals: Counter[str] = Counter()
    articled: Counter[str] = Counter()
    tails: set[tuple[str, str]] = set()
    lower: set[str] = set()
    parts: set[str] = set()
    things: set[str] = set()
    states: set[str] = set()
    titled = frozenset(i for i, tokens in enumerate(reading.tokens) if is_title_case(tokens))
    for n, tokens in enumerate(reading.tokens):
        states.update(_states(tokens, tables))
        if n in titled:
            continue
        parts.update(_parts(tokens, tables))
        things.update(_things(tokens, tables))
        opening = count_opening(tokens)
        for i, token in enumerate(tokens):
            if not token.is_word:
                continue
            if not token.is_capitalised:
                lower.add(token.key)
            elif i > opening and tokens[i - 1].text not in AFTER:
                capitals[token.key] += 1
                articled[token.key] += tokens[i - 1].key in tables.words["organisations.articles"]
        tails.update(_tails(tokens, surnames))
    return Evidence(
        frozenset(capitals),
        frozenset(lower),
        titled,
        frozenset(tails),
        often=frozenset(word for word, count in capitals.items() if count > 1),
        teams=frozenset(_teams(reading)),
        parts=frozenset(parts),
        things=frozenset(things - parts),
        states=frozenset(states),
        articled=frozenset(word for word, count in articled.items() if count > 1 and 2 * count > capitals[word]),
        sporting=bool(clubs.firsts) and reading.pack.events.domains.of(reading.tokens)[:1] == (SPORT,),
    )


def _tails(tokens: tuple[Token, ...], surnames: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give the last two words of each run of three or four capitals led by a surname."""
    at = 0
    while at < len(tokens):
        if not tokens[at].is_capitalised:
            at += 1
            continue
        stop = at
        while stop < len(tokens) and tokens[stop].is_capitalised and tokens[stop].is_word:
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


def _parts(tokens: tuple[Token, ...], tables: ActorTables) -> Iterator[str]:
    for before, token in pairwise(token for token in tokens if token.text != "."):
        if not (token.is_capitalised and token.is_word):
            continue
        initial = len(before.text) == 1 and before.is_capitalised and before.is_word
        if before.key in tables.given or before.key in tables.words["people.honorifics"] or initial:
            yield token.key
            if before.key in tables.given:
                yield before.key


def _things(tokens: tuple[Token, ...], tables: ActorTables) -> Iterator[str]:
    leading = tables.phrases["words.things_first"]
    for i, token in enumerate(tokens):
        if token.is_capitalised:
            hit = leading.longest(tokens, i) if token.key in leading.firsts else None
            if hit is not None and hit.stop < len(tokens) and tokens[hit.stop].is_capitalised:
                yield tokens[hit.stop].key
            ware = _ware(tokens, i, tables)
            if ware is not None:
                yield ware
            if _is_kind(tokens, i, tables):
                yield token.key
        # "robotic process automation (RPA)"
        enclosed = 1 < i < len(tokens) - 1 and tokens[i - 1].text == "(" and tokens[i + 1].text == ")"
        short = enclosed and token.is_word and token.text.isupper() and len(token.text) > 1
        if short and tokens[i - 2].text.islower() and tokens[i - 2].key in tables.words["words.common"]:
            yield token.key


def _ware(tokens: tuple[Token, ...], i: int, tables: ActorTables) -> str | None:
    """Give the foreign word right behind the name of a company at token `i`, where it names what that makes: "Lumen Harvest"."""
    maker = tables.names.longest(tokens, i) if tables.syllables else None
    if maker is None or maker.stop >= len(tokens) or not tokens[maker.stop].is_capitalised:
        return None
    name, ware = maker.values[0], tokens[maker.stop]
    made = name.kind is EntityKind.ORGANISATION and name.form is NameForm.PROPER and not tables.is_native(ware.text)
    known = ware.key in tables.given or any(
        index.longest(tokens, maker.stop) is not None for index in (tables.names, tables.offices, tables.heads)
    )
    titled = any(tables.offices.holds(tokens, k, i) for k in range(max(0, i - LONGEST_BEFORE), i))
    return ware.key if made and not known and not titled else None


def _is_kind(tokens: tuple[Token, ...], i: int, tables: ActorTables) -> bool:
    """Say whether an acronym at token `i` is short for a common noun: right behind a word of number or a noun of things."""
    text = tokens[i].text
    if not tables.syllables or len(text) < 2 or not (text.isalpha() and text.isupper()):
        return False
    phrases = (tables.phrases["organisations.wares"], tables.phrases["groups.openers"])
    before = range(max(0, i - LONGEST_BEFORE), i)
    bodies = any(tables.heads.holds(tokens, k, i) for k in before)
    return not bodies and any(index.holds(tokens, k, i) for index in phrases for k in before)


def _states(tokens: tuple[Token, ...], tables: ActorTables) -> Iterator[str]:
    for i, token in enumerate(tokens):
        if token.is_capitalised:
            for hit in tables.names.at(tokens, i):
                for name in hit.values:
                    if name.form in (NameForm.PROPER, NameForm.GUARDED, NameForm.CAPITAL):
                        yield name.home or name.key or ""
