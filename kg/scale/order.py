"""Tuples of strings as one string that compares by code points as they do: what rows are sorted by."""

from __future__ import annotations

import re

END, NEXT, ESCAPE = "\x00", "\x01", "\x02"  # below any character of a name; where one stands in a part, it is escaped
SPECIAL = re.compile(f"[{END}-{ESCAPE}]")


def ordered(*parts: str | tuple[str, ...]) -> str:
    """Give a string for strings and tuples of strings, in the order in which the tuple of all of them compares."""
    return "".join(_escaped(part) + END if isinstance(part, str) else _listed(part) for part in parts)


def _listed(part: tuple[str, ...]) -> str:
    return "".join([*(_escaped(one) + NEXT for one in part), END])


def _escaped(part: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPE + found.group(), part)
