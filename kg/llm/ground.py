"""Finding in the text what a model says: words, actors and dates; what is not there is not taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from kg.extract.spelling import words_of
from kg.llm.answer import Reason
from kg.llm.sheet import PUBLICATION, Dated, Sheet
from kg.model.entity import Entity, EntityId, EntityKind, Mention
from kg.model.event import Realis
from kg.model.ids import content_id
from kg.model.text import Provenance, Span
from kg.model.time import Basis, EventTime, Grain, Interval

VERSION = "kg-llm/1"
OPEN = ".."
SMALL = frozenset({"determiner", "demonstrative", "possessive", "classifier", "plural"})
UNSETTLED = frozenset({Realis.PLANNED, Realis.POSSIBLE})
_ID = re.compile(r"[at]\d+")
_TIME = re.compile(r"(t\d+)|(t\d+)?\.\.(t\d+)?")


class RejectedError(Exception):
    """A part of an answer that is not taken."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `[start, stop)` of sentence number `sentence`, and their span in the text."""

    sentence: int
    start: int
    stop: int
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody whom the text names at `provenance`; `is_new` if our own code did not see an actor there."""

    entity: Entity
    provenance: Provenance
    is_new: bool = False


class Ground:
    """One article, and what can be shown in it; `reader` is who says so in provenances."""

    def __init__(self, sheet: Sheet, reader: str) -> None:
        self.sheet = sheet
        self.reader = reader
        self._by_words = {words_of(name): e for e in sheet.chains.entities[::-1] for name in (e.name, *e.names)}

    def provenance(self, span: Span, sentence: int, rule: str) -> Provenance:
        """Say that the model chose `span` in a sentence."""
        return Provenance(self.sheet.article.id, span, self.sheet.reading.sentences[sentence].span, self.reader, rule)

    def places(self, words: str, sentence: int) -> list[Place]:
        """Give where words stand in a sentence, from the border of a token to the border of one; spaces may be line breaks."""
        pieces = words.split()
        if not pieces:
            return []
        span, tokens = self.sheet.reading.sentences[sentence].span, self.sheet.reading.tokens[sentence]
        begins, ends = [t.begin for t in tokens], [t.end for t in tokens]
        pattern = re.compile(r"\s+".join(map(re.escape, pieces)))
        found: list[Place] = []
        for hit in pattern.finditer(self.sheet.reading.text, span.begin, span.end):
            start, last = bisect_left(begins, hit.start()), bisect_left(ends, hit.end())
            if start < len(begins) and last < len(ends) and begins[start] == hit.start() and ends[last] == hit.end():
                found.append(Place(sentence, start, last + 1, Span(*hit.span())))
        return found

    def place(self, words: str, sentence: int, nth: int | None) -> Place:
        """Give the one place that is meant; raises `RejectedError` if there is none, or several and `nth` does not say which."""
        found = self.places(words, sentence)
        if not found:
            raise RejectedError(Reason.UNGROUNDED, f"{words!r} does not stand in sentence {sentence}")
        if nth is None and len(found) > 1:
            raise RejectedError(Reason.UNGROUNDED, f"{words!r} stands {len(found)} times in sentence {sentence}")
        if nth is not None and not 1 <= nth <= len(found):
            raise RejectedError(Reason.UNGROUNDED, f"{words!r} does not stand {nth} times in sentence {sentence}")
        return found[(nth or 1) - 1]

    def actors(self, who: str, told: Sequence[Place], kind: EntityKind | None, role: str) -> tuple[Actor, ...]:
        """Give whom an id or words mean, for an event told at `told`; several for a plural.

        Raises:
            RejectedError: No sentence of the event shows the actor, nor does an earlier one show an actor that the default reader
                has take part in something too: what a model has from elsewhere may as well be an order in the text.
        """
        found = [place for at in dict.fromkeys(p.sentence for p in told) for place in self.places(who, at)]
        entity = self.sheet.actors.get(who)
        if entity is not None and found:
            raise RejectedError(Reason.UNGROUNDED, f"{who!r} is an id and stands in the sentence")
        if entity is not None:
            return (Actor(entity, self._shown(entity, told, f"{role}.id")),)
        known = None if found else self._by_words.get(words_of(who))
        if known is not None:
            return (Actor(known, self._shown(known, told, f"{role}.name")),)
        if not found:
            what = "is no actor's id" if _ID.fullmatch(who) else "does not stand in a sentence of the event"
            raise RejectedError(Reason.UNGROUNDED, f"{who!r} {what}")
        return tuple(self._named(found[0], kind, f"{role}.words"))

    def _shown(self, entity: Entity, told: Sequence[Place], rule: str) -> Provenance:
        mentions = self.sheet.told.get(entity.id, ())
        for place in told:
            here = [m for m in mentions if m.sentence == place.sentence]
            if here:
                nearest = min(here, key=lambda m: (abs(m.span.begin - place.span.begin), m.span.begin))
                return self.provenance(nearest.span, nearest.sentence, rule)
        before = [m for m in mentions if m.sentence < told[0].sentence]
        if not before or entity.id not in self.sheet.acting:
            raise RejectedError(Reason.UNGROUNDED, f"no sentence of the event shows {entity.name!r}")
        return self.provenance(before[-1].span, before[-1].sentence, f"{rule}.before")

    def _named(self, place: Place, kind: EntityKind | None, rule: str) -> Iterator[Actor]:
        """Give the actors that words name: those of our own mention in the same place, one of the same name, or a new one."""
        where = self.provenance(place.span, place.sentence, rule)
        entities = {entity.id: entity for entity in self.sheet.chains.entities}
        mentions = [m for m in self.sheet.mentions if m.sentence == place.sentence]
        whole = self._pointed(m for m in mentions if self._is_whole(m, place))
        part = self._pointed(m for m in mentions if place.span in m.wide)
        name = " ".join(place.span.of(self.sheet.reading.text).split())
        known = self._by_words.get(words_of(name))
        if whole or (part and known is None):
            yield from (Actor(entities[who], where) for who in whole or part)
        elif known is not None:  # "X" in "the army of X" is X
            yield Actor(known, where)
        elif kind is None:
            raise RejectedError(Reason.UNGROUNDED, f"{name!r} names no actor of the list, and its kind is not said")
        else:
            id = content_id("ent", self.sheet.article.id, " ".join(words_of(name)) or name)
            yield Actor(Entity(id, kind, name, (where,)), where, is_new=True)

    def _is_whole(self, mention: Mention, place: Place) -> bool:
        """Say whether words are those of a mention, perhaps with its title, or with small words before it ("the", "Mr")."""
        if mention.span not in place.span:
            return False
        tokens, tags = self.sheet.reading.tokens[place.sentence], self.sheet.seen[place.sentence].tags
        honorifics = self.sheet.reading.pack.actors.words["people.honorifics"]
        return all(
            (mention.wide.begin <= tokens[i].begin and tokens[i].end <= mention.wide.end)
            or (tokens[i].end <= mention.wide.begin and (tags[i] & SMALL or tokens[i].key in honorifics))
            for i in range(place.start, place.stop)
        )

    def _pointed(self, mentions: Iterable[Mention]) -> list[EntityId]:
        return list(dict.fromkeys(who for mention in mentions for who in self.sheet.chains.of.get(mention, ())))

    def time(self, said: str, realis: Realis, told: Sequence[Place]) -> EventTime:
        """Give the time that ids of dates mean; raises `RejectedError` for one that cannot be that of the event."""
        parsed = _TIME.fullmatch(said)
        if parsed is None or said == OPEN:
            raise RejectedError(Reason.UNGROUNDED, f"{said!r} is no date's id")
        published = self.sheet.article.published_on
        if said == PUBLICATION:
            if published is None or realis in UNSETTLED:
                raise RejectedError(Reason.UNGROUNDED, "the day of publication dates nothing here")
            today = Interval(published, published + timedelta(days=1), Grain.DAY)
            return EventTime(published.isoformat(), today, Basis.DCT)
        at = {place.sentence for place in told}
        names = (parsed[1],) if parsed[1] else parsed.groups()[1:]
        ends = [self._dated(name, at) if name else None for name in names]
        first = next(dated for dated in ends if dated is not None)
        edtf, interval = (first.timex.edtf, first.timex.interval) if parsed[1] else _range(*ends)
        if edtf is None or interval is None:
            raise RejectedError(Reason.UNGROUNDED, f"{said!r} is no stretch of time")
        start = interval.start
        if realis is Realis.ACTUAL and published is not None and start is not None and start > published:
            raise RejectedError(Reason.UNGROUNDED, f"what is to come by {said!r} cannot have happened")
        here = all(dated.sentence in at for dated in ends if dated is not None)
        where = self.provenance(first.timex.span, first.sentence, first.timex.rule)
        return EventTime(edtf, interval, first.timex.basis if here else Basis.CONTEXT, where)

    def _dated(self, name: str, told: set[int]) -> Dated:
        dated = self.sheet.times.get(name)
        if dated is None:
            raise RejectedError(Reason.UNGROUNDED, f"{name!r} is no date's id")
        if dated.sentence not in told and dated.timex.span not in self.sheet.carried:
            raise RejectedError(Reason.UNGROUNDED, f"the date {name!r} stands in another sentence, and dates nothing here")
        return dated


def _range(first: Dated | None, last: Dated | None) -> tuple[str | None, Interval | None]:
    """Give the stretch from one date to another; None is open."""
    start = end = None
    begin = finish = OPEN
    if first is not None and first.timex.interval is not None:
        start = first.timex.interval.start or first.timex.interval.end
        begin = _end_of(first.timex.edtf, -1 if first.timex.interval.start is None else 0)
    if last is not None and last.timex.interval is not None:
        end = last.timex.interval.end or last.timex.interval.start
        finish = _end_of(last.timex.edtf, 0 if last.timex.interval.end is None else -1)
    if start is not None and end is not None and start >= end:
        return None, None
    return f"{begin}/{finish}", Interval(start, end, Grain.RANGE)


def _end_of(edtf: str | None, which: int) -> str:
    return (edtf or OPEN).split("/")[which]
