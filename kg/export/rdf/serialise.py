"""Statements to files, as a stream: the same bytes in every run, in memory that does not grow with the graph."""

from __future__ import annotations

import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import islice
from typing import BinaryIO, Protocol

from kg.export.rdf.jsonld import JsonLd
from kg.export.rdf.mapping import Chunk, chunks, prefixes, union_chunks
from kg.export.rdf.rdfxml import RdfXml
from kg.export.rdf.source import Source
from kg.export.rdf.terms import About, Term, by_subject
from kg.export.rdf.turtle import Trig, Turtle

LINES_IN_MEMORY = 100_000


class RdfSyntax(StrEnum):
    """The syntaxes of RDF that kg writes; those without graphs get the union of all graphs."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"


WITH_GRAPHS = frozenset({RdfSyntax.NQUADS, RdfSyntax.TRIG, RdfSyntax.JSONLD})


class Sink(Protocol):
    """Takes what is written, in one file or in several that are each whole."""

    def write(self, data: bytes) -> None:
        """Write some bytes to the file that is open."""

    def fits(self, coming: int) -> bool:
        """Say whether the file that is open has room for `coming` bytes more."""

    def turn(self) -> None:
        """Begin the next file."""


class Single:
    """One file, however long."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, data: bytes) -> None:
        """Write to the file."""
        self._file.write(data)

    def fits(self, coming: int) -> bool:
        """Say that there is always room."""
        return True

    def turn(self) -> None:
        """Raise: there is no other file."""
        raise AssertionError("a single file is never full")


class NodeSyntax(Protocol):
    """A syntax that says all of one thing in one place."""

    head: bytes
    tail: bytes
    separator: bytes  # between two nodes, or two graphs

    def opening(self, graph: Term | None) -> bytes:
        """Give what begins a graph."""

    def closing(self) -> bytes:
        """Give what ends a graph."""

    def node(self, subject: Term, about: About) -> str:
        """Give all that is said of a subject."""


NODE_SYNTAXES: dict[RdfSyntax, Callable[[dict[str, str]], NodeSyntax]] = {
    RdfSyntax.TURTLE: Turtle,
    RdfSyntax.RDFXML: RdfXml,
    RdfSyntax.TRIG: Trig,
    RdfSyntax.JSONLD: JsonLd,
}


def write_syntax(source: Source, sink: Sink, syntax: RdfSyntax, base_iri: str) -> None:
    """Write all statements; the lines of N-Triples and N-Quads are sorted by their bytes, none stands twice.

    Raises `KgError` for a base IRI that is not one.
    """
    told = told_in(source, syntax, base_iri)
    if syntax in NODE_SYNTAXES:
        _write_nodes(told, sink, NODE_SYNTAXES[syntax](prefixes(base_iri)))
    else:
        _write_sorted_lines(lines(told), sink)


def told_in(source: Source, syntax: RdfSyntax, base_iri: str) -> Iterator[tuple[Term | None, Chunk]]:
    """Give the statements with their graphs, as far as a syntax has graphs."""
    if syntax in WITH_GRAPHS:
        yield from chunks(source, base_iri)
    else:
        for chunk in union_chunks(source, base_iri):
            yield None, chunk


def lines(told: Iterable[tuple[Term | None, Chunk]]) -> Iterator[list[str]]:
    """Give each chunk as lines of N-Quads, or of N-Triples where it stands in no graph; in no order, some twice."""
    for graph, chunk in told:
        end = " .\n" if graph is None else f" {graph} .\n"
        yield [f"{s} {p} {o}{end}" for s, p, o in chunk]


def _write_nodes(told: Iterable[tuple[Term | None, Chunk]], sink: Sink, form: NodeSyntax) -> None:
    sink.write(form.head)
    last: tuple[Term | None] | None = None
    between, any_node = b"", False
    for graph, chunk in told:
        if last is None or last[0] != graph:
            if last is not None:
                sink.write(form.closing())
                between = form.separator
            sink.write(between + form.opening(graph))
            last, between = (graph,), b""
        for subject, about in by_subject(chunk).items():
            node = form.node(subject, about).encode()
            if any_node and not sink.fits(len(between) + len(node) + len(form.closing()) + len(form.tail)):
                sink.write(form.closing() + form.tail)
                sink.turn()
                sink.write(form.head + form.opening(graph))
                between = b""
            sink.write(between + node)
            between, any_node = form.separator, True
    if last is not None:
        sink.write(form.closing())
    sink.write(form.tail)


def _write_sorted_lines(told: Iterable[list[str]], sink: Sink) -> None:
    any_line = False
    with ExitStack() as files:
        runs: list[Iterator[bytes]] = []
        for run in _runs(told):
            if len(run) < LINES_IN_MEMORY:
                runs.append(iter(run))  # a small graph never touches the disk
                continue
            spill = files.enter_context(tempfile.TemporaryFile())
            spill.writelines(run)
            spill.seek(0)
            runs.append(iter(spill))
        for batch in _merged(runs):
            data = b"".join(batch)
            for piece in [data] if sink.fits(len(data)) else batch:
                if any_line and not sink.fits(len(piece)):
                    sink.turn()
                sink.write(piece)
                any_line = True


def _runs(told: Iterable[list[str]]) -> Iterator[list[bytes]]:
    """Give sorted runs of lines, each at most a chunk longer than `LINES_IN_MEMORY`, none twice in a run."""
    run: list[str] = []
    for chunk in told:
        run += chunk
        if len(run) >= LINES_IN_MEMORY:
            yield _sorted(run)
            run = []
    if run:
        yield _sorted(run)


def _sorted(run: list[str]) -> list[bytes]:
    run.sort()  # code points sort as their UTF-8 does
    return [line.encode() for line, following in zip(run, [*run[1:], None], strict=True) if line != following]


def _merged(runs: list[Iterator[bytes]]) -> Iterator[list[bytes]]:
    """Merge sorted runs into sorted batches in which no line stands twice.

    As much of each run as is certain to come before all that is still unread is sorted at once, which is faster than
    one line after the other.
    """
    size = max(64, LINES_IN_MEMORY // max(1, len(runs)) // 2)
    waiting = [(list(islice(run, size)), run) for run in runs]
    while waiting := [(batch, run) for batch, run in waiting if batch]:
        certain = min(batch[-1] for batch, _ in waiting)
        ready: list[bytes] = []
        rest = []
        for batch, run in waiting:
            cut = bisect_right(batch, certain)
            ready += batch[:cut]
            left = batch[cut:]
            rest.append((left or list(islice(run, size)), run))
        waiting = rest
        ready.sort()
        yield list(dict.fromkeys(ready)) if len(runs) > 1 else ready
