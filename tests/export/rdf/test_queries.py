"""Questions in SPARQL that rdflib and Oxigraph answer alike."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from kg.export.rdf import DEFAULT_BASE_IRI, graph_to_quads, graph_to_rdflib
from kg.export.rdf.mapping import prefixes
from kg.graph.knowledge import KnowledgeGraph
from tests.export.gold_records import gold_records

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

HEAD = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in prefixes(DEFAULT_BASE_IRI).items())

QUESTIONS = {
    "what happened in a quarter": """SELECT ?first ?edtf (STR(?l) AS ?label) {
        ?event kg:realis realis:actual ; rdfs:label ?l ; kg:edtf ?edtf ;
            sem:hasEarliestBeginTimeStamp ?first ; sem:hasLatestEndTimeStamp ?last
        FILTER (?first >= "2024-04-01"^^xsd:date && ?last < "2024-07-01"^^xsd:date) }
        ORDER BY ?first ?edtf ?label""",
    "what goes on": """SELECT (STR(?l) AS ?label) {
        ?event rdfs:label ?l ; sem:hasEarliestBeginTimeStamp ?first
        FILTER NOT EXISTS { ?event sem:hasLatestEndTimeStamp ?last } } ORDER BY ?label""",
    "what is only planned, without a date": """SELECT (STR(?l) AS ?label) {
        ?event rdfs:label ?l ; kg:realis realis:planned FILTER NOT EXISTS { ?event kg:edtf ?any } } ORDER BY ?label""",
    "who was in most events": """SELECT (STR(?n) AS ?name) (COUNT(DISTINCT ?event) AS ?events) {
        ?event sem:hasActor/schema:name ?n } GROUP BY ?n ORDER BY DESC(?events) ?name LIMIT 8""",
    "who did what to whom": """SELECT (STR(?n) AS ?name) ?role (STR(?l) AS ?label) {
        ?event sem:eventType etype:ATTACK ; rdfs:label ?l ; kg:participation ?part .
        ?part sem:roleType ?role ; rdf:value/schema:name ?n } ORDER BY ?label ?name ?role""",
    "which sentences say so": """SELECT DISTINCT (STR(?t) AS ?text) {
        ?event sem:eventType etype:AGREE ; prov:wasDerivedFrom/kg:inSentence/schema:text ?t } ORDER BY ?text""",
    "who held which office when": """SELECT (STR(?n) AS ?name) (STR(?o) AS ?office) ?day {
        ?m org:member/schema:name ?n ; org:role/skos:prefLabel ?o ;
            org:memberDuring/time:hasBeginning/time:inXSDDate ?day } ORDER BY ?name ?office ?day""",
    "how many events each article tells": """SELECT ?graph (COUNT(DISTINCT ?event) AS ?events) {
        GRAPH ?graph { ?event a sem:Event } } GROUP BY ?graph ORDER BY ?graph""",
}


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return KnowledgeGraph(gold_records())


@pytest.fixture(scope="module")
def in_rdflib(graph: KnowledgeGraph) -> rdflib.Dataset:
    return graph_to_rdflib(graph)


@pytest.fixture(scope="module")
def in_oxigraph(graph: KnowledgeGraph) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(graph_to_quads(graph))
    return store


@pytest.mark.parametrize("question", QUESTIONS)
def test_two_stores_agree(question: str, in_rdflib: rdflib.Dataset, in_oxigraph: ox.Store) -> None:
    query = HEAD + QUESTIONS[question]
    one = [[str(value) for value in row] for row in in_rdflib.query(query)]  # type: ignore[union-attr]
    solutions = in_oxigraph.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    other = [[str(getattr(value, "value", value)) for value in row] for row in solutions]
    assert one == other
    assert one
