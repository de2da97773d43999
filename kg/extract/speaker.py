"""The first person in quotations, who is whoever speaks there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.extract.attribution import Sayings, find_sources
from kg.extract.backward import SPEAKER
from kg.extract.chain import Chains
from kg.extract.quotation import Part, Quotation, quotations
from kg.extract.reading import Reading
from kg.extract.view import View
from kg.model.entity import Entity, EntityId, EntityKind, Mention

LEADING = frozenset((",", "-", "\u2013", "\u2014"))  # what stands between the end of a quotation and who spoke


def let_speak(reading: Reading, seen: Sequence[View], chains: Chains) -> Chains:
    """Point the first person inside quotation marks to the person who speaks there; where nobody surely does it stays open."""
    if not any(mention.rule == SPEAKER for mention in chains.of):
        return chains
    people = {entity.id for entity in chains.entities if entity.kind is EntityKind.PERSON}
    known = {mention: who[0] for mention, who in chains.of.items() if len(who) == 1 and who[0] in people}
    sayings = find_sources(seen, reading.pack.events)
    spoken: dict[Mention, EntityId] = {}
    for quotation in quotations(seen):
        beside = _beside(quotation, known)
        for part in quotation.parts:
            for mention in _within(part.view, part.start, part.stop):
                if mention.rule == SPEAKER:
                    said = _sayer(part, mention, sayings)
                    who = beside if said is None else known.get(said)
                    if who is not None:
                        spoken[mention] = who
    entities = tuple(_with(reading, entity, [m for m, who in spoken.items() if who == entity.id]) for entity in chains.entities)
    return Chains(entities, {**chains.of, **{mention: (who,) for mention, who in spoken.items()}})


def _sayer(part: Part, mention: Mention, sayings: Sayings) -> Mention | None:
    """Give who is told to say what a mention stands in, by words outside the quotation: in "he told her I lied" the other speaks."""
    around = [
        s
        for s in sayings[part.view.sentence.index]
        if mention in _within(part.view, s.start, s.stop) and not any(part.start <= i < part.stop for i in s.own)
    ]
    return min(around, key=lambda s: (s.stop - s.start, s.start)).speaker if around else None


def _beside(quotation: Quotation, known: Mapping[Mention, EntityId]) -> EntityId | None:
    """Give who speaks by where the names stand: the one person before a colon that leads to the quotation or just after its end.

    Of a quotation with nobody beside it, it is the only person whom the sentence before tells of, and first.
    """
    first, last = quotation.parts[0], quotation.parts[-1]
    before = _within(first.view, 0, first.start)
    after = _within(last.view, last.stop, len(last.view.tokens))
    if first.start > 1 and first.view.tokens[first.start - 2].text == ":":
        return _only(before, known)
    lead = last.stop + 1
    if after and lead < len(last.view.tokens) and last.view.tokens[lead].text in LEADING:
        begins = after[0].wide.begin == last.view.tokens[min(lead + 1, len(last.view.tokens) - 1)].begin
        return known.get(after[0]) if begins else None
    told = quotation.goes_on.mentions if quotation.goes_on is not None and not after else ()
    return _only(told, known) if told and told[0] in known else None


def _only(mentions: Iterable[Mention], known: Mapping[Mention, EntityId]) -> EntityId | None:
    """Give the person to whom all of the mentions that tell of people point, or None."""
    people = {known.get(mention) for mention in mentions if mention.kind is EntityKind.PERSON}
    return people.pop() if len(people) == 1 else None


def _within(view: View, start: int, stop: int) -> list[Mention]:
    """Give the mentions that begin at tokens `[start, stop)` of a sentence."""
    if start >= stop:
        return []
    begin, end = view.tokens[start].begin, view.tokens[stop - 1].end
    return [mention for mention in view.mentions if begin <= mention.span.begin < end]


def _with(reading: Reading, entity: Entity, mentions: Sequence[Mention]) -> Entity:
    """Give an entity with more mentions of it."""
    if not mentions:
        return entity
    more = (reading.provenance(m.span, m.sentence, m.rule) for m in mentions)
    return replace(entity, mentions=tuple(sorted((*entity.mentions, *more), key=lambda p: p.span.begin)))
