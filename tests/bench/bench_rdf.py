"""Measure RDF beside pyoxigraph's and rdflib's own serialisers, in one run: CPU seconds, and megabytes above the records.

    python -m tests.bench.bench_rdf [STATEMENTS]         every syntax, from records in memory (by default a million)
    python -m tests.bench.bench_rdf large [STATEMENTS]   `kg export` of a graph.json on disk (by default ten million)

The annotated articles of data/gold are multiplied: each copy has articles, events and topics of its own, the actors
are shared. Each measure runs in a process of its own, so that its peak memory is its own. "pyoxigraph" and "rdflib"
are what a user would write with them: the same statements made into their terms, then serialised; "only" is
pyoxigraph's serialiser alone, on quads that are there already.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from kg.export.archive import write_json
from kg.export.rdf import RdfSyntax, graph_to_quads, graph_to_rdflib, write_rdf
from kg.export.rdf.mapping import chunks
from kg.export.rdf.names import DEFAULT_BASE_IRI, ID_PREFIXES
from kg.export.rdf.serialise import WITH_GRAPHS
from kg.export.rdf.terms import is_literal, parts
from kg.graph.knowledge import KnowledgeGraph
from kg.graph.source import RecordSource
from kg.model.graph import Records
from kg.model.text import Provenance
from tests.export.gold_records import gold_records

RDFLIB_NAMES = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "trig": "trig", "jsonld": "json-ld", "rdfxml": "xml"}
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


def multiplied(copies: int) -> Records:
    """Give the annotated articles `copies` times, with ids as kg makes them; they grow with the copy, so that records stay sorted."""
    one = gold_records()

    def moved(place: Provenance, n: int) -> Provenance:
        return replace(place, article=f"{place.article}-{n:06}")

    numbers = range(copies)
    topics = {topic.id: f"{ID_PREFIXES['topic']}{i:04x}" for i, topic in enumerate(one.topics)}
    return Records(
        tuple(replace(a, id=f"{a.id}-{n:06}") for a in one.articles for n in numbers),
        tuple(replace(e, mentions=tuple(moved(m, n) for m in e.mentions for n in numbers)) for e in one.entities),
        tuple(
            replace(
                e,
                id=f"{ID_PREFIXES['event']}{i:04x}{n:08x}",
                mentions=tuple(moved(m, n) for m in e.mentions),
                time=e.time and replace(e.time, timex=e.time.timex and moved(e.time.timex, n)),
                participants=tuple(replace(p, provenance=tuple(moved(m, n) for m in p.provenance)) for p in e.participants),
                topics=tuple(f"{topics[topic]}{n:08x}" for topic in e.topics),
            )
            for i, e in enumerate(one.events)
            for n in numbers
        ),
        tuple(replace(r, provenance=tuple(moved(m, n) for m in r.provenance for n in numbers)) for r in one.relations),
        tuple(
            replace(t, id=f"{topics[t.id]}{n:08x}", mentions=tuple(moved(m, n) for m in t.mentions))
            for t in one.topics
            for n in numbers
        ),
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


def in_pyoxigraph(records: Records) -> Iterator[ox.Quad]:
    """Make the statements into pyoxigraph's terms, one by one."""
    for graph, chunk in chunks(RecordSource(records), DEFAULT_BASE_IRI):
        for subject, predicate, value in chunk:
            yield ox.Quad(_node(subject), _node(predicate), _term(value), _node(graph))


def _node(term: str) -> ox.NamedNode:
    return ox.NamedNode(term[1:-1])


def _term(term: str) -> ox.NamedNode | ox.Literal:
    if not is_literal(term):
        return _node(term)
    literal = parts(term)
    datatype = ox.NamedNode(literal.datatype[1:-1]) if literal.datatype else None
    return ox.Literal(literal.text, language=literal.lang or None, datatype=datatype)


def measure(writer: str, syntax: str, copies: int) -> None:
    """Write in one way, and print statements, CPU seconds, megabytes above what the records take, megabytes written."""
    graph = KnowledgeGraph(multiplied(copies))
    sink = Sink()
    count = 0
    quads = list(graph_to_quads(graph)) if writer == "only" else []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    if writer == "kg":
        write_rdf(graph, sink, syntax)  # type: ignore[arg-type]
    elif writer == "mapping":
        count = sum(len(chunk) for _, chunk in chunks(RecordSource(graph.records), DEFAULT_BASE_IRI))
    elif writer == "rdflib":
        graph_to_rdflib(graph).serialize(sink, format=RDFLIB_NAMES[syntax])  # type: ignore[call-overload]
    else:
        said: Iterator[ox.Quad] = iter(quads) if writer == "only" else in_pyoxigraph(graph.records)
        stream = said if RdfSyntax(syntax) in WITH_GRAPHS else (quad.triple for quad in said)
        ox.serialize(stream, sink, format=FORMATS[syntax])  # type: ignore[arg-type]
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(count, seconds, (after - before) / 1024, sink.size / 1e6)


def run(writer: str, syntax: str, copies: int) -> tuple[float, ...]:
    """Measure in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.bench_rdf", "measure", writer, syntax, str(copies)]
    return tuple(float(x) for x in subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())


def compare(statements: int) -> None:
    """Measure every syntax in each way and print the ratios."""
    copies = max(1, round(statements / run("mapping", "-", 1)[0]))
    count, seconds, _, _ = run("mapping", "-", copies)
    print(f"{count:,.0f} statements; the mapping alone {seconds:.2f} CPU s, {count / seconds:,.0f} a second")
    print(f"{'':<10}{'file':>8}{'kg':>16}{'pyoxigraph':>18}{'only':>8}{'rdflib':>18}{'faster than':>24}")
    print(f"{'syntax':<10}{'MB':>8}{'s':>8}{'MB':>8}{'s':>10}{'MB':>8}{'s':>8}{'s':>10}{'MB':>8}{'pyoxigraph':>16}{'rdflib':>8}")
    for syntax in RdfSyntax:
        _, ours, our_memory, size = run("kg", syntax, copies)
        _, ox_seconds, ox_memory, _ = run("pyoxigraph", syntax, copies)
        _, only, _, _ = run("only", syntax, copies)
        _, theirs, their_memory, _ = run("rdflib", syntax, copies)
        print(
            f"{syntax:<10}{size:>8.0f}{ours:>8.2f}{our_memory:>8.0f}{ox_seconds:>10.2f}{ox_memory:>8.0f}{only:>8.2f}"
            f"{theirs:>10.2f}{their_memory:>8.0f}{ox_seconds / ours:>15.1f}x{theirs / ours:>7.1f}x",
            flush=True,
        )


def archive(path: Path, copies: int) -> None:
    """Write the graph.json of the multiplied articles."""
    with path.open("wb") as file:
        write_json(KnowledgeGraph(multiplied(copies)), file)


def large(statements: int) -> None:
    """Export a tenth of the statements, then all, from disk in every syntax; print time and the peak of the whole process."""
    whole = max(10, round(statements / run("mapping", "-", 1)[0]))
    print(f"{'syntax':<10}{'statements':>12}{'graph.json MB':>15}{'file MB':>10}{'CPU s':>8}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for copies in (whole // 10, whole):
            path, out = Path(folder) / f"{copies}.json", Path(folder) / "out"
            made = [sys.executable, "-m", "tests.bench.bench_rdf", "archive", str(path), str(copies)]
            subprocess.run(made, check=True)  # in a process of its own: a child's peak counts its parent's
            for syntax in RdfSyntax:
                seconds, peak = _export(path, syntax, out)
                count = copies * run("mapping", "-", 1)[0]
                size = out.stat().st_size / 1e6
                mb = path.stat().st_size / 1e6
                print(f"{syntax:<10}{count:>12,.0f}{mb:>15.0f}{size:>10.0f}{seconds:>8.0f}{peak:>9.0f}", flush=True)


def _export(path: Path, syntax: str, out: Path) -> tuple[float, float]:
    code = f"""if True:
        import resource, subprocess, sys, json
        subprocess.run([sys.executable, "-m", "kg", "export", {str(path)!r}, "-f", {str(syntax)!r}, "-o", {str(out)!r}], check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
    """
    seconds, peak = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
    return seconds, peak


def main(arguments: list[str]) -> None:
    """Run what the arguments ask for."""
    match arguments:
        case ["measure", writer, syntax, copies]:
            measure(writer, syntax, int(copies))
        case ["archive", path, copies]:
            archive(Path(path), int(copies))
        case ["large", *statements]:
            large(int(statements[0]) if statements else 10_000_000)
        case [*statements]:
            compare(int(statements[0]) if statements else 1_000_000)


if __name__ == "__main__":
    main(sys.argv[1:])
