"""Names of the tables that name no actor where they stand: picture credits, pages, adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lang.actors import Bond, KnownName, NameForm

if TYPE_CHECKING:
    from kg.extract.spot import Line

LONGEST_DATE = 8  # tokens between the place of a dateline and who tells it


def in_passing(line: Line, start: int, stop: int, *, outlet: bool) -> bool:
    """Say whether an organisation is no actor here: credited with a picture or report, or a page on which something was posted."""
    words, tokens = line.tables.words, line.tokens
    if line.before(start) in words["organisations.articles"] and line.capital(start - 1):
        start -= 1  # "/The Guardian"
    before = line.before(start)
    after = tokens[stop].text if stop < len(tokens) else ""
    enclosed = before == "(" and after == ")"
    apart = not _abbreviates(line, start) if enclosed else _stands_apart(line, start, stop)
    if "/" in (before, after) or before in words["sources.photo"] or (outlet and apart):
        return True
    if any(token.key in words["sources.photo"] for token in tokens[start:stop]):
        return True
    venue = tokens[stop - 1].key in words["sources.venues"] and stop - start == 1
    return venue and (before in words["sources.venue_words"] or after.casefold() in words["sources.venue_words"])


def _abbreviates(line: Line, start: int) -> bool:
    """Say whether the capitals before a bracket at `start - 1` begin with the letters of an acronym in it."""
    short = line.tokens[start].text
    parts = [part for token in line.tokens[max(0, start - 1 - 2 * len(short)) : start - 1] for part in token.text.split("-")]
    return "".join(part[0] for part in parts if part[:1].isupper()).endswith(short)


def _stands_apart(line: Line, start: int, stop: int) -> bool:
    """Say whether an outlet is but a credit: nothing in lower case leads to it or goes on from it ("Robin Hale, AP", "AP 5/8").

    Only where sentences write their common words in lower case, and owners come first, so that somebody's office follows.
    """
    tokens, words = line.tokens, line.tables.words
    if line.titled or not line.tables.owner_first:
        return False
    after = tokens[stop] if stop < len(tokens) else None
    if after is not None and (
        after.text[0].islower()
        or after.key in words["offices.possessives"]
        or (start == line.opening and after.text == ",")
        or any(line.tables.offices.longest(tokens, k) is not None for k in (stop, stop + 1) if k < len(tokens))
    ):
        return False
    past = stop
    while line.capital(past):
        past += 1
    if past > stop and not line.common(stop) and past < len(tokens) and tokens[past].text[0].islower():
        return False  # "BBC Verify has": the name of a part of it
    led = start > 0 and (tokens[start - 1].text[0].islower() or tokens[start - 1].key in words["offices.articles"])
    return not led or (after is not None and after.text[0].isdigit() and stop not in line.blocked)


def in_dateline(line: Line, start: int, stop: int) -> bool:
    """Say whether a place in capitals at the head of a report only tells where it was written: "OSLO (AP) -", "OSLO: ".

    Before a colon only where owners come first: other languages' headlines tell so where something happened.
    """
    tokens = line.tokens
    town = tokens[line.opening : start] if start > line.opening and line.before(start) == "," else ()  # "ORNE, Idaho (AP)"
    if not all(token.text.isupper() or not token.is_word for token in town or tokens[start:stop]):
        return False
    if line.tables.owner_first and start == line.opening and stop < len(tokens) and tokens[stop].text == ":":
        return True
    for at in range(stop, min(len(tokens) - 3, stop + LONGEST_DATE)):
        if tokens[at].text == "(":
            told = line.known(at + 1)
            if told is None or told.values[0].form is not NameForm.AGENCY or told.stop >= len(tokens):
                return False
            return tokens[told.stop].text == ")"
        if not (line.capital(at) or at in line.blocked or tokens[at].text in ",."):
            return False
    return False


def stands_for_state(line: Line, stop: int, name: KnownName) -> bool:
    """Say whether an adjective stands for its country: the article names it, or an office or a town of it follows."""
    if stop >= len(line.tokens):
        return False
    if name.key in line.evidence.states or line.tables.phrases["relations.city_of"].longest(line.tokens, stop) is not None:
        return True
    return any(
        office.bond in (Bond.HEADS, Bond.SERVES)
        for k in (stop, stop + 1)
        for hit in line.tables.offices.at(line.tokens, k)
        for office in hit.values
    )
