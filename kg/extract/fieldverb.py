"""Where words for what a body does are the verb behind its name and no part of it: "the Ministry of Health reports"."""

from __future__ import annotations

from kg.extract.spot import Line, known_name
from kg.lang.actors import Head


def ends_before_field(line: Line, noun: tuple[int, int], head: Head, field: tuple[int, int]) -> bool:
    """Say whether words of a field of activity at tokens `field` are none of the name that begins with the class noun `noun`."""
    (start, stop), (at, past) = noun, field
    known, bare = is_known(line, start, at), _is_bare(line, start, stop)
    whole = head.alone or known
    if _does(line, at, past, at > stop or whole or bare) or (known and _tells_of(line, at)):
        return True
    if at > stop:
        return False
    if head.alone and is_joint(line, at):
        return True
    if not is_doing(line, at, past):
        return False
    # "School opens recruiting": two verbs; "lay before Parliament the bill of the Law on ..."
    return (bare and is_doing(line, past, None)) or (whole and _is_common(line, past))


def _does(line: Line, at: int, stop: int, ends: bool) -> bool:
    """Say whether a field of activity in lower case is the verb after a name that `ends` before it: nothing goes on with it."""
    if not ends or is_joint(line, at - 1) or line.tokens[at - 1].key in line.tables.words["organisations.joins"]:
        return False
    if not is_doing(line, at, stop):
        return False
    if line.capital(stop):
        return False
    return stop >= len(line.tokens) or line.tables.fields.longest(line.tokens, stop) is None or _tells_of(line, stop)


def is_doing(line: Line, start: int, stop: int | None) -> bool:
    """Say whether tokens `[start, stop)` are a word that is a verb too; None if it may end anywhere."""
    doing = line.tables.phrases["organisations.doing"].longest(line.tokens, start) if start < len(line.tokens) else None
    return doing is not None and stop in (doing.stop, None)


def _tells_of(line: Line, at: int) -> bool:
    """Say whether a joint at token `at` that is a preposition too leads to what is told of, in lower case: "report to X on floods"."""
    return is_joint(line, at) and is_doing(line, at, at + 1) and not line.capital(at + 1)


def _is_bare(line: Line, start: int, stop: int) -> bool:
    """Say whether a class noun of one word may stand by itself: an abbreviation, or one that opens its sentence."""
    return stop == start + 1 and (line.tokens[start].text.isupper() or line.starts(start))


def is_known(line: Line, start: int, stop: int) -> bool:
    """Say whether tokens `[start, stop)` are a name of the tables by themselves."""
    known = known_name(line, start)
    return known is not None and known.stop == stop


def _is_common(line: Line, i: int) -> bool:
    """Say whether a capital at token `i` is one of a common word that begins what is no name: "Law"."""
    return line.capital(i) and line.tokens[i].key in line.tables.words["organisations.not_names"]


def is_joint(line: Line, i: int) -> bool:
    """Say whether token `i` only joins two parts of a name."""
    return line.tokens[i].key in line.tables.words["organisations.joints"]
