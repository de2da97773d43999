"""Tuples of strings as one string that compares by code points as they do: what rows are sorted by, and places of reports."""

from __future__ import annotations

import re

END, NEXT, ESCAPE = "\x00", "\x01", "\x02"  # below any character of a name; where one stands in a part, it is escaped
SHIFT = 3  # what follows the escape is none of the three
SPECIAL = re.compile(f"[{END}-{ESCAPE}]")
ESCAPED = re.compile(f"{ESCAPE}(.)", re.DOTALL)
NUMBER = 6  # digits


def ordered(*parts: str | tuple[str, ...]) -> str:
    """Give a string for strings and tuples of strings, in the order in which the tuple of all of them compares."""
    return "".join([_escaped(part) + END if isinstance(part, str) else _listed(part) for part in parts])


def placed(number: int, *parts: str | tuple[str, ...]) -> str:
    """Give a string like `ordered`, with a number below a million as the last part; an article and a number are a place."""
    return f"{ordered(*parts)}{number:0{NUMBER}}"


def place_of(order: str) -> tuple[str, int]:
    """Give the last string of `placed` and the number: of a place, the article and the number."""
    return _plain(order[: -NUMBER - 1].rpartition(END)[2]), int(order[-NUMBER:])


def _listed(part: tuple[str, ...]) -> str:
    return "".join([*(_escaped(one) + NEXT for one in part), END])


def _escaped(part: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPE + chr(ord(found.group()) + SHIFT), part)


def _plain(part: str) -> str:
    return ESCAPED.sub(lambda found: chr(ord(found.group(1)) - SHIFT), part) if ESCAPE in part else part
