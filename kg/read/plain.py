"""Plain text as copied from a web page: one article a file."""

from __future__ import annotations

from collections.abc import Iterator

from kg.read.draft import Draft


def read_plain(text: str, where: str, stem: str, url: str | None = None) -> Iterator[Draft]:
    """Give the one article of a text file; its id is the file's name without the ending. `url` is where it was found, if known."""
    yield Draft(where=where, text=text, id=stem, is_stem=True, url=url)
