"""Any records as kg's own graphs have them: joined, sorted, in text that RDF can write. Reading RDF gives these back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.export.rdf.dates import unit_of
from kg.export.rdf.names import web_address
from kg.export.rdf.terms import clean, is_literal, laid, parts, tagged
from kg.export.rdf.vocabulary import UNITS
from kg.model.entity import Entity
from kg.model.event import Event, EventLink, Participation, Relation, Role, Topic
from kg.model.graph import Records
from kg.model.text import Article, Provenance, place
from kg.model.time import EventTime, Grain
from kg.resolve.claim import support
from kg.resolve.names import key

ROLES = tuple(Role)


def settled(records: Records, *, with_text: bool = True) -> Records:
    """Give the same statements in kg's own order and words; without text, articles have none and no blocks."""
    articles = [article(a) for a in records.articles]
    return Records(
        tuple(articles if with_text else [replace(a, text="", blocks=()) for a in articles]),
        tuple(entity(e) for e in records.entities),
        tuple(event(e) for e in records.events),
        relations(records.relations),
        tuple(topic(t) for t in records.topics),
        records.subjects,
        links(records.links),
    )


def labelled(records: Records) -> Records:
    """Give actors that a table knows a label in each language of their articles, as resolution does."""
    langs = {article.id: tagged(article.lang)[1:] for article in records.articles}

    def with_labels(value: Entity) -> Entity:
        if value.key is None:
            return value
        told = {(langs[place.article], value.name) for place in value.mentions if langs[place.article]}
        return replace(value, labels=(*value.labels, *sorted(told)))

    return replace(records, entities=tuple(with_labels(e) for e in records.entities))


def places(values: Iterable[Provenance]) -> tuple[Provenance, ...]:
    return tuple(sorted(set(values), key=place))


def article(value: Article) -> Article:
    address = web_address(value.url)
    return replace(
        value,
        text=laid(value.text),
        title=clean(value.title),
        url=None if address is None else parts(address).text if is_literal(address) else address[1:-1],
        publisher=clean(value.publisher or "") or None,
        agency=clean(value.agency or "") or None,
    )


def entity(value: Entity) -> Entity:
    name = clean(value.name)
    labels = tuple(sorted({(tagged(lang)[1:], clean(label)) for lang, label in value.labels}))
    names = {*map(clean, value.names), *(label for _, label in labels)} - {name}
    return replace(
        value,
        name=name,
        names=tuple(sorted(names)),
        labels=() if labels == (("", name),) else labels,
        mentions=places(value.mentions),
    )


def topic(value: Topic) -> Topic:
    return replace(value, label=clean(value.label), mentions=places(value.mentions))


def event(value: Event[str]) -> Event[str]:
    parts: defaultdict[tuple[str, Role], set[Provenance]] = defaultdict(set)
    for part in value.participants:
        parts[part.who, part.role].update(part.provenance)
    participants = [Participation(who, role, places(found)) for (who, role), found in parts.items()]
    return replace(
        value,
        label=clean(value.label),
        mentions=tuple(dict.fromkeys(value.mentions)),
        time=None if value.time is None else time(value.time),
        participants=tuple(
            sorted(participants, key=lambda p: (ROLES.index(p.role), [place(x) for x in p.provenance[:1]], p.who))
        ),
        topics=tuple(sorted(set(value.topics))),
        attributed_to=tuple(sorted(set(value.attributed_to))),
        confidence=round(value.confidence, 4),
        claims=tuple(
            sorted(
                (replace(claim, time=time(claim.time), provenance=places(claim.provenance)) for claim in value.claims),
                key=support,
            )
        ),
    )


def time(value: EventTime) -> EventTime:
    """Give the date with the grain that its EDTF says: from here to there is a range, whatever lies between."""
    ends = value.edtf.split("/")
    grain, told = value.interval.grain, unit_of(ends)
    if grain is Grain.RANGE and len(ends) == 1 and told is not None:
        grain = next(grain for grain, unit in UNITS.items() if unit == told)
    elif grain is not Grain.RANGE and len(ends) > 1 and UNITS[grain] == told:
        grain = Grain.RANGE
    return replace(value, interval=replace(value.interval, grain=grain))


def relations(values: Iterable[Relation[str]]) -> tuple[Relation[str], ...]:
    said: defaultdict[Relation[str], set[Provenance]] = defaultdict(set)
    for value in values:
        office = None if value.office is None else clean(value.office)
        said[replace(value, office=office, provenance=())].update(value.provenance)
    joined = [replace(relation, provenance=places(found)) for relation, found in said.items()]
    return tuple(sorted(joined, key=lambda r: (r.subject, r.predicate, r.object or "", key(r.office or ""), r.office or "")))


def links(values: Iterable[EventLink]) -> tuple[EventLink, ...]:
    said: defaultdict[EventLink, set[Provenance]] = defaultdict(set)
    for value in values:
        said[replace(value, provenance=())].update(value.provenance)
    joined = [replace(link, provenance=places(found)) for link, found in said.items()]
    return tuple(sorted(joined, key=lambda link: (link.subject, link.predicate, link.object)))
