"""How much words and actors say about an event: the rarer in the articles, the more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from kg.model.entity import EntityId
from kg.model.event import EventType
from kg.resolve.told import Told

REFRAIN = 3  # days on which one outlet has a sentence that tells nothing of any of them
SERIES = 3  # days on which the same is done by the same

Doing = tuple[EventType, frozenset[EntityId]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each word of a language, and each actor, weighs: the fewer reports use a word or articles name an actor, the more.

    `words` are those that describe events, `wording` all those of the sentences. `refrains` are sentences that come again day
    after day, `series` what the same actors do on several days.
    """

    words: Mapping[tuple[str, str], float]
    actors: Mapping[EntityId, float]
    wording: Mapping[tuple[str, str], float]
    refrains: Set[str]
    series: Set[Doing]

    def same_words(self, one: Told, other: Told) -> float:
        """Compare the words of two descriptions: the weight of what they share between 0 and 1; 0 across languages."""
        lang = one.event.lang
        if lang != other.event.lang:
            return 0.0
        alone = self._words(one.content, lang) + self._words(other.content, lang)
        return 2 * self._words(one.content & other.content, lang) / alone if alone else 0.0

    def same_company(self, one: Told, other: Told) -> float:
        """Compare whom the sentences of two reports name: the weight of what they share between 0 and 1."""
        everyone = self._actors(one.company | other.company)
        return self._actors(one.company & other.company) / everyone if everyone else 0.0

    def same_wording(self, one: Told, other: Told) -> float:
        """Compare the sentences of two reports: the weight of the words that they share between 0 and 1; 0 across languages."""
        lang = one.event.lang
        if lang != other.event.lang:
            return 0.0
        alone = self._wording(one.wording, lang) + self._wording(other.wording, lang)
        return 2 * self._wording(one.wording & other.wording, lang) / alone if alone else 0.0

    def rarest(self, told: Told, most: int) -> list[str]:
        """Give the words of a report that weigh most, at most so many."""
        lang = told.event.lang
        return sorted(told.wording, key=lambda word: (-self.wording[lang, word], word))[:most]

    # Sorted, because the sum of floats depends on the order.
    def _words(self, words: Iterable[str], lang: str) -> float:
        return sum(sorted(self.words[lang, word] for word in words))

    def _wording(self, words: Iterable[str], lang: str) -> float:
        return sum(sorted(self.wording[lang, word] for word in words))

    def _actors(self, actors: Iterable[EntityId]) -> float:
        return sum(sorted(self.actors[who] for who in actors))


def doing(told: Told) -> Doing:
    """Name what is done by whom and where, whenever it is."""
    return (told.event.type, told.parts | told.places)


def weigh(reports: Sequence[Told]) -> Weights:
    """Weigh the words and actors of all reports, and find what they tell again and again."""
    words: Counter[tuple[str, str]] = Counter()
    wording: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    articles: defaultdict[EntityId, set[str]] = defaultdict(set)
    for told in reports:
        lang = told.event.lang
        totals[lang] += 1
        words.update((lang, word) for word in told.content)
        wording.update((lang, word) for word in told.wording)
        for who in told.company:
            articles[who].add(told.article)
    everywhere = len({told.article for told in reports})
    return Weights(
        {pair: math.log((1 + totals[pair[0]]) / count) for pair, count in words.items()},
        {who: math.log((1 + everywhere) / len(found)) for who, found in articles.items()},
        {pair: math.log((1 + totals[pair[0]]) / count) for pair, count in wording.items()},
        _refrains(reports),
        _series(reports),
    )


def _refrains(reports: Iterable[Told]) -> frozenset[str]:
    """Find the sentences that one outlet has on several days."""
    days: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
    for told in reports:
        if told.published is not None:
            for sentence, _ in told.quotes:
                days[told.outlet, sentence].add(told.published)
    return frozenset(sentence for (_, sentence), found in days.items() if len(found) >= REFRAIN)


def _series(reports: Iterable[Told]) -> frozenset[Doing]:
    """Find what is done on so many days, or on several by one article's account, that a further day is no other report of it."""
    days: defaultdict[Doing, set[date]] = defaultdict(set)
    alone: defaultdict[tuple[Doing, str], set[date]] = defaultdict(set)
    for told in reports:
        start = told.event.time.interval.start if told.event.time is not None else None
        if start is not None:
            what = doing(told)
            days[what].add(start)
            alone[what, told.article].add(start)
    often = {what for what, found in days.items() if len(found) >= SERIES}
    return frozenset(often | {what for (what, _), found in alone.items() if len(found) > 1})
