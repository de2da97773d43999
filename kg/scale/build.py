"""The whole build as steps: the one place that says what follows what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic

from kg.engine.flow import D, Flow
from kg.export.rdf import DEFAULT_BASE_IRI
from kg.scale.actors import actors
from kg.scale.distinct import distinct
from kg.scale.events import events
from kg.scale.links import links
from kg.scale.quads import quads
from kg.scale.relations import relations
from kg.scale.shares import shares
from kg.scale.statements import statements
from kg.scale.tables import tables
from kg.scale.topics import topics
from kg.scale.voices import voices


@dataclass(frozen=True, slots=True)
class Built(Generic[D]):
    """A graph that is ready to be written: rows of lines of N-Quads, as `quads` gives them, and rows of each table."""

    quads: D
    tables: Mapping[str, D]


def build(
    flow: Flow[D],
    extractions: D,
    *,
    as_of: date | None = None,
    base_iri: str = DEFAULT_BASE_IRI,
    with_text: bool = False,
) -> Built[D]:
    """Make the graph of extractions, rows of article id | anything | Extraction: the one that `KnowledgeGraph.of` makes of them all.

    `as_of` as in `kg.build`; `base_iri` and `with_text` as in `write_rdf`. Raises `KgError` for a base IRI that is not one,
    or if two events have one id.
    """
    known = flow.keep(distinct(flow, extractions, as_of), "articles")
    besides = flow.keep(statements(flow, known), "statements")
    who, everybody = actors(flow, known)
    of, entities = flow.keep(who, "of"), flow.keep(everybody, "entities")
    spoken = flow.keep(voices(flow, known), "voices")
    lasting, belongs = relations(flow, besides, of)
    stated = flow.keep(lasting, "relations")
    what, where = events(flow, known, of, entities, spoken, belongs)
    told, home = flow.keep(what, "events"), flow.keep(where, "homes")
    tied = flow.keep(links(flow, besides, home, told), "links")
    about = flow.keep(topics(flow, besides), "topics")
    said = shares(flow, known, of, entities, stated, told, tied, about)
    return Built(
        quads=quads(flow, said, entities, about, base_iri=base_iri, with_text=with_text),
        tables=tables(flow, said, entities, stated, told, tied, about, with_text=with_text),
    )
