"""What the events of one article are to each other, where the words of a sentence say so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.linkgrammar import LinkedSentence, Mark
from kg.extract.reading import Reading
from kg.extract.trigger import told_as
from kg.extract.view import View
from kg.lang.inflection import WordClass
from kg.model.entity import EntityId
from kg.model.event import Event, EventLink
from kg.model.links import settle_links
from kg.model.text import Provenance, Span


def find_links(reading: Reading, seen: Sequence[View], events: Sequence[Event[EntityId]]) -> tuple[EventLink, ...]:
    """Find the links between the events of an article, whose mentions are joined already.

    A link holds between the two nearest event words that a connective joins within one sentence. One that another
    sentence, or the read dates, contradict is left out.
    """
    links: list[EventLink] = []
    for view, marks in marked(seen, events):
        for claim in LinkedSentence(view, marks, reading.pack.events.links).claims():
            ends = (claim.subject.span, claim.object.span)
            words = Span(min(s.begin for s in ends), max(s.end for s in ends))
            where = reading.provenance(words, view.sentence.index, claim.rule)
            links.append(EventLink(claim.subject.event.id, claim.predicate, claim.object.event.id, (where,)))
    return settle_links(links, {event.id: event.time for event in events})


def marked(seen: Sequence[View], events: Sequence[Event[EntityId]]) -> Iterator[tuple[View, list[Mark]]]:
    """Give each sentence that tells several events, with their words in text order."""
    here: defaultdict[Span, list[tuple[Event[EntityId], Provenance]]] = defaultdict(list)
    for event in events:
        for told in event.mentions:
            here[told.sentence].append((event, told))
    for view in seen:
        if len(found := here[view.sentence.span]) > 1:
            yield view, sorted((_mark(view, event, told) for event, told in found), key=lambda mark: mark.start)


def _mark(view: View, event: Event[EntityId], told: Provenance) -> Mark:
    start = bisect_left([token.end for token in view.tokens], told.span.begin + 1)
    stop = bisect_left([token.begin for token in view.tokens], told.span.end)
    word_class, lemma = told_as(told.rule)
    return Mark(event, told.span, start, stop, lemma, word_class is WordClass.NOUN)
