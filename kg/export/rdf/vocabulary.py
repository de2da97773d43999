"""The terms that the RDF is written in, named through rdflib; kg's own ones are in ontology.ttl."""

from __future__ import annotations

from pyoxigraph import NamedNode
from rdflib.namespace import (
    DC,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    TIME,
    XSD,
    ClosedNamespace,
    DefinedNamespace,
    Namespace,
)
from rdflib.term import URIRef

from kg.export.rdf.terms import Term
from kg.model.event import EventPredicate, EventType, Predicate, Realis, Role
from kg.model.mediatopic import SCHEME
from kg.model.text import BlockKind
from kg.model.time import Basis, Grain

ONTOLOGY = "https://example.org/kg/ontology"
EUVOC = "http://publications.europa.eu/ontology/euvoc#"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")


class SEM(DefinedNamespace):
    """The Simple Event Model."""

    _fail = True
    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")

    Actor: URIRef
    Event: URIRef
    EventType: URIRef
    Place: URIRef
    Role: URIRef
    RoleType: URIRef
    eventType: URIRef
    hasActor: URIRef
    hasBeginTimeStamp: URIRef
    hasEarliestBeginTimeStamp: URIRef
    hasEndTimeStamp: URIRef
    hasLatestEndTimeStamp: URIRef
    hasPlace: URIRef
    hasTime: URIRef
    roleType: URIRef
    subEventOf: URIRef


class OA(DefinedNamespace):
    """Web Annotation: where in a text something stands."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    end: URIRef
    exact: URIRef
    hasSelector: URIRef
    hasSource: URIRef
    prefix: URIRef
    start: URIRef
    suffix: URIRef


class KG(DefinedNamespace):
    """What no published vocabulary names."""

    _fail = True
    _NS = Namespace(f"{ONTOLOGY}#")

    ArticleGraph: URIRef
    Block: URIRef
    DateClaim: URIRef
    Dated: URIRef
    EntityGraph: URIRef
    Sentence: URIRef
    aboutEvent: URIRef
    allyOf: URIRef
    attestedOn: URIRef
    before: URIRef
    blockKind: URIRef
    causes: URIRef
    confidence: URIRef
    dateBasis: URIRef
    dateClaim: URIRef
    dateEvidence: URIRef
    dateWords: URIRef
    edtf: URIRef
    enemyOf: URIRef
    extractor: URIRef
    inSentence: URIRef
    locatedIn: URIRef
    participation: URIRef
    playsFor: URIRef
    precision: URIRef
    realis: URIRef
    rule: URIRef
    sourceCount: URIRef
    unitHalfYear: URIRef
    unitQuarter: URIRef


ETYPE = ClosedNamespace("https://example.org/kg/event-type#", [str(t) for t in EventType])
REALIS = ClosedNamespace("https://example.org/kg/realis#", [str(r) for r in Realis])
ROLE = ClosedNamespace("https://example.org/kg/role#", [str(r) for r in Role])
BLOCK_KIND = ClosedNamespace("https://example.org/kg/block-kind#", [str(k) for k in BlockKind])
BASIS = ClosedNamespace("https://example.org/kg/basis#", [str(b) for b in Basis])

# For `holds_role` the object is a text; every other predicate leads from actor to actor.
PREDICATES: dict[Predicate, URIRef] = {
    Predicate.HEADS: ORG.headOf,
    Predicate.HOLDS_ROLE: SDO.jobTitle,
    Predicate.MEMBER_OF: ORG.memberOf,
    Predicate.WORKS_FOR: SDO.worksFor,
    Predicate.LOCATED_IN: KG.locatedIn,
    Predicate.PART_OF: DCTERMS.isPartOf,
    Predicate.OWNS: SDO.owns,
    Predicate.SPOUSE_OF: SDO.spouse,
    Predicate.PARENT_OF: SDO.children,
    Predicate.ALLY_OF: KG.allyOf,
    Predicate.ENEMY_OF: KG.enemyOf,
    Predicate.CITIZEN_OF: SDO.nationality,
    Predicate.PLAYS_FOR: KG.playsFor,
}

EVENT_PREDICATES: dict[EventPredicate, URIRef] = {
    EventPredicate.BEFORE: KG.before,
    EventPredicate.PART_OF: SEM.subEventOf,
    EventPredicate.ABOUT: KG.aboutEvent,
    EventPredicate.CAUSES: KG.causes,
}

# In OWL-Time since 2022; rdflib knows its first version only.
UNIT_DECADE = URIRef(f"{TIME}unitDecade")
UNIT_CENTURY = URIRef(f"{TIME}unitCentury")

# A range has the grain of its ends, which its EDTF tells.
UNITS: dict[Grain, URIRef] = {
    Grain.DAY: TIME.unitDay,
    Grain.WEEK: TIME.unitWeek,
    Grain.MONTH: TIME.unitMonth,
    Grain.QUARTER: KG.unitQuarter,
    Grain.HALF: KG.unitHalfYear,
    Grain.YEAR: TIME.unitYear,
    Grain.DECADE: UNIT_DECADE,
    Grain.CENTURY: UNIT_CENTURY,
}

PREFIXES: dict[str, str] = {
    "basis": str(BASIS),
    "bkind": str(BLOCK_KIND),
    "dc": str(DC),
    "dcterms": str(DCTERMS),
    "etype": str(ETYPE),
    "euvoc": EUVOC,
    "foaf": str(FOAF),
    "kg": str(KG),
    "medtop": SCHEME,
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "realis": str(REALIS),
    "role": str(ROLE),
    "schema": str(SDO),
    "sem": str(SEM),
    "skos": str(SKOS),
    "time": str(TIME),
    "xsd": str(XSD),
}


class Terms:
    """The terms of one rdflib namespace as N-Triples has them, each made once: `sem.hasActor` is `<http://...hasActor>`."""

    def __init__(self, namespace: type[DefinedNamespace] | ClosedNamespace) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Term:
        """Make a term at its first use; raises `AttributeError` if the vocabulary has no such term."""
        if name not in self._namespace:
            raise AttributeError(f"{name} is not a term of {self._namespace}")
        term = f"<{self._namespace[name]}>"
        setattr(self, name, term)
        return term


class Nodes:
    """The terms of one rdflib namespace as nodes of pyoxigraph, each made once."""

    def __init__(self, namespace: type[DefinedNamespace] | ClosedNamespace) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> NamedNode:
        """Make a node at its first use; raises `AttributeError` if the vocabulary has no such term."""
        if name not in self._namespace:
            raise AttributeError(f"{name} is not a term of {self._namespace}")
        node = NamedNode(self._namespace[name])
        setattr(self, name, node)
        return node
