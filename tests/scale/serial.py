"""What the steps of the scaled build hand each other, made from the serial build of the same articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.engine.flow import Row
from kg.engine.localflow import Held, LocalFlow
from kg.graph.source import RecordSource, shares_of_link, shares_of_relation
from kg.model.event import Extraction
from kg.model.graph import Records
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
    of: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (article, local), entity in found.actors.of.items():
        of[article][local] = entity
    return _data(flow, found.records, found.extractions, of)


def datasets_of(flow: LocalFlow, records: Records) -> Datasets:
    """Make the data from any records, as if each article knew its actors by the ids that the graph has for them."""
    source = RecordSource(records)
    shares = [source.share(article.id) for article in records.articles]
    everybody = {entity.id: entity.id for entity in records.entities}
    extractions = [
        Extraction(
            share.article,
            entities=tuple(share.entities),
            events=tuple(share.events),
            topics=tuple(share.topics),
            subjects=tuple(share.subjects),
        )
        for share in shares
    ]
    return _data(flow, records, extractions, {article.id: everybody for article in records.articles})


def _data(flow: LocalFlow, records: Records, extractions: Iterable[Extraction], of: Mapping[str, Mapping[str, str]]) -> Datasets:
    return Datasets(
        extractions=flow.rows(Row(e.article.id, "", e) for e in extractions),
        of=flow.rows(Row(article, "", dict(own)) for article, own in of.items()),
        entities=flow.rows(Row(e.id, "", replace(e, mentions=())) for e in records.entities),
        relations=flow.rows(_relations(records)),
        events=flow.rows(Row(event.id, "", event) for event in records.events),
        links=flow.rows(
            Row(article, f"{number:09}", cut)
            for number, link in enumerate(records.links)
            for article, cut in shares_of_link(link)
        ),
        topics=flow.rows(Row(topic.id, "", replace(topic, mentions=())) for topic in records.topics),
    )


def _relations(records: Records) -> Iterator[Row]:
    for number, (relation, lang) in enumerate(RecordSource(records).relations()):
        for article, cut in shares_of_relation(relation):
            yield Row(article, f"{number:09}", (cut, lang))
