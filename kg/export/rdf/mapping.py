"""A whole graph as RDF: a few statements at a time, in an order that depends on the records only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from kg.export.rdf.describe import Describer, kg, rdf
from kg.export.rdf.names import KINDS, Names, check_base_iri
from kg.export.rdf.terms import Term, Triple
from kg.export.rdf.vocabulary import PREFIXES
from kg.graph.source import Share, Source

Chunk = list[Triple]


def prefixes(base_iri: str) -> dict[str, str]:
    """Give the prefixes that a file is written with: the vocabularies', and one for each kind of thing."""
    base = check_base_iri(base_iri)
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}


def chunks(source: Source, base_iri: str, *, with_text: bool = False) -> Iterator[tuple[Term, Chunk]]:
    """Give every statement with the graph it stands in: first the graph of actors, topics, offices and sources, then one an article.

    A statement that two articles make stands in both graphs, so that either can be replaced or withdrawn. Some
    statements of a chunk stand in it twice. `with_text` gives the articles' whole texts too. Raises `KgError` for a base IRI that is not one.
    """
    describer = Describer.reading(source, Names(check_base_iri(base_iri)), with_text=with_text)
    entities = describer.names.entities
    for chunk in chain([[(entities, rdf.type, kg.EntityGraph)]], _shared(describer, source)):
        yield entities, chunk
    for article in source.articles():
        yield from article_chunks(describer, source.share(article.id))


def article_chunks(describer: Describer, share: Share) -> Iterator[tuple[Term, Chunk]]:
    """Give every statement of one article with its graph, a few at a time, some of them twice."""
    graph = describer.graph(share.article.id)
    yield graph, describer.article(share)
    yield from ((graph, describer.event(event)) for event in share.events)
    yield from ((graph, describer.relation(told)) for told in share.relations)
    yield from ((graph, describer.link(link)) for link in share.links)
    yield graph, describer.evidence.of(share)


def union_chunks(source: Source, base_iri: str, *, with_text: bool = False) -> Iterator[Chunk]:
    """Give every statement, whichever article says it, for syntaxes without graphs; a record is told once, in one chunk."""
    describer = Describer.reading(source, Names(check_base_iri(base_iri)), with_text=with_text)
    yield [(describer.names.entities, rdf.type, kg.EntityGraph)]
    yield from _shared(describer, source)
    for article in source.articles():
        share = source.share(article.id)
        yield describer.article(share)
        yield describer.evidence.of(share)
    yield from map(describer.event, source.events())
    yield from map(describer.relation, source.relations())
    yield from map(describer.link, source.links())


def _shared(describer: Describer, source: Source) -> Iterator[Chunk]:
    yield from (describer.entity(entity, is_place=source.is_place(entity.id)) for entity in source.entities())
    # What many records say is said once: there are few topics, offices and outlets beside the events.
    yield _once(map(describer.topic, source.topics()))
    yield _once(map(describer.subject, source.subjects()))
    yield _once(map(describer.office, source.relations()))
    yield _once(map(describer.outlets, source.articles()))


def _once(told: Iterable[Chunk]) -> Chunk:
    return list(dict.fromkeys(chain.from_iterable(told)))
