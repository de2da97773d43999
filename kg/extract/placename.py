"""Names of places that begin with their class noun: "Lake ...", "Mount ..."."""

from __future__ import annotations

import re

from kg.extract.compound import begins_word, opens_sentence
from kg.extract.spot import Line, Spot, begins_person, known_name, office_before
from kg.lang.actors import Head, KnownName
from kg.lang.fold import fold
from kg.lang.phrases import Hit
from kg.model.entity import EntityKind, MentionForm

STATE = "country:"  # how the keys of states begin
MOST_MODIFIERS = 2  # words between an article and a class noun
LONGEST_END = 4  # one more than the words of the place where a road ends
NUMBER = re.compile(r"\d[\w/]*")  # of a road or quarter: "32C", "5/2", but no "1.700"


def place_name(line: Line, hit: Hit[Head], head: Head) -> Spot | None:
    """Read the name that goes on from the class noun of a place, or give None."""
    start, at = hit.start, hit.stop
    if at < len(line.tokens) and line.tokens[at].text == "." and at + 1 < len(line.tokens):
        at += 1  # "TP. Vinh"
    if (
        line.before(start) in line.tables.words["people.honorifics"]
        and hit.stop - hit.start > 1
        and line.tokens[hit.stop - 1].text == "."
    ):
        return None  # an initial, not an abbreviated class noun
    if _is_part(line, hit):
        return None  # "X, the capital of Y", "a suburb of Y"
    known = known_name(line, at) if at < len(line.tokens) else None
    if known is not None and _is_first_syllable(line, known, hit):
        known = None
    if known is not None and (known.values[0].key or "").startswith(STATE) and _is_facility(line, hit):
        return None  # "a Chinese port"
    if known is not None and known.values[0].kind is EntityKind.PLACE and _ends(line, known.stop):
        stop = _with_number(line, known.stop, head)
        key = None if _another(line, start, at, known, head) or stop > known.stop else known.values[0].key
        if stop == known.stop and head.site:
            stop = _along(line, stop)
        return Spot(start, stop, EntityKind.PLACE, MentionForm.NAME, "head.place", key)
    if known is None and (_is_surname(line, hit) or _is_middle_name(line, hit)):
        return None
    person = line.capital(at + 2) and not head.site and begins_person(line, at) and office_before(line, start)
    if line.capital(at) and (person or begins_word(line, at)):
        return None
    stop = at
    while stop < len(line.tokens) and stop - at < 4 and stop not in line.blocked:
        token = line.tokens[stop]
        numbered = stop == at and head.numbered and bool(NUMBER.fullmatch(token.text))
        if token.key in line.tables.words["people.particles"] and stop > at and line.capital(stop + 1):
            stop += 1  # "Deir ez Zor"
            continue
        if (
            not (line.capital(stop) or numbered)
            or (opens_sentence(line, stop) and (stop != at + 1 or token.text.isupper() or not _native(line, at)))
            or (stop > at and begins_word(line, stop))
            or (stop > at and begins_person(line, stop) and office_before(line, start))
        ):
            break
        stop += 1
        if stop + 1 < len(line.tokens) and line.tokens[stop].text == "." and len(token.text) < 3 and line.capital(stop + 1):
            stop += 1  # "the Gulf of St. Lawrence"
        if numbered:
            break
    if stop == at:
        return None
    if line.tokens[stop - 1].key in line.tables.words["people.particles"] and not line.capital(stop - 1):
        stop -= 1  # what it leads to is none of the name
    if head.site:
        stop = _along(line, stop)
    return Spot(start, _with_number(line, stop, head), EntityKind.PLACE, MentionForm.NAME, "head.place")


def _is_part(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun tells what some place is to the one named after it: brought in by "a", or in apposition."""
    part = line.tables.phrases["places.parts"].longest(line.tokens, hit.start)
    if part is None or part.stop != hit.stop:
        return False
    i = hit.start - 1
    while i >= 0 and hit.start - i <= MOST_MODIFIERS and line.tokens[i].text.islower() and not _opens(line, i):
        i -= 1
    if i < 0 or line.tokens[i].key in line.tables.words["people.newly"] or line.tokens[i].text in ",(":
        return True
    return _opens(line, i) and i > 0 and line.tokens[i - 1].text in ",("


def _opens(line: Line, i: int) -> bool:
    return line.tokens[i].key in line.tables.words["offices.articles"]


def _native(line: Line, i: int) -> bool:
    return line.tables.is_native(line.tokens[i].text)


def _is_facility(line: Line, hit: Hit[Head]) -> bool:
    facility = line.tables.phrases["places.facilities"].longest(line.tokens, hit.start)
    return facility is not None and facility.stop == hit.stop


def _is_first_syllable(line: Line, known: Hit[KnownName], noun: Hit[Head]) -> bool:
    """Say whether the name of a state is but the first syllable of a native name after the noun of a place."""
    state = (known.values[0].key or "").startswith(STATE) and known.stop - known.start == 1
    if not state or line.tokens[noun.stop - 1].key in line.tables.words["places.nations"] or not line.capital(known.stop):
        return False
    return _native(line, known.start) and _native(line, known.stop)


def _is_surname(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun is a surname here: with a capital that nothing forces, before two capitals ("Lake Anna Hale")."""
    start = hit.start
    if hit.stop > start + 1 or not line.capital(start) or line.starts(start):
        return False
    return line.tokens[start].key in line.tables.words["people.surnames"] and line.capital(start + 1) and line.capital(start + 2)


def _is_middle_name(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun in capitals is a middle name before one native given name, and nothing tells of where.

    At the head of a sentence the article has to write it with a capital elsewhere, or a verb for what people do has to follow.
    """
    start, at, tables = hit.start, hit.stop, line.tables
    token = line.tokens[start]
    if at > start + 1 or not line.capital(start) or token.key not in tables.words["people.middles"]:
        return False
    if not line.capital(at) or line.capital(at + 1) or not _native(line, at):
        return False
    if line.starts(start):
        acts = at + 1 < len(line.tokens) and tables.phrases["people.verbs"].longest(line.tokens, at + 1) is not None
        return acts or line.evidence.is_name_word(token)
    return line.before(start) not in tables.words["places.prepositions"]


def _ends(line: Line, at: int) -> bool:
    """Say whether a name of the tables is all there is of the name before token `at`: no capital after it but a person's."""
    return not line.capital(at) or begins_person(line, at)


def _another(line: Line, start: int, at: int, known: Hit[KnownName], head: Head) -> bool:
    """Say whether a known name with a class noun before it is not the place that the tables know by that name."""
    if head.site:
        return True
    tables = line.tables
    level = tables.phrases["places.lesser"].longest(line.tokens, start)
    twofold = tables.phrases["places.twofold"].longest(line.tokens, at)
    if twofold is not None and twofold.stop == known.stop:
        level = level or tables.phrases["places.lower"].longest(line.tokens, start)
    return level is not None and level.stop >= _noun_end(line, start, at)


def _noun_end(line: Line, start: int, at: int) -> int:
    """Give where the class noun ends that begins at `start` and has its name at `at`: before the full stop between."""
    return at - 1 if at - start > 1 and line.tokens[at - 1].text == "." else at


def _along(line: Line, stop: int) -> int:
    """Run on to the other ends of a road or railway that is called after all: "Oslo - Bergen - Voss"."""
    further = _end_of_road(line, stop)
    while further > stop:
        stop, further = further, _end_of_road(line, further)
    return stop


def _end_of_road(line: Line, stop: int) -> int:
    """Give the end of the place after the dash at token `stop`, or `stop` if none comes there."""
    if stop + 1 >= len(line.tokens) or line.tokens[stop].text not in "-\u2013" or not line.capital(stop + 1):
        return stop
    known = known_name(line, stop + 1)
    if known is not None:
        return known.stop if known.values[0].kind is EntityKind.PLACE else stop
    end = stop + 1
    while end - stop < LONGEST_END and line.capital(end) and not opens_sentence(line, end):
        end += 1
    return end if line.tables.is_native(line.tokens[stop + 1].text) and not begins_person(line, stop + 1) else stop


def _with_number(line: Line, stop: int, head: Head) -> int:
    """Run on to the number or letter that a road, quarter or bridge bears after its name: "32C", "Queens 2"."""
    tokens = line.tokens
    if stop >= len(tokens) or stop in line.blocked:
        return stop
    joined = tokens[stop].begin == tokens[stop - 1].end and tokens[stop - 1].text[0].isdigit()
    if joined and len(tokens[stop].text) == 1 and tokens[stop].text.isupper():
        return stop + 1
    closes = stop + 1 == len(tokens) or not (tokens[stop + 1].text[0].isalnum())
    numbered = head.site or head.numbered
    return stop + 1 if numbered and closes and tokens[stop].text.isdigit() and len(tokens[stop].text) < 3 else stop


def abbreviated_place(line: Line, i: int) -> Spot | None:
    """Read the name of a place that is one word with the abbreviation of its class noun, "Q.1", "St.Ives Bay", or give None."""
    noun, dot, rest = line.tokens[i].text.partition(".")
    if not dot or f"{fold(noun)}." not in line.tables.words["places.abbreviations"] or rest[:1].islower():
        return None
    stop = i + 1
    while stop - i < LONGEST_END and line.capital(stop) and not opens_sentence(line, stop):
        stop += 1
    lettered = stop == i + 1 and all(len(part) == 1 and part.isalpha() for part in rest.strip(".").split("."))
    if lettered or (stop == i + 2 and len(line.tokens[i + 1].text) == 1):
        return None
    key = (
        None
        if line.tables.phrases["places.lesser"].get_words((fold(noun), "."))
        else _key_of(line, (rest, *_texts(line, i + 1, stop)))
    )
    return Spot(i, stop, EntityKind.PLACE, MentionForm.NAME, "head.place", key)


def _texts(line: Line, start: int, stop: int) -> tuple[str, ...]:
    return tuple(token.text for token in line.tokens[start:stop])


def _key_of(line: Line, words: tuple[str, ...]) -> str | None:
    """Give the key of the one place of the tables that these words name and that is no town within another of its name, or None."""
    names = line.tables.names.get_words(map(fold, words))
    twofold = line.tables.phrases["places.twofold"].get_words(map(fold, words))
    keys = {name.key for name in names if name.kind is EntityKind.PLACE}
    return keys.pop() if len(keys) == 1 and not twofold else None


def headed_place(line: Line, at: int) -> Spot | None:
    """Read the name of a place that begins with its class noun at token `at`, or give None."""
    if at >= len(line.tokens) or (line.capital(at) and line.starts(at)):
        return None
    abbreviated = abbreviated_place(line, at)
    if abbreviated is not None:
        return abbreviated
    for hit in reversed(line.tables.heads.at(line.tokens, at)):
        for head in hit.values:
            if head.first and head.kind is EntityKind.PLACE and not head.government:
                return place_name(line, hit, head)
    return None
