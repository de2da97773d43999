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
SERIES_ALONE = 2  # days on which it is by one article's account

Word = tuple[str, str]  # its language, and the word
Doing = tuple[EventType, frozenset[EntityId]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each word of a language, and each actor, weighs: the fewer reports use a word or articles name an actor, the more.

    `words` are those that describe events, `wording` all those of the sentences. `refrains` are sentences, by their hashes, that
    come again day after day, `series` what the same actors do on several days. `alone` are the weights of all words and of
    the whole wording of a report, by its event's id. To compare two reports, it suffices to have the words of one of them,
    and of the rest what belongs to either.
    """

    words: Mapping[Word, float]
    actors: Mapping[EntityId, float]
    wording: Mapping[Word, float]
    refrains: Set[str]
    series: Set[Doing]
    alone: Mapping[str, tuple[float, float]]

    def same_words(self, one: Told, other: Told) -> float:
        """Compare the words of two descriptions: the weight of what they share between 0 and 1; 0 across languages."""
        lang = one.event.lang
        if lang != other.event.lang:
            return 0.0
        alone = self.alone[one.event.id][0] + self.alone[other.event.id][0]
        return 2 * total(self.words, lang, one.content & other.content) / alone if alone else 0.0

    def same_company(self, one: Told, other: Told) -> float:
        """Compare whom the sentences of two reports name: the weight of what they share between 0 and 1."""
        everyone = self._actors(one.company | other.company)
        return self._actors(one.company & other.company) / everyone if everyone else 0.0

    def same_wording(self, one: Told, other: Told) -> float:
        """Compare the sentences of two reports: the weight of the words that they share between 0 and 1; 0 across languages."""
        lang = one.event.lang
        if lang != other.event.lang:
            return 0.0
        alone = self.alone[one.event.id][1] + self.alone[other.event.id][1]
        return 2 * total(self.wording, lang, one.wording & other.wording) / alone if alone else 0.0

    def rarest(self, told: Told, most: int) -> list[str]:
        """Give the words of a report that weigh most, at most so many."""
        lang = told.event.lang
        return sorted(told.wording, key=lambda word: (-self.wording[lang, word], word))[:most]

    def _actors(self, actors: Iterable[EntityId]) -> float:
        return sum(sorted(self.actors[who] for who in actors))


def total(weights: Mapping[Word, float], lang: str, words: Iterable[str]) -> float:
    """Add up the weights of words."""
    # Sorted, because the sum of floats depends on the order.
    return sum(sorted(weights[lang, word] for word in words))


def weight(found: int, everywhere: int) -> float:
    """Weigh what so many of all reports, or of all articles, have."""
    return math.log((1 + everywhere) / found)


def doing(told: Told) -> Doing:
    """Name what is done by whom and where, whenever it is."""
    return (told.event.type, told.parts | told.places)


def begins(told: Told) -> date | None:
    """Give the day on which it begins; None if the text does not say."""
    return told.event.time.interval.start if told.event.time is not None else None


def weigh(reports: Sequence[Told]) -> Weights:
    """Weigh the words and actors of all reports, and find what they tell again and again."""
    words: Counter[Word] = Counter()
    wording: Counter[Word] = Counter()
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
    return weights_of(
        reports,
        {pair: weight(count, totals[pair[0]]) for pair, count in words.items()},
        {who: weight(len(found), everywhere) for who, found in articles.items()},
        {pair: weight(count, totals[pair[0]]) for pair, count in wording.items()},
        _refrains(reports),
        _series(reports),
    )


def weights_of(
    reports: Iterable[Told],
    words: Mapping[Word, float],
    actors: Mapping[EntityId, float],
    wording: Mapping[Word, float],
    refrains: Set[str],
    series: Set[Doing],
) -> Weights:
    """Make weights of reports, from those of all their words and actors at least."""
    alone = {
        told.event.id: (total(words, told.event.lang, told.content), total(wording, told.event.lang, told.wording))
        for told in reports
    }
    return Weights(words, actors, wording, refrains, series, alone)


def _refrains(reports: Iterable[Told]) -> frozenset[str]:
    """Find the sentences that one outlet has on several days."""
    days: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
    for told in reports:
        if told.published is not None:
            for quote in told.quotes:
                days[told.outlet, quote.sentence].add(told.published)
    return frozenset(sentence for (_, sentence), found in days.items() if len(found) >= REFRAIN)


def _series(reports: Sequence[Told]) -> frozenset[Doing]:
    """Find what is done on so many days, or on several by one article's account, that a further day is no other report of it."""
    days: defaultdict[Doing, set[date]] = defaultdict(set)
    alone: defaultdict[tuple[Doing, str], set[date]] = defaultdict(set)
    for told in reports:
        start = begins(told)
        if start is not None:
            what = doing(told)
            days[what].add(start)
            alone[what, told.article].add(start)
    often = {what for what, found in days.items() if len(found) >= SERIES}
    return frozenset(often | {what for (what, _), found in alone.items() if len(found) >= SERIES_ALONE})
