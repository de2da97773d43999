"""Which kind of file a name stands for: the module that reads it, and whether gzip is around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

KINDS = {
    ".txt": "plain",
    ".text": "plain",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".epub": "epub",
    ".pdf": "pdf",
    ".warc": "warc",
    ".zip": "zip",
}
GZIP = ".gz"
# What the first bytes give away, for input without a name.
MAGIC = ((b"\x1f\x8b", GZIP), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"%PDF-", "pdf"), (b"WARC/", "warc"))


@dataclass(frozen=True, slots=True)
class Kind:
    """How a file is read: `name` is one of the values of KINDS, `stem` the file's name without its endings."""

    name: str
    stem: str
    is_gzip: bool = False


def kind_of(name: str) -> Kind | None:
    """Tell the kind of a file from its name; None if kg reads no such files."""
    path = PurePosixPath(name.replace("\\", "/"))
    is_gzip = path.suffix.lower() == GZIP
    inner = PurePosixPath(path.stem) if is_gzip else path
    kind = KINDS.get(inner.suffix.lower())
    return Kind(kind, inner.stem, is_gzip) if kind else None


def kinds() -> Sequence[str]:
    """Give the endings of the files that are read, sorted; each may have .gz after it."""
    return sorted(KINDS)
