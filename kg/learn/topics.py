"""How well the topics found agree with the annotated ones, by the content words that they share.

An annotator words a topic freely ("airline strike" for "strike of the airline's pilots"), so that two phrases are
one topic if the shared content words are at least half of them (Dice's coefficient), one to one. Actors are found
as actors, not as topics: their names are taken out of the annotated phrases, and what is nothing but a name
("White House") is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.lang.fold import fold
from kg.lang.phrases import words_of_phrase
from kg.lang.topics import TopicTables
from kg.learn.gold import GoldArticle
from kg.learn.score import PRF, pair_one_to_one
from kg.model.event import Extraction

ALIKE = 0.5

Words = frozenset[str]


def score_topics(gold: Sequence[GoldArticle], found: Mapping[str, Extraction], tables: TopicTables) -> PRF:
    """Give the shares of the topics found that are annotated, and of the annotated ones that are found."""
    right = given = wanted = 0
    for article in gold:
        names = sorted(_names(article), key=lambda name: (-len(name), name))
        goals = [words for topic in article.topics if (words := _content(topic, tables, names))]
        extraction = found.get(article.id)
        labels = [_content(topic.label, tables) for topic in (extraction.topics if extraction else ())]
        right += len(pair_one_to_one(labels, goals, _likeness))
        given += len(labels)
        wanted += len(goals)
    return PRF(right / given if given else 0.0, right / wanted if wanted else 0.0)


def _likeness(one: Words, other: Words) -> float:
    dice = 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
    return dice if dice >= ALIKE else 0.0


def _names(article: GoldArticle) -> Iterator[tuple[str, ...]]:
    """Give the actors' names as folded words; what is written small ("the company") is none."""
    for forms in article.actors:
        for form in forms:
            words = words_of_phrase(form)
            if words and words[0][0].isupper():
                yield tuple(map(fold, words))


def _content(phrase: str, tables: TopicTables, names: Sequence[tuple[str, ...]] = ()) -> Words:
    """Give the content words of a phrase in their normal form; the names in it are left out, the longest first."""
    words = [fold(word) for word in words_of_phrase(phrase)]
    for name in names:
        starts = [i for i in range(len(words) - len(name) + 1) if tuple(words[i : i + len(name)]) == name]
        for i in reversed(starts):
            words[i : i + len(name)] = []
    return frozenset(tables.normal(word) for word in words if word[0].isalnum() and not tables.breaks.get(word))
