"""Content hashes as identifiers: the same content has the same id on every machine, in every run."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"
DIGITS = 12


def content_id(prefix: str, *parts: object) -> str:
    """Hash `parts` to `prefix-xxxxxxxxxxxx` (48 bits of BLAKE2b in hex)."""
    material = SEPARATOR.join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.blake2b(material, digest_size=DIGITS // 2).hexdigest()}"


def hash_in(ident: str) -> int:
    """Give the hash that an identifier is made of, as a number of 48 bits."""
    return int(ident.rpartition("-")[2], 16)


def id_with(prefix: str, number: int) -> str:
    """Give the identifier that `hash_in` gives the number of."""
    return f"{prefix}-{number:0{DIGITS}x}"
