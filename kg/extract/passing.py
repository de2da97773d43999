"""Names of the tables that name no actor where they stand: picture credits, pages, adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lang.actors import Bond, KnownName

if TYPE_CHECKING:
    from kg.extract.spot import Line


def in_passing(line: Line, start: int, stop: int, *, outlet: bool) -> bool:
    """Say whether an organisation is no actor here: credited with a picture, or a page on which something was posted."""
    words, tokens = line.tables.words, line.tokens
    if line.before(start) in words["organisations.articles"] and line.capital(start - 1):
        start -= 1  # "/The Guardian"
    before = line.before(start)
    after = tokens[stop].text if stop < len(tokens) else ""
    enclosed = outlet and before == "(" and after == ")" and not line.capital(start - 2)
    if "/" in (before, after) or before in words["sources.photo"] or enclosed:
        return True
    if any(token.key in words["sources.photo"] for token in tokens[start:stop]):
        return True
    venue = tokens[stop - 1].key in words["sources.venues"] and stop - start == 1
    return venue and (before in words["sources.venue_words"] or after.casefold() in words["sources.venue_words"])


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
