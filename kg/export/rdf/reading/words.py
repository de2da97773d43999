"""The text of an article made of what RDF quotes of it: every word at its offset, spaces where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable

Piece = tuple[int, str]  # where some words begin, in code points, and the words

_WIDTH = 4  # bytes of a code point


class Misfit(ValueError):
    """Two quotes that overlap and do not say the same; `begin` is where the second of them stands."""

    def __init__(self, begin: int) -> None:
        self.begin = begin
        super().__init__(f"other words are quoted at {begin}")


def length_of(pieces: Iterable[Piece]) -> int:
    """Give how many code points a text needs in which all pieces have their places."""
    return max((begin + len(words) for begin, words in pieces), default=0)


def lay(pieces: Iterable[Piece]) -> str:
    """Give a text that has each piece in its place and ends with the last of them; raises `Misfit`."""
    known = sorted(set(pieces))
    text = bytearray(" ".encode("utf-32-le") * length_of(known))
    end = 0  # of what is laid; pieces come by where they begin, so that all from there to here is taken
    for begin, words in known:
        data = words.encode("utf-32-le")
        start, taken = begin * _WIDTH, max(0, end - begin) * _WIDTH
        shared = data[:taken]
        if bytes(text[start : start + len(shared)]) != shared:
            raise Misfit(begin)
        text[start : start + len(data)] = data
        end = max(end, begin + len(words))
    return text.decode("utf-32-le")
