"""What RDF says of each record; of a record that is cut down to one article, what that article says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Self

from rdflib.namespace import DC, DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD

from kg.export.rdf.dates import date_statements, day, publication
from kg.export.rdf.evidence import NAMES_KEPT, Evidence
from kg.export.rdf.names import Names, digest, own_id, slug, web_address
from kg.export.rdf.sameas import SameAs
from kg.export.rdf.terms import DECIMAL, Term, Triple, clean, exact, integer, laid, literal, quoted, tagged, typed
from kg.export.rdf.vocabulary import ETYPE, EVENT_PREDICATES, KG, OA, PREDICATES, REALIS, ROLE, SEM, Terms
from kg.graph.source import Lookup, Share, Source, Told, articles_of
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
    Topic,
)
from kg.model.mediatopic import SCHEME, MediaTopic
from kg.model.text import Article, Provenance
from kg.model.time import EventTime

dc, dcterms, foaf, org, prov, rdf = Terms(DC), Terms(DCTERMS), Terms(FOAF), Terms(ORG), Terms(PROV), Terms(RDF)
rdfs, schema, skos, time, xsd = Terms(RDFS), Terms(SDO), Terms(SKOS), Terms(TIME), Terms(XSD)
kg, oa, sem = Terms(KG), Terms(OA), Terms(SEM)

_EVENT_TYPES = {item: f"<{ETYPE[str(item)]}>" for item in EventType}
_REALIS = {item: f"<{REALIS[str(item)]}>" for item in Realis}
_ROLES = {item: f"<{ROLE[str(item)]}>" for item in Role}
_PREDICATES = {item: f"<{iri}>" for item, iri in PREDICATES.items()}
_EVENT_PREDICATES = {item: f"<{iri}>" for item, iri in EVENT_PREDICATES.items()}
_KINDS = {
    EntityKind.PERSON: schema.Person,
    EntityKind.ORGANISATION: schema.Organization,
    EntityKind.PLACE: schema.Place,
    EntityKind.GROUP: foaf.Group,
}
# What is said in one sentence with an office and tells whose office it is.
_AFFILIATIONS = frozenset({Predicate.HEADS, Predicate.WORKS_FOR, Predicate.MEMBER_OF, Predicate.PLAYS_FOR})


class Describer:
    """Gives the triples of records, some more than once; memory is bounded by what is cached of names.

    `lookup` has what the records refer to; whoever is asked of a record that leads nowhere raises `KeyError`. `outlets` are
    actors that only report, as `known_outlets` gives them: of those, all that the records name. `with_text` says whether the whole
    texts of the articles are among the triples.
    """

    def __init__(
        self, lookup: Lookup, names: Names, outlets: Mapping[str, Term], same_as: SameAs, *, with_text: bool = False
    ) -> None:
        self.lookup = lookup
        self.with_text = with_text
        self.names = names
        self.topics_scheme = names.node("topic", "scheme")
        self.evidence = Evidence(names)
        self._entity = lru_cache(NAMES_KEPT)(self._entity_node)
        self._affiliations = lru_cache(64)(self._affiliations_in)
        self._base = names.base
        self._outlets = outlets
        self._same_as = same_as

    @classmethod
    def reading(cls, source: Source, names: Names, *, with_text: bool = False) -> Self:
        """Read a graph through for what all its articles together say of outlets and places."""
        return cls(source, names, known_outlets(source.entities(), names), SameAs.reading(source), with_text=with_text)

    def _entity_node(self, entity: str) -> Term:
        return self.names.entity(self.lookup.entity(entity))

    def graph(self, article: str) -> Term:
        """Name the graph that holds what one article says."""
        return f"<{self._base}graph/{self.evidence.local(article)}>"

    def outlet(self, name: str) -> Term:
        """Name an outlet or agency: the actor of that name where the articles mention it."""
        known = self._outlets.get(folded(name))
        return self.names.by_words("source", name) if known is None else known

    def entity(self, entity: Entity, *, is_place: bool) -> list[Triple]:
        """Say what kind of actor it is and by which names it goes; `is_place`: whether some event took place there."""
        node = self.names.entity(entity)
        said = [(node, rdf.type, kind) for kind in (sem.Actor, *_kinds(entity, is_place=is_place))]
        labels = [literal(name, lang) for lang, name in entity.labels] or [literal(entity.name)]
        name = quoted(clean(entity.name))
        best = [label for label in labels if label == name or label.startswith(f"{name}@")] or [name]
        said += [(node, rdfs.label, label) for label in labels]
        said += [(node, schema.name, label) for label in best]
        told = {clean(entity.name), *(clean(name) for _, name in entity.labels)}
        said += [(node, skos.altLabel, literal(name)) for name in entity.names if clean(name) not in told]
        if entity.key:
            said.append((node, schema.identifier, exact(entity.key)))
        said += [(node, predicate, value) for predicate, value in self._same_as.of(entity)]
        return said + _own_id(node, "entity", entity.id)

    def outlets(self, article: Article) -> list[Triple]:
        """Say what an article's outlet and agency are, unless they are actors of the graph."""
        said: list[Triple] = []
        for name in (article.publisher, article.agency):
            if name and clean(name) and folded(name) not in self._outlets:
                node = self.outlet(name)
                said += [(node, rdf.type, kind) for kind in (schema.NewsMediaOrganization, prov.Agent)]
                said += [(node, term, literal(name)) for term in (schema.name, rdfs.label)]
        return said

    def topic(self, topic: Topic) -> list[Triple]:
        """Say what a topic is called."""
        node = self.names.topic(topic)
        return [
            (self.topics_scheme, rdf.type, skos.ConceptScheme),
            (self.topics_scheme, rdfs.label, literal("Topics", "en")),
            (node, rdf.type, skos.Concept),
            (node, skos.inScheme, self.topics_scheme),
            *_worded(node, skos.prefLabel, topic.label, topic.lang),
            *_own_id(node, "topic", topic.id),
            *((node, skos.broadMatch, f"<{subject.iri}>") for subject in topic.broader),
        ]

    def subject(self, subject: MediaTopic) -> list[Triple]:
        """Say what a subject of news is called, and that it is the IPTC's."""
        node, scheme = f"<{subject.iri}>", f"<{SCHEME}>"
        return [
            (scheme, rdf.type, skos.ConceptScheme),
            (scheme, rdfs.label, literal("IPTC Media Topics", "en")),
            (node, rdf.type, skos.Concept),
            (node, skos.inScheme, scheme),
            (node, skos.prefLabel, literal(subject.label, "en-gb")),
        ]

    def article(self, share: Share) -> list[Triple]:
        """Say what an article is, what it is about, whom it names and what graph holds its statements."""
        article = share.article
        node, graph = self.evidence.article(article.id), self.graph(article.id)
        said = [
            (graph, rdf.type, kg.ArticleGraph),
            (graph, prov.wasDerivedFrom, node),
            (node, rdf.type, schema.NewsArticle),
            (node, schema.identifier, exact(article.id)),
            (node, schema.inLanguage, exact(article.lang)),
        ]
        if clean(article.title):
            said.append((node, schema.headline, literal(article.title, article.lang)))
        if article.published_on is not None:
            said.append((node, schema.datePublished, day(article.published_on)))
            said += [(node, predicate, value) for predicate, value in publication(article.published or "")]
        if (address := web_address(article.url)) is not None:
            said.append((node, schema.url, address))
        # An outlet is known by its name in any case: how this article writes it stands beside.
        if article.publisher and clean(article.publisher):
            said.append((node, schema.publisher, self.outlet(article.publisher)))
            said.append((node, dc.publisher, literal(article.publisher)))
        if agency := _agency(article):
            said.append((node, prov.hadPrimarySource, self.outlet(agency)))
            said.append((node, dc.source, literal(agency)))
        subjects = [f"<{subject.iri}>" for subject in share.subjects]
        said += [(node, dcterms.subject, subject) for subject in subjects]
        if subjects != sorted(subjects):
            said += [_nth(node, number, subject) for number, subject in enumerate(subjects, start=1)]
        if self.with_text:
            said += self.evidence.whole(article)
        for topic in share.topics:
            about = self.names.topic(topic)
            said.append((node, schema.about, about))
            said += [(about, prov.wasDerivedFrom, self.evidence.node(place)) for place in topic.mentions]
        for entity in share.entities:
            mentioned = self._entity(entity.id)
            said.append((node, schema.mentions, mentioned))
            said += [(mentioned, prov.wasDerivedFrom, self.evidence.node(place)) for place in entity.mentions]
        return said

    def event(self, event: Event[str]) -> list[Triple]:
        """Say what an event is, when it was, who took part, who says so and where."""
        node = self.names.event(event)
        said = [
            (node, rdf.type, sem.Event),
            (node, rdf.type, schema.Event),
            *_worded(node, rdfs.label, event.label, event.lang),
            *_own_id(node, "event", event.id),
            (node, sem.eventType, _EVENT_TYPES[event.type]),
            (node, kg.realis, _REALIS[event.realis]),
            (node, kg.confidence, typed(f"{event.confidence:.4f}".rstrip("0").ljust(3, "0"), DECIMAL)),
            (node, kg.sourceCount, integer(event.source_count)),
        ]
        if event.time is not None:
            said += self._dated(node, event.time)
        for claim in event.claims:
            said += self._date_claim(node, event, claim)
        for participation in event.participants:
            said += self._participation(node, event, participation)
        said += [(node, schema.about, self.names.topic(self.lookup.topic(topic))) for topic in event.topics]
        said += [(node, prov.wasAttributedTo, self._entity(who)) for who in event.attributed_to]
        for place in event.mentions:
            said.append((node, prov.wasDerivedFrom, self.evidence.node(place)))
            if agency := _agency(self.lookup.article(place.article)):
                said.append((node, prov.hadPrimarySource, self.outlet(agency)))
        return said + self._order(node, event)

    def _dated(self, node: Term, when: EventTime) -> list[Triple]:
        """Say when something is, and from which words that was read."""
        said = [(node, predicate, value) for predicate, value in date_statements(when)]
        if (words := when.timex) is not None:
            article = self.lookup.article(words.article)
            said.append((node, kg.dateWords, quoted(laid(words.span.of(article.text))) + tagged(article.lang)))
            said.append((node, kg.dateEvidence, self.evidence.node(words)))
        return said

    def _date_claim(self, event: Term, whole: Event[str], claim: DateClaim) -> list[Triple]:
        """Say which date is claimed and where; the date itself where its words stand, in one article of those that say so."""
        when, days = claim.time, claim.time.interval
        ends = ("" if day is None else day.isoformat() for day in (days.start, days.last_day))
        node = self.names.node("claim", digest(whole.id), "to".join(ends))
        said: list[Triple] = [
            (event, kg.dateClaim, node),
            (node, rdf.type, kg.DateClaim),
            (node, kg.sourceCount, integer(claim.source_count)),
            *((node, prov.wasDerivedFrom, self.evidence.node(place)) for place in claim.provenance),
        ]
        here = when.timex is None or when.timex.article in articles_of(claim.provenance)
        return [*said, *self._dated(node, when)] if here else said

    def _order(self, node: Term, event: Event[str]) -> list[Triple]:
        """Number the mentions of an event, of all articles together, where they do not come as they stand in them."""
        numbers = self.lookup.numbers(event.id)
        return [_nth(node, numbers[place], self.evidence.node(place)) for place in event.mentions] if numbers else []

    def _participation(self, node: Term, event: Event[str], participation: Participation[str]) -> list[Triple]:
        who = self._entity(participation.who)
        part = self.names.node("participation", digest(event.id), participation.role, digest(participation.who))
        return [
            (node, sem.hasPlace if participation.role is Role.PLACE else sem.hasActor, who),
            (node, kg.participation, part),
            (part, rdf.type, sem.Role),
            (part, sem.roleType, _ROLES[participation.role]),
            (part, rdf.value, who),
            *((part, prov.wasDerivedFrom, self.evidence.node(place)) for place in participation.provenance),
        ]

    def relation(self, told: Told) -> list[Triple]:
        """Say what lasts between two actors, or which office one holds, and that it is said, where and when."""
        relation, lang = told
        subject, predicate = self._entity(relation.subject), _PREDICATES[relation.predicate]
        node = self.names.relation(relation)
        if relation.object is not None:
            return self._claim(node, (subject, predicate, self._entity(relation.object)), relation.provenance)
        said = self._claim(node, (subject, predicate, literal(relation.office or "", lang)), relation.provenance)
        return said + self._membership(relation, relation.office or "")

    def link(self, link: EventLink) -> list[Triple]:
        """Say what one event is to another, and that it is said, where and when; an order holds between their times too."""
        ends = self.lookup.event(link.subject), self.lookup.event(link.object)
        subject, target = (self.names.event(event) for event in ends)
        said = self._claim(self.names.link(link), (subject, _EVENT_PREDICATES[link.predicate], target), link.provenance)
        if link.predicate is EventPredicate.BEFORE:
            before, after = (self.names.node("interval", event.type.lower(), digest(event.id)) for event in ends)
            for event, interval in ((subject, before), (target, after)):
                said.append((event, sem.hasTime, interval))
                said.append((interval, rdf.type, time.TemporalEntity))
            said.append((before, time.before, after))
        return said

    def _claim(self, node: Term, said: Triple, places: Iterable[Provenance]) -> list[Triple]:
        """Make a statement, and say of it where it stands, on which day and by which agency."""
        subject, predicate, value = said
        told = [
            said,
            (node, rdf.type, rdf.Statement),
            (node, rdf.type, schema.Claim),
            (node, rdf.subject, subject),
            (node, rdf.predicate, predicate),
            (node, rdf.object, value),
        ]
        for place in places:
            article = self.lookup.article(place.article)
            told.append((node, schema.appearance, self.evidence.article(article.id)))
            told.append((node, prov.wasDerivedFrom, self.evidence.node(place)))
            if article.published_on is not None:
                told.append((node, kg.attestedOn, day(article.published_on)))
            if agency := _agency(article):
                told.append((node, prov.hadPrimarySource, self.outlet(agency)))
        return told

    def _membership(self, relation: Relation[str], office: str) -> list[Triple]:
        node = self._membership_node(relation)
        said = [
            (node, rdf.type, org.Membership),
            (node, org.member, self._entity(relation.subject)),
            (node, org.role, self.names.by_words("office", office)),
            *((node, prov.wasDerivedFrom, self.evidence.node(place)) for place in relation.provenance),
        ]
        for article in articles_of(relation.provenance):
            known = self._affiliations(article)
            found: set[str] = set()
            for place in relation.provenance:
                if place.article == article:
                    found |= known.get((relation.subject, place.sentence.begin), set())
            if len(found) == 1:  # of several, the sentence does not tell which one the office belongs to
                said.append((node, org.organization, self._entity(found.pop())))
            published = self.lookup.article(article).published_on
            if published is not None:
                said.append((node, org.memberDuring, self.names.node("period", published.isoformat())))
        return said

    def _affiliations_in(self, article: str) -> dict[tuple[str, int], set[str]]:
        """Give where each actor belongs by each sentence of an article, given by where it begins."""
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for relation, _ in self.lookup.share(article).relations:
            if relation.predicate in _AFFILIATIONS and relation.object is not None:
                for place in relation.provenance:
                    found[relation.subject, place.sentence.begin].add(relation.object)
        return dict(found)

    def _membership_node(self, relation: Relation[str]) -> Term:
        holder = self.lookup.entity(relation.subject)
        number = self.names.relation(relation)[1:-1].rpartition("-")[2]
        return self.names.node("membership", slug(holder.name), number)

    def office(self, told: Told) -> list[Triple]:
        """Say what office a relation is about, and on which days it is attested."""
        relation, lang = told
        if relation.office is None:
            return []
        node = self.names.by_words("office", relation.office)
        said = [(node, rdf.type, org.Role), (node, skos.prefLabel, literal(relation.office, lang))]
        for article in articles_of(relation.provenance):
            published = self.lookup.article(article).published_on
            if published is not None:
                period = self.names.node("period", published.isoformat())
                instant = self.names.node("instant", published.isoformat())
                said += [
                    (period, rdf.type, time.Interval),
                    (period, time.hasBeginning, instant),
                    (period, time.hasEnd, instant),
                    (instant, rdf.type, time.Instant),
                    (instant, time.inXSDDate, day(published)),
                ]
        return said


def folded(name: str) -> str:
    """Give the name of an outlet as it is looked up."""
    return clean(name).casefold()


def known_outlets(entities: Iterable[Entity], names: Names) -> dict[str, Term]:
    """Give the actors that only report by each of their names, folded; of several of one name, the first."""
    known: dict[str, Term] = {}
    for entity in entities:
        if entity.only_source:
            for name in (entity.name, *entity.names):
                known.setdefault(folded(name), names.entity(entity))
    return known


def _kinds(entity: Entity, *, is_place: bool) -> list[Term]:
    kinds = [_KINDS[entity.kind]]
    if entity.kind is EntityKind.PLACE and (entity.key or "").startswith("country:"):
        kinds.append(schema.Country)
    if entity.kind is EntityKind.PLACE or (entity.kind is not EntityKind.PERSON and is_place):
        kinds.append(sem.Place)
    if entity.only_source:
        kinds.append(schema.NewsMediaOrganization)
    return kinds


def _agency(article: Article) -> str | None:
    return article.agency if article.agency and clean(article.agency) else None


def _own_id(node: Term, kind: str, identifier: str) -> list[Triple]:
    """Give the id of a thing where its IRI does not tell it."""
    written = own_id(kind, identifier)
    return [] if written is None else [(node, dcterms.identifier, written)]


def _worded(node: Term, predicate: Term, words: str, lang: str) -> list[Triple]:
    """Give words with their language, and the language apart where no tag can be made of it."""
    tag = tagged(lang)
    said = [(node, predicate, quoted(clean(words)) + tag)]
    return said if tag[1:] == lang else [*said, (node, schema.inLanguage, exact(lang))]


def _nth(node: Term, number: int, value: Term) -> Triple:
    """Give a place in an order that cannot be told from the values: rdf:_1 leads to the first."""
    return (node, f"<{RDF}_{number}>", value)
