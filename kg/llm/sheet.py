"""What our own code finds in an article before a model is asked: sentences, actors and dates, each with an id."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.extract.article import issues_of, take_part
from kg.extract.chain import Chains, chain
from kg.extract.confidence import weigh
from kg.extract.eventtype import typed
from kg.extract.mention import find_mentions
from kg.extract.reading import Reading, read
from kg.extract.speaker import let_speak
from kg.extract.timeclause import is_idle
from kg.extract.timex import settle
from kg.extract.trigger import Candidate, propose
from kg.extract.view import View, views
from kg.lang.pack import LanguagePack
from kg.model.entity import Entity, EntityId, Mention
from kg.model.event import Event, Issue, Relation
from kg.model.text import Article, Sentence, Span
from kg.model.time import Timex, TimexType

PUBLICATION = "t0"
RECENT = 365  # days before publication
_COUNTED = re.compile(r"P\d{1,4}[DWMY]")
DATES = frozenset({TimexType.DATE, TimexType.TIME, TimexType.DURATION})


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """An expression of time that may date an event, and the sentence that it stands in."""

    timex: Timex
    sentence: int


@dataclass(frozen=True, eq=False)
class Sheet:
    """An article as it is laid before a model.

    `events` and `relations` are the default reader's own. `actors` and `times` go by the ids that the model gets:
    `a1`, `a2` and so on in the order of the article's entities, `t1`, `t2` in text order.
    """

    reading: Reading
    timexes: tuple[Timex, ...]
    doubts: tuple[Issue, ...]
    mentions: tuple[Mention, ...]
    chains: Chains
    seen: tuple[View, ...]
    events: tuple[Event[EntityId], ...]
    relations: tuple[Relation[EntityId], ...]

    @property
    def article(self) -> Article:
        """Give the article."""
        return self.reading.article

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Give what is in doubt whoever reads."""
        return (*issues_of(self.article), *self.doubts)

    @cached_property
    def actors(self) -> Mapping[str, Entity]:
        """Give the actors by the id that a model gets."""
        return {f"a{i}": entity for i, entity in enumerate(self.chains.entities, 1)}

    @cached_property
    def times(self) -> Mapping[str, Dated]:
        """Give the dates by the id that a model gets: those of the calendar that may date an event."""
        found = [
            Dated(timex, view.sentence.index)
            for view in self.seen
            for timex in view.timexes
            if timex.edtf is not None and timex.interval is not None and timex.type in DATES and not is_idle(view, timex)
        ]
        return {f"t{i}": dated for i, dated in enumerate(found, 1)}

    @cached_property
    def lengths(self) -> Mapping[str, Dated]:
        """Give what says only how long something lasts or lies away ("within 15 days"), by the id that a model gets: `d1`, `d2`."""
        found = [
            Dated(timex, view.sentence.index)
            for view in self.seen
            for timex in view.timexes
            if timex.type is TimexType.DURATION and timex.interval is None and _COUNTED.fullmatch(timex.value)
        ]
        return {f"d{i}": dated for i, dated in enumerate(found, 1)}

    @cached_property
    def told(self) -> Mapping[EntityId, tuple[Mention, ...]]:
        """Give the mentions of each actor, in text order; pronouns and plurals are among them."""
        found: defaultdict[EntityId, list[Mention]] = defaultdict(list)
        for mention, targets in self.chains.of.items():
            for target in targets:
                found[target].append(mention)
        return {who: tuple(sorted(mentions, key=lambda m: m.span.begin)) for who, mentions in found.items()}

    @cached_property
    def acts(self) -> Mapping[EntityId, frozenset[Span]]:
        """Give the sentences in which the default reader, too, has an actor take part in something."""
        told: defaultdict[EntityId, set[Span]] = defaultdict(set)
        for event in self.events:
            for part in event.participants:
                told[part.who].update(p.sentence for p in part.provenance)
        for relation in self.relations:
            for who in (relation.subject, relation.object):
                if who is not None:
                    told[who].update(p.sentence for p in relation.provenance)
        return {who: frozenset(sentences) for who, sentences in told.items()}

    @cached_property
    def acting(self) -> frozenset[EntityId]:
        """Give the actors that two paragraphs name, one at least as taking part in something; in a text of one paragraph, two sentences
        have them take part.

        One may be an order to whoever reads the text; what it says of somebody is then all that is said.
        """
        if len(set(self._paragraph.values())) == 1:
            return frozenset(who for who, told in self.acts.items() if len(told) > 1)
        spans = [sentence.span for sentence in self.reading.sentences]
        return frozenset(
            who for who in self.acts if len({self._paragraph[spans[m.sentence]] for m in self.told.get(who, ())}) > 1
        )

    @cached_property
    def _paragraph(self) -> Mapping[Span, int]:
        """Number the paragraphs of the sentences: a new one begins after an empty line, a title or a line of another kind."""
        numbers: dict[Span, int] = {}
        last: Sentence | None = None
        for sentence in self.reading.sentences:
            gap = "\n\n" if last is None else self.reading.text[last.span.end : sentence.span.begin]
            begins = gap.count("\n") > 1 or (last is not None and last.block is not sentence.block)
            numbers[sentence.span] = len(set(numbers.values())) - (not begins)
            last = sentence
        return numbers

    def reaches(self, dated: Dated, told: Collection[int], *, is_last: bool = False, is_range: bool = False) -> bool:
        """Say whether a date may date what other sentences, numbered `told`, tell; alone, or as one end of a range.

        It may where the default reader carries it on itself. Else it must be told before, but for the last end of a range, and if it
        stands alone, they must have no date of their own. And it must be of the year before publication and stand with an event word,
        or in the sentence right before them, where the default reader dates something by it too: what is older is told beside its date.
        """
        if dated.timex.span in self._carried:
            return True
        if (self._days.intersection(told) and not is_range) or (dated.sentence >= max(told) and not is_last):
            return False
        return self._is_recent(dated) or (dated.sentence + 1 in told and dated.timex.span in self._dating)

    def may_reach(self, dated: Dated) -> bool:
        """Say whether a date may date what is told long after it."""
        return dated.timex.span in self._carried or self._is_recent(dated)

    def _is_recent(self, dated: Dated) -> bool:
        published, interval = self.article.published_on, dated.timex.interval
        first = None if interval is None else interval.start or interval.end
        if published is None or first is None or (published - first).days > RECENT:
            return False
        return bool(self.candidates.get(dated.sentence))

    @cached_property
    def _days(self) -> frozenset[int]:
        """Give the sentences that have a date."""
        return frozenset(dated.sentence for dated in self.times.values())

    @cached_property
    def _dating(self) -> frozenset[Span]:
        """Give the places of the dates by which the default reader dates something."""
        times = (event.time for event in self.events)
        return frozenset(time.timex.span for time in times if time is not None and time.timex is not None)

    @cached_property
    def _carried(self) -> frozenset[Span]:
        """Give the places of the dates by which the default reader dates what another sentence tells."""
        return frozenset(
            event.time.timex.span
            for event in self.events
            if event.time is not None and event.time.timex is not None
            if any(mention.sentence != event.time.timex.sentence for mention in event.mentions)
        )

    @cached_property
    def candidates(self) -> Mapping[int, tuple[Candidate, ...]]:
        """Give the event words that the pack's tables propose, by number of the sentence."""
        proposed = propose(self.seen, self.reading.pack.events)
        return {view.sentence.index: tuple(here) for view, here in proposed}


def lay_out(article: Article, pack: LanguagePack, min_confidence: float | None = None) -> Sheet:
    """Read an article as the default reader does, as far as a second reader builds on it.

    `min_confidence` is that from which on the default reader tells an event; None: the pack's own choice.
    """
    reading, timexes, doubts = settle(read(article, pack))
    mentions = find_mentions(reading, timexes)
    seen = views(reading, timexes, mentions)
    chains = let_speak(reading, seen, chain(reading, mentions))
    events, relations = take_part(reading, seen, mentions, chains)
    learned = pack.events.weights
    points = learned.telling if learned is not None else None
    events = typed(weigh(reading, events, chains.entities, points, min_confidence), seen, pack.events)
    return Sheet(reading, timexes, doubts, mentions, chains, seen, events, relations)
