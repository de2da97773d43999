"""Many extractions made one set of records: actors, events and topics that are the same are joined."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model.event import Extraction
from kg.model.graph import Records


def resolve(extractions: Iterable[Extraction]) -> Records:
    """Join the entities, events, relations and topics of all articles.

    The result does not depend on the order of `extractions`; an article given twice counts once.
    """
    return Records()
