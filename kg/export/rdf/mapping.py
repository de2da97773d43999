"""A whole graph as RDF: one statement at a time, in an order that depends on the records only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from pyoxigraph import Triple as OxTriple

from kg.export.rdf.describe import Describer, Triple, rdf
from kg.export.rdf.index import Index
from kg.export.rdf.names import KINDS, Names, check_base_iri
from kg.export.rdf.vocabulary import PREFIXES
from kg.model.graph import Records
from kg.model.text import Article, Provenance, Span


def prefixes(base_iri: str) -> dict[str, str]:
    """Give the prefixes that a file is written with: the vocabularies', and one for each kind of thing."""
    base = check_base_iri(base_iri)
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}


def triples(records: Records, base_iri: str, *, with_text: bool = False) -> Iterator[OxTriple]:
    """Give every statement once, whichever article says it, grouped by subject; `with_text` those of the articles' whole texts too."""
    describer = Describer(Index(records), Names(check_base_iri(base_iri)), with_text=with_text)
    for chunk in _whole(describer, records):
        for statement in _in_order(chunk):
            yield OxTriple(*statement)


def quads(records: Records, base_iri: str, *, with_text: bool = False) -> Iterator[Quad]:
    """Give every statement in the graph it stands in, as `statements` does."""
    default = DefaultGraph()
    for statement, graph in statements(records, base_iri, with_text=with_text):
        yield Quad(*statement, default if graph is None else graph)


def statements(records: Records, base_iri: str, *, with_text: bool = False) -> Iterator[tuple[Triple, NamedNode | None]]:
    """Give every statement and its graph: first the default graph (actors, topics, offices, sources), then a graph an article.

    A statement that two articles make stands in both graphs, so that either can be replaced or withdrawn.
    """
    describer = Describer(Index(records), Names(check_base_iri(base_iri)), with_text=with_text)
    for chunk in _shared(describer, records):
        for statement in _in_order(chunk):
            yield statement, None
    for article in _sorted_articles(records):
        graph = describer.graph(article.id)
        share = describer.index.shares[article.id]
        told: Iterable[Iterable[Triple]] = chain(
            [describer.article(article)],
            (describer.event(event, article.id) for event in share.events),
            (describer.relation(relation, article.id) for relation in share.relations),
            (describer.link(link, article.id) for link in share.links),
            _places(describer, article),
        )
        for chunk in told:
            for statement in _in_order(chunk):
                yield statement, graph


def _whole(describer: Describer, records: Records) -> Iterator[Iterable[Triple]]:
    yield from _shared(describer, records)
    for article in _sorted_articles(records):
        yield describer.article(article)
    for event in records.events:
        yield describer.event(event)
    for relation in records.relations:
        yield describer.relation(relation)
    for link in records.links:
        yield describer.link(link)
    for article in _sorted_articles(records):
        yield from _places(describer, article)


def _shared(describer: Describer, records: Records) -> Iterator[Iterable[Triple]]:
    for entity in records.entities:
        yield describer.entity(entity)
    yield chain.from_iterable(describer.topic(topic) for topic in records.topics)
    used = {s.code for s in records.subjects} | {s for topic in records.topics for s in topic.broader}
    yield chain.from_iterable(describer.subject(subject) for subject in sorted(used))
    yield chain.from_iterable(describer.office(relation) for relation in records.relations)
    yield chain.from_iterable(describer.sources(article) for article in records.articles)


def _sorted_articles(records: Records) -> list[Article]:
    return sorted(records.articles, key=lambda article: article.id)


def _places(describer: Describer, article: Article) -> Iterator[Iterable[Triple]]:
    by_span: dict[Span, set[Provenance]] = defaultdict(set)
    for place in describer.index.places_in(article.id):
        by_span[place.span].add(place)
    sentences = {place.sentence for places in by_span.values() for place in places}
    # A span may be a sentence and a quote at once, with one position for both: one chunk says it once.
    for span in sorted(sentences | by_span.keys()):
        quotes = chain.from_iterable(describer.evidence(article, place) for place in by_span.get(span, ()))
        yield chain(quotes, describer.sentence(article, span) if span in sentences else ())


def _in_order(chunk: Iterable[Triple]) -> list[Triple]:
    return sorted(set(chunk), key=_rank)


def _rank(statement: Triple) -> tuple[str, bool, str, bool, str]:
    subject, predicate, value = statement
    # What a thing is comes first, as Turtle's readers expect.
    return subject.value, predicate != rdf.type, predicate.value, isinstance(value, Literal), str(value)
