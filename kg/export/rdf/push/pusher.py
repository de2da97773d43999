"""A graph into a store: what has changed since the last push is sent, what was withdrawn removed, all else let alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from kg.errors import KgError
from kg.export.rdf.mapping import Chunk, chunks
from kg.export.rdf.names import Names, check_base_iri
from kg.export.rdf.push.body import Body
from kg.export.rdf.push.client import GraphStore, Reply
from kg.export.rdf.push.journal import Journal
from kg.export.rdf.vocabulary import KG
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.source import RecordSource, Source

GIVE_UP = 3  # graphs in a row that a store which cannot be reached, or is too busy, loses
_BUSY = frozenset({0, 429, 502, 503, 504})
_REMEDIES = {
    0: "see that the store runs, and push again: what has arrived is not sent twice",
    400: "the store does not take this graph: see its log",
    401: "check --user, and the password in KG_PUSH_PASSWORD",
    403: "ask for the right to write there, or check --user",
    404: "check the address: it is that of the store's Graph Store Protocol",
    405: "check the address: it is that of the store's Graph Store Protocol",
    413: "raise the store's limit on the size of requests",
    415: "check the address: a graph store takes text/turtle",
    429: "push again later: what has arrived is not sent twice",
    501: "check the address: it is that of the store's Graph Store Protocol",
    503: "push again later: what has arrived is not sent twice",
    507: "make room in the store, and push again",
}
_ELSE = "see the store's log, and push again: what has arrived is not sent twice"
# What no graph would fare better with, when it is the answer to the first one.
_FATAL = frozenset({0, 301, 302, 307, 308, 401, 403, 404, 405, 415, 501})


class State(StrEnum):
    """What became of a graph."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"
    LEFT = "left"  # not tried, since the store could not be reached


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one graph; `fault` says in a line why it failed and what to do."""

    graph: str
    state: State
    statements: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to push: everything or what has changed; withdrawn articles too; in what dress."""

    base_iri: str
    everything: bool = False
    prune: bool = False
    gzipped: bool = False


def push(graph: KnowledgeGraph | Source, store: GraphStore, journal: Journal, plan: Plan) -> Iterator[Outcome]:
    """Bring a store's copy of a graph, or of a stream of its records, up to date; tell of each named graph as it is done.

    First what articles share, `<base>entities`, is added to, or replaced when pruning; then the graph of each article is
    replaced; then the graphs of articles that are no longer there are removed. No other graph is touched.

    Raises:
        KgError: The base IRI is none; pruning would remove all; or the store refuses already the first graph in a way
            that no other one would escape: it cannot be reached, the password is wrong, the address is not a graph store's.
    """
    base = check_base_iri(plan.base_iri)
    source = RecordSource(graph.records) if isinstance(graph, KnowledgeGraph) else graph
    if plan.prune and next(iter(source.articles()), None) is None:
        raise KgError("the graph has no articles, so pruning would empty the store", remedy="push a graph with articles")
    with closing(Body(gzipped=plan.gzipped)) as body:
        yield from _Push(source, store, journal, plan, base, body).run()


class _Push:
    """One push under way."""

    def __init__(self, source: Source, store: GraphStore, journal: Journal, plan: Plan, base: str, body: Body) -> None:
        self._source = source
        self._store = store
        self._journal = journal
        self._plan = plan
        self._base = base
        self._body = body
        self._shared = Names(base).entities[1:-1]
        self._at = store.store.url
        self._answered = False  # whether the store has acknowledged anything
        self._lost = 0  # graphs in a row that the store could not be reached for
        self._missing = False  # whether a graph that the journal knows was not there

    def run(self) -> Iterator[Outcome]:
        seen: set[str] = set()
        kept: Outcome | None = None
        for name, told in self._graphs():
            if name in seen:
                raise ValueError(f"the statements of {name} do not stand together")
            seen.add(name)
            outcome = self._article_or_shared(name, told)
            if name == self._shared and outcome.state is State.UNCHANGED:
                kept = outcome
            else:
                yield outcome
        if kept is not None:
            yield self._shared_again() if self._missing else kept
        if self._plan.prune:
            yield from self._prune(seen)

    def _graphs(self) -> Iterator[tuple[str, Iterator[Chunk]]]:
        for graph, group in groupby(chunks(self._source, self._base), key=itemgetter(0)):
            yield graph[1:-1], map(itemgetter(1), group)

    def _article_or_shared(self, name: str, told: Iterator[Chunk], *, trust: bool = True) -> Outcome:
        if self._lost >= GIVE_UP:
            return Outcome(name, State.LEFT)
        self._body.fill(told)
        # What others add to the shared graph shows in no journal: to replace it, it is sent.
        known = not self._plan.everything and trust and not (self._plan.prune and name == self._shared)
        if known and self._journal.digest(self._at, name) == self._body.digest:
            there = self._store.has(name)
            if isinstance(there, Reply):
                return self._failed(name, there)
            self._answered, self._lost = True, 0
            if there:
                return Outcome(name, State.UNCHANGED, self._body.statements)
            self._missing = True
        return self._sent(name)

    def _sent(self, name: str) -> Outcome:
        self._journal.note(self._at, name, "")  # a store may fail in the middle of it
        send = self._store.post if name == self._shared and not self._plan.prune else self._store.put
        reply = send(name, self._body.file, gzipped=self._body.gzipped)
        if not reply.ok:
            return self._failed(name, reply)
        self._answered, self._lost = True, 0
        self._journal.note(self._at, name, self._body.digest)
        return Outcome(name, State.SENT, self._body.statements)

    def _shared_again(self) -> Outcome:
        """Send the shared graph although the journal knows it: a store that lost other graphs has lost of this one too."""
        told = next(told for name, told in self._graphs() if name == self._shared)
        return self._article_or_shared(self._shared, told, trust=False)

    def _prune(self, kept: set[str]) -> Iterator[Outcome]:
        start = f"{self._base}graph/"
        ours = re.compile(re.escape(start) + "[A-Za-z0-9_-]+")
        there = self._journal.graphs(self._at) if self._store.queries is None else self._store.graphs(start, str(KG.ArticleGraph))
        for name in sorted({name for name in there if ours.fullmatch(name)} - kept):
            if self._lost >= GIVE_UP:
                yield Outcome(name, State.LEFT)
                continue
            reply = self._store.delete(name)
            if not reply.ok and reply.status != 404:
                yield self._failed(name, reply)
                continue
            self._journal.note(self._at, name, None)
            yield Outcome(name, State.REMOVED)

    def _failed(self, name: str, reply: Reply) -> Outcome:
        remedy = _REMEDIES.get(reply.status, _ELSE)
        if not self._answered and reply.status in _FATAL:
            raise KgError(str(reply), where=self._at, remedy=remedy)
        self._lost = self._lost + 1 if reply.status in _BUSY else 0
        return Outcome(name, State.FAILED, fault=f"{name}: {reply}; {remedy}")
