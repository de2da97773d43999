"""Records made of what RDF says of them: a function for each kind, the other way round than `kg.export.rdf.describe`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from rdflib.namespace import FOAF

from kg.errors import FormatError
from kg.export.rdf.names import ID_PREFIXES
from kg.export.rdf.reading.nodes import Node, Nodes, dc, dcterms, kg, oa, owl, prov, rdf, rdfs, schema, sem, shown, skos
from kg.export.rdf.reading.values import (
    check_length,
    concept_of,
    confidence_of,
    count_of,
    day_of,
    grain_of,
    in_order,
    one_of,
    worded,
)
from kg.export.rdf.reading.words import Misfit, Piece, lay, length_of
from kg.export.rdf.sameas import is_link_of_the_table, is_of_the_table
from kg.export.rdf.terms import Term, from_exact, tagged
from kg.export.rdf.vocabulary import BASIS, BLOCK_KIND, ETYPE, EVENT_PREDICATES, PREDICATES, REALIS, ROLE, Terms
from kg.model.entity import Entity, EntityKind
from kg.model.event import (
    DateClaim,
    Event,
    EventLink,
    EventPredicate,
    EventType,
    Participation,
    Predicate,
    Realis,
    Relation,
    Role,
    Subject,
    Topic,
)
from kg.model.graph import Records
from kg.model.mediatopic import SCHEME, MediaTopic
from kg.model.text import Article, Block, BlockKind, Provenance, Span, place
from kg.model.time import Basis, EventTime, Interval
from kg.resolve.claim import support
from kg.resolve.names import key as normal_form

MAX_TEXT = 10_000_000  # code points of one article, twenty times what kg reads as one
MAX_TEXTS = 1_000_000_000  # of all articles: offsets cost nothing to write, and the texts that they ask for much

foaf = Terms(FOAF)
_KINDS = {
    schema.Person[1:-1]: EntityKind.PERSON,
    schema.Organization[1:-1]: EntityKind.ORGANISATION,
    schema.Place[1:-1]: EntityKind.PLACE,
    foaf.Group[1:-1]: EntityKind.GROUP,
}
_PREDICATES = {str(iri): predicate for predicate, iri in PREDICATES.items()}
_EVENT_PREDICATES = {str(iri): predicate for predicate, iri in EVENT_PREDICATES.items()}
_ROLES = tuple(Role)
_DIGITS = re.compile(r"(?:.*[/-])?([0-9a-f]{12})")
_DAY = timedelta(days=1)


class Reader:
    """Reads the records of a graph from its nodes; every fault is a `FormatError` that names the node and what it lacks.

    `left_out` counts the actors and topics of articles that are not there any more.
    """

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.left_out = 0
        self._sentences: dict[str, tuple[str, Span]] = {}
        self._evidence: dict[str, Provenance] = {}
        self._article_ids = {node.iri: from_exact(node.words(schema.identifier).value) for node in nodes.of("article")}
        self._langs = {
            self._article_ids[node.iri]: tagged(from_exact(node.words(schema.inLanguage).value))[1:]
            for node in nodes.of("article")
        }
        self._entity_ids = {node.iri: _id("entity", node) for node in nodes.of("entity")}
        self._event_ids = {node.iri: _id("event", node) for node in nodes.of("event")}
        self._topic_ids = {node.iri: _id("topic", node) for node in nodes.of("topic") if node.all(skos.prefLabel)}
        # Whom an event is attributed to, and its topics, stand in the graph of every article that tells it.
        self._withdrawn = {n.iri for kind in ("entity", "topic") for n in nodes.of(kind) if not n.all(prov.wasDerivedFrom)}
        for ids in (self._article_ids, self._entity_ids, self._event_ids, self._topic_ids):
            _refuse_doubles(ids)

    def records(self) -> Records:
        """Read everything, in the order that records have."""
        pieces = self._pieces()
        relations = [self.relation(node) for node in self.nodes.of("relation")]
        links = [self.link(node) for node in self.nodes.of("link")]
        events = [self.event(node) for node in self.nodes.of("event")]
        articles = sorted(self.nodes.of("article"), key=lambda node: self._article_ids[node.iri])
        return Records(
            articles=tuple(self._articles(articles, pieces)),
            entities=tuple(self.entity(node) for node in self._named("entity", self._entity_ids)),
            events=tuple(sorted(events, key=lambda event: event.id)),
            relations=tuple(sorted(relations, key=_by_what_it_says)),
            topics=tuple(self.topic(node) for node in self._named("topic", self._topic_ids)),
            subjects=tuple(subject for node in articles for subject in self.subjects(node)),
            links=tuple(sorted(links, key=lambda link: (link.subject, link.predicate, link.object))),
        )

    def _named(self, kind: str, ids: Mapping[str, str]) -> list[Node]:
        """Give the actors or topics that an article names, by id; the others were left behind by articles withdrawn."""
        nodes = [node for node in self.nodes.of(kind) if node.iri in ids]
        named = [node for node in nodes if node.iri not in self._withdrawn]
        self.left_out += len(nodes) - len(named)
        return sorted(named, key=lambda node: ids[node.iri])

    def _articles(self, nodes: Iterable[Node], pieces: Mapping[str, list[Piece]]) -> Iterator[Article]:
        left = MAX_TEXTS
        for node in nodes:
            article = self.article(node, pieces.get(node.iri, []))
            left -= len(article.text)
            if left < 0:
                raise node.fault(f"and the articles before it ask for texts of more than {MAX_TEXTS:,} characters")
            yield article

    def article(self, node: Node, pieces: list[Piece]) -> Article:
        """Read an article; its text is the one told, or what is quoted of it with spaces between."""
        told = (node.maybe_words(predicate) for predicate in (dc.date, dcterms.issued, schema.datePublished))
        published = next((words for words in told if words is not None), None)
        url = node.maybe(schema.url)
        publisher, agency = node.maybe_words(dc.publisher), node.maybe_words(dc.source)
        title = node.maybe_words(schema.headline)
        text = self._text(node, pieces)
        try:
            return Article(
                id=self._article_ids[node.iri],
                text=text,
                lang=from_exact(node.words(schema.inLanguage).value),
                title="" if title is None else title.value,
                published=None if published is None else from_exact(published.value),
                url=None if url is None else url.value,
                publisher=None if publisher is None else publisher.value,
                agency=None if agency is None else agency.value,
                blocks=tuple(sorted(self.block(node, iri) for iri in node.links(schema.hasPart))),
            )
        except ValueError as error:
            raise node.fault(f"is no article of kg's: {error}") from None

    def _text(self, node: Node, pieces: list[Piece]) -> str:
        body = node.maybe_words(schema.articleBody)
        length = length_of(pieces) if body is None else len(body.value)
        if length > MAX_TEXT:
            raise node.fault(f"has a text of {length:,} characters; the limit is {MAX_TEXT:,}")
        try:
            if body is None:
                return lay(pieces)
            for begin, words in pieces:
                if not body.value.startswith(words, begin):
                    raise Misfit(begin)
        except Misfit as error:
            raise node.fault(f"is quoted in two ways at offset {error.begin}: its sentences and quotes do not fit") from None
        return body.value

    def block(self, node: Node, iri: str) -> Block:
        """Read what a part of an article's text is for."""
        block = self.nodes.at(iri, "block", node, schema.hasPart)
        return Block(self._span(block), concept_of(block, kg.blockKind, str(BLOCK_KIND), BlockKind))

    def subjects(self, node: Node) -> Iterator[Subject]:
        """Read what subjects of news an article is about, the clearest first."""
        told = [iri for iri in node.links(dcterms.subject) if iri.startswith(SCHEME)]
        for iri in in_order(node, sorted(told)):
            try:
                yield Subject(self._article_ids[node.iri], MediaTopic(iri.removeprefix(SCHEME)))
            except ValueError:
                raise node.fault(f"has {shown(iri)} as dcterms:subject, which is no subject that kg knows") from None

    def entity(self, node: Node) -> Entity:
        """Read an actor: kind, names, languages, where it is named."""
        types = node.links(rdf.type)
        kinds = [kind for iri, kind in _KINDS.items() if iri in types]
        if len(kinds) != 1:
            raise node.fault("lacks an rdf:type that says what kind of actor it is")
        names = {label.value for label in node.all_words(schema.name)}
        if len(names) != 1:
            raise node.fault(f"has {len(names)} names as schema:name" if names else "lacks schema:name")
        (name,) = names
        entry = node.maybe_words(schema.identifier)
        key = None if entry is None else from_exact(entry.value)
        mentions = self._places(node)
        told = self._languages(mentions)
        # The table of places, and CLDR, have names in languages that no article of it is in: they are none of the records'.
        labels = sorted(
            (label.language or "", label.value)
            for label in node.all_words(rdfs.label)
            if label.language is None or label.language in told or not is_of_the_table(key, label.language, label.value)
        )
        # Those with a language are no article's.
        others = {label.value for label in node.all_words(skos.altLabel) if label.language is None}
        called = others | {label for _, label in labels}
        return Entity(
            id=self._entity_ids[node.iri],
            kind=kinds[0],
            name=name,
            mentions=mentions,
            names=tuple(sorted(called - {name})),
            # What has no language and is the name itself stands in for labels, of which there are none.
            labels=() if labels == [("", name)] else tuple(labels),
            key=key,
            only_source=schema.NewsMediaOrganization[1:-1] in types,
            same_as=tuple(sorted(iri for iri in node.links(owl.sameAs) if not is_link_of_the_table(key, iri))),
        )

    def _languages(self, mentions: Iterable[Provenance]) -> set[str]:
        return {self._langs[place.article] for place in mentions}

    def topic(self, node: Node) -> Topic:
        """Read a topic: label, language, where it stands, the subjects of news that it belongs to."""
        label, lang = worded(node, skos.prefLabel)
        broader = sorted(node.links(skos.broadMatch))
        try:
            subjects = tuple(MediaTopic(iri.removeprefix(SCHEME)) for iri in broader if iri.startswith(SCHEME))
        except ValueError as error:
            raise node.fault(f"has as skos:broadMatch what kg does not know: {error}") from None
        return Topic(self._topic_ids[node.iri], label, lang, self._places(node), subjects)

    def event(self, node: Node) -> Event[str]:
        """Read an event; its parts, topics and sources come in the order that resolution gives them."""
        label, lang = worded(node, rdfs.label)
        parts = [self.participation(node, iri) for iri in node.links(kg.participation)]
        topics = self._if_named(node, schema.about, "topic", self._topic_ids)
        said_by = self._if_named(node, prov.wasAttributedTo, "entity", self._entity_ids)
        return Event(
            id=self._event_ids[node.iri],
            type=concept_of(node, sem.eventType, str(ETYPE), EventType),
            realis=concept_of(node, kg.realis, str(REALIS), Realis),
            label=label,
            lang=lang,
            mentions=self._mentions(node),
            time=self.time(node),
            participants=tuple(sorted(parts, key=_rank)),
            topics=tuple(sorted(topics)),
            attributed_to=tuple(sorted(said_by)),
            confidence=confidence_of(node),
            source_count=count_of(node, kg.sourceCount),
            claims=tuple(sorted((self.claim(node, iri) for iri in node.links(kg.dateClaim)), key=support)),
        )

    def claim(self, event: Node, iri: str) -> DateClaim:
        """Read one of the dates that are claimed for an event."""
        node = self.nodes.at(iri, "claim", event, kg.dateClaim)
        time = self.time(node)
        if time is None:
            raise node.fault("lacks kg:edtf")
        return DateClaim(time, self._told(node), count_of(node, kg.sourceCount))

    def _mentions(self, node: Node) -> tuple[Provenance, ...]:
        ordered = in_order(node, node.links(prov.wasDerivedFrom))
        places = [self.evidence(node, prov.wasDerivedFrom, iri) for iri in ordered]
        if not places:
            raise node.fault("lacks prov:wasDerivedFrom")
        return tuple(places if node.numbered() else sorted(places, key=place))

    def time(self, node: Node) -> EventTime | None:
        """Read when an event is, or None if nothing dates it."""
        edtf = node.maybe_words(kg.edtf)
        if edtf is None:
            return None
        start, last = day_of(node, sem.hasEarliestBeginTimeStamp), day_of(node, sem.hasLatestEndTimeStamp)
        words = node.maybe(kg.dateEvidence)
        try:
            interval = Interval(start, None if last is None else last + _DAY, grain_of(node, edtf.value))
        except (ValueError, OverflowError) as error:
            raise node.fault(f"has days that make no interval: {error}") from None
        return EventTime(
            edtf.value,
            interval,
            concept_of(node, kg.dateBasis, str(BASIS), Basis),
            None if words is None else self.evidence(node, kg.dateEvidence, words.value),
        )

    def participation(self, event: Node, iri: str) -> Participation[str]:
        """Read one actor's part in an event."""
        part = self.nodes.at(iri, "participation", event, kg.participation)
        who = self._refer(part, rdf.value, part.link(rdf.value), "entity", self._entity_ids)
        return Participation(who, concept_of(part, sem.roleType, str(ROLE), Role), self._places(part))

    def relation(self, node: Node) -> Relation[str]:
        """Read what lasts between two actors, or which office one holds."""
        predicate = one_of(node, rdf.predicate, _PREDICATES)
        subject = self._refer(node, rdf.subject, node.link(rdf.subject), "entity", self._entity_ids)
        if predicate is Predicate.HOLDS_ROLE:
            return Relation(subject, predicate, self._told(node), office=node.words(rdf.object).value)
        target = self._refer(node, rdf.object, node.link(rdf.object), "entity", self._entity_ids)
        return Relation(subject, predicate, self._told(node), object=target)

    def link(self, node: Node) -> EventLink:
        """Read what one event is to another."""
        predicate: EventPredicate = one_of(node, rdf.predicate, _EVENT_PREDICATES)
        subject, target = (self._refer(node, end, node.link(end), "event", self._event_ids) for end in (rdf.subject, rdf.object))
        return EventLink(subject, predicate, target, self._told(node))

    def evidence(self, asked: Node, predicate: Term, iri: str) -> Provenance:
        """Read where words stand, in which sentence, and what rule read them."""
        known = self._evidence.get(iri)
        if known is None:
            node = self.nodes.at(iri, "evidence", asked, predicate)
            article, sentence = self.sentence(node)
            source = node.link(oa.hasSource)
            if source != article:
                raise node.fault(f"is in {shown(source)}, its sentence in {shown(article)}")
            rule, extractor = (from_exact(node.words(term).value) for term in (kg.rule, kg.extractor))
            article_id = self._refer(node, oa.hasSource, article, "article", self._article_ids)
            known = self._evidence[iri] = Provenance(article_id, self._span(node), sentence, extractor, rule)
        return known

    def sentence(self, evidence: Node) -> tuple[str, Span]:
        """Read the sentence of some words: the IRI of its article, and its place there."""
        iri = evidence.link(kg.inSentence)
        if iri not in self._sentences:
            node = self.nodes.at(iri, "sentence", evidence, kg.inSentence)
            self._sentences[iri] = node.link(oa.hasSource), self._span(node)
        return self._sentences[iri]

    def _span(self, node: Node) -> Span:
        """Read a place in a text by the position among its selectors."""
        found = [iri for iri in node.links(oa.hasSelector) if iri.startswith(f"{self.nodes.base}position/")]
        if len(found) != 1:
            raise node.fault("lacks an oa:hasSelector that is its position" if not found else "has several positions")
        position = self.nodes.at(found[0], "position", node, oa.hasSelector)
        begin, end = position.number(oa.start), position.number(oa.end)
        if begin >= end:
            raise position.fault(f"ends at {end} and starts at {begin}")
        return Span(begin, end)

    def _pieces(self) -> Mapping[str, list[Piece]]:
        """Give what is quoted of each article, by its IRI: sentences, and other words with those around them."""
        pieces: defaultdict[str, list[Piece]] = defaultdict(list)
        for node in self.nodes.of("sentence"):
            span, words = self._span(node), node.words(schema.text).value
            check_length(node, schema.text, span, words)
            pieces[node.link(oa.hasSource)].append((span.begin, words))
        for node in self.nodes.of("evidence"):
            pieces[node.link(oa.hasSource)].append(self._quote(node))
        return pieces

    def _quote(self, node: Node) -> Piece:
        found = [iri for iri in node.links(oa.hasSelector) if iri.startswith(f"{self.nodes.base}quote/")]
        if len(found) != 1:
            raise node.fault("lacks an oa:hasSelector that is its quote" if not found else "has several quotes")
        quote, span = self.nodes.at(found[0], "quote", node, oa.hasSelector), self._span(node)
        before, words, after = (quote.words(term).value for term in (oa.prefix, oa.exact, oa.suffix))
        check_length(quote, oa.exact, span, words)
        if len(before) > span.begin:
            raise quote.fault(f"has an oa:prefix of {len(before)} characters before offset {span.begin}")
        return span.begin - len(before), f"{before}{words}{after}"

    def _places(self, node: Node) -> tuple[Provenance, ...]:
        found = (self.evidence(node, prov.wasDerivedFrom, iri) for iri in node.links(prov.wasDerivedFrom))
        return tuple(sorted(found, key=place))

    def _told(self, node: Node) -> tuple[Provenance, ...]:
        if not (places := self._places(node)):
            raise node.fault("lacks prov:wasDerivedFrom")
        return places

    def _refer(self, asked: Node, predicate: Term, iri: str, kind: str, ids: Mapping[str, str]) -> str:
        """Give the id of the thing that `asked` leads to."""
        node = self.nodes.at(iri, kind, asked, predicate)
        if iri not in ids:
            raise asked.fault(f"leads by {shown(predicate)} to {shown(iri)}, which is no {kind}")
        if iri in self._withdrawn:
            raise node.fault("lacks prov:wasDerivedFrom")
        return ids[iri]

    def _if_named(self, asked: Node, predicate: Term, kind: str, ids: Mapping[str, str]) -> list[str]:
        """Give the ids of the things that `asked` leads to, but for those that no article names any more."""
        found = (iri for iri in asked.links(predicate) if iri not in self._withdrawn)
        return [self._refer(asked, predicate, iri, kind, ids) for iri in found]


def _id(kind: str, node: Node) -> str:
    """Give the id of a node: the one told, or kg's own, which ends in the digits of the IRI."""
    told = node.maybe_words(dcterms.identifier)
    if told is not None:
        return from_exact(told.value)
    digits = _DIGITS.fullmatch(node.iri)
    if digits is None:
        raise node.fault("lacks dcterms:identifier, and its IRI has no digits to make one of")
    return f"{ID_PREFIXES[kind]}{digits[1]}"


def _refuse_doubles(ids: Mapping[str, str]) -> None:
    known: dict[str, str] = {}
    for iri, identity in ids.items():
        if identity in known:
            raise FormatError(
                f"{shown(known[identity])} and {shown(iri)} are one thing, {identity!r}, in two graphs",
                remedy="import one graph at a time",
            )
        known[identity] = iri


def _by_what_it_says(relation: Relation[str]) -> tuple[str, ...]:
    """Sort relations as resolution does, offices by their words in normal form."""
    office = relation.office or ""
    return relation.subject, relation.predicate, relation.object or "", normal_form(office), office


def _rank(part: Participation[str]) -> tuple[object, ...]:
    return (_ROLES.index(part.role), [place(p) for p in part.provenance[:1]], part.who)
