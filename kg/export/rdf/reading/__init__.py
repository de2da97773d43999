"""RDF back to records: the graph that kg wrote, from any of its syntaxes and with any base IRI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kg.errors import FormatError
from kg.export.rdf.loading import MAX_BYTES, read_quads
from kg.export.rdf.names import check_base_iri
from kg.export.rdf.reading.nodes import Nodes
from kg.export.rdf.reading.records import Reader
from kg.model.graph import Records

_NAMED = 3  # files in a message


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the records, the base IRI, and what there was besides.

    `foreign` counts statements that kg does not make, which are left alone; `left_out` actors and topics that no article
    names any more.
    """

    records: Records
    base_iri: str
    foreign: int = 0
    left_out: int = 0


def read_files(paths: Sequence[Path], *, base_iri: str | None = None, max_bytes: int = MAX_BYTES) -> Reading:
    """Read one graph from RDF files: one of any of kg's syntaxes, or several that it was split into.

    The base IRI is found in the data unless it is given. Of an article that was written without its text, the text has the
    sentences and words that are quoted, at their offsets, and spaces between.

    Raises:
        InputError: A file is not there, is no RDF by its name, or is longer than `max_bytes` once unpacked.
        FormatError: A file is broken, or what it holds is no graph of kg's, or not the whole of one.
    """
    base = None if base_iri is None else check_base_iri(base_iri)
    try:
        nodes = Nodes(chain.from_iterable(read_quads(path, max_bytes=max_bytes) for path in paths), base)
        reader = Reader(nodes)
        records = reader.records()
    except FormatError as error:
        if error.where is not None:
            raise
        raise FormatError(error.message, where=_where(paths), remedy=error.remedy) from None
    return Reading(records, nodes.base, nodes.foreign, reader.left_out)


def _where(paths: Sequence[Path]) -> str:
    names = [str(path) for path in paths[:_NAMED]]
    return ", ".join([*names, "..."] if len(paths) > _NAMED else names)
