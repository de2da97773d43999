"""News articles in, a timeline knowledge graph out.

    import kg
    graph = kg.build(["news/"])
    for event in graph.timeline(actor="Japan"):
        print(event)

The names are loaded when they are first used; importing `kg` does no work.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import FormatError as FormatError
    from kg.errors import InputError as InputError
    from kg.errors import KgError as KgError
    from kg.errors import PackError as PackError
    from kg.extractors import model_reader as model_reader
    from kg.graph.difference import diff as diff
    from kg.lang.pack import Packs as Packs
    from kg.model.entity import Entity as Entity
    from kg.model.event import Event as Event
    from kg.model.event import Extraction as Extraction
    from kg.model.event import Relation as Relation
    from kg.model.text import Article as Article
    from kg.model.text import Span as Span
    from kg.model.time import Interval as Interval
    from kg.pipeline import build as build
    from kg.pipeline import extract_one as extract
    from kg.pipeline import read_articles as read_articles
    from kg.public import KnowledgeGraph as KnowledgeGraph
    from kg.public import read_rdf as read_rdf

_HOMES = {
    "Article": "kg.model.text:Article",
    "Entity": "kg.model.entity:Entity",
    "Event": "kg.model.event:Event",
    "Extraction": "kg.model.event:Extraction",
    "FormatError": "kg.errors:FormatError",
    "InputError": "kg.errors:InputError",
    "Interval": "kg.model.time:Interval",
    "KgError": "kg.errors:KgError",
    "KnowledgeGraph": "kg.public:KnowledgeGraph",
    "PackError": "kg.errors:PackError",
    "Packs": "kg.lang.pack:Packs",
    "Relation": "kg.model.event:Relation",
    "Span": "kg.model.text:Span",
    "build": "kg.pipeline:build",
    "diff": "kg.graph.difference:diff",
    "model_reader": "kg.extractors:model_reader",
    "read_articles": "kg.pipeline:read_articles",
    "read_rdf": "kg.public:read_rdf",
}

__all__ = [
    "Article",
    "Entity",
    "Event",
    "Extraction",
    "FormatError",
    "InputError",
    "Interval",
    "KgError",
    "KnowledgeGraph",
    "PackError",
    "Packs",
    "Relation",
    "Span",
    "build",
    "diff",
    "extract",
    "model_reader",
    "read_articles",
    "read_rdf",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home; `extract` is the package of that name, which can be called."""
    if name == "extract":
        return import_module("kg.extract")
    try:
        module, _, attribute = _HOMES[name].partition(":")
    except KeyError:
        raise AttributeError(f"module 'kg' has no attribute {name!r}") from None
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
