"""Keys and orders of rows made of several strings, and rows of several kinds told apart by their order."""

from __future__ import annotations

from collections.abc import Iterator

from kg.engine.flow import MapStep, Row


def ordered(*parts: str) -> str:
    """Make one string of several; such strings sort as the tuples of their parts do."""
    return "\x00\x00".join(part.replace("\x00", "\x00\x01") for part in parts)


def only(kind: str) -> MapStep:
    """Give the step that picks the rows whose order begins with `kind`, and takes that away."""

    def step(rows: Iterator[Row]) -> Iterator[Row]:
        return (row._replace(order=row.order[len(kind) :]) for row in rows if row.order.startswith(kind))

    return step


def parts(key: str) -> list[str]:
    """Give the strings that `ordered` made a key of."""
    return [part.replace("\x00\x01", "\x00") for part in key.split("\x00\x00")]
