"""What our own code finds in an article before a model is asked: sentences, actors and dates, each with an id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.extract.article import issues_of, take_part
from kg.extract.chain import Chains, chain
from kg.extract.confidence import weigh
from kg.extract.mention import find_mentions
from kg.extract.reading import Reading, read
from kg.extract.timeclause import is_idle
from kg.extract.timex import settle
from kg.extract.trigger import Candidate, propose
from kg.extract.view import View, views
from kg.lang.pack import LanguagePack
from kg.model.entity import Entity, EntityId, Mention
from kg.model.event import Event, Issue, Relation
from kg.model.text import Article, Span
from kg.model.time import Timex, TimexType

PUBLICATION = "t0"
RECENT = 365  # days before publication
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
    def told(self) -> Mapping[EntityId, tuple[Mention, ...]]:
        """Give the mentions of each actor, in text order; pronouns and plurals are among them."""
        found: defaultdict[EntityId, list[Mention]] = defaultdict(list)
        for mention, targets in self.chains.of.items():
            for target in targets:
                found[target].append(mention)
        return {who: tuple(sorted(mentions, key=lambda m: m.span.begin)) for who, mentions in found.items()}

    @cached_property
    def acting(self) -> frozenset[EntityId]:
        """Give the actors that the default reader, too, has take part in something, in two sentences at least.

        One sentence may be an order to whoever reads the text; what it says of somebody is then all that is said.
        """
        told: defaultdict[EntityId, set[Span]] = defaultdict(set)
        for event in self.events:
            for part in event.participants:
                told[part.who].update(p.sentence for p in part.provenance)
        for relation in self.relations:
            for who in (relation.subject, relation.object):
                if who is not None:
                    told[who].update(p.sentence for p in relation.provenance)
        return frozenset(who for who, sentences in told.items() if len(sentences) > 1)

    @cached_property
    def carried(self) -> frozenset[Span]:
        """Give the places of the dates that may date events of other sentences too.

        Those are the dates that the default reader carries on itself, and of the dates by which it dates what their own sentence
        tells those of the year before publication: what is older is told beside the date.
        """
        published = self.article.published_on
        found: set[Span] = set()
        for event in self.events:
            time = event.time
            if time is None or time.timex is None:
                continue
            first = time.interval.start or time.interval.end
            recent = published is not None and first is not None and (published - first).days <= RECENT
            if recent or any(mention.sentence != time.timex.sentence for mention in event.mentions):
                found.add(time.timex.span)
        return frozenset(found)

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
    chains = chain(reading, mentions)
    seen = views(reading, timexes, mentions)
    events, relations = take_part(reading, seen, mentions, chains)
    learned = pack.events.weights
    points = learned.telling if learned is not None else None
    events = weigh(reading, events, chains.entities, points, min_confidence)
    return Sheet(reading, timexes, doubts, mentions, chains, seen, events, relations)
