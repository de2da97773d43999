"""Parts of states and regions by the points of the compass: "southern Norway" beside "Norway" is a place of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.reading import Reading
from kg.lang.tokens import Token
from kg.model.entity import EntityKind, Mention
from kg.model.text import Span

RULE = "part.place"


def part_places(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Widen the names of places by the point of the compass before them, where the article names the whole place too.

    Where it does not, the place itself is all that is told of, and stays as it is, unless that point was read as a place.
    """
    found = tuple(mentions)
    points = {m: point for m in found if (point := _point(reading, m)) is not None}
    whole = {m.key for m in found if m.key is not None and m not in points}
    inside = {m: points[other] for m, other in itertools.pairwise(found) if other in points and m.span.end > points[other].begin}
    for mention in found:
        point = points.get(mention)
        if mention in inside and inside[mention].begin <= mention.span.begin:
            continue  # "the North" is no place of its own in "the north of Norway"
        if point is None or (mention.key not in whole and point not in inside.values()):
            yield mention
            continue
        span = Span(point.begin, mention.span.end)
        yield replace(mention, span=span, wide=span, name=" ".join(span.of(reading.text).split()), rule=RULE, key=None)


def _point(reading: Reading, mention: Mention) -> Token | None:
    """Give where a point of the compass begins just before the name of a state or region of the tables, or None.

    Towns have no parts here. Where a noun leads up to the points, "the part" in the north, it begins with that.
    """
    tables, key = reading.pack.actors, mention.key or ""
    wide = key.startswith(("country:", "place::")) or (key in tables.regions and key not in tables.towns)
    if not wide or mention.kind is not EntityKind.PLACE or mention.rule == "table.adjective":
        return None
    before = [token for token in reading.tokens[mention.sentence] if token.end <= mention.span.begin]
    points, nouns = tables.words["relations.compass"], tables.words["relations.compass_nouns"]
    at = len(before)
    while at > 0 and before[at - 1].key in points and (nouns or at == len(before)):
        at -= 1
    if at == len(before):
        return None
    if not nouns:
        return before[at]
    return before[at - 1] if at > 0 and before[at - 1].key in nouns else None
