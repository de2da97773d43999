"""What the steps of the scaled build hand each other, made from the serial build of the same articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.engine.flow import Row
from kg.engine.localflow import Held, LocalFlow
from kg.graph.source import RecordSource, shares_of_link, shares_of_relation
from kg.resolve.corpus import Resolution


@dataclass(frozen=True)
class Datasets:
    """The data of a resolved set of articles, by the names that the steps know it under."""

    extractions: Held
    of: Held
    entities: Held
    relations: Held
    events: Held
    links: Held
    topics: Held


def datasets(flow: LocalFlow, found: Resolution) -> Datasets:
    """Make the data from a resolution."""
    records = found.records
    of: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (article, local), entity in found.actors.of.items():
        of[article][local] = entity
    return Datasets(
        extractions=flow.rows(Row(e.article.id, "", e) for e in found.extractions),
        of=flow.rows(Row(article, "", own) for article, own in of.items()),
        entities=flow.rows(Row(e.id, "", replace(e, mentions=())) for e in records.entities),
        relations=flow.rows(_relations(found)),
        events=flow.rows(Row(event.id, "", event) for event in records.events),
        links=flow.rows(
            Row(article, "\0".join((link.subject, link.predicate, link.object)), cut)
            for link in records.links
            for article, cut in shares_of_link(link)
        ),
        topics=flow.rows(Row(topic.id, "", replace(topic, mentions=())) for topic in records.topics),
    )


def _relations(found: Resolution) -> Iterator[Row]:
    for number, (relation, lang) in enumerate(RecordSource(found.records).relations()):
        for article, cut in shares_of_relation(relation):
            yield Row(article, f"{number:09}", (cut, lang))
