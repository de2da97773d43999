"""What articles state of actors, as steps: equal statements are joined, and each article keeps its own places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from kg.engine.flow import D, Flow, Row
from kg.model.event import Extraction, Relation
from kg.model.text import Provenance, place
from kg.resolve.corpus import commonest, stated
from kg.resolve.told import BELONGS
from kg.scale.rows import MANY, each_once, joined, once

# The rows of a statement in their order: how often parts of the data have its words, and what each article states.
COUNT, STATED = "0", "1"


class _Said(NamedTuple):
    """A relation as one article has it, how often it has which words for an office, and its language."""

    relation: Relation[str]
    offices: tuple[tuple[str, int], ...]
    lang: str


def relations(flow: Flow[D], extractions: D, of: D) -> tuple[D, D]:
    """Give the relations that each article states, and who belongs to whom by those of all.

    Of the first, the key is an article, the order that of the relation in the graph, and the value the relation with its
    places in this article, and the language of its words. Of the second, the key is an entity and the order one that it
    belongs to. `of` gives for an article's entities those of the graph.
    """
    told = flow.union(flow.map(of, _named), flow.map(extractions, _lean))
    said = flow.keep(flow.group(told, _state), "relations-said")
    shares = flow.group(flow.union(flow.map(said, _count), said), _join)
    return shares, flow.group(flow.map(said, _belong), each_once)


def _named(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(row.key, "0") for row in rows)


def _lean(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        found: Extraction = row.value
        if found.relations:
            yield Row(row.key, "1", Extraction(replace(found.article, text="", blocks=()), relations=found.relations))


def _state(article: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give what an article states of the graph's entities."""
    of: Mapping[str, str] = {}
    for row in rows:
        if row.order == "0":
            of = row.value
        else:
            yield from _said(row.value, of)


def _said(extraction: Extraction, of: Mapping[str, str]) -> Iterator[Row]:
    """Join the equal statements of one article."""
    article = extraction.article
    same: dict[str, Relation[str]] = {}
    places: dict[str, set[Provenance]] = {}
    offices: dict[str, Counter[str]] = {}
    for statement, relation in stated(extraction, {(article.id, one): other for one, other in of.items()}):
        key = joined(statement)
        same.setdefault(key, relation)
        places.setdefault(key, set()).update(relation.provenance)
        counts = offices.setdefault(key, Counter())
        if relation.office is not None:
            counts[relation.office] += 1
    for key, relation in same.items():
        cut = replace(relation, provenance=tuple(sorted(places[key], key=place)))
        yield Row(key, STATED + article.id, _Said(cut, tuple(sorted(offices[key].items())), article.lang))


def _count(rows: Iterator[Row]) -> Iterator[Row]:
    """Count the words of offices over a part of the data; the first of its articles makes the order unique."""
    offices: dict[str, Counter[str]] = {}
    first: dict[str, str] = {}
    for row in rows:
        said: _Said = row.value
        if said.offices:
            offices.setdefault(row.key, Counter()).update(dict(said.offices))
            first[row.key] = min(first.get(row.key, row.order), row.order)
            if len(offices) >= MANY:
                yield from _counted(offices, first)
                offices, first = {}, {}
    yield from _counted(offices, first)


def _counted(offices: Mapping[str, Counter[str]], first: Mapping[str, str]) -> Iterator[Row]:
    return (Row(key, COUNT + first[key], dict(counts)) for key, counts in offices.items())


def _join(statement: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give each article its share of a statement, with the commonest words for the office, in the first article's language."""
    offices: Counter[str] = Counter()
    office: str | None = None
    lang: str | None = None
    for row in rows:
        if row.order.startswith(COUNT):
            offices.update(row.value)
            continue
        said: _Said = row.value
        if lang is None:
            lang, office = said.lang, commonest(offices) if offices else None
        yield Row(row.order.removeprefix(STATED), statement, (replace(said.relation, office=office), lang))


def _belong(rows: Iterator[Row]) -> Iterator[Row]:
    said = (row.value.relation for row in rows)
    return once(Row(r.subject, r.object, None) for r in said if r.object is not None and r.predicate in BELONGS)
