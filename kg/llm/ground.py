"""Finding in the text what a model says: words, actors and dates; what is not there is not taken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.spelling import words_of
from kg.llm.answer import Reason, RejectedError
from kg.llm.place import Place
from kg.llm.pointing import fault_of, may_mean_new
from kg.llm.sheet import Sheet
from kg.llm.visible import pattern_of
from kg.llm.when import time_of
from kg.model.entity import Entity, EntityId, EntityKind, Mention
from kg.model.event import Realis
from kg.model.ids import content_id
from kg.model.text import Provenance, Span
from kg.model.time import EventTime

VERSION = "kg-llm/1"
MEANS = "="  # "the council=a3"
SMALL = frozenset({"determiner", "demonstrative", "possessive", "classifier", "plural"})
_ID = re.compile(r"[at]\d+")


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
        pattern = pattern_of(words)
        if pattern is None:
            return []
        span, tokens = self.sheet.reading.sentences[sentence].span, self.sheet.reading.tokens[sentence]
        begins, ends = [t.begin for t in tokens], [t.end for t in tokens]
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
        """Give whom an id or words mean, for an event told at `told`; several for a plural. "words=id" are words of a sentence of
        the event that mean the actor of that id, or of that name.

        Raises:
            RejectedError: No sentence of the event shows or points to the actor, nor does an earlier one show an actor that the
                default reader has take part in several sentences: what a model has from elsewhere may as well be an order in the text.
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
        if not found and MEANS in who:
            words, _, whom = who.rpartition(MEANS)
            return (self._meant(words, whom, told, kind, role),)
        if not found:
            what = "is no actor's id" if _ID.fullmatch(who) else "does not stand in a sentence of the event"
            raise RejectedError(Reason.UNGROUNDED, f"{who!r} {what}")
        return tuple(self._named(found[0], kind, f"{role}.words"))

    def _meant(self, words: str, whom: str, told: Sequence[Place], kind: EntityKind | None, role: str) -> Actor:
        """Give the actor whom words of an event's sentence point to."""
        place = next((place for at in dict.fromkeys(p.sentence for p in told) for place in self.places(words, at)), None)
        if place is None:
            raise RejectedError(Reason.UNGROUNDED, f"{words!r} does not stand in a sentence of the event")
        where = self.provenance(place.span, place.sentence, f"{role}.meant")
        entity = self.sheet.actors.get(whom) or self._by_words.get(words_of(whom))
        if entity is not None:
            fault = fault_of(self.sheet, place, entity)
            if fault is not None:
                raise RejectedError(Reason.UNGROUNDED, f"{words!r} {fault}, and not {entity.name!r}")
            return Actor(entity, where)
        named = [there for sentence in self.sheet.reading.sentences for there in self.places(whom, sentence.index)]
        if kind is None or not may_mean_new(self.sheet, place, whom, named):
            raise RejectedError(Reason.UNGROUNDED, f"{words!r} does not mean {whom!r}")
        return Actor(Entity(self.new_id(whom), kind, " ".join(whom.split()), (where,)), where, is_new=True)

    def new_id(self, name: str) -> EntityId:
        """Give the id of an actor that our own code does not list."""
        return content_id("ent", self.sheet.article.id, " ".join(words_of(name)) or name)

    def _shown(self, entity: Entity, told: Sequence[Place], rule: str) -> Provenance:
        mentions = self.sheet.told.get(entity.id, ())
        for place in told:
            here = [m for m in mentions if m.sentence == place.sentence]
            if here:
                nearest = min(here, key=lambda m: (abs(m.span.begin - place.span.begin), m.span.begin))
                return self.provenance(nearest.span, nearest.sentence, rule)
        last = max(place.sentence for place in told)
        before = [m for m in mentions if m.sentence < last]
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
        if not whole and kind is not None and all(_is_of(kind, entities[who].kind) for who in part):
            part = []
        if whole or (part and known is None):
            yield from (Actor(entities[who], where) for who in whole or part)
        elif known is not None:  # "X" in "the army of X" is X
            yield Actor(known, where)
        elif kind is None:
            raise RejectedError(Reason.UNGROUNDED, f"{name!r} names no actor of the list, and its kind is not said")
        else:
            yield Actor(Entity(self.new_id(name), kind, name, (where,)), where, is_new=True)

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
        return time_of(self.sheet, said, realis, told, self.reader)


def _is_of(kind: EntityKind, whole: EntityKind) -> bool:
    """Say whether an actor of one kind is another one than that whose words have its name in them: the province of a department,
    the company of some workers.
    """
    return (kind is EntityKind.PLACE and whole is not kind) or (whole is EntityKind.GROUP and kind is EntityKind.ORGANISATION)
