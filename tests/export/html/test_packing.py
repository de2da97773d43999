"""Tables of the page made small: what most rows have is said once."""

from __future__ import annotations

from typing import Any

from kg.export.html.packing import PACKED_FROM, pack


def test_the_usual_value_is_said_once_and_others_by_their_rows() -> None:
    rows: list[dict[str, Any]] = [{"n": 1, "topics": [], "own": i} for i in range(PACKED_FROM)]
    rows[3] = {"n": 7, "topics": [2], "own": 3}
    packed = pack(rows)
    assert isinstance(packed, dict)
    assert packed["columns"]["n"] == {"usual": 1, "at": [3], "values": [7]}
    assert packed["columns"]["topics"] == {"usual": [], "at": [3], "values": [[2]]}
    assert packed["columns"]["own"] == list(range(PACKED_FROM))


def test_a_short_table_stays_as_it_is() -> None:
    rows = [{"n": 1}] * (PACKED_FROM - 1)
    assert pack(rows) is rows
