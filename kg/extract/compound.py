"""Words that look like part of a name and are not: syllables of compounds, photo credits, openings of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.lang.tokens import Token
from kg.model.entity import EntityKind

if TYPE_CHECKING:
    from kg.extract.spot import Line

LONGEST_COMPOUND = 4
LONGEST_SIGNATURE = 5  # words
LONGEST_LABEL = 3  # words before the colon of a credit: "Picture to illustrate:"
QUOTES = frozenset("\"'\u201c\u201d\u2018\u2019")
LONGEST_TITLE = 8  # words
LONGEST_CREDIT = 6  # tokens between "Photo:" and the last name of who took it


def covered(line: Line, start: int, stop: int) -> bool:
    """Say whether tokens `[start, stop)` are but a part of a longer word or phrase of the tables that names nobody, or begin inside one."""
    compounds = line.tables.phrases["places.compounds"]
    for j in range(max(0, start - LONGEST_COMPOUND + 1), start + 1):
        hit = compounds.longest(line.tokens, j) if line.tokens[j].key in compounds.firsts else None
        if hit is None:
            continue
        if (j == start and hit.stop > stop) or (j < start < hit.stop and not (hit.stop - j == 2 and _begins_noun(line, start))):
            return True
    return False


def _begins_noun(line: Line, i: int) -> bool:
    """Say whether a capital after a word in lower case begins a class noun: no compound of the two is written so."""
    return line.capital(i) and line.tokens[i - 1].text.islower() and bool(line.tables.heads.at(line.tokens, i))


def past_nameless(line: Line, i: int) -> int | None:
    """Give the end of a phrase in capitals that the tables know for no actor, "La Liga", or of a title, if one begins at token `i`."""
    phrase = line.tables.phrases["places.compounds"].longest(line.tokens, i)
    if phrase is None or phrase.stop == i + 1 or not all(line.capital(k) for k in range(i, phrase.stop)):
        return _past_title(line, i)
    return phrase.stop


def begins_word(line: Line, i: int) -> bool:
    """Say whether token `i` is the capitalised first syllable of a common word that goes on in lower case."""
    if line.capital(i + 1):
        return False
    tables = line.tables
    indexes = (tables.phrases["places.compounds"], tables.fields, tables.heads, tables.offices, tables.groups)
    return any(hit.stop > i + 1 for index in indexes for hit in index.at(line.tokens, i))


def signed(line: Line, i: int) -> bool:
    """Say whether token `i` stands in a line that is but a signature: nothing in it but a name or two, and where it is from."""
    return i < len(line.signed) and line.signed[i]


def find_signed(tokens: Sequence[Token], credits: frozenset[str]) -> tuple[bool, ...]:
    """Say of each token of a line whether it is a part of a signature; what the line ends with in brackets is beside it."""
    whole = _is_signature(tokens, credits)
    end = next((k for k, token in enumerate(tokens) if token.text == "("), len(tokens))
    if end == len(tokens) or tokens[-1].text != ")":
        return (whole,) * len(tokens)
    return (_is_signature(tokens[:end], credits),) * end + (whole,) * (len(tokens) - end)


def _is_signature(tokens: Sequence[Token], credits: frozenset[str]) -> bool:
    words = [token for token in tokens if token.is_word]
    return len(words) <= LONGEST_SIGNATURE and all(w.is_capitalised or w.key in credits for w in words)


def credited(line: Line, i: int) -> bool:
    """Say whether token `i` stands in a credit: "Photo: A. Miller/Reuters"."""
    for k in range(i - 1, max(0, i - LONGEST_CREDIT - 1), -1):
        token = line.tokens[k]
        if token.text == ":":
            photo, credits = line.tables.words["sources.photo"], line.tables.words["sources.credits"]
            label = {token.key for token in line.tokens[max(0, k - LONGEST_LABEL) : k]}
            return not (label.isdisjoint(photo) and label.isdisjoint(credits))
        if not (line.capital(k) or token.text in "/-\u2013."):
            return False
    return False


def in_ware(line: Line, i: int) -> bool:
    """Say whether token `i` stands inside the name of a thing, whose first word follows what it is."""
    start = i
    while start > 0 and i - start < LONGEST_COMPOUND and line.capital(start - 1):
        start -= 1
    return is_ware(line, start)


def is_ware(line: Line, i: int) -> bool:
    """Say whether the word before token `i` makes what follows the name of a thing: "the film X", "her album X", "a car of make X"."""
    wares, offices = line.tables.phrases["organisations.wares"], line.tables.offices
    works, whose = line.tables.phrases["words.works"], line.tables.words["people.whose"]
    for j in range(max(0, i - LONGEST_COMPOUND), i):
        key = line.tokens[j].key
        if key in offices.firsts and offices.holds(line.tokens, j, i):
            return False  # the word for a thing may be but the end of an office
        if key in wares.firsts and wares.holds(line.tokens, j, i):
            return True
        if key in works.firsts and works.holds(line.tokens, j, i) and (line.before(j) in whose or line.before(j).isdigit()):
            return True
    return False


def titles_work(line: Line, start: int, stop: int) -> bool:
    """Say whether several capitals are the title of a work, before what it is: "the Late Harbour album"; none that begins as a person's name."""
    tables = line.tables
    if not tables.owner_first or line.titled or stop - start < 2 or line.tokens[start].key in tables.given:
        return False
    return stop < len(line.tokens) and tables.phrases["words.works"].longest(line.tokens, stop) is not None


def _past_title(line: Line, i: int) -> int | None:
    """Give the end of a title alone between quotation marks that begins at token `i`; None if what stands there begins as a name."""
    tokens, tables = line.tokens, line.tables
    if not tables.owner_first or line.titled or i == 0 or tokens[i - 1].text not in QUOTES or tokens[i].key in tables.given:
        return None
    apart = i == 1 or tokens[i - 2].end < tokens[i - 1].begin or not tokens[i - 2].is_word
    if not apart or any(line.known(k) is not None for k in range(i, min(len(tokens), i + LONGEST_TITLE))):
        return None
    stop = next((k for k in range(i, min(len(tokens), i + LONGEST_TITLE)) if not tokens[k].is_word), len(tokens))
    last = stop + (stop < len(tokens) and tokens[stop].text in ",.")
    inner = (tables.words[name] for name in ("organisations.links", "organisations.joints", "organisations.articles"))
    small = frozenset().union(*inner)
    if last >= len(tokens) or tokens[last].text not in QUOTES or stop - i < 2 or not line.capital(stop - 1):
        return None
    ends = [head for k in (stop - 2, stop - 1) for hit in tables.heads.at(tokens, k) if hit.stop == stop for head in hit.values]
    body = bool(ends) or bool(tables.heads.at(tokens, i))
    if any(head.kind is EntityKind.PLACE for head in ends) or (
        body and tokens[i].key not in tables.words["organisations.not_names"]
    ):
        return None  # a bridge or a body may be told in quotation marks: "Army of the East"
    return stop if all(line.capital(k) or tokens[k].key in small for k in range(i, stop)) else None


def opens_sentence(line: Line, i: int) -> bool:
    """Say whether a capital inside a run opens a sentence that the text forgot to divide off, or is no name word at all."""
    token = line.tokens[i]
    if token.key not in line.tables.words["organisations.not_names"]:
        return False
    if i > 1 and line.capital(i - 2) and line.tokens[i - 1].key in line.tables.middles:
        return False  # the mark of a passive is a given name too
    again = line.tokens[i + 1].key if line.capital(i + 1) else ""
    if token.key in line.tables.words["people.honorifics"] and again in {t.key for t in line.tokens[max(0, i - 4) : i]}:
        return True
    if again and not line.tables.owner_first and line.tables.offices.longest(line.tokens, i + 1) is not None:
        return True  # "Theo TS X"
    following = line.tokens[i + 1].text if i + 1 < len(line.tokens) else "."
    return (len(token.text) > 1 and token.text.isupper()) or following[0].islower() or following[0].isdigit()
