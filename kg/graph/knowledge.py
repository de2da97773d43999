"""The knowledge graph: records, and the questions that one asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.graph import Records


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """The statements of a set of articles, resolved; nothing in it changes after it is made."""

    records: Records
