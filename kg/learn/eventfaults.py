"""What is wrong with the events of an article: missed, spurious, told again, swallowed, or with a wrong value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from kg.learn.gold import GoldArticle, GoldEvent
from kg.learn.score import Difference, bare_date, common_letters, pair_events
from kg.model.event import Event, Extraction
from kg.model.text import Span
from kg.model.time import EventTime


class EventFault(StrEnum):
    """The classes, in the order in which they are shown."""

    MISSED = "missed, core"
    MISSED_MINOR = "missed, minor"
    SWALLOWED = "swallowed"  # found, but joined to another event
    DOUBLED = "doubled"  # told again without being joined
    SPURIOUS = "spurious"
    MISDATED = "misdated"
    UNDATED = "wrongly undated"
    DATED = "dated though undated"
    OTHER_TYPE = "other type"
    OTHER_REALIS = "other realis"


def event_faults(article: GoldArticle, extraction: Extraction | None) -> Iterator[Difference]:
    """Give the faults of one article, each with the sentence it is in; without an extraction all events are missed.

    An annotated event whose words were found in an event that is paired with another one is swallowed; an event found
    in the words of an annotated one that is paired already is doubled. One event may have several wrong values.
    """
    events = extraction.events if extraction else ()
    pairs = pair_events(events, article.events)
    for j in sorted({*range(len(article.events))} - {j for _, j in pairs}):
        yield _unfound(article, events, pairs, article.events[j])
    for i in sorted({*range(len(events))} - {i for i, _ in pairs}):
        yield _uncalled_for(article, events, pairs, events[i])
    for i, j in sorted(pairs, key=lambda pair: pair[1]):
        yield from _wrong_values(article, events[i], article.events[j])


def _unfound(article: GoldArticle, events: Sequence[Event[str]], pairs: list[tuple[int, int]], wanted: GoldEvent) -> Difference:
    expected = f"{wanted.type}, {_gold_date(wanted)}"
    for i, j in pairs:
        if shared := _shared(events[i], wanted):
            holder = article.events[j].triggers[0].of(article.text)
            return _fault(article, EventFault.SWALLOWED, shared, expected, f"joined to {holder!r}")
    fault = EventFault.MISSED if wanted.core else EventFault.MISSED_MINOR
    return _fault(article, fault, wanted.triggers[0], expected, "")


def _uncalled_for(
    article: GoldArticle, events: Sequence[Event[str]], pairs: list[tuple[int, int]], event: Event[str]
) -> Difference:
    mention = event.mentions[0]
    found = f"{event.type}, {_date(event.time, article)}, rule {mention.rule}"
    for i, j in pairs:
        if shared := _shared(event, article.events[j]):
            first = events[i].mentions[0].span.of(article.text)
            return _fault(article, EventFault.DOUBLED, shared, f"one event with {first!r}", found)
    return _fault(article, EventFault.SPURIOUS, mention.span, "", found)


def _wrong_values(article: GoldArticle, event: Event[str], wanted: GoldEvent) -> Iterator[Difference]:
    at = _shared(event, wanted) or wanted.triggers[0]
    date, right = bare_date(event.time.edtf if event.time else None), bare_date(wanted.edtf)
    if date != right:
        fault = EventFault.UNDATED if date is None else EventFault.DATED if right is None else EventFault.MISDATED
        yield _fault(article, fault, at, _gold_date(wanted), _date(event.time, article))
    if event.type != wanted.type:
        yield _fault(article, EventFault.OTHER_TYPE, at, wanted.type, str(event.type))
    if event.realis != wanted.realis:
        yield _fault(article, EventFault.OTHER_REALIS, at, wanted.realis, str(event.realis))


def _shared(event: Event[str], wanted: GoldEvent) -> Span | None:
    """Give the annotated words, the best first, that the event found has too; None if there are none."""
    spans = [mention.span for mention in event.mentions]
    return next((trigger for trigger in wanted.triggers if common_letters(spans, [trigger])), None)


def _gold_date(wanted: GoldEvent) -> str:
    return f"{wanted.edtf} ({wanted.basis})" if wanted.edtf else "undated"


def _date(time: EventTime | None, article: GoldArticle) -> str:
    """Give a date with its basis and the words that it was read from."""
    if time is None:
        return "undated"
    words = f": {time.timex.span.of(article.text)!r}" if time.timex else ""
    return f"{time.edtf} ({time.basis}{words})"


def _fault(article: GoldArticle, fault: EventFault, at: Span, wanted: str, found: str) -> Difference:
    sentence = next((s for s in article.sentences if s.overlaps(at)), at)
    place = max(at.begin - sentence.begin, 0)
    return Difference(article.id, str(fault), at.of(article.text), sentence.of(article.text), wanted, found, place)
