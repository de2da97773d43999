"""Which subjects of news an article is about: top-level IPTC Media Topics, by its words and the types of its events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.extract.reading import Reading
from kg.model.entity import EntityId
from kg.model.event import Event, EventType
from kg.model.mediatopic import MediaTopic
from kg.model.text import BlockKind

MOST = 2
LEAST = 3.0  # points without which nothing is clear
SHARE = 0.35  # of all points that a subject must have
BESIDE = 0.65  # of the first subject's points that a second one must have
TITLE = 2.0  # what a word is worth in the title; 1 elsewhere
REPEATED = 2.0  # points that one word can give at most, beside the title's
EVENT = 0.5  # what an event of a subject's type is worth
EVENTS = 2.0  # points that events can give a subject at most
DISTINCT = 2  # words that a subject must have, unless the title has one

# Types that mostly belong to one subject; people of all subjects meet, say, agree and sign.
OF_EVENTS = {
    EventType.ACCIDENT: MediaTopic.DISASTER,
    EventType.ATTACK: MediaTopic.CONFLICT,
    EventType.CRIME: MediaTopic.CRIME,
    EventType.CULTURE: MediaTopic.ARTS,
    EventType.ECONOMY: MediaTopic.ECONOMY,
    EventType.HEALTH: MediaTopic.HEALTH,
    EventType.JUSTICE: MediaTopic.CRIME,
    EventType.MILITARY: MediaTopic.CONFLICT,
    EventType.SCIENCE: MediaTopic.SCIENCE,
    EventType.SPORT: MediaTopic.SPORT,
    EventType.TRANSACTION: MediaTopic.ECONOMY,
    EventType.WEATHER: MediaTopic.WEATHER,
}


def find_subjects(reading: Reading, events: Iterable[Event[EntityId]]) -> tuple[MediaTopic, ...]:
    """Give up to two subjects of an article, the clearest first; () if none is clear.

    Each word of a subject counts once or twice, and more in the title; events of a type that belongs to a subject
    add to it, but do not make one by themselves.
    """
    said: dict[MediaTopic, Counter[tuple[str, ...]]] = {subject: Counter() for subject in MediaTopic}
    titled: Counter[MediaTopic] = Counter()
    for sentence, tokens, units in zip(reading.sentences, reading.tokens, reading.units, strict=True):
        for start, stop, subject in units:
            if subject is not None:
                titled[subject] += sentence.block is BlockKind.TITLE
                said[subject][tuple(token.key for token in tokens[start:stop])] += 1
    told = Counter(OF_EVENTS[event.type] for event in events if event.type in OF_EVENTS)
    points = {
        subject: sum(min(n, REPEATED) for n in words.values())
        + (TITLE - 1) * titled[subject]
        + min(EVENT * told[subject], EVENTS)
        for subject, words in said.items()
        if titled[subject] or len(words) >= DISTINCT
    }
    total = sum(sum(min(n, REPEATED) for n in words.values()) for words in said.values()) + titled.total()
    total += sum(min(EVENT * n, EVENTS) for n in told.values())
    ranked = sorted(points, key=lambda subject: (-points[subject], subject))
    clear = [s for s in ranked if points[s] >= max(LEAST, SHARE * total, BESIDE * points[ranked[0]])]
    return tuple(clear[:MOST])
