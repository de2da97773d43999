"""Spotting people by the shape of their names, and telling how far a run of capitals goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.capitals import (
    ends_in_thing,
    names_nothing,
    trimmed,
)
from kg.extract.compound import covered, credited, in_ware, opens_sentence, signed
from kg.extract.organisation import linked
from kg.extract.placename import headed_place
from kg.extract.spot import LONGEST_NAME, Line, Spot, known_name
from kg.lang.actors import Bond, NameForm
from kg.model.entity import EntityKind, MentionForm

LONGEST_INITIAL = 2  # letters: "Tr.", "Ng."
INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
FULL = 3  # letters of the initials of a full name: "L.T.M."


def spot_person(line: Line, i: int) -> Iterator[Spot]:
    """Spot a name by surname and shape, or any capitals after an honorific or an office."""
    yield from _initialled(line, i)
    yield from _hyphened(line, i)
    if not line.capital(i) or line.tokens[i].key in line.tables.words["organisations.not_names"] or credited(line, i):
        return
    if signed(line, i) and not introduced_by(line, i):
        return
    introduced = introduced_by(line, i)
    if introduced != "honorific" and in_ware(line, i):
        return
    if introduced != "honorific" and line.tables.offices.longest(line.tokens, i) is not None:
        return
    known = known_name(line, i)
    if known is not None and known.stop - known.start > 1 and known.values[0].form is not NameForm.ADJECTIVE:
        return
    if known is not None and introduced != "honorific":
        return
    stop = run_end(line, i)
    words = stop - i
    if introduced:
        if introduced == "office" and words == 1 and (_doubtful(line, i) or _is_state_in_short(line, i)):
            return
        if introduced == "office" and (
            is_headed(line, i)
            or (words == 1 and (goes_on(line, i) or line.tokens[i].key in line.tables.words["offices.fillers"]))
        ):
            return
        if introduced == "office" and (names_nothing(line, i, stop) or ends_in_thing(line, i, stop)):
            return
        stop = trimmed(line, i, stop) if introduced == "office" else stop
        begin = _past_portfolio(line, i, stop) if introduced == "office" else i
        yield Spot(begin, min(stop, begin + LONGEST_NAME), EntityKind.PERSON, MentionForm.NAME, f"person.{introduced}")
    elif line.tokens[i].key in line.tables.words["people.surnames"] and 2 <= words <= 5 and _shaped(line, i, stop):
        place = line.before(i) in line.tables.words["places.prepositions"] and words == 2
        place = place or line.before(i) in line.tables.words["places.inside"]  # a street called after somebody
        place = place or _is_address(line, i, stop)
        kind, rule = (EntityKind.PLACE, "run.place") if place else (EntityKind.PERSON, "person.surname")
        yield Spot(i, stop, kind, MentionForm.NAME, rule)


def _is_address(line: Line, start: int, stop: int) -> bool:
    """Say whether a name stands between the number of a house and the quarter or town that it is in: "48C Hale, Oslo"."""
    at = start - 1
    lettered = at > 0 and line.numbers(at)
    number = at - lettered
    if number < 0 or number in line.blocked or not line.tokens[number].text.isdigit() or line.tables.owner_first:
        return False
    if lettered:
        return True
    if stop + 1 >= len(line.tokens) or line.tokens[stop].text != ",":
        return False
    known = known_name(line, stop + 1)
    return headed_place(line, stop + 1) is not None or (known is not None and known.values[0].kind is EntityKind.PLACE)


def _past_portfolio(line: Line, i: int, stop: int) -> int:
    """Give where a name begins behind what an office is of, where owners follow: a field in full, or an acronym."""
    if line.tables.owner_first:
        return i
    field = line.tables.fields.longest(line.tokens, i)
    if field is not None and field.stop - i > 1:
        at = field.stop
    else:
        at = i
        while at < stop and (not line.tokens[at].is_word or (len(line.tokens[at].text) > 1 and line.tokens[at].text.isupper())):
            at += 1
    return at if at < stop - 1 else i


def _is_state_in_short(line: Line, i: int) -> bool:
    """Say whether a single capital is the short name of a state, and no full name of the article ends in it."""
    key = line.tokens[i].key
    called = key in line.evidence.parts or any(last == key for _, last in line.evidence.tails)
    return key in line.tables.words["places.short"] and not called


def _doubtful(line: Line, i: int) -> bool:
    """Say whether a single capital after an office is more probably an acronym, or opens what the text forgot to divide off."""
    token, tables = line.tokens[i], line.tables
    if token.text.isupper() and (1 < len(token.text) < 5 or any(mark in token.text for mark in "-&")):
        return True
    stop = i + 1
    if not tables.is_native(token.text) or token.key in line.evidence.often or stop >= len(line.tokens):
        return False
    if not line.tokens[stop].text.islower() or not tables.is_native(line.tokens[stop].text):
        return False
    telling = (tables.phrases["offices.stops"], tables.phrases["people.verbs"], tables.phrases["places.agent_verbs"])
    return all(index.longest(line.tokens, stop) is None for index in telling)


def _initialled(line: Line, i: int) -> Iterator[Spot]:
    """Spot an honorific with an initial, "Mr K.": the letter alone would name nobody; and the initials of a full name."""
    tokens = line.tokens
    initials = _initials(line, i)
    if initials is not None:
        yield Spot(i, initials, EntityKind.PERSON, MentionForm.NAME, "person.initialled")
        return
    title = line.tables.offices.longest(tokens, i)
    labelled = title is not None and title.values[0].bond in (Bond.LABEL, Bond.TRADE)
    if (not labelled and tokens[i].key not in line.tables.words["people.honorifics"]) or i in line.blocked:
        return
    at = title.stop if labelled and title is not None else i + 1
    if not line.capital(at) or line.capital(at + 1) or len(tokens[at].text) > LONGEST_INITIAL or tokens[at].text[1:].isupper():
        return
    dotted = at + 1 < len(tokens) and tokens[at + 1].text == "." and tokens[at + 1].begin == tokens[at].end
    if len(tokens[at].text) > 1 and (not dotted or line.tables.is_native(tokens[at].text)):
        return
    if dotted and line.capital(at + 2) and not line.tables.is_native(tokens[at + 2].text):
        return  # "the novelist T. Robin Hale"
    yield Spot(i, at + 1 + dotted, EntityKind.PERSON, MentionForm.NAME, "person.initialled")


def _hyphened(line: Line, i: int) -> Iterator[Spot]:
    """Spot a surname before a given name of two syllables, whatever else it means: "Moon Jae-in", "Son Heung-min".

    Only where surnames come last else, and not after a word that is a title.
    """
    tokens, tables = line.tokens, line.tables
    if not (tables.owner_first and line.capital(i) and line.capital(i + 1)) or line.capital(i + 2):
        return
    if tokens[i].key in tables.words["organisations.not_names"] or "-" in tokens[i].text or tokens[i].text.isupper():
        return
    first, hyphen, second = tokens[i + 1].text.partition("-")
    if not hyphen or not (first.isalpha() and second.isalpha() and second.islower()) or describes(line, i + 1):
        return
    if {first.casefold(), second} <= tables.words["words.common"]:
        return  # "Apple Lay-offs"
    office = tables.offices.longest(tokens, i)
    titled = tokens[i].key in tables.words["people.honorifics"] or (
        office is not None and office.values[0].bond is not Bond.LABEL
    )
    if not titled:
        yield Spot(i, i + 2, EntityKind.PERSON, MentionForm.NAME, "person.shape")


def _initials(line: Line, i: int) -> int | None:
    """Give the end of the initials of a full name that begin at token `i`, "L.T.M", where names have no other dots; else None."""
    tokens = line.tokens
    if not line.tables.syllables or not line.capital(i) or not INITIALS.fullmatch(tokens[i].text):
        return None
    joined = line.capital(i + 1) and tokens[i + 1].begin == tokens[i].end and len(tokens[i + 1].text) == 1
    letters = tokens[i].text.replace(".", "") + (tokens[i + 1].text if joined else "")
    return i + 1 + joined if len(letters) >= FULL and letters.isupper() and known_name(line, i) is None else None


def _shaped(line: Line, start: int, stop: int) -> bool:
    """Say whether no word in the run is an acronym or foreign to a name led by a surname."""
    return not any(
        len(t.text) > 1 and t.text.isupper() and not line.tokens[start].text.isupper() for t in line.tokens[start:stop]
    )


def is_headed(line: Line, i: int) -> bool:
    """Say whether a class noun begins at token `i`; that of a place is a surname before two capitals."""
    surname = line.tokens[i].key in line.tables.words["people.surnames"] and line.capital(i + 1) and line.capital(i + 2)
    return any(
        head.first and not (surname and head.kind is EntityKind.PLACE)
        for hit in line.tables.heads.at(line.tokens, i)
        for head in hit.values
    )


def introduced_by(line: Line, i: int) -> str:
    """Say what introduces a person at token `i`: "honorific", "office" or "" for nothing."""
    j = i
    if j > 1 and line.tokens[j - 1].text == ".":
        j -= 1
    honoured = j > 0 and line.tokens[j - 1].key in line.tables.words["people.honorifics"] and j - 1 not in line.blocked
    if honoured and not covered(line, j - 1, j):
        return "honorific"
    offices = line.tables.offices
    for k in range(max(0, j - 5), j):
        if line.tokens[k].key not in offices.firsts:
            continue
        held = offices.holds(line.tokens, k, i) or (j < i and offices.holds(line.tokens, k, j)) or _of_field(line, k, i)
        if held:
            return "" if covered(line, k, i) else "office"
    return ""


def _of_field(line: Line, start: int, stop: int) -> bool:
    """Say whether tokens `[start, stop)` are an office and the field it is of, where owners follow: "minister of defence"."""
    if line.tables.owner_first:
        return False
    offices = (hit for hit in line.tables.offices.at(line.tokens, start) if hit.stop + 1 < stop)
    return any(line.tables.fields.holds(line.tokens, office.stop, stop) for office in offices)


def run_end(line: Line, start: int) -> int:
    """Give the end of the run of name words at `start`, with initials and particles inside it."""
    at = start + 1
    tokens, words = line.tokens, line.tables.words
    while at < len(tokens) and at - start < LONGEST_NAME + 2 and at not in line.blocked:
        token = tokens[at]
        if token.text == "." and tokens[at - 1].key in words["organisations.dotted"] and at + 1 < len(tokens):
            return at + 1
        if token.text == "." and len(tokens[at - 1].text) == 1 and tokens[at - 1].is_capitalised:
            if not line.capital(at + 1):
                return at + 1 if at - start > 1 or at + 1 < len(tokens) else at
            at += 1
        elif token.text == "." and _abbreviates(line, at - 1):
            at += 1
        elif line.capital(at) and not opens_sentence(line, at):
            if describes(line, at):
                break
            if token.key == tokens[start].key and not line.tables.is_native(token.text):
                break  # "Hale Robin Hale": a caption and the text after it
            if (
                (goes_on(line, at) and not _ends_body(line, at))
                or _new_sentence(line, start, at)
                or _credit(line, at)
                or _new_title(line, at)
            ):
                break
            at += 1
        elif line.capital(at + 1) and (_joins(line, at) or owns_body(line, at)):
            at += 2
        elif line.capital(past := _past_particles(line, at)):
            at = past + 1
        else:
            break
    return min(at, len(tokens))


def describes(line: Line, i: int) -> bool:
    """Say whether token `i` is a name with a common word hyphenated to it, "Hale-designed": it and what leads up to it name nobody."""
    if i >= len(line.tokens):
        return False
    name, _, tail = line.tokens[i].text.rpartition("-")
    return (
        len(name) > LONGEST_INITIAL
        and len(tail) > LONGEST_INITIAL
        and tail.islower()
        and tail in line.tables.words["words.common"]
    )


def _abbreviates(line: Line, i: int) -> bool:
    """Say whether token `i` is an abbreviation inside a name, with a full stop and a capital after it: "St. John's Hospital"."""
    short = f"{line.tokens[i].key}." in line.tables.words["places.abbreviations"]
    return short and line.tables.owner_first and line.capital(i) and line.capital(i + 2)


def _past_particles(line: Line, i: int) -> int:
    """Give the token after the particles at `i` ("van der"); past the end of the line if there are none."""
    at = i
    while at < len(line.tokens) and line.tokens[at].key in line.tables.words["people.particles"]:
        at += 1
    return at if at > i else len(line.tokens)


def owns_body(line: Line, i: int) -> bool:
    """Say whether a possessive at token `i` stands inside the name of a body: "Women's Hospital", "St Mary's Primary School"."""
    tables, tokens = line.tables, line.tokens
    if not tables.owner_first or tokens[i].key not in tables.words["offices.possessives"] or tokens[i].text == "-":
        return False
    noun = tokens[i - 1].key
    if noun in tables.words["organisations.possessors"] or (i > 1 and tokens[i - 2].key in tables.words["organisations.saints"]):
        return _leads_to_body(line, i + 1)
    if any(hit.stop == i + 2 for k in range(max(0, i - 3), i) for hit in tables.heads.at(tokens, k)):
        return True
    nearest = any(
        head.kind is EntityKind.ORGANISATION and not head.first
        for hit in tables.heads.at(tokens, i + 1)
        if hit.stop == i + 2
        for head in hit.values
    )
    titled = any(tables.offices.holds(tokens, k, i) for k in range(max(0, i - 3), i - 1))
    return noun in tables.words["words.common"] and not line.starts(i - 1) and nearest and not titled


def _leads_to_body(line: Line, at: int) -> bool:
    """Say whether capitals from token `at` on end in a class noun, or one of them begins the name of a body ("Bank of ...")."""
    stop = at
    while stop - at < LONGEST_NAME and line.capital(stop):
        stop += 1
    return any(
        (hit.stop == stop and not head.first) or (head.first and linked(line, hit.stop))
        for k in range(at, stop)
        for hit in line.tables.heads.at(line.tokens, k)
        for head in hit.values
    )


def _joins(line: Line, i: int) -> bool:
    """Say whether token `i` joins the names of partners: "Dye & Durham"."""
    return line.tokens[i].text == "&" and "&" in line.tables.words["organisations.joins"] and line.tables.owner_first


def _credit(line: Line, i: int) -> bool:
    """Say whether an outlet or a credit begins at token `i`, no part of the name before it: "Robin Hale Getty Images"."""
    if line.tokens[i].key in line.tables.words["sources.photo"] and i + 1 < len(line.tokens) and line.tokens[i + 1].text == ":":
        return True
    known = known_name(line, i)
    return known is not None and known.values[0].form is NameForm.AGENCY


def _new_title(line: Line, i: int) -> bool:
    """Say whether an abbreviated title of somebody else begins at token `i`, where titles stand before names only."""
    if line.tables.owner_first or not line.tokens[i].text.isupper() or len(line.tokens[i].text) < 2:
        return False
    return line.tables.offices.longest(line.tokens, i) is not None and line.capital(i + 1)


def goes_on(line: Line, i: int) -> bool:
    """Say whether token `i` is the capitalised first part of a common word of the tables that goes on in lower case."""
    if line.capital(i + 1):
        return False
    tables = line.tables
    verbs = (tables.phrases["people.verbs"], tables.phrases["places.agent_verbs"])
    hits = (index.longest(line.tokens, i) for index in (tables.fields, tables.offices, tables.groups, *verbs))
    return any(hit is not None and hit.stop > i + 1 for hit in hits)


def _ends_body(line: Line, i: int) -> bool:
    """Say whether token `i` is the class noun that ends the name of a body, of which somebody is told: "Orne Town Council member"."""
    hits = line.tables.heads.at(line.tokens, i) if line.tables.owner_first else ()
    return any(
        hit.stop == i + 1 and head.kind is EntityKind.ORGANISATION and not head.first for hit in hits for head in hit.values
    )


def _new_sentence(line: Line, start: int, i: int) -> bool:
    """Say whether a word that no name holds, or a native one after a foreign name, with lower case after it, begins what the text forgot to divide."""
    tables = line.tables
    if line.tokens[i].key in tables.words["people.beginnings"] and not line.titled and not line.tokens[i].text.isupper():
        return True
    if line.tokens[i].key in tables.words["people.finals"] | tables.words["organisations.competitions"]:
        return False
    foreign = not any(tables.is_native(token.text) for token in line.tokens[start:i])
    return foreign and tables.is_native(line.tokens[i].text) and i + 1 < len(line.tokens) and line.tokens[i + 1].text.islower()
