"""Content hashes as identifiers: the same content has the same id on every machine, in every run."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"
DIGITS = 12


def content_id(prefix: str, *parts: object) -> str:
    """Hash `parts` to `prefix-xxxxxxxxxxxx` (48 bits of BLAKE2b in hex)."""
    material = SEPARATOR.join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.blake2b(material, digest_size=DIGITS // 2).hexdigest()}"
