"""Parts of states and regions by the points of the compass: "southern Norway" beside "Norway" is a place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.reading import Reading
from kg.lang.tokens import Token
from kg.model.entity import EntityKind, Mention
from kg.model.text import Span

RULE = "part.place"


def part_places(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Widen the names of places by the point of the compass before them, where the article names the whole place too.

    Where it does not, the place itself is all that is told of, and stays as it is.
    """
    found = tuple(mentions)
    points = {m: point for m in found if (point := _point(reading, m)) is not None}
    whole = {m.key for m in found if m.key is not None and m not in points}
    for mention in found:
        point = points.get(mention)
        if point is None or mention.key not in whole:
            yield mention
            continue
        span = Span(point.begin, mention.span.end)
        yield replace(mention, span=span, wide=span, name=" ".join(span.of(reading.text).split()), rule=RULE, key=None)


def _point(reading: Reading, mention: Mention) -> Token | None:
    """Give the point of the compass just before the name of a state or region of the tables, or None; towns have no parts here."""
    tables, key = reading.pack.actors, mention.key or ""
    wide = key.startswith(("country:", "place::")) or (key in tables.regions and key not in tables.towns)
    if not wide or mention.kind is not EntityKind.PLACE or mention.rule == "table.adjective":
        return None
    before = [token for token in reading.tokens[mention.sentence] if token.end <= mention.span.begin]
    if not before or before[-1].key not in reading.pack.actors.words["relations.compass"]:
        return None
    return before[-1]
