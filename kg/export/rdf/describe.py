"""What RDF says of each record: triples, in full or as far as one article says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD

from kg.export.rdf.dates import date_statements, day
from kg.export.rdf.index import Index, articles_of, first_in
from kg.export.rdf.names import Names, clean, digest, literal, slug, web_address
from kg.export.rdf.vocabulary import ETYPE, EVENT_PREDICATES, KG, OA, PREDICATES, REALIS, ROLE, SEM, Terms
from kg.model.entity import Entity, EntityKind
from kg.model.event import Event, EventLink, EventPredicate, EventType, Participation, Realis, Relation, Role, Topic
from kg.model.mediatopic import SCHEME, MediaTopic
from kg.model.text import Article, Provenance, Span

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

CONTEXT = 32  # code points of text on each side of a quote

dcterms, foaf, org, prov, rdf = Terms(DCTERMS), Terms(FOAF), Terms(ORG), Terms(PROV), Terms(RDF)
rdfs, schema, skos, time, xsd = Terms(RDFS), Terms(SDO), Terms(SKOS), Terms(TIME), Terms(XSD)
kg, oa, sem = Terms(KG), Terms(OA), Terms(SEM)

_EVENT_TYPES = {item: NamedNode(ETYPE[str(item)]) for item in EventType}
_REALIS = {item: NamedNode(REALIS[str(item)]) for item in Realis}
_ROLES = {item: NamedNode(ROLE[str(item)]) for item in Role}
_PREDICATES = {item: NamedNode(iri) for item, iri in PREDICATES.items()}
_EVENT_PREDICATES = {item: NamedNode(iri) for item, iri in EVENT_PREDICATES.items()}
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)?")


class Describer:
    """Gives the triples of records; `within` is the id of the article whose share is wanted, None for all."""

    def __init__(self, index: Index, names: Names) -> None:
        self.index = index
        self.names = names
        self.topics_scheme = names.node("topic", "scheme")
        self._entities = {entity.id: names.entity(entity) for entity in index.records.entities}
        self._topics = {topic.id: names.topic(topic) for topic in index.records.topics}
        self._articles = {article.id: names.node("article", names.local(article)) for article in index.records.articles}
        self._locals = {article.id: names.local(article) for article in index.records.articles}
        self._sources = self._known_sources(index.records.entities)

    def _known_sources(self, entities: Iterable[Entity]) -> dict[str, NamedNode]:
        known: dict[str, NamedNode] = {}
        for entity in entities:
            if entity.only_source:
                for name in (entity.name, *entity.names):
                    known.setdefault(clean(name).casefold(), self._entities[entity.id])
        return known

    def graph(self, article: str) -> NamedNode:
        """Name the graph that holds what one article says."""
        return self.names.node("graph", self._locals[article])

    def source(self, name: str) -> NamedNode:
        """Name an outlet or agency: the actor of that name where the articles mention it."""
        known = self._sources.get(clean(name).casefold())
        return self.names.by_words("source", name) if known is None else known

    def entity(self, entity: Entity) -> Iterator[Triple]:
        """Say what kind of actor it is and by which names it goes."""
        node = self._entities[entity.id]
        yield node, rdf.type, sem.Actor
        yield from ((node, rdf.type, kind) for kind in self._kinds(entity))
        labels = [literal(name, lang) for lang, name in entity.labels] or [literal(entity.name)]
        best = [label for label in labels if label.value == clean(entity.name)] or [literal(entity.name)]
        yield from ((node, rdfs.label, label) for label in labels)
        yield from ((node, schema.name, label) for label in best)
        told = {entity.name, *(name for _, name in entity.labels)}
        for name in entity.names:
            if name not in told:
                yield node, skos.altLabel, literal(name)
        if entity.key:
            yield node, schema.identifier, literal(entity.key)

    def _kinds(self, entity: Entity) -> Iterator[NamedNode]:
        match entity.kind:
            case EntityKind.PERSON:
                yield schema.Person
            case EntityKind.ORGANISATION:
                yield schema.Organization
            case EntityKind.PLACE:
                yield schema.Place
                if (entity.key or "").startswith("country:"):
                    yield schema.Country
            case EntityKind.GROUP:
                yield foaf.Group
        if entity.kind is EntityKind.PLACE or (entity.id in self.index.places and entity.kind is not EntityKind.PERSON):
            yield sem.Place
        if entity.only_source:
            yield schema.NewsMediaOrganization

    def sources(self, article: Article) -> Iterator[Triple]:
        """Say what an article's outlet and agency are, unless they are actors of the graph."""
        for name in (article.publisher, article.agency):
            if name and clean(name).casefold() not in self._sources:
                node = self.source(name)
                yield node, rdf.type, schema.NewsMediaOrganization
                yield node, rdf.type, prov.Agent
                yield node, schema.name, literal(name)
                yield node, rdfs.label, literal(name)

    def topic(self, topic: Topic) -> Iterator[Triple]:
        """Say what a topic is called."""
        node = self._topics[topic.id]
        yield self.topics_scheme, rdf.type, skos.ConceptScheme
        yield self.topics_scheme, rdfs.label, literal("Topics", "en")
        yield node, rdf.type, skos.Concept
        yield node, skos.inScheme, self.topics_scheme
        yield node, skos.prefLabel, literal(topic.label, topic.lang)
        for subject in topic.broader:
            yield node, skos.broadMatch, NamedNode(subject.iri)

    def subject(self, subject: MediaTopic) -> Iterator[Triple]:
        """Say what a subject of news is called, and that it is the IPTC's."""
        node, scheme = NamedNode(subject.iri), NamedNode(SCHEME)
        yield scheme, rdf.type, skos.ConceptScheme
        yield scheme, rdfs.label, literal("IPTC Media Topics", "en")
        yield node, rdf.type, skos.Concept
        yield node, skos.inScheme, scheme
        yield node, skos.prefLabel, literal(subject.label, "en-gb")

    def article(self, article: Article) -> Iterator[Triple]:
        """Say what an article is, what it is about, whom it names and what graph holds its statements."""
        node, share = self._articles[article.id], self.index.shares[article.id]
        graph = self.graph(article.id)
        yield graph, rdf.type, kg.ArticleGraph
        yield graph, prov.wasDerivedFrom, node
        yield node, rdf.type, schema.NewsArticle
        yield node, schema.identifier, literal(article.id)
        yield node, schema.inLanguage, literal(article.lang)
        if article.title:
            yield node, schema.headline, literal(article.title, article.lang)
        if article.published_on is not None:
            yield node, schema.datePublished, day(article.published_on)
            yield from ((node, dcterms.issued, moment) for moment in _moment(article.published or ""))
        if (address := web_address(article.url)) is not None:
            yield node, schema.url, address
        if article.publisher:
            yield node, schema.publisher, self.source(article.publisher)
        if article.agency:
            yield node, prov.hadPrimarySource, self.source(article.agency)
        for subject in share.subjects:
            yield node, dcterms.subject, NamedNode(subject.iri)
        for topic in share.topics:
            yield node, schema.about, self._topics[topic.id]
            for place in topic.mentions:
                if place.article == article.id:
                    yield self._topics[topic.id], prov.wasDerivedFrom, self._evidence(place)
        for entity in share.entities:
            mentioned = self._entities[entity.id]
            yield node, schema.mentions, mentioned
            yield mentioned, prov.wasDerivedFrom, self._evidence(first_in(entity.mentions, article.id))

    def event(self, event: Event[str], within: str | None = None) -> Iterator[Triple]:
        """Say what an event is, when, who took part, whether it happened, who says so and where.

        Its type, label and realis stand in the graph of every article that tells it; its time in that of the
        article whose words give it.
        """
        node = self.names.event(event)
        yield node, rdf.type, sem.Event
        yield node, rdf.type, schema.Event
        yield node, rdfs.label, literal(event.label, event.lang)
        yield node, sem.eventType, _EVENT_TYPES[event.type]
        yield node, kg.realis, _REALIS[event.realis]
        yield node, kg.confidence, Literal(f"{event.confidence:.3f}".rstrip("0").ljust(3, "0"), datatype=xsd.decimal)
        yield from self._time(node, event, within)
        for participation in event.participants:
            if not participation.provenance or _within(participation.provenance, within):
                yield from self._participation(node, event, participation, within)
        for topic in event.topics:
            yield node, schema.about, self._topics[topic]
        for who in event.attributed_to:
            yield node, prov.wasAttributedTo, self._entities[who]
        for place in _within(event.mentions, within):
            yield node, prov.wasDerivedFrom, self._evidence(place)
            if agency := self.index.articles[place.article].agency:
                yield node, prov.hadPrimarySource, self.source(agency)

    def _time(self, node: NamedNode, event: Event[str], within: str | None) -> Iterator[Triple]:
        if event.time is None:
            return
        words = event.time.timex
        if words is not None and within not in (None, words.article):
            return
        for predicate, value in date_statements(event.time):
            yield node, predicate, value
        if words is not None:
            article = self.index.articles[words.article]
            yield node, kg.dateWords, literal(words.span.of(article.text), article.lang)
            yield node, kg.dateEvidence, self._evidence(words)

    def _participation(
        self, node: NamedNode, event: Event[str], participation: Participation[str], within: str | None
    ) -> Iterator[Triple]:
        who = self._entities[participation.who]
        part = self.names.node("participation", digest(event.id), participation.role, digest(participation.who))
        yield node, sem.hasPlace if participation.role is Role.PLACE else sem.hasActor, who
        yield node, kg.participation, part
        yield part, rdf.type, sem.Role
        yield part, sem.roleType, _ROLES[participation.role]
        yield part, rdf.value, who
        for place in _within(participation.provenance, within):
            yield part, prov.wasDerivedFrom, self._evidence(place)

    def relation(self, relation: Relation[str], within: str | None = None) -> Iterator[Triple]:
        """Say what lasts between two actors, or which office one holds, and that it is said, where and when."""
        subject, predicate = self._entities[relation.subject], _PREDICATES[relation.predicate]
        value: NamedNode | Literal
        if relation.object is None:
            value = literal(relation.office or "", self.index.language(relation))
            yield from self._membership(relation, relation.office or "", within)
        else:
            value = self._entities[relation.object]
        yield from self._claim(self.names.relation(relation), (subject, predicate, value), relation.provenance, within)

    def link(self, link: EventLink, within: str | None = None) -> Iterator[Triple]:
        """Say what one event is to another, and that it is said, where and when; an order holds between their times too."""
        ends = self.index.events[link.subject], self.index.events[link.object]
        subject, target = (self.names.event(event) for event in ends)
        said = (subject, _EVENT_PREDICATES[link.predicate], target)
        yield from self._claim(self.names.link(link), said, link.provenance, within)
        if link.predicate is EventPredicate.BEFORE:
            first, second = (self.names.node("interval", event.type.lower(), digest(event.id)) for event in ends)
            for event, interval in ((subject, first), (target, second)):
                yield event, sem.hasTime, interval
                yield interval, rdf.type, time.TemporalEntity
            yield first, time.before, second

    def _claim(self, node: NamedNode, said: Triple, places: Iterable[Provenance], within: str | None) -> Iterator[Triple]:
        """Make a statement, and say of it where it stands, on which day and by which agency."""
        subject, predicate, value = said
        yield said
        yield node, rdf.type, rdf.Statement
        yield node, rdf.type, schema.Claim
        yield node, rdf.subject, subject
        yield node, rdf.predicate, predicate
        yield node, rdf.object, value
        for place in _within(places, within):
            article = self.index.articles[place.article]
            yield node, schema.appearance, self._articles[place.article]
            yield node, prov.wasDerivedFrom, self._evidence(place)
            if article.published_on is not None:
                yield node, kg.attestedOn, day(article.published_on)
            if article.agency:
                yield node, prov.hadPrimarySource, self.source(article.agency)

    def _membership(self, relation: Relation[str], office: str, within: str | None) -> Iterator[Triple]:
        node = self._membership_node(relation)
        yield node, rdf.type, org.Membership
        yield node, org.member, self._entities[relation.subject]
        yield node, org.role, self.names.by_words("office", office)
        for article in articles_of(_within(relation.provenance, within)):
            organisations = self.index.organisations(relation, article)
            if len(organisations) == 1:  # of several, the sentence does not tell which one the office belongs to
                yield node, org.organization, self._entities[organisations.pop()]
            published = self.index.articles[article].published_on
            if published is not None:
                yield node, org.memberDuring, self.names.node("period", published.isoformat())
            for place in _within(relation.provenance, article):
                yield node, prov.wasDerivedFrom, self._evidence(place)

    def _membership_node(self, relation: Relation[str]) -> NamedNode:
        holder = self.index.entities[relation.subject]
        return self.names.node("membership", slug(holder.name), self.names.relation(relation).value.rpartition("-")[2])

    def office(self, relation: Relation[str]) -> Iterator[Triple]:
        """Say what office a relation is about, and on which days it is attested."""
        if relation.office is None:
            return
        node = self.names.by_words("office", relation.office)
        yield node, rdf.type, org.Role
        yield node, skos.prefLabel, literal(relation.office, self.index.language(relation))
        for article in articles_of(relation.provenance):
            published = self.index.articles[article].published_on
            if published is not None:
                period = self.names.node("period", published.isoformat())
                instant = self.names.node("instant", published.isoformat())
                yield period, rdf.type, time.Interval
                yield period, time.hasBeginning, instant
                yield period, time.hasEnd, instant
                yield instant, rdf.type, time.Instant
                yield instant, time.inXSDDate, day(published)

    def _evidence(self, place: Provenance) -> NamedNode:
        return self.names.place("evidence", self._locals[place.article], place.span)

    def evidence(self, article: Article, places: list[Provenance]) -> Iterator[Triple]:
        """Say what the words at one span of an article are, where, in which sentence, and what rules read them."""
        node = self._evidence(places[0])
        span = places[0].span
        sentence = min(place.sentence for place in places)
        yield from self._located(article, node, span)
        quote = self.names.place("quote", self._locals[article.id], span)
        yield node, oa.hasSelector, quote
        yield node, kg.inSentence, self.names.place("sentence", self._locals[article.id], sentence)
        for place in places:
            yield node, kg.rule, literal(place.rule)
            yield node, kg.extractor, literal(place.extractor)
        yield quote, rdf.type, oa.TextQuoteSelector
        yield quote, oa.exact, literal(span.of(article.text))
        yield quote, oa.prefix, literal(article.text[max(0, span.begin - CONTEXT) : span.begin])
        yield quote, oa.suffix, literal(article.text[span.end : span.end + CONTEXT])

    def sentence(self, article: Article, span: Span) -> Iterator[Triple]:
        """Say what a sentence says and where it stands."""
        node = self.names.place("sentence", self._locals[article.id], span)
        yield from self._located(article, node, span)
        yield node, rdf.type, kg.Sentence
        yield node, schema.text, literal(span.of(article.text), article.lang)

    def _located(self, article: Article, node: NamedNode, span: Span) -> Iterator[Triple]:
        position = self.names.place("position", self._locals[article.id], span)
        yield node, rdf.type, oa.SpecificResource
        yield node, oa.hasSource, self._articles[article.id]
        yield node, oa.hasSelector, position
        yield position, rdf.type, oa.TextPositionSelector
        yield position, oa.start, Literal(span.begin)
        yield position, oa.end, Literal(span.end)


def _within(places: Iterable[Provenance], article: str | None) -> list[Provenance]:
    return [place for place in places if article is None or place.article == article]


def _moment(published: str) -> Iterator[Literal]:
    if len(published) > len("2024-06-10"):
        moment = datetime.fromisoformat(published).isoformat()
        if _DATE_TIME.fullmatch(moment):
            yield Literal(moment, datatype=xsd.dateTime)
