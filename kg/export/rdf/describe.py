"""What RDF says of each record: triples, in full or as far as one article says them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from pyoxigraph import Literal, NamedNode
from rdflib.namespace import DC, DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD

from kg.export.rdf.dates import date_statements, day
from kg.export.rdf.index import Index, articles_of
from kg.export.rdf.names import Names, clean, digest, exact, laid, language_tag, literal, own_id, slug, web_address
from kg.export.rdf.vocabulary import BLOCK_KIND, ETYPE, EVENT_PREDICATES, KG, OA, PREDICATES, REALIS, ROLE, SEM, Terms
from kg.model.entity import Entity, EntityKind
from kg.model.event import Event, EventLink, EventPredicate, EventType, Participation, Realis, Relation, Role, Topic
from kg.model.mediatopic import SCHEME, MediaTopic
from kg.model.text import Article, BlockKind, Provenance, Span
from kg.model.text import place as in_text

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

CONTEXT = 32  # code points of text on each side of a quote

dc, dcterms, foaf, org, prov, rdf = Terms(DC), Terms(DCTERMS), Terms(FOAF), Terms(ORG), Terms(PROV), Terms(RDF)
rdfs, schema, skos, time, xsd = Terms(RDFS), Terms(SDO), Terms(SKOS), Terms(TIME), Terms(XSD)
kg, oa, sem = Terms(KG), Terms(OA), Terms(SEM)

_EVENT_TYPES = {item: NamedNode(ETYPE[str(item)]) for item in EventType}
_REALIS = {item: NamedNode(REALIS[str(item)]) for item in Realis}
_ROLES = {item: NamedNode(ROLE[str(item)]) for item in Role}
_PREDICATES = {item: NamedNode(iri) for item, iri in PREDICATES.items()}
_EVENT_PREDICATES = {item: NamedNode(iri) for item, iri in EVENT_PREDICATES.items()}
_BLOCK_KINDS = {item: NamedNode(BLOCK_KIND[str(item)]) for item in BlockKind}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)?")


class Describer:
    """Gives the triples of records; `within` is the id of the article whose share is wanted, None for all.

    `with_text` says whether the whole texts of the articles are among them.
    """

    def __init__(self, index: Index, names: Names, *, with_text: bool = False) -> None:
        self.index = index
        self.with_text = with_text
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
        told = {clean(entity.name), *(clean(name) for _, name in entity.labels)}
        for name in entity.names:
            if clean(name) not in told:
                yield node, skos.altLabel, literal(name)
        if entity.key:
            yield node, schema.identifier, exact(entity.key)
        yield from _own_id(node, "entity", entity.id)

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
            if name and clean(name) and clean(name).casefold() not in self._sources:
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
        yield from _worded(node, skos.prefLabel, topic.label, topic.lang)
        yield from _own_id(node, "topic", topic.id)
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
        yield node, schema.identifier, exact(article.id)
        yield node, schema.inLanguage, exact(article.lang)
        if clean(article.title):
            yield node, schema.headline, literal(article.title, article.lang)
        if article.published_on is not None:
            yield node, schema.datePublished, day(article.published_on)
            yield from ((node, predicate, value) for predicate, value in _published(article.published or ""))
        if (address := web_address(article.url)) is not None:
            yield node, schema.url, address
        # A source is known by its name in any case: how this article writes it stands beside.
        if article.publisher and clean(article.publisher):
            yield node, schema.publisher, self.source(article.publisher)
            yield node, dc.publisher, literal(article.publisher)
        if agency := _agency(article):
            yield node, prov.hadPrimarySource, self.source(agency)
            yield node, dc.source, literal(agency)
        subjects = [NamedNode(subject.iri) for subject in share.subjects]
        yield from ((node, dcterms.subject, subject) for subject in subjects)
        if share.subjects != sorted(share.subjects):
            yield from _numbered(node, subjects)
        if self.with_text:
            yield from self._text(node, article)
        for topic in share.topics:
            yield node, schema.about, self._topics[topic.id]
            for place in topic.mentions:
                if place.article == article.id:
                    yield self._topics[topic.id], prov.wasDerivedFrom, self._evidence(place)
        for entity in share.entities:
            yield node, schema.mentions, self._entities[entity.id]
        for entity, place in share.mentions:
            yield self._entities[entity.id], prov.wasDerivedFrom, self._evidence(place)

    def _text(self, node: NamedNode, article: Article) -> Iterator[Triple]:
        """Give an article's whole text, and what each of its parts is for."""
        yield node, schema.articleBody, Literal(laid(article.text))
        for block in article.blocks:
            part = self.names.place("block", self._locals[article.id], block.span)
            yield node, schema.hasPart, part
            yield from self._located(article, part, block.span)
            yield part, rdf.type, kg.Block
            yield part, kg.blockKind, _BLOCK_KINDS[block.kind]

    def event(self, event: Event[str], within: str | None = None) -> Iterator[Triple]:
        """Say what an event is, when, who took part, whether it happened, who says so and where.

        Its type, label and realis stand in the graph of every article that tells it; its time in that of the
        article whose words give it.
        """
        node = self.names.event(event)
        yield node, rdf.type, sem.Event
        yield node, rdf.type, schema.Event
        yield from _worded(node, rdfs.label, event.label, event.lang)
        yield from _own_id(node, "event", event.id)
        yield node, sem.eventType, _EVENT_TYPES[event.type]
        yield node, kg.realis, _REALIS[event.realis]
        yield node, kg.confidence, Literal(f"{event.confidence:.4f}".rstrip("0").ljust(3, "0"), datatype=xsd.decimal)
        yield from self._time(node, event, within)
        for participation in event.participants:
            if not participation.provenance or _within(participation.provenance, within):
                yield from self._participation(node, event, participation, within)
        for topic in event.topics:
            yield node, schema.about, self._topics[topic]
        for who in event.attributed_to:
            yield node, prov.wasAttributedTo, self._entities[who]
        for mention in _within(event.mentions, within):
            yield node, prov.wasDerivedFrom, self._evidence(mention)
            if agency := _agency(self.index.articles[mention.article]):
                yield node, prov.hadPrimarySource, self.source(agency)
        mentions = list(dict.fromkeys(event.mentions))
        if mentions != sorted(mentions, key=in_text):
            yield from _numbered(node, [None if _outside(m, within) else self._evidence(m) for m in mentions])

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
            yield node, kg.dateWords, _quoted(words.span, article)
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
            if agency := _agency(article):
                yield node, prov.hadPrimarySource, self.source(agency)

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
        return self.names.evidence(self._locals[place.article], place)

    def evidence(self, article: Article, place: Provenance) -> Iterator[Triple]:
        """Say what words were read, where, in which sentence, and by what rule: one reading, and so one of each."""
        node, span, local = self._evidence(place), place.span, self._locals[article.id]
        yield from self._located(article, node, span)
        quote = self.names.place("quote", local, span)
        yield node, oa.hasSelector, quote
        yield node, kg.inSentence, self.names.place("sentence", local, place.sentence)
        yield node, kg.rule, exact(place.rule)
        yield node, kg.extractor, exact(place.extractor)
        yield quote, rdf.type, oa.TextQuoteSelector
        yield quote, oa.exact, Literal(laid(span.of(article.text)))
        yield quote, oa.prefix, Literal(laid(article.text[max(0, span.begin - CONTEXT) : span.begin]))
        yield quote, oa.suffix, Literal(laid(article.text[span.end : span.end + CONTEXT]))

    def sentence(self, article: Article, span: Span) -> Iterator[Triple]:
        """Say what a sentence says and where it stands."""
        node = self.names.place("sentence", self._locals[article.id], span)
        yield from self._located(article, node, span)
        yield node, rdf.type, kg.Sentence
        yield node, schema.text, _quoted(span, article)

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


def _outside(place: Provenance, article: str | None) -> bool:
    return article is not None and place.article != article


def _agency(article: Article) -> str | None:
    return article.agency if article.agency and clean(article.agency) else None


def _own_id(node: NamedNode, kind: str, identifier: str) -> Iterator[Triple]:
    """Give the id of a thing where its IRI does not tell it."""
    if (written := own_id(kind, identifier)) is not None:
        yield node, dcterms.identifier, written


def _worded(node: NamedNode, predicate: NamedNode, words: str, lang: str) -> Iterator[Triple]:
    """Give words with their language, and the language apart where no tag can be made of it."""
    label = literal(words, lang)
    yield node, predicate, label
    if (label.language or "") != lang:
        yield node, schema.inLanguage, exact(lang)


def _quoted(span: Span, article: Article) -> Literal:
    """Give words of an article's text with its language, each code point in its place."""
    words = laid(span.of(article.text))
    return Literal(words, language=tag) if (tag := language_tag(article.lang)) else Literal(words)


def _numbered(node: NamedNode, values: Sequence[NamedNode | None]) -> Iterator[Triple]:
    """Give an order that cannot be told from the values: rdf:_1 leads to the first; None is told elsewhere."""
    for number, value in enumerate(values, start=1):
        if value is not None:
            yield node, NamedNode(f"{RDF}_{number}"), value


def _published(published: str) -> Iterator[tuple[NamedNode, Literal]]:
    """Give the moment of publication where the source tells one, and its own words for it if they are not those of XML."""
    told = published[: len("2024-06-10")]
    if len(published) > len(told) and (moment := _moment(published)) is not None:
        told = moment
        yield dcterms.issued, Literal(moment, datatype=xsd.dateTime)
    if told != published or not (_DAY.fullmatch(told) or _DATE_TIME.fullmatch(told)):
        yield dc.date, exact(published)


def _moment(published: str) -> str | None:
    try:
        moment = datetime.fromisoformat(published).isoformat()
    except ValueError:
        return None
    return moment if _DATE_TIME.fullmatch(moment) else None
