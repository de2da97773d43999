"""Graphs in files: the graph.json and the RDF that kg wrote, and what `kg extract` printed."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from kg.errors import FormatError, InputError, KgError
from kg.model.codec import extraction_from_json
from kg.model.event import Extraction
from kg.model.graph import Records
from kg.model.references import check_references
from kg.public import KnowledgeGraph

T = TypeVar("T")

# A file of these names is a graph, whichever command gets it; .xml is a feed of articles.
RDF = frozenset({".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf"})
MAX_BYTES = 2_000_000_000
AGAIN = "write it again with `kg build`"
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Imported:
    """A graph from files, and what there was in them besides, one line each."""

    graph: KnowledgeGraph
    notes: tuple[str, ...] = ()


def is_rdf(path: Path) -> bool:
    """Say whether a file is RDF by its name, packed or not."""
    return _suffix(path) in RDF and path.is_file()


def is_graph(path: Path) -> bool:
    """Say whether a file is a graph rather than articles: RDF by its name, a graph.json by its first bytes."""
    if is_rdf(path):
        return True
    if _suffix(path) != ".json" or not path.is_file():
        return False
    head = _read(path, lambda file: file.read(_HEAD)).lstrip()
    return head.startswith(b'{"version"') and b'"articles"' in head


def read_graphs(paths: Sequence[Path], *, base_iri: str | None = None, max_bytes: int = MAX_BYTES) -> Imported:
    """Read one graph from the files: RDF that it was split into, or any number of graph.json and files of `kg extract`.

    Raises:
        InputError: A file is not there, is no graph by its name, or is longer than `max_bytes` once unpacked.
        FormatError: A file is broken, or holds no whole graph of kg's.
        KgError: RDF and JSON are among the files, or a graph that cannot be joined with another.
    """
    for path in paths:
        if not path.is_file():
            raise InputError("no such file", where=str(path), remedy="check the path")
    rdf = [path for path in paths if _suffix(path) in RDF | {".xml"}]
    if not rdf:
        return Imported(_joined([(path, _from_json(path, max_bytes)) for path in paths]))
    if len(rdf) < len(paths):
        raise KgError("RDF and JSON cannot be made one graph", remedy="import the one or the other")
    return _from_rdf(rdf, base_iri, max_bytes)


def _from_rdf(paths: Sequence[Path], base_iri: str | None, max_bytes: int) -> Imported:
    from kg.export.rdf.reading import read_files

    found = read_files(paths, base_iri=base_iri, max_bytes=max_bytes)
    notes = []
    if found.foreign:
        notes.append(f"{found.foreign:,} statements are none that kg makes, and were left alone")
    if found.left_out:
        notes.append(f"{found.left_out:,} actors and topics were left out: no article names them any more")
    return Imported(KnowledgeGraph(found.records), tuple(notes))


def _from_json(path: Path, max_bytes: int) -> KnowledgeGraph:
    if _suffix(path) not in (".json", ".jsonl", ".ndjson"):
        known = ", ".join(sorted({*RDF, ".json", ".jsonl"}))
        raise InputError("is no graph by its name", where=str(path), remedy=f"name it with one of {known}, and .gz if packed")
    data = _read(path, lambda file: file.read(max_bytes + 1))
    if len(data) > max_bytes:
        raise InputError("too big: it is longer than a graph can be", where=str(path), remedy="raise the limit")
    if b'"articles"' not in data[:_HEAD]:
        return KnowledgeGraph.of(_extractions(path, data))
    try:
        return KnowledgeGraph.from_json(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise FormatError(f"is no graph: {error}", where=str(path), remedy=AGAIN) from None
    except FormatError as error:
        raise FormatError(error.message, where=str(path), remedy=AGAIN) from None


def _extractions(path: Path, data: bytes) -> Iterator[Extraction]:
    """Read what `kg extract` printed, one article a line."""
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = extraction_from_json(json.loads(line))
            check_references(
                Records((found.article,), found.entities, found.events, found.relations, found.topics, (), found.links)
            )
        except (FormatError, ValueError, RecursionError) as error:
            message = error.message if isinstance(error, FormatError) else "is not JSON"
            remedy = "give what `kg extract` printed, a graph.json, or RDF; articles go to `kg build`"
            raise FormatError(message, where=f"{path}:{number}", remedy=remedy) from None
        yield found


def _joined(graphs: Sequence[tuple[Path, KnowledgeGraph]]) -> KnowledgeGraph:
    if len(graphs) == 1:
        return graphs[0][1]
    for path, graph in graphs:
        if graph.records.articles and not graph.extractions:
            raise KgError(
                "this graph does not have what it was made of, and cannot be joined with another",
                where=str(path),
                remedy="import it alone",
            )
    return KnowledgeGraph.of(extraction for _, graph in graphs for extraction in graph.extractions)


def _suffix(path: Path) -> str:
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def _read(path: Path, read: Callable[[BinaryIO], T]) -> T:
    """Read from a file, unpacked if it is packed; what hinders is one line."""
    try:
        with path.open("rb") as file:
            return read(cast("BinaryIO", gzip.GzipFile(fileobj=file)) if path.suffix.lower() == ".gz" else file)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"is packed wrongly: {error}", where=str(path), remedy=AGAIN) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", where=str(path)) from None
