"""Measure RDF: statements a second and peak memory, beside rdflib's own serialisers, in one run.

Run it as `python -m tests.bench.bench_rdf [copies]`; it multiplies the annotated articles of data/gold. Each measure
runs in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from dataclasses import replace

from kg.export.rdf import RdfSyntax, graph_to_quads, graph_to_rdflib, write_rdf
from kg.graph.knowledge import KnowledgeGraph
from kg.model.graph import Records
from kg.model.text import Provenance
from tests.export.gold_records import gold_records

RDFLIB_NAMES = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}


def multiplied(copies: int) -> Records:
    """Give the annotated articles `copies` times, each copy with articles and events of its own, the actors shared."""
    one = gold_records()

    def moved(place: Provenance, n: int) -> Provenance:
        return replace(place, article=f"{place.article}-{n}")

    numbers = range(copies)
    return Records(
        tuple(replace(a, id=f"{a.id}-{n}") for n in numbers for a in one.articles),
        tuple(replace(e, mentions=tuple(moved(m, n) for n in numbers for m in e.mentions)) for e in one.entities),
        tuple(
            replace(
                e,
                id=f"{e.id}-{n}",
                mentions=tuple(moved(m, n) for m in e.mentions),
                time=e.time and replace(e.time, timex=e.time.timex and moved(e.time.timex, n)),
                participants=tuple(replace(p, provenance=tuple(moved(m, n) for m in p.provenance)) for p in e.participants),
            )
            for n in numbers
            for e in one.events
        ),
        tuple(replace(r, provenance=tuple(moved(m, n) for n in numbers for m in r.provenance)) for r in one.relations),
        tuple(replace(t, mentions=tuple(moved(m, n) for n in numbers for m in t.mentions)) for t in one.topics),
    )


class Sink(io.RawIOBase):
    """A file that forgets."""

    size = 0

    def writable(self) -> bool:
        """Say that one may write."""
        return True

    def write(self, data: object, /) -> int:
        """Count the bytes."""
        length = len(bytes(data)) if not isinstance(data, bytes) else len(data)  # type: ignore[call-overload]
        self.size += length
        return int(length)


def measure(writer: str, syntax: str, copies: int) -> None:
    """Write in one way, and print statements, CPU seconds and megabytes above what the records take."""
    graph = KnowledgeGraph(multiplied(copies))
    count = 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    sink = Sink()
    if writer == "kg":
        write_rdf(graph, sink, syntax)  # type: ignore[arg-type]
    elif writer == "quads":
        count = sum(1 for _ in graph_to_quads(graph))
    else:
        dataset = graph_to_rdflib(graph)
        dataset.serialize(sink, format=RDFLIB_NAMES[syntax])  # type: ignore[call-overload]
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(count, seconds, (after - before) / 1024, sink.size / 1e6)


def main() -> None:
    """Measure every syntax in both ways and print the ratios."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 5

    def run(writer: str, syntax: str) -> tuple[float, ...]:
        command = [sys.executable, "-W", "ignore", "-m", "tests.bench.bench_rdf", writer, syntax, str(copies)]
        return tuple(float(x) for x in subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())

    count, seconds, _, _ = run("quads", "-")
    print(f"{count:,.0f} statements; mapping alone {seconds:.2f} CPU s, {count / seconds:,.0f} a second")
    print(f"{'syntax':<10}{'MB':>8}{'kg s':>8}{'/s':>10}{'kg MB':>8}{'rdflib s':>10}{'rdflib MB':>11}{'faster':>8}{'leaner':>8}")
    for syntax in RdfSyntax:
        _, ours, our_memory, size = run("kg", syntax)
        _, theirs, their_memory, _ = run("rdflib", syntax)
        print(
            f"{syntax:<10}{size:>8.1f}{ours:>8.2f}{count / ours:>10,.0f}{our_memory:>8.0f}{theirs:>10.2f}{their_memory:>11.0f}"
            f"{theirs / ours:>7.1f}x{their_memory / max(our_memory, 1):>7.1f}x"
        )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        main()
