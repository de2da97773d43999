"""What the tests of pushes share: a graph of annotated articles, and a push that never waits."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kg.export.rdf import DEFAULT_BASE_IRI, graph_to_quads
from kg.export.rdf.push import GraphStore, Journal, Login, Outcome, Patience, Plan, State, check_address, push
from kg.graph.knowledge import KnowledgeGraph
from tests.export.gold_records import GOLD, gold_records

PATHS = sorted(GOLD.glob("*.json"))[:4]
SHARED = f"{DEFAULT_BASE_IRI}entities"


def gold_graph(paths: list[Path] = PATHS) -> KnowledgeGraph:
    return KnowledgeGraph(gold_records(paths))


def by_graph(graph: KnowledgeGraph, base_iri: str = DEFAULT_BASE_IRI) -> dict[str, set[Triple]]:
    """Give what a store should have: the statements of each graph."""
    graphs: dict[str, set[Triple]] = {}
    for quad in graph_to_quads(graph, base_iri=base_iri):
        assert isinstance(quad.graph_name, NamedNode)
        graphs.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return graphs


@dataclass
class Pusher:
    """Pushes to one store with one journal, and keeps how long it would have waited."""

    url: str
    journal: Path
    queries: str | None = None
    login: Login | None = None
    answer: float = 30.0
    waits: list[float] = field(default_factory=list)

    def store(self) -> GraphStore:
        queries = None if self.queries is None else check_address(self.queries, "queries")
        patience = Patience(self.waits.append, self.answer)
        return GraphStore(check_address(self.url, "store"), patience, queries=queries, login=self.login)

    def push(
        self,
        graph: KnowledgeGraph,
        *,
        base_iri: str = DEFAULT_BASE_IRI,
        everything: bool = False,
        prune: bool = False,
        gzipped: bool = False,
    ) -> list[Outcome]:
        with closing(self.store()) as store, closing(Journal(self.journal)) as journal:
            return list(push(graph, store, journal, Plan(base_iri, everything, prune, gzipped)))


def states(outcomes: Iterable[Outcome]) -> list[State]:
    return [outcome.state for outcome in outcomes]


def turtle(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())
