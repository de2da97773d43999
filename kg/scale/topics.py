"""Topics of all articles as steps: those of one id are joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.engine.flow import D, Flow, Row
from kg.model.event import Topic
from kg.model.mediatopic import MediaTopic
from kg.resolve.corpus import commonest
from kg.scale.rows import MANY


class _Counts:
    """How often a topic has which words in which language, and the subjects of news that it belongs to."""

    def __init__(self) -> None:
        self.labels: Counter[tuple[str, str]] = Counter()
        self.broader: set[MediaTopic] = set()

    def add(self, labels: Iterable[tuple[tuple[str, str], int]], broader: Iterable[MediaTopic]) -> None:
        for label, count in labels:
            self.labels[label] += count
        self.broader.update(broader)


def topics(flow: Flow[D], extractions: D) -> D:
    """Give the topics under their ids, without mentions."""
    return flow.group(flow.map(extractions, _count), _join)


def _count(rows: Iterator[Row]) -> Iterator[Row]:
    found: dict[str, _Counts] = {}
    for row in rows:
        for topic in row.value.topics:
            found.setdefault(topic.id, _Counts()).add([((topic.label, topic.lang), 1)], topic.broader)
        if len(found) >= MANY:
            yield from _counted(found)
            found = {}
    yield from _counted(found)


def _counted(found: dict[str, _Counts]) -> Iterator[Row]:
    for topic, counts in found.items():
        yield Row(topic, "", (sorted(counts.labels.items()), sorted(counts.broader)))


def _join(topic: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Add up; a topic has as many labels as there are ways to write its words, however many articles have it."""
    counts = _Counts()
    for row in rows:
        counts.add(*row.value)
    label, lang = commonest(counts.labels)
    yield Row(topic, "", Topic(topic, label, lang, (), tuple(sorted(counts.broader))))
