"""What an article is about: noun phrases, ranked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import sqrt

from kg.extract.reading import Reading
from kg.extract.view import View, views
from kg.lang.fold import fold
from kg.lang.inflection import WordClass
from kg.lang.phrases import PhraseIndex
from kg.lang.tokens import Token
from kg.lang.topics import TopicTables
from kg.lang.triggers import Trigger
from kg.model.entity import Mention
from kg.model.event import Topic
from kg.model.ids import content_id
from kg.model.text import Provenance, Span
from kg.model.time import Timex

MOST = 5
LEAST = 2
RULE = "topic.phrase"
LEAD = 2  # sentences after the headline that say what the article is about


@dataclass(slots=True, eq=False)
class Phrase:
    """A phrase that may be a topic, and where it stands."""

    tokens: tuple[Token, ...]
    places: list[tuple[View, Span]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, ...]:
        """Give its folded words."""
        return tuple(t.key for t in self.tokens)

    @property
    def weight(self) -> float:
        """Weigh it by the sentences it stands in; the headline and the lead count more, longer phrases a little."""
        told = {view.sentence.index: view.order for view, _ in self.places}
        return sum(2.5 if order < 0 else 1.5 if order < LEAD else 1.0 for order in told.values()) * sqrt(len(self.tokens))


def find_topics(reading: Reading, timexes: tuple[Timex, ...], mentions: tuple[Mention, ...]) -> tuple[Topic, ...]:
    """Find the two to five phrases that say what the article is about, the weightiest first.

    A phrase is free of names and dates; it comes back in another sentence, or stands in the headline or lead
    where too few come back. Of overlapping phrases the weightier stays.
    """
    tables = reading.pack.events.topics
    found: dict[tuple[str, ...], Phrase] = {}
    for view in views(reading, timexes, mentions):
        for run in _runs(view, tables):
            for words in _phrases(run, tables, reading.pack.events.triggers.index):
                phrase = found.setdefault(tuple(t.key for t in words), Phrase(words))
                phrase.places.append((view, Span(words[0].begin, words[-1].end)))
    ranked = sorted(found.values(), key=lambda p: (-p.weight, p.places[0][1]))
    again = [p for p in ranked if len({view.sentence.index for view, _ in p.places}) > 1]
    early = [p for p in ranked if p.places[0][0].order < LEAD]
    chosen = _apart(again, [], MOST)
    chosen = _apart(early, chosen, LEAST) if len(chosen) < LEAST else chosen
    return tuple(_topic(reading, p) for p in chosen)


def _runs(view: View, tables: TopicTables) -> Iterator[list[Token]]:
    """Give the stretches of words without names, dates, marks and breaking words."""
    run: list[Token] = []
    for i, token in enumerate(view.tokens):
        if token.is_word and not view.named[i] and not view.dated[i] and token.key not in tables.breaks and len(token.text) > 1:
            run.append(token)
        else:
            yield run
            run = []
    yield run


def _phrases(run: list[Token], tables: TopicTables, events: PhraseIndex[Trigger]) -> Iterator[tuple[Token, ...]]:
    """Give the phrases within a run that may be topics; one that begins with an event verb would be a clause."""
    for start in range(len(run)):
        if run[start].key in tables.not_first or _cuts(run, start, events):
            continue
        for stop in range(start + tables.shortest, min(len(run), start + tables.longest) + 1):
            if run[stop - 1].key not in tables.not_last and not _is_verb(run[stop - 1], events) and not _cuts(run, stop, events):
                yield tuple(run[start:stop])


def _cuts(run: list[Token], at: int, events: PhraseIndex[Trigger]) -> bool:
    """Say whether a border before token `at` would cut a phrase of the lexicon in two."""
    return any(hit.stop > at for start in range(max(0, at - 2), at) for hit in events.at(run, start))


def _is_verb(token: Token, events: PhraseIndex[Trigger]) -> bool:
    values = events.get(token.text)
    return bool(values) and all(t.word_class is WordClass.VERB for t in values)


def _apart(ranked: list[Phrase], chosen: list[Phrase], most: int) -> list[Phrase]:
    """Fill up with phrases that share no more than half of their words with a chosen one."""
    taken = list(chosen)
    for phrase in ranked:
        if len(taken) >= most:
            break
        words = set(phrase.key)
        if all(2 * len(words & set(other.key)) < min(len(words), len(set(other.key))) for other in taken):
            taken.append(phrase)
    return taken


def _topic(reading: Reading, phrase: Phrase) -> Topic:
    label = " ".join(t.text for t in phrase.tokens)
    label = label if any(c.isupper() for c in label[1:]) else label[:1].lower() + label[1:]
    by_place: dict[Span, Provenance] = {}
    for view, span in phrase.places:
        by_place.setdefault(span, reading.provenance(span, view.sentence.index, RULE))
    mentions = tuple(by_place[span] for span in sorted(by_place))
    return Topic(content_id("top", reading.article.lang, fold(label)), label, reading.article.lang, mentions)
