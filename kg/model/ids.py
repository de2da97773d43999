"""Content hashes as identifiers: the same content has the same id on every machine, in every run."""

from __future__ import annotations

import base64
import hashlib

SEPARATOR = "\x1f"
DIGITS = 12
DIGEST = 12  # bytes


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


def digest(*parts: str) -> str:
    """Hash `parts` to 16 characters of base64 (96 bits of BLAKE2b), for what is compared and never shown."""
    material = SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return base64.b64encode(hashlib.blake2b(material, digest_size=DIGEST).digest()).decode("ascii")
