"""The graph as lines of N-Quads, spread over the articles: the very lines that are written in one process, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from kg.engine.flow import D, Flow, GroupStep, MapStep, Row
from kg.export.rdf import DEFAULT_BASE_IRI, check_base_iri
from kg.export.rdf.describe import Describer, kg, rdf
from kg.export.rdf.lines import lines_of
from kg.export.rdf.mapping import Chunk, article_chunks
from kg.export.rdf.names import Names
from kg.export.rdf.sameas import (
    SameAs,
    is_doubtful,
    keys_of_the_table,
    language_of,
    names_states,
    places_elsewhere,
    places_told,
    table,
)
from kg.export.rdf.terms import Triple
from kg.graph.source import RecordSource, Share
from kg.model.entity import Entity, EntityId
from kg.model.event import Role, Topic
from kg.model.graph import Records
from kg.model.mediatopic import MediaTopic
from kg.scale.shares import ArticleShare, ShareLookup

PIECE = 1 << 23  # bytes of lines from which on an article has several rows
HELD = 100_000  # of what a step has said already, so that it says it once

# What rows about all articles together begin with in their keys.
_LANGUAGE, _PLACE, _LINE, _ENTITY, _TOPIC = "language\0", "place\0", "line\0", "entity\0", "topic\0"
_LANGUAGES = 10_000  # CLDR has some hundred languages, each with a few scripts and countries
_PLACES_PER_KEY = 8  # a key is one actor for each of its kinds

_NOTHING = RecordSource(Records())  # what records that refer to no others are described with


def quads(
    flow: Flow[D],
    shares: D,
    entities: D,
    topics: D,
    *,
    base_iri: str = DEFAULT_BASE_IRI,
    with_text: bool = False,
) -> D:
    """Give rows whose values are lines of N-Quads as bytes, each with its line end: all of them sorted are what `write_rdf` writes.

    No line stands twice. The lines of a row are sorted; those of an article, given by `shares`, are one row, or a few if it is
    long. Raises `KgError` for a base IRI that is not one.
    """
    names = Names(check_base_iri(base_iri))
    told = flow.keep(flow.map(shares, _of_all(names)), "told-of-all")
    same_as = _same_as(flow, told)
    shared = flow.union(
        flow.map(told, _described),
        flow.map(topics, _scheme(names)),
        flow.map(entities, _entities),
    )
    return flow.union(
        flow.rows([_row("", names.entities, [[(names.entities, rdf.type, kg.EntityGraph)]])]),
        flow.group(shared, _shared(names, same_as)),
        flow.map(topics, _topics(names)),
        flow.map(shares, _articles(names, with_text)),
    )


def _articles(names: Names, with_text: bool) -> MapStep:
    def articles(rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            describer, share = _describer(row.value, names, with_text=with_text), row.value.share
            lines = lines_of(article_chunks(describer, share))
            for number, piece in enumerate(_pieces(lines)):
                yield Row(row.key, f"{number:06}", piece)

    return articles


def _pieces(lines: list[str]) -> Iterator[bytes]:
    """Give sorted lines as bytes in one piece, or, where they are long, in several of about the same number of lines."""
    whole = "".join(lines).encode()
    pieces = len(whole) // PIECE + 1
    if pieces == 1:
        yield whole
        return
    step = len(lines) // pieces + 1
    yield from ("".join(lines[begin : begin + step]).encode() for begin in range(0, len(lines), step))


def _describer(told: ArticleShare, names: Names, *, with_text: bool = False) -> Describer:
    outlets = {name: names.entity(entity) for name, entity in told.outlets.items()}
    return Describer(ShareLookup(told), names, outlets, _no_links(), with_text=with_text)


@lru_cache(maxsize=1)
def _no_links() -> SameAs:
    """Give what stands for the things that actors are elsewhere where none is described: in the graphs of articles, of topics."""
    return SameAs((), ())


def _of_all(names: Names) -> MapStep:
    """Give what articles say in the graph of entities: lines, and what counts for and against the keys of places."""

    def of_all(rows: Iterator[Row]) -> Iterator[Row]:
        said: set[str] = set()
        told: Counter[EntityId] = Counter()
        against: Counter[EntityId] = Counter()
        for row in rows:
            share: Share = row.value.share
            describer = _describer(row.value, names)
            for key in chain(map(_LINE.__add__, _shared_lines(describer, share)), _languages(share), _scenes(share)):
                if key not in said:
                    said.add(key)
                    yield Row(key, "0", None)
            if len(said) > HELD:
                said.clear()
            keys = keys_of_the_table(share.entities)
            elsewhere = places_elsewhere((relation for relation, _ in share.relations), keys)
            named, doubted = places_told(share.article.text, share.entities, elsewhere, keys)
            told.update(named)  # places of the table alone
            against.update(doubted)
        for place in sorted(told.keys() | against.keys()):
            yield Row(_PLACE + place, "", (told[place], against[place]))

    return of_all


def _languages(share: Share) -> Iterator[str]:
    return (_LANGUAGE + language for language in language_of(share.article) if names_states(language))


def _scenes(share: Share) -> Iterator[str]:
    """Give the keys of those where events took place."""
    return (_ENTITY + part.who for event in share.events for part in event.participants if part.role is Role.PLACE)


def _shared_lines(describer: Describer, share: Share) -> list[str]:
    chunks = [describer.outlets(share.article), *map(describer.subject, share.subjects)]
    chunks += [describer.office(told) for told in share.relations]
    return lines_of((describer.names.entities, chunk) for chunk in chunks)


def _same_as(flow: Flow[D], told: D) -> SameAs:
    """Find the languages of the articles, and the places of the table whose keys do not hold: neither grow with the articles."""
    found = flow.group(flow.map(told, _counted), _settled)
    rows = flow.few(found, _LANGUAGES + _PLACES_PER_KEY * len(table()))
    languages = [row.key.removeprefix(_LANGUAGE) for row in rows if row.key.startswith(_LANGUAGE)]
    return SameAs(languages, frozenset(row.key.removeprefix(_PLACE) for row in rows if row.key.startswith(_PLACE)))


def _settled(key: str, rows: Iterator[Row]) -> Iterator[Row]:
    if key.startswith(_LANGUAGE):
        yield Row(key, "", None)
        return
    told, against = 0, 0
    for row in rows:
        told += row.value[0]
        against += row.value[1]
    if is_doubtful(told, against):
        yield Row(key, "", None)


def _described(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.key.startswith((_LINE, _ENTITY)))


def _counted(rows: Iterator[Row]) -> Iterator[Row]:
    return (row for row in rows if row.key.startswith((_LANGUAGE, _PLACE)))


def _topics(names: Names) -> MapStep:
    """Describe the topics, each by itself."""

    def topics(rows: Iterator[Row]) -> Iterator[Row]:
        describer = Describer(_NOTHING, names, {}, _no_links())
        scheme = describer.topics_scheme
        for row in rows:
            said = [triple for triple in describer.topic(row.value) if triple[0] != scheme]
            yield _row(_TOPIC + row.key, names.entities, [said])

    return topics


def _scheme(names: Names) -> MapStep:
    """Give as keys the lines that many topics have in common: their scheme, and their subjects."""

    def scheme(rows: Iterator[Row]) -> Iterator[Row]:
        describer = Describer(_NOTHING, names, {}, _no_links())
        said: dict[Triple, None] = {}
        subjects: set[MediaTopic] = set()
        for row in rows:
            topic: Topic = row.value
            if not said:
                said.update((triple, None) for triple in describer.topic(topic) if triple[0] == describer.topics_scheme)
            subjects.update(topic.broader)
        chunks = [list(said), *map(describer.subject, sorted(subjects))]
        yield from (Row(_LINE + line, "", None) for line in lines_of((names.entities, chunk) for chunk in chunks))

    return scheme


def _entities(rows: Iterator[Row]) -> Iterator[Row]:
    return (row.at(_ENTITY + row.key, "1") for row in rows)


def _shared(names: Names, same_as: SameAs) -> GroupStep:
    def shared(key: str, rows: Iterator[Row]) -> Iterator[Row]:
        if key.startswith(_LINE):
            yield Row(key, "", key.removeprefix(_LINE).encode())
            return
        is_place = False
        for row in rows:
            if row.order == "0":
                is_place = True
            else:
                entity: Entity = row.value
                describer = Describer(_NOTHING, names, {}, same_as)
                yield _row(key, names.entities, [describer.entity(entity, is_place=is_place)])

    return shared


def _row(key: str, graph: str, chunks: Iterable[Chunk]) -> Row:
    return Row(key, "", "".join(lines_of((graph, chunk) for chunk in chunks)).encode())
