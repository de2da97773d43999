"""Asking a question in a process of its own, with limits on its rows, its time and its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import KgError
from kg.export.rdf.names import DEFAULT_BASE_IRI, check_base_iri
from kg.export.rdf.query.guard import check_query

Source: TypeAlias = Sequence[Path] | Iterable[Quad]

_CHILD = (sys.executable, "-P", "-m", "kg.export.rdf.query")
READY = b"ready\n"  # what the child says when all is loaded


@dataclass(frozen=True, slots=True)
class Question:
    """A query of the user's own, or a question of the cookbook by name with what is given for its parameters."""

    query: str | None = None
    recipe: str | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows are given, how many seconds a question may take once all is loaded, and how many more bytes of memory."""

    rows: int = 1000
    seconds: float = 60.0
    memory: int = 2 << 30


@dataclass(frozen=True, slots=True)
class Value:
    """One cell: `kind` is uri, literal or bnode; a literal may have a language or a datatype."""

    kind: str
    text: str
    lang: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows, in the query's order; None is a cell without a value. `cut`: there are more rows.

    A yes-or-no question has `verdict`, and neither columns nor rows.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value | None, ...], ...] = ()
    cut: bool = False
    verdict: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the answer in the form of SPARQL 1.1 Query Results JSON."""
        if self.verdict is not None:
            return {"head": {}, "boolean": self.verdict}
        bindings = [
            {name: _binding(value) for name, value in zip(self.columns, row, strict=True) if value is not None}
            for row in self.rows
        ]
        return {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}


def ask(
    question: Question,
    source: Source,
    *,
    base_iri: str = DEFAULT_BASE_IRI,
    limits: Limits | None = None,
) -> Answer:
    """Ask RDF files, or statements; the default graph is the union of all graphs, and the prefixes of kg are known.

    Raises:
        KgError: The query is not valid or does what it may not, a name leads nowhere, a file cannot be read, or a limit
            is passed.
    """
    bounds = limits or Limits()
    if question.query is not None:
        check_query(question.query)
    files = [str(item) for item in source if isinstance(item, Path)] if isinstance(source, Sequence) else []
    request = {
        "query": question.query,
        "recipe": question.recipe,
        "values": question.values,
        "files": files,
        "base": check_base_iri(base_iri),
        "rows": bounds.rows,
        "memory": bounds.memory,
    }
    statements = () if files else cast("Iterable[Quad]", source)
    return _read(_run(json.dumps(request).encode(), statements, bounds))


def _run(request: bytes, statements: Iterable[Quad], limits: Limits) -> Mapping[str, Any]:
    # The child finds kg where this process did, and nothing that lies in the working folder by chance.
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)}
    late = threading.Event()
    pipe = subprocess.PIPE
    with subprocess.Popen(_CHILD, stdin=pipe, stdout=pipe, stderr=pipe, env=paths) as child:
        assert child.stdin is not None and child.stdout is not None and child.stderr is not None

        def end() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(limits.seconds, end)
        try:
            _feed(child.stdin, request, statements)
            said = child.stdout.readline()
            if said == READY:
                clock.start()
                said = child.stdout.read()
            trouble = child.stderr.read()
        except BaseException:
            child.kill()
            raise
        finally:
            clock.cancel()
    if late.is_set():
        raise KgError(f"the query took longer than {limits.seconds:g} seconds", remedy="narrow it, or give it more time")
    if child.returncode > 0:
        raise RuntimeError(trouble.decode("utf-8", "replace"))
    if child.returncode < 0:
        raise KgError("the query needs more memory than it may have, or is nested too deeply", remedy="narrow it")
    answer: Mapping[str, Any] = json.loads(said)
    if "error" in answer:
        message, where, remedy = answer["error"]
        raise KgError(message, where=where, remedy=remedy)
    return answer


def _feed(pipe: IO[bytes], request: bytes, statements: Iterable[Quad]) -> None:
    try:
        with pipe:
            pipe.write(request + b"\n")
            serialize(statements, cast("Any", pipe), format=RdfFormat.N_QUADS)
    except BrokenPipeError:
        return  # the child has ended early, and says why


def _read(answer: Mapping[str, Any]) -> Answer:
    if "boolean" in answer:
        return Answer(verdict=answer["boolean"])
    names = tuple(answer["head"]["vars"])
    rows = tuple(tuple(_value(row.get(name)) for name in names) for row in answer["results"]["bindings"])
    return Answer(names, rows, answer["cut"])


def _value(written: Mapping[str, str] | None) -> Value | None:
    if written is None:
        return None
    return Value(written["type"], written["value"], written.get("xml:lang"), written.get("datatype"))


def _binding(value: Value) -> dict[str, str]:
    written = {"type": value.kind, "value": value.text}
    if value.lang:
        written["xml:lang"] = value.lang
    if value.datatype:
        written["datatype"] = value.datatype
    return written
