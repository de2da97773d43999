"""Asking: what a query may not do, in which disguise whatever, and that it ends."""

from __future__ import annotations

import gzip
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.export.rdf import graph_to_quads, write_rdf
from kg.export.rdf.query import Answer, Limits, Question, Value, ask, check_query, is_rdf
from kg.export.rdf.query.files import read_file
from kg.graph.knowledge import KnowledgeGraph
from tests.export.rdf.story import story

EP = "http://127.0.0.1:9/"

# Each of them reaches for EP, or would change or load something, in the reading of some engine.
REFUSED = [
    f"SELECT * {{ SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ sErViCe SILENT <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ SERVICE<{EP}>{{?a ?b ?c}} }}",
    f"SELECT * {{ SERVICE # comment\n <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ #'\nSERVICE <{EP}> {{ ?a ?b ?c }} #'\n }}",
    f"SELECT * {{ #\rSERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"PREFIX : <{EP}> SELECT * {{ SERVICE:a {{ ?a ?b ?c }} }}",
    f"PREFIX e: <{EP}> SELECT * {{ SERVICEe:a {{ ?a ?b ?c }} }}",
    f"PREFIX e: <{EP}> SELECT * {{ SERVICESILENTe:a {{ ?a ?b ?c }} }}",
    f"PREFIX e: <{EP}> SELECT * {{ ?s ?p trueSERVICEe:a {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p 1.5e3SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p 1.SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p ?o.SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p _:b.SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p rdf:b.SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f'SELECT * {{ ?s ?p "x"@en.SERVICE <{EP}> {{ ?a ?b ?c }} }}',
    f'SELECT * {{ ?s ?p "\\"" . SERVICE <{EP}> {{ ?a ?b "" }} }}',
    f"SELECT * {{ ?s ?p '''it's \\''' ''' . SERVICE <{EP}> {{ ?a ?b '''''' }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {{ SELECT * {{ SERVICE <{EP}> {{ ?a ?b ?c }} }} }} }} }}",
    f"SELECT * {{ \\u0053ERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * {{ \\U00000053ERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f'SELECT * {{ BIND("a\\u0022" AS ?z) SERVICE <{EP}> {{ ?a ?b ?c }} BIND("\\u0022" AS ?y) }}',
    'SELECT * { ?a ?b "\\u0022} UNION {} #" }',
    # What stands between < and > may be an expression, and its comment or string may hide what follows.
    f"SELECT * {{ BIND(<{EP}> AS ?x) ?s ?p ?b FILTER(1<?b)SERVICE?x#>\n{{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p ?b FILTER(1<?b#>'''\n) SERVICE <{EP}> {{ ?a ?b ?c }} #'''\n }}",
    f"SELECT * {{ ?s ?p ?b FILTER(1<?b&&?c='x>') SERVICE <{EP}> {{ ?a ?b ?c }} FILTER('x'!='') }}",
    f"SELECT * {{ ?s <http://x/\\u0041#> ?o . SERVICE <{EP}> {{ ?a ?b ?c }} }}",
    f"SELECT * FROM <{EP}> {{ ?a ?b ?c }}",
    f"SELECT * from named <{EP}> {{ ?a ?b ?c }}",
    f"SELECT *FROM<{EP}>{{ ?a ?b ?c }}",
    f"LOAD <{EP}>",
    f"load silent <{EP}> into graph <{EP}>",
    "INSERT DATA { <http://a> <http://b> 1 }",
    "DELETE WHERE { ?a ?b ?c }",
    "SELECT * { ?a ?b ?c } ; CLEAR ALL",
    "DROP ALL",
    "WITH <http://g> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }",
    "SELECT * { ?a ?b 'no end }",
    "SELECT * { ?a ?b ?c } # " + "x" * 100_000,
]
PASSED = [
    "SELECT * { ?service ?from $load }",
    'SELECT * { ?a ?b "SERVICE <http://x/> { }" , \'LOAD\' , """FROM "quoted" \\""""@en-GB }',
    "SELECT * { ?a <http://x/SERVICE?from=LOAD#DROP> rdf:service , <urn:service:x> } # SERVICE <http://x/> {}",
    "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?a a sd:Service }",
    "SELECT * { ?a ?b ?c FILTER (?b < 3 && ?c > 2 || ?a<?b && ?c>?b) }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } FILTER (STRSTARTS(STR(?g), 'http')) } HAVING (COUNT(*) > 1)",
    "SELECT * { <http://example.org/Ng\\u00F4i_sao_(b\\u0061o)> ?b 'Th\\u1EDDi b\\u00E1o' , 1.5e3 , -2 , true ; schema:a\\,b [] }",
    "SELECT * { VALUES (?a ?b) { (UNDEF 'x''y') } MINUS { ?a ^sem:hasActor/sem:hasPlace* ?b } }",
    "DESCRIBE <http://x/>",
    "SELECT * { ?người ?gặp 'bà \"Ada\"' }",
]


@pytest.fixture(scope="module")
def rdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rdf")
    for syntax, name in (
        ("trig", "s.trig"),
        ("nquads", "s.nq"),
        ("turtle", "s.ttl"),
        ("ntriples", "s.nt"),
        ("jsonld", "s.jsonld"),
    ):
        with (folder / name).open("wb") as file:
            write_rdf(KnowledgeGraph(story()), file, syntax)
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
    return folder


def texts(answer: Answer) -> list[list[str]]:
    return [["" if value is None else value.text for value in row] for row in answer.rows]


@pytest.mark.parametrize("query", REFUSED)
def test_a_query_that_reaches_out_is_refused_in_one_line(query: str) -> None:
    with pytest.raises(KgError) as fault:
        check_query(query)
    assert "\n" not in str(fault.value) and fault.value.remedy
    with pytest.raises(KgError):
        ask(Question(query), [])


@pytest.mark.parametrize("query", PASSED)
def test_a_query_that_only_reads_passes(query: str) -> None:
    check_query(query)


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.3)
        yield listening


def _nothing(_text: str) -> None:
    return


def test_the_process_that_answers_can_reach_nobody(server: socket.socket, rdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.rdf.query.asking.check_query", _nothing)  # as if it had missed it
    here = f"http://127.0.0.1:{server.getsockname()[1]}/"
    with pytest.raises(KgError, match="the query failed"):
        ask(Question(f"SELECT * {{ SERVICE <{here}> {{ ?a ?b ?c }} }}"), [rdf / "s.nq"])
    with pytest.raises(TimeoutError):
        server.accept()


def test_prefixes_are_known_and_all_graphs_are_one(rdf: Path) -> None:
    query = (
        "SELECT ?name ?label { ?event a sem:Event ; rdfs:label ?label ; sem:hasPlace/schema:name ?name } ORDER BY ?label ?name"
    )
    found = ask(Question(query), [rdf / "s.trig"])
    assert found.columns == ("name", "label") and not found.cut
    assert found.rows[-1] == (Value("literal", "Port Vale", "en"), Value("literal", "crash of a ferry", "en"))
    base = "https://other.example/kg/"
    quads = graph_to_quads(KnowledgeGraph(story()), base_iri=base)
    assert ask(Question("ASK { article:first a schema:NewsArticle }"), quads, base_iri=base).verdict is True
    assert ask(Question("ASK { article:first a schema:NewsArticle }"), [rdf / "s.trig"], base_iri=base).verdict is False


def test_files_answer_as_the_graph_does(rdf: Path) -> None:
    question = Question(recipe="who-met-whom", values=(("actor", "okafor"), ("from", "2024-06-09")))
    expected = ask(question, graph_to_quads(KnowledgeGraph(story())))
    assert texts(expected)[0][:5] == ["2024-06-09", "2024-06-09", "Tom Okafor", "Ada Reyes", "Reyes met Okafor"]
    assert ask(question, [rdf / "s.jsonld"]) == expected
    assert ask(question, [rdf / "s.ttl.gz", rdf / "s.nq"]) == expected


@pytest.mark.parametrize("name", ["s.trig", "s.nq", "s.ttl", "s.nt", "s.jsonld"])
def test_every_file_of_the_export_is_read(rdf: Path, name: str) -> None:
    expected = {quad.triple for quad in graph_to_quads(KnowledgeGraph(story()))}
    assert {quad.triple for quad in read_file(rdf / name)} == expected
    assert {quad.triple for quad in read_file(rdf / f"{name}.gz")} == expected
    assert is_rdf(rdf / name) and is_rdf(rdf / f"{name}.gz") and not is_rdf(Path("x.json.gz"))


def test_a_triple_of_two_graphs_is_one(rdf: Path) -> None:
    events = "SELECT (COUNT(*) AS ?n) { ?event a sem:Event }"
    assert texts(ask(Question(events), [rdf / "s.nq"])) == texts(ask(Question(events), [rdf / "s.nt"])) == [["9"]]
    told = "SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?event a sem:Event } }"
    assert texts(ask(Question(told), [rdf / "s.trig"])) == [["11"]]
    assert texts(ask(Question(told), [rdf / "s.nt"])) == [["0"]]


def test_rows_end_at_the_limit(rdf: Path) -> None:
    query = "SELECT ?label { ?e a sem:Event ; rdfs:label ?label } ORDER BY ?label"
    three = ask(Question(query), [rdf / "s.nq"], limits=Limits(rows=3))
    assert (len(three.rows), three.cut) == (3, True)
    nine = ask(Question(query), [rdf / "s.nq"], limits=Limits(rows=9))
    assert (len(nine.rows), nine.cut, nine.rows[:3]) == (9, False, three.rows)


@pytest.mark.parametrize("select", ["(COUNT(*) AS ?n)", "*"])
def test_a_query_that_takes_too_long_is_ended(rdf: Path, select: str) -> None:
    query = f"SELECT {select} {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) = 1) }}"
    with pytest.raises(KgError, match=re.escape("took longer than 0.5 seconds")):
        ask(Question(query), [rdf / "s.nq"], limits=Limits(seconds=0.5))


def test_a_query_that_takes_too_much_memory_is_ended(rdf: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a"
    with pytest.raises(KgError, match="memory"):
        ask(Question(query), [rdf / "s.nq"], limits=Limits(seconds=60, memory=64 << 20))


def test_a_query_of_a_thousand_brackets_is_ended(rdf: Path) -> None:
    with pytest.raises(KgError):
        ask(Question(f"SELECT ({'(' * 30_000}1{')' * 30_000} AS ?x) {{}}"), [rdf / "s.nq"])


def test_triples_are_rows_too(rdf: Path) -> None:
    found = ask(Question("CONSTRUCT { ?a rdfs:label ?n } WHERE { ?a a schema:Country ; schema:name ?n }"), [rdf / "s.nq"])
    assert found.columns == ("subject", "predicate", "object") and texts(found)[0][2] == "Norland"


def test_answers_are_sparql_results_json(rdf: Path) -> None:
    query = (
        'SELECT ?n ?d ?x ("a" AS ?plain) { ?e kg:confidence ?n ; kg:edtf ?d OPTIONAL { ?e kg:none ?x } } ORDER BY STR(?d) LIMIT 1'
    )
    found = ask(Question(query), [rdf / "s.nq"]).to_json()
    assert found["head"] == {"vars": ["n", "d", "x", "plain"]}
    (binding,) = found["results"]["bindings"]
    assert binding["n"] == {"type": "literal", "value": "0.9", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}
    assert "x" not in binding and binding["plain"] == {"type": "literal", "value": "a"}
    assert ask(Question("ASK {}"), [rdf / "s.nq"]).to_json() == {"head": {}, "boolean": True}
    nodes = ask(Question("SELECT ?b { BIND(BNODE() AS ?b) }"), [rdf / "s.nq"]).to_json()
    assert nodes["results"]["bindings"][0]["b"]["type"] == "bnode"


def test_faults_of_files_and_queries_are_one_line(rdf: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<http://a> <http://b>\n oops .", "utf-8")
    (tmp_path / "broken.nq.gz").write_bytes(gzip.compress(b"<http://a> <http://b> <http://c> .\n" * 1000)[:-20])
    (tmp_path / "plain.nq.gz").write_bytes(b"<http://a> <http://b> <http://c> .\n")
    (tmp_path / "far.jsonld").write_text(f'{{"@context": "{EP}context.jsonld", "@id": "http://a", "b": "c"}}', "utf-8")
    for name in ("broken.ttl", "broken.nq.gz", "plain.nq.gz", "far.jsonld", "none.nt"):
        with pytest.raises(KgError) as fault:
            list(read_file(tmp_path / name))
        assert name in str(fault.value) and "\n" not in str(fault.value)
    with pytest.raises(KgError, match=re.escape("broken.ttl:2: is not valid")):
        ask(Question("ASK {}"), [tmp_path / "broken.ttl"])
    for query, place in (("SELECT ?x { ?x nope:a 1 }", "1:"), ("SELECT ?x { ?x ?y ?z }\n}", "2:")):
        with pytest.raises(KgError, match=f"not valid SPARQL.* at {place}") as fault:
            ask(Question(query), [rdf / "s.nq"])
        assert "\n" not in str(fault.value)
    with pytest.raises(KgError, match="no actor goes by 'nobody'"):
        ask(Question(recipe="who-met-whom", values=(("actor", "nobody"),)), [rdf / "s.nq"])


def test_nothing_of_the_working_folder_is_run(rdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken')", "utf-8")
    (tmp_path / "kg.py").write_text("raise SystemExit('taken')", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert ask(Question("ASK {}"), [rdf / "s.nq"]).verdict is True


def test_what_was_put_in_comes_out() -> None:
    hostile = 'quote " back \\ line \n tab \t </script> \u202e đ\U0001f600'
    node = ox.NamedNode("https://example.org/kg/x")
    found = ask(Question("SELECT ?o { ?s ?p ?o }"), [ox.Quad(node, node, ox.Literal(hostile))])
    assert texts(found) == [[hostile]]
