"""What an extraction was made of, in brief: the state of its article, and that of its extractor."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.model.codec import article_to_json
from kg.model.ids import content_id
from kg.model.text import Article


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Two extractions with equal fingerprints are equal: neither the article nor the extractor has changed.

    `article` is a hash of the article's text and of all that is said of it, `extractor` the extractor's name with its version,
    the state of its tables and what it was asked for.
    """

    article: str
    extractor: str


def article_hash(article: Article) -> str:
    """Hash an article's text, blocks, date, outlet, title and address."""
    return content_id("x", json.dumps(article_to_json(article), sort_keys=True))


def state_of(files: Iterable[Path], folder: Path) -> str:
    """Hash the names in `folder` and the bytes of files: code or tables that an extraction depends on."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
