"""Short names of IRIs: a prefix and what follows the last slash or hash."""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.export.rdf.terms import Term

# Of the local names that the syntaxes allow, those that need no escape in any.
_NAMED = re.compile(r"<(.*[/#])([A-Za-z0-9_][A-Za-z0-9_-]*)>")
_KEPT = 1 << 14
_LONG = 256


class Memo(dict[Term, str]):
    """Remembers what was made of the last terms; long ones, and all at once when there are too many, are forgotten."""

    def __init__(self, make: Callable[[Term], str]) -> None:
        self._make = make

    def __missing__(self, term: Term) -> str:
        """Make it now."""
        made = self._make(term)
        if len(term) <= _LONG:
            if len(self) >= _KEPT:
                self.clear()
            self[term] = made
        return made


class Shortener:
    """Knows the prefixes of one file."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}

    def name(self, iri: Term) -> str | None:
        """Give the short name of an IRI; None if it has no prefix, or no name that is safe in every syntax."""
        found = _NAMED.fullmatch(iri)
        if found is None:
            return None
        prefix = self._prefixes.get(found[1])
        return None if prefix is None else f"{prefix}:{found[2]}"
