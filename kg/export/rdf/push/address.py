"""Addresses of stores: what may be one, and which of two lead to the same server."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit

from kg.errors import KgError

_PORTS = {"http": 80, "https": 443}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address without a user, a query and a fragment, so that it can be shown and kept."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def is_open(self) -> bool:
        """Say whether what goes there can be read on its way."""
        return self.scheme == "http" and self.host not in _LOOPBACK

    def trusts(self, other: Address) -> bool:
        """Say whether what is meant for this server may go to `other`: the same one, or its encrypted door."""
        if self.host != other.host:
            return False
        same = (self.scheme, self.port) == (other.scheme, other.port)
        return same or ((self.scheme, other.scheme) == ("http", "https") and (self.port, other.port) == (80, 443))


def check_address(url: str, what: str) -> Address:
    """Read the address of a store's service; `what` names it in messages, as "the graph store".

    Raises:
        KgError: It is no http or https address, or holds a user, a password, a query or a fragment. The message never repeats
            what may be secret.
    """
    parts = _split(url)
    if parts is None:
        raise KgError(f"{what} has no http or https address", remedy="give one as http://localhost:7878/store")
    if parts.username is not None or parts.password is not None:
        raise KgError(
            f"the address of {what} holds a user or password",
            remedy="leave it out; give --user, and the password in the environment as KG_PUSH_PASSWORD",
        )
    if parts.query or parts.fragment:
        raise KgError(f"the address of {what} ends in ? or #", remedy="leave that out; kg adds ?graph=... itself")
    return _address(parts)


def redirected(url: str, location: str, graph: str | None) -> tuple[str, Address] | None:
    """Give where a store redirects to from `url`, in full and as an address; None if that is none to follow.

    `graph` is the graph meant: an address that does not name it, and no other, might stand for the default graph.
    """
    try:
        target = urljoin(url, location)
    except ValueError:
        return None
    parts = _split(target)
    if parts is None or parts.username is not None or parts.password is not None:
        return None
    if graph is not None:
        named = parse_qs(parts.query, keep_blank_values=True)
        if named.get("graph") != [graph] or "default" in named:
            return None
    return target, _address(parts)


def _split(url: str) -> SplitResult | None:
    if any(char.isspace() or not char.isprintable() for char in url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS and parts.hostname and port != 0 else None


def _address(parts: SplitResult) -> Address:
    host = (parts.hostname or "").lower()
    shown = f"[{host}]" if ":" in host else host
    port = parts.port or _PORTS[parts.scheme]
    place = shown if port == _PORTS[parts.scheme] else f"{shown}:{port}"
    return Address(f"{parts.scheme}://{place}{parts.path or '/'}", parts.scheme, host, port)
