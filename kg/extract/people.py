"""Spotting runs of capitalised words: people by the shape of their names, and whoever else is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.capitals import (
    articled,
    completed,
    ends_in_thing,
    holds_office,
    led_in,
    lowered_head,
    names_nothing,
    slashed,
    thing_follows,
    told_of,
    trimmed,
    uncommon,
)
from kg.extract.compound import LONGEST_CREDIT, covered, credited, in_ware, opens_sentence, signed
from kg.extract.organisation import absorb, linked
from kg.extract.spot import LONGEST_NAME, Line, Spot, known_name
from kg.lang.actors import Bond, NameForm
from kg.lang.fold import fold
from kg.model.entity import EntityKind, MentionForm

UNKNOWN = "run.unknown"  # capitals that no table knows, with nothing beside them that tells their kind
LONGEST_FOREIGN = 4  # words; one less is the most that a foreign name of people has
LONGEST_INITIAL = 2  # letters: "Tr.", "Ng."
ROMAN = re.compile(r"X{0,3}(IX|IV|V?I{1,3}|V|X)")
UNKNOWN_PERSON, UNKNOWN_PLACE = "run.unknown.person", "run.unknown.place"


def spot_person(line: Line, i: int) -> Iterator[Spot]:
    """Spot a name by surname and shape, or any capitals after an honorific or an office."""
    yield from _initialled(line, i)
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
        if introduced == "office" and words == 1 and _doubtful(line, i):
            return
        if introduced == "office" and (
            _is_headed(line, i)
            or (words == 1 and (goes_on(line, i) or line.tokens[i].key in line.tables.words["offices.fillers"]))
        ):
            return
        if introduced == "office" and (names_nothing(line, i, stop) or ends_in_thing(line, i, stop)):
            return
        stop = trimmed(line, i, stop) if introduced == "office" else stop
        yield Spot(i, min(stop, i + LONGEST_NAME), EntityKind.PERSON, MentionForm.NAME, f"person.{introduced}")
    elif line.tokens[i].key in line.tables.words["people.surnames"] and 2 <= words <= 5 and _shaped(line, i, stop):
        place = line.before(i) in line.tables.words["places.prepositions"] and words == 2
        place = place or line.before(i) in line.tables.words["places.inside"]  # a street called after somebody
        kind, rule = (EntityKind.PLACE, "run.place") if place else (EntityKind.PERSON, "person.surname")
        yield Spot(i, stop, kind, MentionForm.NAME, rule)


def _doubtful(line: Line, i: int) -> bool:
    """Say whether a single capital after an office is more probably an acronym, or opens what the text forgot to divide off."""
    token, tables = line.tokens[i], line.tables
    if token.text.isupper() and 1 < len(token.text) < 5:
        return True
    stop = i + 1
    if not tables.is_native(token.text) or token.key in line.evidence.often or stop >= len(line.tokens):
        return False
    if not line.tokens[stop].text.islower() or not tables.is_native(line.tokens[stop].text):
        return False
    telling = (tables.phrases["offices.stops"], tables.phrases["people.verbs"], tables.phrases["places.agent_verbs"])
    return all(index.longest(line.tokens, stop) is None for index in telling)


def _initialled(line: Line, i: int) -> Iterator[Spot]:
    """Spot an honorific with an initial, "Mr K.": the letter alone would name nobody."""
    tokens = line.tokens
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


def _shaped(line: Line, start: int, stop: int) -> bool:
    """Say whether no word in the run is an acronym or foreign to a name led by a surname."""
    return not any(
        len(t.text) > 1 and t.text.isupper() and not line.tokens[start].text.isupper() for t in line.tokens[start:stop]
    )


def _is_headed(line: Line, i: int) -> bool:
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
    for k in range(max(0, j - 5), j):
        if line.tables.offices.holds(line.tokens, k, i) or (j < i and line.tables.offices.holds(line.tokens, k, j)):
            return "office"
    return ""


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
        elif line.capital(at) and not opens_sentence(line, at):
            if goes_on(line, at) or _new_sentence(line, start, at) or _credit(line, at) or _new_title(line, at):
                break
            at += 1
        elif line.capital(at + 1) and _joins(line, at):
            at += 2
        elif line.capital(past := _past_particles(line, at)):
            at = past + 1
        else:
            break
    return min(at, len(tokens))


def _past_particles(line: Line, i: int) -> int:
    """Give the token after the particles at `i` ("van der"); past the end of the line if there are none."""
    at = i
    while at < len(line.tokens) and line.tokens[at].key in line.tables.words["people.particles"]:
        at += 1
    return at if at > i else len(line.tokens)


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
    hits = (
        line.tables.fields.longest(line.tokens, i),
        line.tables.offices.longest(line.tokens, i),
        line.tables.groups.longest(line.tokens, i),
    )
    return any(hit is not None and hit.stop > i + 1 for hit in hits)


def _new_sentence(line: Line, start: int, i: int) -> bool:
    """Say whether a native word after a foreign name, with lower case after it, begins what the text forgot to divide."""
    tables = line.tables
    if line.tokens[i].key in tables.words["people.finals"] | tables.words["organisations.competitions"]:
        return False
    foreign = not any(tables.is_native(token.text) for token in line.tokens[start:i])
    return foreign and tables.is_native(line.tokens[i].text) and i + 1 < len(line.tokens) and line.tokens[i + 1].text.islower()


def spot_run(line: Line, i: int) -> Iterator[Spot]:
    """Spot a run of capitals that begins with no name of the tables, and say what it most probably names."""
    known = known_name(line, i)
    if known is None and not line.capital(i):
        return
    several = line.capital(i) and line.capital(i + 1) and line.tokens[i].key not in line.tables.words["organisations.not_names"]
    signature = signed(line, i) and (line.tokens[0].key in line.tables.words["sources.credits"] or line.tokens[-1].text == ")")
    stop = run_end(line, i)
    sure = (line.proper(i) or several) and not (credited(line, i) or slashed(line, i, stop) or signature)
    if not sure and known is None:
        return
    lowered = lowered_head(line, i, stop)
    if lowered is not None:
        yield lowered
    if lowered is not None or not sure:
        return
    if _competition(line, i, stop) or in_ware(line, i):
        return
    if line.tables.phrases["places.compounds"].longest(line.tokens, i) is not None or _pairs_states(line, i):
        return
    if stop - i == 1 and (_is_numeral(line, i) or _abbreviates_nobody(line, i)):
        return
    if known is None and introduced_by(line, i) == "office" and _is_headed(line, i) and stop - i > 2:
        return
    if known is not None and known.stop < stop and known.values[0].form is NameForm.ADJECTIVE:
        body = known_name(line, known.stop)
        if body is not None and body.stop == stop and body.values[0].kind is EntityKind.ORGANISATION:
            yield Spot(i, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
            return
    titled = line.tokens[i].key in line.tables.words["people.honorifics"] and stop > i + 1
    if titled or ends_in_thing(line, i, stop) or (holds_office(line, i, stop) and not _ends_in_head(line, i, stop)):
        return
    if line.titled and stop - i > LONGEST_NAME:
        return
    listed = _listed(line, i, stop) if known is None else None
    if listed is not None:
        yield Spot(i, listed, EntityKind.ORGANISATION, MentionForm.NAME, "run.listed")
        return
    if known is None and _ends_in_state(line, i, stop):
        yield Spot(i, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
        return
    for k in range(i, stop):
        for hit in line.tables.heads.at(line.tokens, k):
            for head in hit.values:
                # Where owners do not come first, capitals before a class noun belong to another sentence or to an office.
                opens = line.tables.owner_first and head.first and linked(line, hit.stop)
                if opens and head.kind is EntityKind.ORGANISATION and hit.stop <= stop and k > i:
                    end, named = absorb(line, k, hit.stop, head)
                    if named:
                        yield Spot(i, end, EntityKind.ORGANISATION, MentionForm.NAME, "run.head")
                        return
                if not head.first and hit.stop == stop and k > i:
                    kind = head.kind
                    end = completed(line, k, hit.stop, head) if kind is EntityKind.ORGANISATION else stop
                    yield Spot(i, end, kind, MentionForm.NAME, f"run.{kind.value}")
                    return
                if (
                    not head.first
                    and hit.stop < stop
                    and k > i
                    and head.kind is EntityKind.ORGANISATION
                    and _named_next(line, hit.stop)
                ):
                    yield Spot(i, hit.stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
                    return
    if known is None and stop - i == 2 and (line.tokens[i].key, line.tokens[i + 1].key) in line.evidence.tails:
        yield Spot(i, stop, EntityKind.PERSON, MentionForm.NAME, "person.tail")
    elif known is None and not names_nothing(line, i, stop):
        yield from _judged(line, i, trimmed(line, i, stop))
    elif known is not None and stop - i > 1 and _prefixes_place(line, i, known.stop):
        yield Spot(i, stop, EntityKind.PLACE, MentionForm.NAME, "run.place")


def _ends_in_state(line: Line, start: int, stop: int) -> bool:
    """Say whether a foreign word leads up to the name of a state, as companies are called where owners do not come first."""
    if line.tables.owner_first or not line.tables.syllables or line.tables.is_native(line.tokens[start].text):
        return False
    if line.tokens[start].key in line.tables.given:
        return False
    states = (known_name(line, k) for k in range(start + 1, stop))
    return any(name is not None and name.stop == stop and (name.values[0].key or "").startswith("country:") for name in states)


def _named_next(line: Line, at: int) -> bool:
    if not (line.capital(at) and line.capital(at + 1)):
        return False
    return line.tokens[at].key in line.tables.given or (run_end(line, at) == at + 2 and uncommon(line, at, at + 2))


def _prefixes_place(line: Line, start: int, stop: int) -> bool:
    """Say whether a name of one syllable is but the first of a longer native place name: after "at", before a capital."""
    if stop - start > 1 or line.before(start) not in line.tables.words["places.prepositions"]:
        return False
    return all(line.tables.is_native(line.tokens[k].text) for k in (start, stop)) and not line.tokens[stop].text.isupper()


def _pairs_states(line: Line, i: int) -> bool:
    """Say whether a word joins the short names of two states, as "Sino-US" does: what is between them, not one of them."""
    parts = line.tokens[i].text.split("-")
    short = line.tables.words["places.short"]
    return len(parts) > 1 and all(
        fold(part) in short or any((name.key or "").startswith("country:") for name in line.tables.names.get(part))
        for part in parts
    )


def _is_numeral(line: Line, i: int) -> bool:
    """Say whether a single capital word is a Roman numeral: "the XIVth"."""
    return bool(ROMAN.fullmatch(line.tokens[i].text)) and line.before(i).islower()


def _abbreviates_nobody(line: Line, i: int) -> bool:
    """Say whether an acronym in brackets stands for common words, not for a name just before it."""
    if not line.tokens[i].text.isupper() or line.before(i) != "(" or i < 2:
        return False
    return not any(line.tokens[k].is_capitalised for k in range(max(0, i - LONGEST_CREDIT), i - 1))


def _competition(line: Line, start: int, stop: int) -> bool:
    """Say whether a run of capitals is the name of a competition, which acts no more than a date does."""
    return any(token.key in line.tables.words["organisations.competitions"] for token in line.tokens[start:stop])


def _listed(line: Line, start: int, stop: int) -> int | None:
    """Give the end of an organisation whose name lists its fields, "the Roads, Bridges and Harbours Authority", or None.

    Only after an article or a possessive, and only if no field is a name by itself.
    """
    words = line.tables.words
    opens = line.before(start) in words["offices.articles"] or line.before(start) in words["offices.possessives"]
    if not opens or stop >= len(line.tokens):
        return None
    at = stop
    while at + 1 < len(line.tokens):
        joined = line.tokens[at].key in words["organisations.joints"]
        if not joined and line.tokens[at].text != ",":
            return None
        at += 1
        if not joined and line.tokens[at].key in words["organisations.joints"]:
            joined, at = True, at + 1
        if at >= len(line.tokens) or not line.capital(at) or known_name(line, at) is not None:
            return None
        end = run_end(line, at)
        if joined:
            return end if _ends_in_head(line, at, end) else None
        at = end
    return None


def _ends_in_head(line: Line, start: int, stop: int) -> bool:
    return any(
        hit.stop == stop and head.kind is EntityKind.ORGANISATION and not head.first
        for k in range(start + 1, stop)
        for hit in line.tables.heads.at(line.tokens, k)
        for head in hit.values
    )


def _is_foreign(line: Line, i: int) -> bool:
    """Say whether token `i` is written as the names of foreign people are: one capital, then lower case, no native shape."""
    text = line.tokens[i].text
    if line.tokens[i].key in line.tables.words["people.things"]:
        return False
    return text[1:].islower() and text.isalpha() and not line.tables.is_native(text) and bool(line.tables.syllables)


def _employs(line: Line, start: int) -> bool:
    """Say whether a preposition of the workplace joins an office to the name at token `start`: "analyst at X"."""
    before = line.before(start)
    if before not in line.tables.words["offices.employers"]:
        return False
    return any(line.tables.offices.holds(line.tokens, k, start - 1) for k in range(max(0, start - 5), start - 1))


def _judged(line: Line, start: int, stop: int) -> Iterator[Spot]:
    """Say what a run of capitals that no table knows most probably names; single words wait for the whole article."""
    tables, several = line.tables, stop - start > 1
    given = line.tokens[start].key in tables.given
    if several and not given and (led_in(line, start, stop) or tables.offices.longest(line.tokens, start) is not None):
        return
    if any(line.tokens[k].text in tables.words["organisations.joins"] for k in range(start, stop)):
        yield Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
        return
    if several and given:
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, "person.given")
    elif _employs(line, start):
        yield Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.employer")
    elif line.before(start) in tables.words["places.prepositions"] and not line.tokens[start].text.isupper():
        yield Spot(start, stop, EntityKind.PLACE, MentionForm.NAME, "run.place" if several else UNKNOWN_PLACE)
    elif given and start - 1 not in line.blocked and line.before(start).isdigit():
        return  # "737 Max"
    elif given:
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, "person.given.single")
    elif several and told_of(line, start, stop):
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, "person.told")
    elif several and stop - start < LONGEST_FOREIGN and all(_is_foreign(line, k) for k in range(start, stop)):
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, "person.foreign")
    elif stop < len(line.tokens) and line.tokens[stop].text.isdigit():
        return  # "the Harper Elite 20" is a model
    elif articled(line, start, stop):
        if several and thing_follows(line, stop):
            return
        yield Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.the")
    elif several and uncommon(line, start, stop):
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, "person.shape")
    elif stop < len(line.tokens) and tables.phrases["people.verbs"].longest(line.tokens, stop) is not None:
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, UNKNOWN_PERSON)
    else:
        yield Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, UNKNOWN)
