"""kg's own terms: documented in two languages, aligned with what is really published, and entailing nothing absurd."""

from __future__ import annotations

from collections import defaultdict

import owlrl  # type: ignore[import-untyped]
import pytest
import rdflib
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, DefinedNamespace

from kg.export.rdf import graph_to_rdflib, ontology
from kg.export.rdf.shapes import shapes_text
from kg.export.rdf.vocabulary import BASIS, EDTF, ETYPE, KG, OA, REALIS, ROLE, SEM, UNIT_CENTURY, UNIT_DECADE
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import EventType, Realis, Role
from kg.model.time import Basis
from tests.export.pier import sample

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

PUBLISHED: tuple[type[DefinedNamespace], ...] = (DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME, XSD, SEM, OA)
# Published too, but not in rdflib: a datatype of the Library of Congress, OWL-Time of 2022.
NEWER = {EDTF, UNIT_DECADE, UNIT_CENTURY}
OWN = "https://example.org/kg/"
PLOVER = rdflib.Namespace(f"{OWN}plover#")
# The event types of PLOVER's manual of 2023.
PLOVER_CODES = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
# What the published vocabularies say of the terms that kg writes, as far as something follows from it.
AXIOMS = """
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix org: <http://www.w3.org/ns/org#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix time: <http://www.w3.org/2006/time#> .
    prov:Activity owl:disjointWith prov:Entity .
    prov:hadPrimarySource rdfs:subPropertyOf prov:wasDerivedFrom .
    prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
    prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
    foaf:Person owl:disjointWith foaf:Organization .
    org:Organization rdfs:subClassOf foaf:Agent . org:Role rdfs:subClassOf skos:Concept .
    org:headOf rdfs:subPropertyOf org:memberOf .
    org:memberOf rdfs:domain foaf:Agent ; rdfs:range org:Organization .
    org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
    org:role rdfs:range org:Role . org:organization rdfs:range org:Organization .
    skos:Concept owl:disjointWith skos:ConceptScheme . skos:inScheme rdfs:range skos:ConceptScheme .
    skos:broadMatch rdfs:domain skos:Concept ; rdfs:range skos:Concept .
    skos:closeMatch rdfs:domain skos:Concept ; rdfs:range skos:Concept .
    oa:hasSource rdfs:domain oa:SpecificResource . oa:hasSelector rdfs:domain oa:SpecificResource ; rdfs:range oa:Selector .
    oa:start rdfs:domain oa:TextPositionSelector . oa:exact rdfs:domain oa:TextQuoteSelector .
    time:before rdfs:domain time:TemporalEntity ; rdfs:range time:TemporalEntity .
    time:hasBeginning rdfs:domain time:TemporalEntity ; rdfs:range time:Instant . time:inXSDDate rdfs:domain time:Instant .
    time:Interval rdfs:subClassOf time:TemporalEntity . time:Instant rdfs:subClassOf time:TemporalEntity .
    sem:hasActor rdfs:domain sem:Event ; rdfs:range sem:Actor . sem:hasPlace rdfs:domain sem:Event ; rdfs:range sem:Place .
    sem:eventType rdfs:domain sem:Event ; rdfs:range sem:EventType . sem:roleType rdfs:range sem:RoleType .
    sem:subEventOf rdfs:domain sem:Event ; rdfs:range sem:Event .
"""


@pytest.fixture(scope="module")
def terms() -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology(), format="turtle")


def test_every_term_has_one_label_and_one_definition_in_english_and_in_vietnamese(terms: rdflib.Graph) -> None:
    for subject in set(terms.subjects()):
        for names in ((RDFS.label, SKOS.prefLabel), (RDFS.comment, SKOS.definition)):
            words = [text for name in names for text in terms.objects(subject, name)]
            assert sorted(text.language or "" for text in words if isinstance(text, rdflib.Literal)) == ["en", "vi"], subject
            assert all(str(text).strip() for text in words)


@pytest.mark.parametrize("text", [ontology(), shapes_text()])
def test_every_term_of_others_is_one_that_is_published(text: str) -> None:
    used = {term for statement in rdflib.Graph().parse(data=text) for term in statement if isinstance(term, rdflib.URIRef)}
    checked = 0
    for term in used - NEWER:
        space = next((space for space in PUBLISHED if str(term).startswith(str(space)) and str(term) != str(space)), None)
        if space is not None:
            assert str(term).removeprefix(str(space)) in space, term
            checked += 1
    assert checked > 20


def test_the_schemes_have_the_values_of_the_model(terms: rdflib.Graph) -> None:
    for space, values in ((ETYPE, EventType), (REALIS, Realis), (ROLE, Role), (BASIS, Basis)):
        scheme = rdflib.URIRef(str(space).rstrip("#"))
        assert set(terms.subjects(SKOS.inScheme, scheme)) == {space[str(value)] for value in values}
        assert (scheme, RDF.type, SKOS.ConceptScheme) in terms


def test_event_types_are_aligned_with_all_of_plovers(terms: rdflib.Graph) -> None:
    scheme = rdflib.URIRef(f"{OWN}plover")
    assert {str(code) for concept in terms.subjects(SKOS.inScheme, scheme) for code in terms.objects(concept, SKOS.notation)} == (
        PLOVER_CODES
    )
    mapped = defaultdict(set)
    for relation in (SKOS.closeMatch, SKOS.narrowMatch, SKOS.broadMatch, SKOS.relatedMatch):
        for subject, value in terms.subject_objects(relation):
            assert (subject, SKOS.inScheme, rdflib.URIRef(f"{OWN}event-type")) in terms
            mapped[str(value).removeprefix(str(PLOVER))].add(relation)
    assert set(mapped) == PLOVER_CODES
    assert all(
        (ETYPE[own], SKOS.closeMatch, PLOVER[code]) in terms
        for own, code in (("MEET", "CONSULT"), ("MILITARY", "MOBILIZE"), ("ATTACK", "ASSAULT"), ("ACCUSE", "ACCUSE"))
    )


def test_rdfs_entailment_makes_nothing_what_it_is_not(terms: rdflib.Graph) -> None:
    data = rdflib.Graph()
    for subject, predicate, value, _ in graph_to_rdflib(KnowledgeGraph(sample())).quads():
        data.add((subject, predicate, value))
    kinds = {SEM.Event, SEM.Actor, SEM.Place, SEM.Role, SEM.EventType, SEM.RoleType, RDF.Statement, OA.SpecificResource}
    kinds |= {
        KG.Sentence,
        KG.DateClaim,
        KG.ArticleGraph,
        KG.EntityGraph,
        TIME.Instant,
        ORG.Membership,
        ORG.Role,
        SDO.Person,
        SDO.Organization,
        SDO.Place,
        SDO.NewsArticle,
    }
    own = {subject for subject in data.subjects() if str(subject).startswith(OWN)}
    before = {(node, kind) for node in own for kind in data.objects(node, RDF.type) if kind in kinds}
    closure = data + terms + rdflib.Graph().parse(data=AXIOMS, format="turtle")
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(closure)
    after = {(node, kind) for node in own for kind in closure.objects(node, RDF.type) if kind in kinds}
    assert after == before
    for one, other in closure.subject_objects(OWL.disjointWith):
        assert not set(closure.subjects(RDF.type, one)) & set(closure.subjects(RDF.type, other))
    assert len(list(closure)) > len(list(data)) + len(list(terms))


def test_every_property_has_a_domain_and_a_range(terms: rdflib.Graph) -> None:
    properties = [*terms.subjects(RDF.type, OWL.ObjectProperty), *terms.subjects(RDF.type, OWL.DatatypeProperty)]
    assert len(properties) > 15
    for term in properties:
        assert terms.value(term, RDFS.domain) is not None and terms.value(term, RDFS.range) is not None, term
    for term in terms.subjects(RDF.type, OWL.DatatypeProperty):
        assert terms.value(term, RDFS.range) in (XSD.decimal, XSD.integer, XSD.date, XSD.string, RDFS.Literal, EDTF), term
