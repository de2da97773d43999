"""What kg writes conforms to its shapes; what breaks a shape is told in words, whichever constraint it is."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from rdflib.namespace import ORG, PROV, RDF, SDO, SH, SKOS, TIME, XSD, DefinedNamespace
from rdflib.term import Node

from kg.cli.main import cli
from kg.errors import FormatError, InputError
from kg.export import EXPORTERS, exporter
from kg.export.rdf import RdfSyntax, graph_to_quads
from kg.export.rdf.loading import load_file
from kg.export.rdf.shapes import Constraint, Shape, compile_shapes, shapes, shapes_text
from kg.export.rdf.validate import Finding, count_articles, validate
from kg.export.rdf.vocabulary import BASIS, ETYPE, EVENT_PREDICATES, KG, OA, PREDICATES, REALIS, ROLE, SEM, UNITS
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import (
    EventType,
    Realis,
    Role,
)
from kg.model.graph import Records
from kg.model.text import Article
from kg.model.time import Basis
from tests.export.generated import records
from tests.export.gold_records import gold_records
from tests.export.pier import TEXTS, sample
from tests.export.sample import hostile_records

ROOT = Path(__file__).parents[3]
BASE = "https://example.org/kg/"
SHAPE = "https://example.org/kg/shapes#"
NOWHERE = ox.NamedNode("https://example.org/kg/entity/nobody-000000000000")


@pytest.fixture(scope="module")
def quads() -> tuple[ox.Quad, ...]:
    return tuple(sorted(set(graph_to_quads(KnowledgeGraph(sample()))), key=str))


def store_of(statements: Iterable[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(statements)
    return store


def found(statements: Iterable[ox.Quad], known: Iterable[Shape] | None = None) -> list[Finding]:
    return list(validate(store_of(statements), known))


def told(statements: Iterable[ox.Quad]) -> set[tuple[str, str]]:
    return {(finding.kind, finding.message) for finding in found(statements)}


# What is written conforms


def test_the_sample_conforms_and_has_a_node_of_every_shape(quads: tuple[ox.Quad, ...]) -> None:
    assert found(quads) == []
    for shape in shapes():
        assert nodes_of(shape, quads), shape.name


@pytest.mark.parametrize("syntax", list(RdfSyntax))
@pytest.mark.parametrize("packed", [False, True])
def test_every_syntax_conforms(syntax: RdfSyntax, packed: bool, tmp_path: Path) -> None:
    form = exporter(syntax)
    path = tmp_path / f"{form.file_name}{'.gz' if packed else ''}"
    with gzip.open(path, "wb") if packed else path.open("wb") as file:
        form.write(KnowledgeGraph(gold_records()), file)  # type: ignore[arg-type]
    store = ox.Store()
    load_file(store, path)
    assert len(store) > 1000 and count_articles(store) == 6
    assert list(validate(store)) == []


@pytest.mark.parametrize("name", ["graph.ttl", "graph.json"])
def test_the_exports_conform(name: str) -> None:
    result = run(str(ROOT / "exports" / name))
    assert result.exit_code == 0 and result.stdout == ""
    assert "conforms" in result.stderr and "6 articles" in result.stderr


@pytest.mark.parametrize("folder", ["single", "storm"])
def test_graphs_of_the_sample_articles_conform(folder: str) -> None:
    from kg.lang.pack import Packs
    from kg.pipeline import RuleExtractor, extract_all, plugin, read_articles

    articles = [a for a in read_articles([str(ROOT / "data" / "articles" / folder)], Packs(())) if isinstance(a, Article)]
    graph = KnowledgeGraph.of(list(extract_all(articles, plugin("kg.engines", "serial")(), None, RuleExtractor())))
    assert len(graph.records.events) > 10
    assert found(graph_to_quads(graph)) == []


def test_hostile_text_conforms() -> None:
    assert found(graph_to_quads(KnowledgeGraph(hostile_records()))) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(values=records())
def test_any_graph_conforms(values: Records) -> None:
    assert found(graph_to_quads(KnowledgeGraph(values))) == []


def test_an_empty_graph_conforms() -> None:
    assert found(()) == []


def test_things_of_other_vocabularies_are_left_alone(quads: tuple[ox.Quad, ...]) -> None:
    foreign = """
        @prefix : <https://other.example/> .
        @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix org: <http://www.w3.org/ns/org#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        @prefix schema: <https://schema.org/> . @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix time: <http://www.w3.org/2006/time#> .
        :visit a sem:Event ; sem:hasActor :lone , [ a sem:Actor ] ; sem:hasBeginTimeStamp "long ago" .
        :lone a sem:Actor , schema:Person , schema:Organization .
        :news a schema:NewsArticle ; schema:mentions "somebody" ; prov:wasDerivedFrom [] .
        :note a oa:Annotation ; oa:hasTarget [ a oa:SpecificResource ; oa:hasSelector [ a oa:TextQuoteSelector ] ] .
        :post a org:Membership ; org:member :lone . :thesaurus a skos:ConceptScheme . :word a skos:Concept .
        :said a rdf:Statement ; rdf:subject :lone ; rdf:predicate foaf:knows . :then a time:Interval .
        <https://example.org/kg/entity/ana-reyes-00000000000a> owl:sameAs <http://www.wikidata.org/entity/Q1> ;
            foaf:knows [ a foaf:Person ] ; skos:note "checked" .
    """
    others = [ox.Quad(*statement) for statement in ox.parse(foreign.encode(), format=ox.RdfFormat.TURTLE)]
    elsewhere = [ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode("https://other.example/graph")) for q in others]
    assert found((*quads, *others)) == found((*quads, *elsewhere)) == []


# Every constraint, broken


def nodes_of(shape: Shape, statements: Iterable[ox.Quad]) -> list[ox.NamedNode]:
    """Find the nodes of a shape as `validate` does: by a constraint that all of them break."""
    always = Constraint(SHAPE, "nodeKind", "", "always", "FILTER(true)", False)
    return [ox.NamedNode(finding.node) for finding in found(statements, [replace(shape, constraints=(always,))])]


def on(statements: Iterable[ox.Quad], node: ox.NamedNode, path: str) -> list[ox.Quad]:
    return [quad for quad in statements if quad.subject == node and str(quad.predicate) == path]


def without(statements: Iterable[ox.Quad], gone: Iterable[ox.Quad]) -> list[ox.Quad]:
    left = set(gone)
    return [quad for quad in statements if quad not in left]


def with_object(quad: ox.Quad, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, value, quad.graph_name)


def other_value(value: object) -> ox.NamedNode | ox.Literal:
    """Make another value of the same kind."""
    if not isinstance(value, ox.Literal):
        return NOWHERE
    if value.language:
        return ox.Literal(f"{value.value} again", language=value.language)
    texts = {XSD.date: "1999-01-01", XSD.dateTime: "1999-01-01T00:00:00", XSD.integer: "7", XSD.decimal: "0.1"}
    return ox.Literal(texts.get(rdflib.URIRef(value.datatype.value), "another"), datatype=value.datatype)


def wrong_value(constraint: Constraint, value: object) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
    """Make the values that break a constraint on one value."""
    match constraint.component:
        case "datatype" | "or" if isinstance(value, ox.Literal):
            ill = [ox.Literal("nonsense", datatype=value.datatype)] if str(XSD) in value.datatype.value else []
            text = value.datatype.value == str(XSD.string) or value.language
            return [NOWHERE, ox.Literal("12", datatype=ox.NamedNode(XSD.double)), *(() if text else ill)]
        case "nodeKind":
            return [ox.BlankNode("nobody")]
        case "class" | "in" | "or":
            return [NOWHERE]
        case "minInclusive":
            return [ox.Literal("-1", datatype=value.datatype)] if isinstance(value, ox.Literal) else []
        case "maxInclusive":
            return [ox.Literal("2.0", datatype=value.datatype)] if isinstance(value, ox.Literal) else []
        case "minLength":
            return [ox.Literal("")]
        case "pattern":
            words = ("2024-13", "2024-1-1", "yesterday", "2024-05-32", "199X/2001", "/", "2024-05-03T09:00", "")
            datatype = value.datatype if isinstance(value, ox.Literal) else None
            return [ox.Literal(text, datatype=datatype) for text in words if text != "/"]
        case _:
            raise AssertionError(constraint)


def broken_by_rule(constraint: Constraint, shape: Shape, quads: tuple[ox.Quad, ...]) -> list[tuple[ox.NamedNode, list[ox.Quad]]]:
    """Break a constraint on a property in every way that its kind knows; gives the nodes and the statements."""
    nodes = nodes_of(shape, quads)
    node = next((node for node in nodes if on(quads, node, constraint.path)), None)
    assert node is not None, f"the sample has no value for {constraint}"
    said = on(quads, node, constraint.path)
    if constraint.component in ("minCount", "hasValue"):
        return [(node, without(quads, said))]
    if constraint.component == "maxCount":
        return [(node, [*quads, with_object(said[0], other_value(said[0].object))])]
    return [
        (node, [*without(quads, said), *(with_object(quad, value) for quad in said)])
        for value in wrong_value(constraint, said[0].object)
    ]


def is_simple(constraint: Constraint) -> bool:
    by_rule = {"minCount", "maxCount", "hasValue", "datatype", "or", "nodeKind", "class", "in", "pattern"}
    by_rule |= {"minInclusive", "maxInclusive", "minLength"}
    return constraint.path.startswith("<") and constraint.component in by_rule


SIMPLE = [(shape, constraint) for shape in shapes() for constraint in shape.constraints if is_simple(constraint)]


def name(value: object) -> str | None:
    if isinstance(value, Constraint):
        return f"{value.component} {value.path.rpartition('/')[2].rpartition('#')[2].rstrip('>')}"
    return value.name if isinstance(value, Shape) else None


@pytest.mark.parametrize(("shape", "constraint"), SIMPLE, ids=name)
def test_what_breaks_a_constraint_on_a_property_is_told(shape: Shape, constraint: Constraint, quads: tuple[ox.Quad, ...]) -> None:
    alone = replace(shape, constraints=(constraint,))
    assert found(quads, [alone]) == []
    for node, statements in broken_by_rule(constraint, shape, quads):
        findings = found(statements, [alone])
        assert any(f.node in (node.value, str(node)) and f.message == constraint.message for f in findings), findings
        assert all(finding.kind == shape.name for finding in findings)


def is_in_each_article(constraint: Constraint) -> bool:
    return is_simple(constraint) and constraint.each_article and constraint.component in ("minCount", "hasValue", "class")


@pytest.mark.parametrize(("shape", "constraint"), [pair for pair in SIMPLE if is_in_each_article(pair[1])], ids=name)
def test_what_only_another_graph_says_is_missed_in_the_articles_own(
    shape: Shape, constraint: Constraint, quads: tuple[ox.Quad, ...]
) -> None:
    alone = replace(shape, constraints=(constraint,))
    nodes = nodes_of(shape, quads)
    node = next(node for node in nodes if on(quads, node, constraint.path))
    said = on(quads, node, constraint.path)
    # For a class, what the value is; for a count, the value itself.
    gone = said if constraint.component != "class" else [q for v in said for q in quads if q.subject == v.object]
    moved = [ox.Quad(q.subject, q.predicate, q.object, ox.DefaultGraph()) for q in gone]
    findings = found([*without(quads, gone), *moved], [alone])
    assert findings and all(f.graph is not None and "in the graph of this article" in f.found for f in findings)
    assert all(f.article in ("first", "second") for f in findings)


def term(space: type[DefinedNamespace]) -> Callable[[str], ox.NamedNode]:
    return lambda name: ox.NamedNode(str(space[name]))


kg, oa, org, prov = term(KG), term(OA), term(ORG), term(PROV)
rdf, schema, sem, skos, time = term(RDF), term(SDO), term(SEM), term(SKOS), term(TIME)
Change = Callable[[list[ox.Quad]], list[ox.Quad]]


def node(kind: str, start: str = "") -> Callable[[ox.Quad], bool]:
    return lambda quad: str(quad.subject).startswith(f"<{BASE}{kind}/{start}")


def change(where: Callable[[ox.Quad], bool], predicate: ox.NamedNode, value: str | ox.NamedNode | ox.BlankNode | None) -> Change:
    """Replace the values of a predicate on some nodes; a text keeps the datatype, None takes the statement away."""

    def apply(statements: list[ox.Quad]) -> list[ox.Quad]:
        hit = [quad for quad in statements if where(quad) and quad.predicate == predicate]
        assert hit
        new: list[ox.Quad] = []
        for quad in hit if value is not None else ():
            if isinstance(value, str):
                assert isinstance(quad.object, ox.Literal)
                same = quad.object.language
                changed = ox.Literal(value, language=same) if same else ox.Literal(value, datatype=quad.object.datatype)
                new.append(with_object(quad, changed))
            elif value is not None:
                new.append(with_object(quad, value))
        return [*without(statements, hit), *new]

    return apply


def add(start: str, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> Change:
    def apply(statements: list[ox.Quad]) -> list[ox.Quad]:
        known = next(quad for quad in statements if str(quad.subject).startswith(f"<{BASE}{start}"))
        return [*statements, ox.Quad(known.subject, predicate, value, known.graph_name)]

    return apply


def renamed(kind: str) -> Change:
    """Make the nodes of a kind blank."""

    def blank(term: object) -> object:
        return (
            ox.BlankNode(f"b{abs(hash(term))}")
            if isinstance(term, ox.NamedNode) and f"{term.value}/".startswith(f"{BASE}{kind}/")
            else term
        )

    def apply(statements: list[ox.Quad]) -> list[ox.Quad]:
        return [ox.Quad(blank(q.subject), q.predicate, blank(q.object), q.graph_name) for q in statements]  # type: ignore[arg-type]

    return apply


def also_of_the_storm(predicate: str) -> Change:
    """Have another event lead where one leads."""
    storm = ox.NamedNode(f"{BASE}event/weather-00000000000c")
    return lambda q: [*q, *(ox.Quad(storm, x.predicate, x.object, x.graph_name) for x in q if x.predicate == kg(predicate))]


def date_of(day: str) -> ox.Literal:
    return ox.Literal(day, datatype=ox.NamedNode(XSD.date))


A = ox.NamedNode(RDF.type)
BUILD, MEET, STORM = (node("event", start) for start in ("build", "meet", "weather"))
CLAIM = node("claim")
PERSON, TOWN, COUNTRY = node("entity", "ana"), node("entity", "port"), node("entity", "norvane")
OPENED = f"first-{TEXTS['first'].index('opened')}-"
EARLIEST, LATEST, BEGIN, END = (sem(f"has{x}TimeStamp") for x in ("EarliestBegin", "LatestEnd", "Begin", "End"))

# Kind and message of a constraint that no rule breaks, and what breaks it.
BY_HAND: list[tuple[str, str, Change]] = [
    ("actor", "must be one of person, organisation, place and group", change(PERSON, A, sem("Actor"))),
    ("actor", "cannot be of two kinds at once (person, organisation, place, group)", add("entity/ana", A, schema("Place"))),
    ("actor", "is a country and so must be a place", add("entity/ana", A, schema("Country"))),
    ("actor", "cannot be an actor and an event at once", add("entity/ana", A, sem("Event"))),
    (
        "subject of news",
        "must be in the scheme of the IPTC's Media Topics",
        change(lambda q: "mediatopic/1" in str(q.subject), skos("inScheme"), NOWHERE),
    ),
    ("period", "cannot end before it begins", lambda q: [*q, *period("2024-01-01")]),
    ("claimed date", "must be an IRI", renamed("claim")),
    ("claimed date", "must belong to exactly one event", also_of_the_storm("dateClaim")),
    (
        "claimed date",
        "must have a first or a last possible day, an xsd:date",
        lambda q: change(CLAIM, LATEST, None)(change(CLAIM, EARLIEST, None)(q)),
    ),
    (
        "claimed date",
        "must have its first possible day no later than its last one",
        change(CLAIM, EARLIEST, "2025-01-01"),
    ),
    (
        "event",
        "must have evidence in every article that tells it",
        lambda q: [
            x
            for x in q
            if x.predicate not in (prov("wasDerivedFrom"), kg("dateEvidence"))
            or (not node("event")(x) and not node("participation")(x))
        ],
    ),
    ("event", "must have its first possible day no later than its last one", change(BUILD, EARLIEST, "2024-05-09")),
    ("event", "cannot begin before its first possible day", change(BUILD, BEGIN, "2024-05-01")),
    ("event", "cannot begin after its last possible day", change(BUILD, BEGIN, "2024-05-09")),
    ("event", "cannot end after its last possible day", change(BUILD, END, "2024-05-09")),
    ("event", "cannot end before its first possible day", change(BUILD, END, "2024-05-01")),
    ("event", "cannot end before it begins", change(BUILD, END, "2024-05-02")),
    ("event", "has something of a date, but no date in EDTF", change(BUILD, kg("edtf"), None)),
    ("event", "has something of a date, but no date in EDTF", add("event/weather", EARLIEST, date_of("2024-05-03"))),
    ("event", "has something of a date, but not the basis of the date", change(BUILD, kg("dateBasis"), None)),
    (
        "event",
        "has something of a date, but neither a first nor a last possible day",
        lambda q: change(MEET, LATEST, None)(change(MEET, EARLIEST, None)(q)),
    ),
    ("event", "must have evidence of the words that its date was read from", change(MEET, kg("dateEvidence"), None)),
    (
        "participation",
        "cannot belong to two events",
        also_of_the_storm("participation"),
    ),
    (
        "participation",
        "must have its event lead to the participant by sem:hasActor, or to the place by sem:hasPlace",
        change(BUILD, sem("hasPlace"), None),
    ),
    (
        "participation",
        "must have its event lead to the participant by sem:hasActor, or to the place by sem:hasPlace",
        change(MEET, sem("hasActor"), None),
    ),
    ("statement", "must have what it states stand in the graph as a triple too", change(PERSON, org("headOf"), None)),
    (
        "statement",
        "must have an event on both sides of what one event is to another",
        change(node("link"), rdf("object"), ox.NamedNode(f"{BASE}entity/ana-reyes-00000000000a")),
    ),
    (
        "statement",
        "must have a text as the office that is held",
        change(node("relation", "holds"), rdf("object"), ox.NamedNode(f"{BASE}entity/ana-reyes-00000000000a")),
    ),
    (
        "statement",
        "must have an actor on both sides of a relation between actors",
        change(node("relation", "heads"), rdf("object"), NOWHERE),
    ),
    (
        "statement",
        "must be an IRI, and described as an rdf:Statement and a schema:Claim",
        change(node("relation"), A, schema("Claim")),
    ),
    (
        "statement",
        "must be an IRI, and described as an rdf:Statement and a schema:Claim",
        change(node("relation"), A, rdf("Statement")),
    ),
    (
        "evidence",
        "must have exactly one position",
        lambda q: [x for x in q if not (node("evidence", OPENED)(x) and "/position/" in str(x.object))],
    ),
    (
        "evidence",
        "must have exactly one position",
        add("evidence/", oa("hasSelector"), ox.NamedNode(f"{BASE}position/first-0-71")),
    ),
    (
        "evidence",
        "must have exactly one quote",
        lambda q: [x for x in q if not (node("evidence", OPENED)(x) and "/quote/" in str(x.object))],
    ),
    (
        "evidence",
        "must have exactly one quote",
        add("evidence/", oa("hasSelector"), ox.NamedNode(f"{BASE}quote/{OPENED}{int(OPENED[6:-1]) + 6}")),
    ),
    (
        "evidence",
        "must be the evidence of something",
        lambda q: [x for x in q if not str(x.object).startswith(f"<{BASE}evidence/{OPENED}")],
    ),
    ("evidence", "must have a quote that is as long as its position says", change(node("quote", OPENED), oa("exact"), "opens")),
    ("evidence", "must lie inside its sentence", change(node("position", f"first-72-{len(TEXTS['first'])}"), oa("start"), "80")),
    ("evidence", "must quote what its sentence says at that place", change(node("quote", OPENED), oa("exact"), "closed")),
    (
        "evidence",
        "must stand in the article that its sentence stands in",
        change(node("sentence", "second"), oa("hasSource"), ox.NamedNode(f"{BASE}article/first")),
    ),
    ("position", "must start before it ends", change(node("position", OPENED), oa("end"), "5")),
    (
        "sentence",
        "must have a text that is as long as its position says",
        change(node("sentence", "second"), schema("text"), "Short."),
    ),
    (
        "graph",
        "must say itself whose graph it is, so that it can be replaced and withdrawn",
        lambda q: [ox.Quad(x.subject, x.predicate, x.object) if x.object == kg("ArticleGraph") else x for x in q],
    ),
    (
        "graph",
        "holds what an article says, but is not described as the graph of an article",
        lambda q: [x for x in q if x.object != kg("ArticleGraph") or "first" in str(x.subject)],
    ),
    (
        "graph",
        "holds evidence of another article than its own",
        lambda q: [
            *q,
            *(
                ox.Quad(x.subject, x.predicate, x.object, ox.NamedNode(f"{BASE}graph/second"))
                for x in q
                if node("evidence", OPENED)(x)
            ),
        ],
    ),
    *(
        (kind, "must be an IRI", renamed(folder))
        for kind, folder in (
            ("graph of entities", "entities"),
            ("article graph", "graph"),
            ("article", "article"),
            ("actor", "entity"),
            ("source", "source"),
            ("topic", "topic"),
            ("office held", "membership"),
            ("office", "office"),
            ("period", "period"),
            ("day", "instant"),
            ("event", "event"),
            ("participation", "participation"),
            ("time of an event", "interval"),
            ("evidence", "evidence"),
            ("position", "position"),
            ("quote", "quote"),
            ("sentence", "sentence"),
        )
    ),
    ("statement", "must be an IRI, and described as an rdf:Statement and a schema:Claim", renamed("relation")),
    (
        "subject of news",
        "must be an IRI",
        lambda q: [
            with_object(x, ox.BlankNode("s")) if x.predicate == ox.NamedNode("http://purl.org/dc/terms/subject") else x for x in q
        ],
    ),
]


def period(day: str) -> list[ox.Quad]:
    one, end = (ox.NamedNode(f"{BASE}{kind}/2024-05-04") for kind in ("period", "instant"))
    return [ox.Quad(end, time("inXSDDate"), date_of(day)), ox.Quad(one, time("hasEnd"), end)]


@pytest.mark.parametrize(("kind", "message", "apply"), BY_HAND)
def test_what_breaks_any_other_constraint_is_told(kind: str, message: str, apply: Change, quads: tuple[ox.Quad, ...]) -> None:
    assert (kind, message) in told(apply(list(quads)))


def test_each_constraint_is_broken_by_some_test() -> None:
    by_rule = {(shape.name, constraint.message) for shape, constraint in SIMPLE}
    rest = {
        (shape.name, constraint.message)
        for shape in shapes()
        for constraint in shape.constraints
        if not is_simple(constraint) and (shape.name, constraint.message) not in by_rule
    }
    assert rest <= {(kind, message) for kind, message, _ in BY_HAND}


# The shapes themselves


def broken_all_over(quads: tuple[ox.Quad, ...]) -> list[ox.Quad]:
    """Break the sample in one place for each kind of constraint."""
    statements = list(quads)
    for apply in (
        change(MEET, kg("realis"), None),
        change(MEET, kg("confidence"), "1.5"),
        change(BUILD, sem("eventType"), NOWHERE),
        change(BUILD, END, "2024-05-02"),
        change(MEET, kg("edtf"), "2024-6"),
        change(STORM, ox.NamedNode(rdflib.RDFS.label), NOWHERE),
        change(node("participation", "00000000000b"), rdf("value"), NOWHERE),
        change(node("quote", OPENED), oa("exact"), "closes"),
        change(node("position", "second"), oa("start"), "-1"),
        change(node("article", "first"), schema("inLanguage"), None),
        change(node("sentence", "second"), oa("hasSelector"), ox.BlankNode("x")),
        change(node("topic"), skos("inScheme"), None),
        add("entity/ana", A, schema("Place")),
        add("entity/port", schema("identifier"), ox.Literal("another")),
        change(PERSON, org("headOf"), None),
        change(node("evidence", "first-0-"), kg("rule"), None)
        if any(map(node("evidence", "first-0-"), statements))
        else add("event/meet", kg("dateBasis"), NOWHERE),
    ):
        statements = apply(statements)
    return statements


def test_a_complete_engine_finds_the_same(quads: tuple[ox.Quad, ...]) -> None:
    statements = broken_all_over(quads)
    triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in statements]
    graph = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, results, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=shapes_text()), advanced=True)
    assert isinstance(results, rdflib.Graph)
    theirs = {
        (
            no_blank(str(results.value(result, SH.focusNode))),
            str(results.value(result, SH.resultMessage)),
            component(results, result),
        )
        for result in results.subjects(rdflib.RDF.type, SH.ValidationResult)
    }
    flat = [ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    ours = {(no_blank(finding.node), finding.message, finding.component.lower()) for finding in found(flat)}
    assert len(ours) > 20
    assert ours == theirs


def no_blank(name: str) -> str:
    """Give one name to all blank nodes: each reader makes its own."""
    return name if name.startswith("http") else "blank"


def component(results: rdflib.Graph, result: Node) -> str:
    name = str(results.value(result, SH.sourceConstraintComponent))
    return name.rpartition("#")[2].removesuffix("ConstraintComponent").lower()


def test_the_closed_lists_are_those_of_the_model() -> None:
    shacl = rdflib.Graph().parse(data=shapes_text())

    def listed(path: rdflib.URIRef) -> set[Node]:
        heads = [head for shape in shacl.subjects(SH.path, path) for head in shacl.objects(shape, SH["in"])]
        return {value for head in heads for value in shacl.items(head)}

    assert listed(SEM.eventType) == {ETYPE[str(item)] for item in EventType}
    assert listed(KG.realis) == {REALIS[str(item)] for item in Realis}
    assert listed(SEM.roleType) == {ROLE[str(item)] for item in Role}
    assert listed(KG.dateBasis) == {BASIS[str(item)] for item in Basis}
    assert listed(KG.precision) == set(UNITS.values())
    assert listed(RDF.predicate) == {*PREDICATES.values(), *EVENT_PREDICATES.values()}


def test_shapes_that_are_not_compiled_are_refused() -> None:
    head = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <urn:x:> ."
    )
    for rest in (
        "sh:closed true",
        "sh:property [ sh:path :p ; sh:message 'm' ; sh:maxExclusive 3 ]",
        "sh:property [ sh:path :p ; sh:message 'm' ; sh:minCount 2 ]",
    ):
        with pytest.raises(ValueError, match="not compiled"):
            compile_shapes(f"{head} :S a sh:NodeShape ; rdfs:label 's' ; sh:targetClass :C ; {rest} .")


@pytest.mark.parametrize(
    "edtf",
    [
        "2024",
        "2024-05",
        "2024-05-03",
        "199X",
        "19XX",
        "2024~",
        "2024-05?",
        "2024-05-XX",
        "2024-21",
        "-0044",
        "Y-12000",
        "2024-05-03T09:00:00Z",
        "2022-02-24/..",
        "../2024",
        "/2024",
        "2024/",
        "2024-01/2024-03",
        "2023-12-30/2024-01-02~",
    ],
)
def test_well_formed_dates_conform(edtf: str, quads: tuple[ox.Quad, ...]) -> None:
    assert found(change(BUILD, kg("edtf"), edtf)(list(quads))) == []


# The command


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["validate", *args], catch_exceptions=False)


def write(path: Path, statements: Iterable[ox.Quad]) -> Path:
    path.write_bytes(ox.serialize(statements, format=ox.RdfFormat.N_QUADS) or b"")
    return path


def test_the_report_says_what_is_wrong_of_what_and_where(quads: tuple[ox.Quad, ...], tmp_path: Path) -> None:
    path = write(tmp_path / "graph.nq", change(MEET, kg("realis"), None)(list(quads)))
    result = run(str(path))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "event must have exactly one realis: actual, planned, possible or negated (1)",
        '  "meet dockers" (event/meet-00000000000b) has none; article first "Pier opens"; '
        'sentence "She will meet dockers in June."',
    ]
    assert result.stderr.startswith("1 finding: ")


def test_the_report_for_machines_has_every_part(quads: tuple[ox.Quad, ...], tmp_path: Path) -> None:
    path = write(tmp_path / "graph.nq", change(BUILD, END, "2024-05-09")(list(quads)))
    result = run(str(path), "--format", "json")
    assert result.exit_code == 1
    value = json.loads(result.stdout)
    assert value["articles"] == 2 and value["triples"] > 200
    (finding,) = value["findings"]
    assert finding == {
        "shape": "Event",
        "constraint": "lessThanOrEquals",
        "path": "<http://semanticweb.cs.vu.nl/2009/11/sem/hasEndTimeStamp>",
        "kind": "event",
        "node": f"{BASE}event/build-00000000000a",
        "label": "opened the new pier",
        "message": "cannot end after its last possible day",
        "found": 'has "2024-05-09" and "2024-05-03"',
        "values": ["2024-05-09", "2024-05-03"],
        "graph": None,
        "article": "first",
        "title": "Pier opens",
        "sentence": "Harbour minister Ana Reyes opened the new pier in Port Ellery on 3 May.",
    }


def test_many_findings_of_a_kind_are_counted_and_cut(quads: tuple[ox.Quad, ...], tmp_path: Path) -> None:
    path = write(tmp_path / "graph.nq", change(node("evidence"), kg("rule"), None)(list(quads)))
    lines = run(str(path)).stdout.splitlines()
    assert lines[0].startswith("evidence must have a rule that read it, a text (")
    whole = run(str(path), "--all").stdout.splitlines()
    count = int(lines[0].rpartition("(")[2].rstrip(")"))
    assert len(whole) == count + 1
    assert len(lines) <= 22


def test_files_are_one_graph_together(quads: tuple[ox.Quad, ...], tmp_path: Path) -> None:
    entities = ox.NamedNode(f"{BASE}entities")
    shared = write(tmp_path / "shared.nq", [quad for quad in quads if quad.graph_name == entities])
    articles = write(tmp_path / "articles.nq", [quad for quad in quads if quad.graph_name != entities])
    assert run(str(shared), str(articles)).exit_code == 0
    alone = run(str(articles))
    assert alone.exit_code == 1
    assert "must have a participant that is described as an actor" in alone.stdout


def test_what_an_article_says_does_no_harm_to_the_terminal(quads: tuple[ox.Quad, ...], tmp_path: Path) -> None:
    spoilt = change(BUILD, ox.NamedNode(rdflib.RDFS.label), "\x1b[2Jopened\u202e")(change(BUILD, kg("realis"), None)(list(quads)))
    for form in ("text", "json"):
        result = run(str(write(tmp_path / "graph.nq", spoilt)), "--format", form)
        assert result.exit_code == 1 and "\x1b" not in result.stdout
    assert "\u202e" not in run(str(tmp_path / "graph.nq")).stdout


def refused(tmp_path: Path, file_name: str, data: bytes, *args: str) -> str:
    path = tmp_path / file_name
    path.write_bytes(data)
    result = run(str(path), *args)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_files_at_fault_are_one_line_and_exit_code_2(tmp_path: Path) -> None:
    entity = b'<?xml version="1.0"?>' + b" " * 9000 + b'<!DOCTYPE r [<!ENTITY a "aaaa">]><r/>'
    context = b'{"@context": "http://127.0.0.1:9/context", "@id": "urn:a"}'
    packed = gzip.compress(b"<urn:a> <urn:b> <urn:c> .\n" * 2000)
    assert "document type" in refused(tmp_path, "a.rdf", entity)
    assert "document type" in refused(tmp_path, "a.rdf.gz", gzip.compress(entity))
    assert "kg fetches nothing" in refused(tmp_path, "a.jsonld", context)
    assert "a.nt:2" in refused(tmp_path, "a.nt", b"<urn:a> <urn:b> <urn:c> .\nnonsense\n")
    assert "packed wrongly" in refused(tmp_path, "a.nt.gz", b"no gzip")
    assert "packed wrongly" in refused(tmp_path, "b.nt.gz", packed[:-20])
    assert "no RDF by its name" in refused(tmp_path, "a.csv", b"")
    assert "nothing that kg wrote" in refused(tmp_path, "a.ttl", b"<urn:a> <urn:b> <urn:c> .")
    assert "longer than a graph" in refused(tmp_path, "c.nt.gz", packed, "--max-triples", "10")
    many = b"".join(b"<urn:a> <urn:b> <urn:c%d> .\n" % i for i in range(20))
    assert "more than 10 triples" in refused(tmp_path, "d.nt", many, "--max-triples", "10")
    assert "no such file" in run(str(tmp_path / "none.json")).stderr
    assert run(str(tmp_path / "none.nq")).exit_code == 2


@pytest.mark.parametrize("suffix", ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "ttl.gz"])
def test_what_is_no_rdf_at_all_is_refused_with_a_line(suffix: str, tmp_path: Path) -> None:
    for data in (b"\xff\xfe\x00<", b"\x89PNG\r\n\x1a\n\n<>", b"{[<urn:a\n", "<urn:á> \n \ud800".encode("utf-8", "surrogatepass")):
        assert "is broken" in refused(tmp_path, f"a.{suffix}", gzip.compress(data) if suffix.endswith("gz") else data)


def test_names_that_go_in_circles_do_no_harm(quads: tuple[ox.Quad, ...]) -> None:
    circle = change(node("participation"), rdf("value"), ox.NamedNode(f"{BASE}circle"))(list(quads))
    one = ox.NamedNode(f"{BASE}circle")
    circle += [ox.Quad(one, rdf(name), one) for name in ("value", "subject", "predicate", "object")]
    assert ("participation", "must have a participant that is described as an actor") in told(circle)


def test_a_text_where_a_thing_should_be_is_told(quads: tuple[ox.Quad, ...]) -> None:
    spoilt = list(quads)
    for predicate in (kg("participation"), kg("inSentence"), kg("dateEvidence"), schema("mentions"), prov("wasDerivedFrom")):
        spoilt = [with_object(q, ox.Literal("words")) if q.predicate == predicate else q for q in spoilt]
    messages = told(spoilt)
    assert ("event", "must have participations that are described") in messages
    assert ("evidence", "must stand in exactly one sentence that is described") in messages


def test_a_graph_that_refers_to_nothing_is_told(tmp_path: Path) -> None:
    value = json.loads((ROOT / "exports" / "graph.json").read_text("utf-8"))
    gone = next(event["participants"][0]["entity"] for event in value["events"] if event["participants"])
    value["entities"] = [entity for entity in value["entities"] if entity["id"] != gone]
    line = refused(tmp_path, "graph.json", json.dumps(value).encode())
    assert f"names an actor, {gone!r}, that is not there" in line


def test_loading_names_the_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_file(ox.Store(), tmp_path / "none.nq")
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix a: <b> . a")
    with pytest.raises(FormatError, match="is broken"):
        load_file(ox.Store(), path)


def test_every_rdf_format_can_be_read() -> None:
    from kg.export.rdf.loading import format_of

    for form in EXPORTERS.values():
        assert (format_of(Path(form.file_name)) is not None) == form.is_rdf
        assert (format_of(Path(f"{form.file_name}.gz")) is not None) == form.is_rdf


@pytest.mark.parametrize("seed", range(12))
def test_any_damage_is_told_and_leaves_the_store_as_it_was(seed: int, quads: tuple[ox.Quad, ...]) -> None:
    chance = random.Random(seed)
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    values = [*(quad.object for quad in quads), ox.BlankNode("b"), ox.Literal("words"), triple]
    damaged = [
        ox.Quad(
            ox.BlankNode("s") if chance.random() < 0.02 else quad.subject,
            quad.predicate,
            chance.choice(values) if chance.random() < 0.1 else quad.object,
            ox.BlankNode("g") if chance.random() < 0.02 else quad.graph_name,
        )
        for quad in quads
        if chance.random() < 0.9
    ]
    store = store_of(damaged)
    before = set(store)
    assert list(validate(store))
    assert set(store) == before
