"""Whether sentences tell one event, as a model says they do: else any sentence could lend an event its actors and its date."""

from __future__ import annotations

from collections.abc import Sequence

from kg.llm.place import Place
from kg.llm.pointing import POINTING
from kg.llm.sheet import Sheet
from kg.model.event import EventType

POINTS = frozenset({POINTING})


def showing(sheet: Sheet, told: Sequence[Place], type: EventType) -> tuple[Place, ...]:
    """Give the places, of those where an event of a type is told, whose sentences show who takes part and when.

    Of several sentences those do whose event word is of the type by the pack's tables, and those that have an event word
    or its type, a name, a class noun or an actor in common with another. () if none does: they do not tell one event.
    """
    if len({place.sentence for place in told}) == 1:
        return tuple(told)
    types = {place: _types(sheet, place) for place in told}
    words = {place: _words(sheet, place) for place in told}
    return tuple(
        place
        for place in told
        if type in types[place]
        or any(words[place] & words[other] or types[place] & types[other] for other in told if other.sentence != place.sentence)
    )


def _types(sheet: Sheet, place: Place) -> frozenset[EventType]:
    """Give what its event words tell by the pack's tables; "other" is nothing that two could have in common."""
    here = sheet.candidates.get(place.sentence, ())
    return frozenset(c.trigger.type for c in here if c.start < place.stop and place.start < c.stop) - {EventType.OTHER}


def _words(sheet: Sheet, place: Place) -> frozenset[str]:
    """Give the event words, the names and class nouns in their sentence, and the actors in it."""
    view, tokens = sheet.seen[place.sentence], sheet.reading.tokens[place.sentence]
    said = {
        token.key
        for i, token in enumerate(tokens)
        if place.start <= i < place.stop or (i > 0 and token.text.istitle()) or view.tags[i] == POINTS
    }
    actors = {who for who, mentions in sheet.told.items() if any(m.sentence == place.sentence for m in mentions)}
    return frozenset(said | actors)
