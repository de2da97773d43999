"""Tables with a name for every value, made small for the page: its script gives the values their names again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

PACKED_FROM = 400  # rows; a shorter table stays as it is, for those who read the page's source


def pack(table: Sequence[Json]) -> Json | Sequence[Json]:
    """Give a table as columns, a short one as it is; `assets/packing.js` undoes it.

    `{"rows": n, "columns": {name: column}}`. A column is a list of values; or `{"of": words, "at": places}`, texts
    that come again and again, as places in the list of them; or `{"at": rows, "sub": packed}`, a table for the rows
    that have one, None in the others; or `{"at": rows, "values": values}`, values of some rows only, all others
    without one or with the value `usual`.
    """
    return _columns(table) if len(table) >= PACKED_FROM else table


def _columns(table: Sequence[Json]) -> Json:
    names = dict.fromkeys(name for row in table for name in row)
    return {"rows": len(table), "columns": {name: _column(table, name) for name in names}}


def _column(table: Sequence[Json], name: str) -> Any:
    have = [i for i, row in enumerate(table) if name in row]
    values = [table[i][name] for i in have]
    if len(have) < len(table):
        return {"at": have, "values": values}
    if any(isinstance(value, dict) for value in values) and all(value is None or isinstance(value, dict) for value in values):
        some = [i for i, value in enumerate(values) if value is not None]
        return {"at": some, "sub": _columns([values[i] for i in some])}
    if all(value is None or isinstance(value, str) for value in values):
        words = sorted({value for value in values if value is not None})
        if 2 * len(words) < len(values):
            place: dict[str | None, int] = {word: i for i, word in enumerate(words)}
            return {"of": words, "at": [place.get(value, -1) for value in values]}
    return _unusual(values)


def _unusual(values: list[Any]) -> Any:
    """Give the values that are not the usual one, a number or an empty list, where that is shorter; else all of them."""
    counts = Counter(value if isinstance(value, int) else None for value in values if value == [] or isinstance(value, int))
    if not counts:
        return values
    number, times = counts.most_common(1)[0]
    if 2 * times < len(values):
        return values
    usual: Any = [] if number is None else number
    others = [i for i, value in enumerate(values) if value != usual]
    return {"usual": usual, "at": others, "values": [values[i] for i in others]}
