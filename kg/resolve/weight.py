"""How much words and actors say about an event: the rarer in the articles, the more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model.entity import EntityId
from kg.resolve.told import Told


@dataclass(frozen=True, slots=True)
class Weights:
    """What each word of a language, and each actor, weighs; words by how few reports use them, actors by articles."""

    words: Mapping[tuple[str, str], float]
    actors: Mapping[EntityId, float]

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

    # Sorted, because the sum of floats depends on the order.
    def _words(self, words: Iterable[str], lang: str) -> float:
        return sum(sorted(self.words[lang, word] for word in words))

    def _actors(self, actors: Iterable[EntityId]) -> float:
        return sum(sorted(self.actors[who] for who in actors))


def weigh(reports: Iterable[Told]) -> Weights:
    """Weigh the words and actors of all reports."""
    words: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    articles: defaultdict[EntityId, set[str]] = defaultdict(set)
    everywhere: set[str] = set()
    for told in reports:
        totals[told.event.lang] += 1
        words.update((told.event.lang, word) for word in told.content)
        everywhere.add(told.article)
        for who in told.company:
            articles[who].add(told.article)
    return Weights(
        {pair: math.log((1 + totals[pair[0]]) / count) for pair, count in words.items()},
        {who: math.log((1 + len(everywhere)) / len(found)) for who, found in articles.items()},
    )
