"""Every syntax, read back by three parsers that share no code, gives the same statements."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from kg.export.rdf import RdfSyntax, graph_to_quads, graph_to_rdflib, ontology, split_rdf, write_rdf
from kg.export.rdf.lines import write_sorted
from kg.export.rdf.serialise import WITH_GRAPHS
from kg.export.rdf.sink import Single
from kg.export.rdf.vocabulary import BASIS, ETYPE, KG, REALIS, ROLE
from kg.graph.knowledge import KnowledgeGraph
from kg.model.event import EventType, Realis, Role
from kg.model.graph import Records
from kg.model.time import Basis
from tests.export.generated import records
from tests.export.gold_records import GOLD, gold_records

# rdflib's own parsers use what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

RDFLIB_NAMES = {
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
}
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RAPPER_NAMES = {"turtle": "turtle", "ntriples": "ntriples", "rdfxml": "rdfxml", "nquads": "nquads", "trig": "trig"}


@pytest.fixture(scope="module")
def gold() -> KnowledgeGraph:
    return KnowledgeGraph(gold_records(sorted(GOLD.glob("*.json"))[-1:]))


def written(graph: KnowledgeGraph, syntax: str) -> bytes:
    file = io.BytesIO()
    write_rdf(graph, file, syntax)
    return file.getvalue()


def expected(graph: KnowledgeGraph, syntax: str) -> set[str]:
    quads = list(graph_to_quads(graph))
    return {str(quad) if RdfSyntax(syntax) in WITH_GRAPHS else str(quad.triple) for quad in quads}


def in_rdflib(data: bytes, syntax: str) -> set[str]:
    """Give the statements that rdflib reads, one N-Quads string each."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data.decode(), format=RDFLIB_NAMES[syntax], publicID="urn:default")
    default = {str(dataset.default_graph.identifier), "urn:default"}
    return {str(_quad(s, p, o, None if g is None or str(g) in default else str(g))) for s, p, o, g in dataset.quads()}


def _quad(s: Any, p: Any, o: Any, g: str | None) -> ox.Quad:
    if isinstance(o, rdflib.Literal):
        datatype = ox.NamedNode(o.datatype) if o.datatype is not None and not o.language else None
        value: ox.NamedNode | ox.Literal = ox.Literal(str(o), datatype=datatype, language=o.language)
    else:
        value = ox.NamedNode(o)
    return ox.Quad(ox.NamedNode(s), ox.NamedNode(p), value, ox.NamedNode(g) if g else ox.DefaultGraph())


def in_pyoxigraph(data: bytes, syntax: str) -> set[str]:
    return {str(quad) for quad in ox.parse(data, format=FORMATS[syntax])}


def in_raptor(data: bytes, syntax: str, folder: Path) -> set[str]:
    path = folder / "graph"
    path.write_bytes(data)
    has_graphs = RdfSyntax(syntax) in WITH_GRAPHS
    command = ["rapper", "-q", "-i", RAPPER_NAMES[syntax], "-o", "nquads" if has_graphs else "ntriples", str(path), "urn:base"]
    lines = subprocess.run(command, capture_output=True, check=True).stdout
    return {str(quad) for quad in ox.parse(lines, format=FORMATS["nquads" if has_graphs else "ntriples"])}


@pytest.mark.parametrize("syntax", list(RdfSyntax))
def test_news_is_read_back_alike(gold: KnowledgeGraph, syntax: str, tmp_path: Path) -> None:
    data = written(gold, syntax)
    want = expected(gold, syntax)
    assert len(want) > 1000
    assert in_pyoxigraph(data, syntax) == want
    assert in_rdflib(data, syntax) == want
    if syntax in RAPPER_NAMES and shutil.which("rapper"):
        assert in_raptor(data, syntax, tmp_path) == want


@settings(max_examples=7, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(values=records())
def test_any_graph_is_read_back_alike(values: Records) -> None:
    graph = KnowledgeGraph(values)
    for syntax in RdfSyntax:
        data = written(graph, syntax)
        want = expected(graph, syntax)
        assert in_pyoxigraph(data, syntax) == want
        assert in_rdflib(data, syntax) == want
    dataset = graph_to_rdflib(graph)
    default = dataset.default_graph.identifier
    found = {str(_quad(s, p, o, None if g in (None, default) else str(g))) for s, p, o, g in _by_graph(dataset)}
    assert found == expected(graph, "nquads")


def _by_graph(dataset: rdflib.Dataset) -> Iterator[tuple[Any, Any, Any, Any]]:
    for graph in dataset.graphs():
        yield from ((s, p, o, graph.identifier) for s, p, o in graph)


@pytest.mark.parametrize("syntax", ["ntriples", "nquads"])
def test_lines_are_sorted_and_none_stands_twice(gold: KnowledgeGraph, syntax: str) -> None:
    lines = written(gold, syntax).splitlines()
    assert lines == sorted(set(lines))


def test_lines_that_do_not_fit_into_memory_are_sorted_all_the_same(gold: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(gold, "nquads")
    monkeypatch.setattr("kg.export.rdf.lines.LINES_IN_MEMORY", 1000)
    monkeypatch.setattr("kg.export.rdf.lines._MERGED_AT_ONCE", 1)
    monkeypatch.setattr("kg.export.rdf.lines._BLOCK", 64)  # shorter than many lines
    assert written(gold, "nquads") == whole


def test_a_line_that_comes_again_and_again_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.rdf.lines.LINES_IN_MEMORY", 4)
    monkeypatch.setattr("kg.export.rdf.lines._MERGED_AT_ONCE", 1)
    monkeypatch.setattr("kg.export.rdf.lines._BLOCK", 3)  # each line is read by itself, its twins after it
    file = io.BytesIO()
    write_sorted([[b"b\n", b"a\n", b"b\n", b"b\n"], [b"c\n", b"b\n", b"b\n", b"a\n"], [b"c\n"]], Single(file))
    assert file.getvalue() == b"a\nb\nc\n"


@pytest.mark.parametrize("syntax", list(RdfSyntax))
@pytest.mark.parametrize("size", [1, 20_000])
def test_files_in_parts_are_valid_each_and_say_the_graph_together(gold: KnowledgeGraph, syntax: str, size: int) -> None:
    parts = Memory(size)
    split_rdf(gold, parts, syntax)
    said = [in_pyoxigraph(bytes(part), syntax) for part in parts.files[:: 50 if size == 1 else 1]]
    assert len(parts.files) > 5
    assert all(said)
    assert set().union(*said) <= expected(gold, syntax)
    if size > 1:
        assert set().union(*said) == expected(gold, syntax)
        assert all(len(part) <= size for part in parts.files)


class Memory:
    """Parts in memory."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.files = [bytearray()]

    def write(self, data: bytes) -> None:
        self.files[-1] += data

    def fits(self, coming: int) -> bool:
        return len(self.files[-1]) + coming <= self.size

    def turn(self) -> None:
        self.files.append(bytearray())


def test_there_are_no_blank_nodes(gold: KnowledgeGraph) -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in graph_to_quads(gold) for term in quad)


def test_an_empty_graph_is_a_valid_file() -> None:
    graph = KnowledgeGraph(Records())
    for syntax in RdfSyntax:
        assert in_pyoxigraph(written(graph, syntax), syntax) == in_rdflib(written(graph, syntax), syntax)
        assert len(in_rdflib(written(graph, syntax), syntax)) == 1  # that there is a graph of entities


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    code = """if True:
        import hashlib, io
        from kg.export.rdf import RdfSyntax, write_rdf
        from kg.graph.knowledge import KnowledgeGraph
        from tests.export.gold_records import GOLD, gold_records
        graph = KnowledgeGraph(gold_records(sorted(GOLD.glob("*.json"))[:2]))
        for syntax in RdfSyntax:
            write_rdf(graph, file := io.BytesIO(), syntax)
            print(hashlib.sha256(file.getvalue()).hexdigest())
    """
    root = Path(__file__).parents[3]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(outputs) == 1


def test_turtle_begins_with_its_prefixes_in_order(gold: KnowledgeGraph) -> None:
    head = [line for line in written(gold, "turtle").splitlines() if line.startswith(b"@prefix")]
    assert head == sorted(head)
    assert len(head) > 20


def test_jsonld_has_its_context_inside_and_one_node_a_line(gold: KnowledgeGraph) -> None:
    data = written(gold, "jsonld")
    whole = json.loads(data)
    assert all(isinstance(namespace, str) for namespace in whole["@context"].values())
    node = next(json.loads(line.rstrip(b",")) for line in data.splitlines() if line.startswith(b'{"@id": "event:'))
    assert node["@type"] == ["sem:Event", "schema:Event"]
    assert node["kg:realis"]["@id"].startswith("realis:")


def test_the_ontology_is_valid_and_describes_each_own_term_that_is_used(gold: KnowledgeGraph) -> None:
    terms = rdflib.Graph().parse(data=ontology(), format="turtle")
    own = tuple(str(namespace) for namespace in (KG, ETYPE, REALIS, ROLE, BASIS))
    used = {term.value for quad in graph_to_quads(gold) for term in quad if isinstance(term, ox.NamedNode)}
    described = {str(s) for s in terms.subjects()}
    assert {iri for iri in used if iri.startswith(own)} <= described
    named = {rdflib.RDFS.label, rdflib.SKOS.prefLabel}
    comments = {rdflib.RDFS.comment, rdflib.SKOS.definition}
    for subject in set(terms.subjects()):
        assert set(terms.predicates(subject)) & named
        assert set(terms.predicates(subject)) & comments or (subject, rdflib.RDF.type, rdflib.OWL.Ontology) in terms


def test_the_ontology_has_every_term_of_the_vocabulary() -> None:
    described = set(rdflib.Graph().parse(data=ontology(), format="turtle").subjects())
    own = {KG[name] for name in KG.__annotations__ if not name.startswith("_")}
    own |= {ETYPE[str(item)] for item in EventType} | {REALIS[str(item)] for item in Realis}
    own |= {ROLE[str(item)] for item in Role} | {BASIS[str(item)] for item in Basis}
    assert own <= described
