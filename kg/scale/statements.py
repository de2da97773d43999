"""What articles state besides events, apart from all else: the small part of an extraction that several steps read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.engine.flow import D, Flow, Row
from kg.model.event import Extraction


def statements(flow: Flow[D], extractions: D) -> D:
    """Cut extractions down to relations, links and topics without mentions, and the articles down to what is said of them."""
    return flow.map(extractions, _cut)


def _cut(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        found: Extraction = row.value
        if found.relations or found.links or found.topics:
            article = replace(found.article, text="", blocks=())
            topics = tuple(replace(topic, mentions=()) for topic in found.topics)
            yield Row(row.key, row.order, Extraction(article, relations=found.relations, topics=topics, links=found.links))
