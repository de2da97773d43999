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
    if not (_is_no_name(line, at - 1) or _is_last(line, at - 1)):
        return None
    joint = tokens[at].key in words["organisations.joints"]
    start = at + 1
    if not joint and (tokens[at].text != "," or not _joint_comes(line, start)):
        return None
    if start < len(tokens) and not joint and tokens[start].key in words["organisations.joints"]:
        start += 1
    end = start
    while end - start < 4 and line.capital(end) and (_is_no_name(line, end) or _is_last(line, end)):
        end += 1
    if end == start or line.capital(end) or line.tokens[end - 1].key not in words["words.common"]:
        return None
    body = end - start > 1 and _is_last(line, end - 1)  # "and the Central Bank" is a body of its own
    return None if body else end


def _is_field(line: Line, i: int) -> bool:
    """Say whether token `i` is a common word in capitals, and neither a class noun nor a name of the tables."""
    return line.capital(i) and line.tokens[i].key in line.tables.words["words.common"] and _is_no_name(line, i)


def _is_no_name(line: Line, i: int) -> bool:
    return line.tables.names.longest(line.tokens, i) is None and line.tables.heads.longest(line.tokens, i) is None


def _is_last(line: Line, i: int) -> bool:
    """Say whether token `i` is a class noun that ends names and is a field too: "Climate Change and Energy"."""
    hits = line.tables.heads.at(line.tokens, i)
    only_last = bool(hits) and not any(head.first or head.alone for hit in hits for head in hit.values)
    return only_last and line.tables.names.longest(line.tokens, i) is None


def _joint_comes(line: Line, start: int) -> bool:
    for k in range(start, min(len(line.tokens), start + 8)):
        if line.tokens[k].key in line.tables.words["organisations.joints"]:
            return _is_field(line, k + 1)
        if line.tokens[k].text != "," and not line.capital(k):
            return False
    return False
