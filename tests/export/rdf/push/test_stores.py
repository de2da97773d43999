"""Pushes to stores that run for real: what arrives is what was meant, whatever the texts hold."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import KgError
from kg.export.rdf.push import Login, State
from kg.export.rdf.push.body import Body
from kg.export.rdf.terms import literal
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records
from kg.model.text import Article, Provenance, Span
from tests.export.generated import HOSTILE
from tests.export.rdf.push.pushing import PATHS, Pusher, by_graph, gold_graph, states
from tests.export.rdf.push.servers import Server
from tests.export.sample import hostile_records

# What could make a store take RDF for something else, beside what breaks syntax.
PIECES = [
    *HOSTILE,
    *"abc<>\"'\\\n\t&;@",
    "<html>",
    "</html>",
    "<rdf:RDF",
    "&amp;",
    "\\u",
    "\\",
    '"""',
    "@prefix",
    "\ufeff",
    "\u0300",
]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return gold_graph()


def pusher(server: Server, folder: Path, *, asks: bool = True) -> Pusher:
    login = None if server.user is None else Login(server.user, server.password or "")
    return Pusher(server.store, folder / "kg.push", server.queries if asks else None, login)


def there(server: Server, names: set[str]) -> dict[str, set[Triple]]:
    return {name: found for name in names if (found := server.graph(name))}


def base(name: str) -> str:
    """Give tests that share a store a place of their own in it."""
    return f"https://example.org/push/{name}/"


@pytest.mark.parametrize("asks", [True, False])
def test_all_arrives_and_is_not_sent_twice(server: Server, graph: KnowledgeGraph, tmp_path: Path, asks: bool) -> None:
    here = base(f"all-{asks}")
    client = pusher(server, tmp_path, asks=asks)
    assert set(states(client.push(graph, base_iri=here))) == {State.SENT}
    expected = by_graph(graph, here)
    assert there(server, {*expected}) == expected
    assert set(states(client.push(graph, base_iri=here))) == {State.UNCHANGED}


def test_an_article_is_replaced_and_the_others_stay(server: Server, graph: KnowledgeGraph, tmp_path: Path) -> None:
    here = base("replaced")
    client = pusher(server, tmp_path)
    client.push(graph, base_iri=here)
    first, *rest = graph.records.articles
    changed = KnowledgeGraph(replace(graph.records, articles=(replace(first, title="Another title"), *rest)))
    outcomes = client.push(changed, base_iri=here)
    (sent,) = [outcome.graph for outcome in outcomes if outcome.state is State.SENT]
    expected, before = by_graph(changed, here), by_graph(graph, here)
    assert expected[sent] != before[sent]
    assert there(server, {*expected}) == expected


def test_a_withdrawn_article_vanishes_and_what_others_wrote_stays(server: Server, graph: KnowledgeGraph, tmp_path: Path) -> None:
    here = base("pruned")
    foreign = {f"{here}notes", f"{here}graph/notes", "https://other.example/graph"}
    client = pusher(server, tmp_path)
    client.push(graph, base_iri=here)
    for name in foreign:
        server.send(name, b"<http://a/s> <http://a/p> <http://a/o> .\n")
    fewer = gold_graph(PATHS[:-1])
    # Without the journal: it is the store that tells what it has.
    outcomes = pusher(server, tmp_path / "elsewhere").push(fewer, base_iri=here, prune=True)
    assert states(outcomes).count(State.REMOVED) == 1
    expected = by_graph(fewer, here)
    assert there(server, {*expected, *by_graph(graph, here)}) == expected
    assert there(server, foreign).keys() == foreign


def test_hostile_records_arrive_as_written(server: Server, tmp_path: Path) -> None:
    here = base("hostile")
    graph = KnowledgeGraph(hostile_records())
    assert set(states(pusher(server, tmp_path).push(graph, base_iri=here))) == {State.SENT}
    expected = by_graph(graph, here)
    assert there(server, {*expected}) == expected


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=20, max_size=60))
def test_hostile_texts_arrive_as_written(server: Server, tmp_path: Path, texts: list[str]) -> None:
    name = f"{base('texts')}graph/a"
    chunk = [(f"<http://a/{i}>", "<http://a/says>", literal(text, "vi" if i % 2 else None)) for i, text in enumerate(texts)]
    with closing(Body()) as body:
        body.fill([chunk])
        assert pusher(server, tmp_path).store().put(name, body.file).ok
    meant = "".join(f"{s} {p} {o} .\n" for s, p, o in chunk)
    assert server.graph(name) == {quad.triple for quad in parse(meant, format=RdfFormat.N_TRIPLES)}


def test_a_sentence_of_megabytes_arrives_as_written(server: Server, tmp_path: Path) -> None:
    here = base("long")
    saying = 'Bà nói "<html>" \\ {không} '
    text = (saying * (server.longest // len(saying))).strip()
    article = Article("long", text, "vi", "Dài")
    place = Provenance("long", Span(0, 5), Span(0, len(text)), "kg", "rule")
    (actor,) = hostile_records().entities
    graph = KnowledgeGraph(Records((article,), (replace(actor, mentions=(place,)),)))
    graph_names = by_graph(graph, here)
    assert set(states(pusher(server, tmp_path).push(graph, base_iri=here))) == {State.SENT}
    assert there(server, {*graph_names}) == graph_names


def test_an_address_that_is_no_graph_store(server: Server, graph: KnowledgeGraph, tmp_path: Path) -> None:
    client = pusher(server, tmp_path, asks=False)
    client.url = client.url.rpartition("/")[0] + "/nothing"
    with pytest.raises(KgError, match=r"404 .*; check the address"):
        client.push(graph)


@pytest.mark.parametrize("login", [None, Login("dba", "wrong"), Login("nobody", "dba")])
def test_who_may_not_write_writes_nothing(server: Server, graph: KnowledgeGraph, tmp_path: Path, login: Login | None) -> None:
    if server.user is None:
        pytest.skip("this store lets everybody write")
    here = base("login")
    client = pusher(server, tmp_path)
    client.login = login
    with pytest.raises(KgError, match="401 Unauthorized; check --user") as refused:
        client.push(graph, base_iri=here)
    assert "wrong" not in str(refused.value)
    assert there(server, {*by_graph(graph, here)}) == {}
