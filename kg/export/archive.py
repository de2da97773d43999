"""The whole graph as JSON, without loss: what `KnowledgeGraph.from_json` reads back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.graph.knowledge import KnowledgeGraph
from kg.graph.stored import graph_to_json
from kg.model.codec import RECORDS_VERSION, records_to_json
from kg.model.graph import Records


def write_json(graph: KnowledgeGraph, file: BinaryIO) -> None:
    """Write one JSON object with a list for each kind of record, one record a line, and what they were made from."""
    file.write(b'{"version": %d' % RECORDS_VERSION)
    for kind, values in _kinds(graph):
        file.write(f',\n"{kind}": ['.encode())
        for i, value in enumerate(values):
            # A lone surrogate has no UTF-8; its escape, which this error handler writes, is JSON's own.
            line = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
            file.write((b",\n" if i else b"\n") + line)
        file.write(b"\n]")
    file.write(b"\n}\n")


def _kinds(graph: KnowledgeGraph) -> Iterator[tuple[str, Iterator[Any]]]:
    # Record by record, so that a big graph is never in memory twice.
    records = graph.records
    yield "articles", (records_to_json(Records(articles=(x,)))["articles"][0] for x in records.articles)
    yield "entities", (records_to_json(Records(entities=(x,)))["entities"][0] for x in records.entities)
    yield "events", (records_to_json(Records(events=(x,)))["events"][0] for x in records.events)
    yield "relations", (records_to_json(Records(relations=(x,)))["relations"][0] for x in records.relations)
    yield "topics", (records_to_json(Records(topics=(x,)))["topics"][0] for x in records.topics)
    yield "subjects", (records_to_json(Records(subjects=(x,)))["subjects"][0] for x in records.subjects)
    yield "links", (records_to_json(Records(links=(x,)))["links"][0] for x in records.links)
    yield "extractions", (graph_to_json(Records(), (x,))["extractions"][0] for x in graph.extractions)
