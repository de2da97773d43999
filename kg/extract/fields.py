"""Fields of activity that run on behind the name of an organisation: "Ministry of Housing and Urban Planning"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract.spot import Line


def further_field(line: Line, at: int) -> int | None:
    """Give the end of a further field of activity after a joint or comma: "Ministry of Housing" + "and Urban Planning".

    Fields are common words in capitals; a comma needs a joint to come.
    """
    words, tokens = line.tables.words, line.tokens
    if line.tables.heads.longest(line.tokens, at - 1) is not None or line.tables.names.longest(line.tokens, at - 1) is not None:
        return None
    joint = tokens[at].key in words["organisations.joints"]
    start = at + 1
    if not joint and (tokens[at].text != "," or not _joint_comes(line, start)):
        return None
    if start < len(tokens) and not joint and tokens[start].key in words["organisations.joints"]:
        start += 1
    end = start
    while end - start < 4 and line.capital(end) and _is_no_name(line, end):
        end += 1
    if end == start or line.capital(end) or not _is_field(line, end - 1):
        return None
    return end


def _is_field(line: Line, i: int) -> bool:
    """Say whether token `i` is a common word in capitals, and neither a class noun nor a name of the tables."""
    return line.capital(i) and line.tokens[i].key in line.tables.words["words.common"] and _is_no_name(line, i)


def _is_no_name(line: Line, i: int) -> bool:
    return line.tables.names.longest(line.tokens, i) is None and line.tables.heads.longest(line.tokens, i) is None


def _joint_comes(line: Line, start: int) -> bool:
    for k in range(start, min(len(line.tokens), start + 8)):
        if line.tokens[k].key in line.tables.words["organisations.joints"]:
            return _is_field(line, k + 1)
        if line.tokens[k].text != "," and not line.capital(k):
            return False
    return False
