"""The process that a question is asked in: it loads, answers and ends; the parent ends it if that takes too long."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, RdfFormat, Store, parse

from kg.errors import KgError
from kg.export.rdf.cookbook import StoreFinder, read_values, recipe
from kg.export.rdf.mapping import prefixes
from kg.export.rdf.query.asking import READY
from kg.export.rdf.query.files import read_file

_PLACE = re.compile(r" at (\d+):")
_TRIPLE = ("subject", "predicate", "object")
_PLAIN = {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


def main() -> None:
    """Read the request, a line of JSON, and the statements, if it names no files; write the answer, a line of JSON."""
    out = sys.stdout.buffer
    request = json.loads(sys.stdin.buffer.readline())
    try:
        store = _loaded(request)
        out.write(READY)
        out.flush()
        query = _query(store, request)
        _shut_in(request["memory"])
        answer = _answer(store, query, request["base"], request["rows"])
    except KgError as error:
        answer = {"error": [error.message, error.where, error.remedy]}
    out.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))
    out.flush()


def _loaded(request: Mapping[str, Any]) -> Store:
    """Load what the question is about: the default graph is the union, in which a triple stands once.

    Oxigraph's own union gives a triple of two graphs twice. The graphs by name are kept too if the query may name them.
    """
    named = request["query"] is not None and "graph" in request["query"].lower()
    files = [Path(name) for name in request["files"]]
    source = chain.from_iterable(map(read_file, files)) if files else parse(sys.stdin.buffer, format=RdfFormat.N_QUADS)
    store = Store()
    store.bulk_extend(_union(source, named))
    return store


def _union(source: Iterable[Quad], named: bool) -> Iterator[Quad]:
    default = DefaultGraph()
    for quad in source:
        yield Quad(quad.subject, quad.predicate, quad.object)
        if named and quad.graph_name != default:
            yield quad


def _shut_in(memory: int) -> None:
    """Allow no new file or connection and only so many more bytes of memory from now on, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the check of the query's words stands alone
        return
    open_ones = 3  # the streams of a process
    taken = Path("/proc/self/statm")  # in pages; the sixth number is what the data takes
    if taken.exists():
        most = int(taken.read_text().split()[5]) * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_ones, open_ones))


def _query(store: Store, request: Mapping[str, Any]) -> str:
    if request["recipe"] is None:
        return str(request["query"])
    asked = recipe(request["recipe"])
    return asked.sparql(read_values(asked, request["values"], StoreFinder(store)))


def _answer(store: Store, query: str, base: str, most: int) -> dict[str, Any]:
    declared = " ".join(f"PREFIX {name}: <{namespace}>" for name, namespace in prefixes(base).items())
    try:
        found = store.query(f"{declared}\n{query}")
    except SyntaxError as error:
        # The line of prefixes is none of the user's.
        said = _PLACE.sub(lambda place: f" at {int(place[1]) - 1}:", " ".join(str(error).split()))
        raise KgError(f"the query is not valid SPARQL: {said}", remedy="see the line and column that it names") from None
    try:
        if isinstance(found, QueryBoolean):
            return {"head": {}, "boolean": bool(found)}
        names: list[str] = [v.value for v in found.variables] if isinstance(found, QuerySolutions) else [*_TRIPLE]
        rows = list(islice(_rows(found, names), most + 1))
    except (OSError, RuntimeError, ValueError) as error:
        raise KgError(f"the query failed: {' '.join(str(error).split())}", remedy="ask in another way") from None
    return {"head": {"vars": names}, "results": {"bindings": rows[:most]}, "cut": len(rows) > most}


def _rows(found: Any, names: list[str]) -> Iterator[dict[str, Any]]:
    for row in found:
        yield {name: _written(term) for name, term in zip(names, row, strict=False) if term is not None}


def _written(term: object) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            value = {"type": "literal", "value": term.value}
            if term.language:
                value["xml:lang"] = term.language
            elif term.datatype.value not in _PLAIN:
                value["datatype"] = term.datatype.value
            return value
        case _:
            return {"type": "literal", "value": str(term)}


if __name__ == "__main__":
    main()
