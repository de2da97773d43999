"""RDF files: which files are RDF, in which syntax, packed or not."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import Quad, RdfFormat, parse

from kg.errors import FormatError, InputError

SYNTAXES = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}
_PACKED = ".gz"


def is_rdf(path: Path) -> bool:
    """Say whether a file is one that `read_file` reads, by its name."""
    return _suffix(path) in SYNTAXES


def read_file(path: Path) -> Iterator[Quad]:
    """Give a file's statements; nothing is fetched for it, a JSON-LD context must stand in the file.

    Raises:
        InputError: There is no such file.
        FormatError: It is not in its syntax, or not packed as its name says.
    """
    try:
        with gzip.open(path) if path.suffix.lower() == _PACKED else path.open("rb") as file:
            yield from parse(cast("BinaryIO", file), format=SYNTAXES[_suffix(path)], rename_blank_nodes=True)
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise FormatError(f"is not valid: {_line(error)}", where=where, remedy="write it again with `kg export`") from None
    except EOFError:
        raise FormatError("ends too early", where=str(path), remedy="copy it again") from None
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), remedy="check the path") from None
    except (OSError, ValueError, zlib.error) as error:
        raise FormatError(f"cannot be read: {_line(error)}", where=str(path), remedy="check the file") from None


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return Path(name.removesuffix(_PACKED)).suffix


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
