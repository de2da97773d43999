"""How strong a listed word would be had an article not been there: what an article taught must not be its own proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.trigger import Candidate
from kg.lang.triggers import Strength

# The share of a word's uses that tell an event, from which on it has a strength; what lies below is rare.
SHARES = ((Strength.STRONG, 0.72), (Strength.USUAL, 0.5), (Strength.WEAK, 0.28))
PRIORS = (0.6, 0.3)  # what one thinks of a word before the articles: an event word, or hardly one
PRIOR_USES = 2

Word = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Strengths:
    """The uses of each listed word, in all articles and in each, and how many of them tell an event."""

    uses: Counter[Word]
    events: Counter[Word]
    uses_in: Sequence[Counter[Word]]
    events_in: Sequence[Counter[Word]]

    def without(self, article: int, candidate: Candidate) -> Candidate:
        """Give the candidate with the strength that its word would have without one article.

        A strength that no count explains was given by hand and stays.
        """
        trigger = candidate.trigger
        word = (str(trigger.word_class), trigger.lemma)
        if trigger.strength is Strength.OPEN:
            return candidate
        for prior in PRIORS:
            if _strength(self.uses[word], self.events[word], prior) is trigger.strength:
                uses, events = self.uses_in[article][word], self.events_in[article][word]
                strength = _strength(self.uses[word] - uses, self.events[word] - events, prior)
                return replace(candidate, trigger=replace(trigger, strength=strength))
        return candidate


def count_uses(articles: Iterable[Iterable[tuple[Candidate, bool]]]) -> Strengths:
    """Count, article by article, the candidates and those that tell an event."""
    uses_in: list[Counter[Word]] = []
    events_in: list[Counter[Word]] = []
    for article in articles:
        uses: Counter[Word] = Counter()
        events: Counter[Word] = Counter()
        for candidate, is_event in article:
            word = (str(candidate.trigger.word_class), candidate.trigger.lemma)
            uses[word] += 1
            events[word] += is_event
        uses_in.append(uses)
        events_in.append(events)
    total = Counter[Word]()
    told = Counter[Word]()
    for uses, events in zip(uses_in, events_in, strict=True):
        total.update(uses)
        told.update(events)
    return Strengths(total, told, uses_in, events_in)


def _strength(uses: int, events: int, prior: float) -> Strength:
    share = (events + PRIOR_USES * prior) / (uses + PRIOR_USES)
    return next((strength for strength, least in SHARES if share >= least), Strength.RARE)
