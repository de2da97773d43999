"""Runs of capitals that no table knows: whether they name anybody, and what most probably."""

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
    owned_body,
    slashed,
    thing_follows,
    told_of,
    trimmed,
    uncommon,
)
from kg.extract.compound import LONGEST_CREDIT, credited, in_ware, signed, titles_work
from kg.extract.home import is_place
from kg.extract.organisation import absorb, linked
from kg.extract.people import describes, introduced_by, is_headed, run_end
from kg.extract.spot import LONGEST_NAME, Line, Spot, known_name
from kg.lang.actors import Bond, NameForm
from kg.lang.fold import fold
from kg.model.entity import EntityKind, MentionForm

UNKNOWN = "run.unknown"  # capitals that no table knows, with nothing beside them that tells their kind
APPOSED = 5  # words between an article and the class noun behind it
APPOSING = ("organisations.introducing", "organisations.apposed")
LONGEST_FOREIGN = 4  # words; one less is the most that a foreign name of people has
ROMAN = re.compile(r"X{0,3}(IX|IV|V?I{1,3}|V|X)")
UNKNOWN_PERSON, UNKNOWN_PLACE = "run.unknown.person", "run.unknown.place"


def spot_run(line: Line, i: int) -> Iterator[Spot]:
    """Spot a run of capitals that begins with no name of the tables, and say what it most probably names."""
    known = known_name(line, i)
    if known is None and not line.capital(i):
        return
    several = line.capital(i) and line.capital(i + 1) and line.tokens[i].key not in line.tables.words["organisations.not_names"]
    signature = signed(line, i) and (line.tokens[0].key in line.tables.words["sources.credits"] or line.tokens[-1].text == ")")
    stop = run_end(line, i)
    sure = (line.proper(i) or several) and not (credited(line, i) or slashed(line, i, stop) or signature)
    if known is None and (not sure or describes(line, i) or describes(line, stop)):
        return
    lowered = lowered_head(line, i, stop) or owned_body(line, i, stop)
    if lowered is not None:
        yield lowered
    if lowered is not None or not sure:
        return
    if _competition(line, i, stop) or in_ware(line, i) or _opens_noun(line, i, stop) or _leads_to_name(line, i, stop):
        return
    if line.tables.phrases["places.compounds"].longest(line.tokens, i) is not None or _pairs_states(line, i):
        return
    if known is None and titles_work(line, i, stop) and not _told_as_body(line, i, stop):
        return
    if stop - i == 1 and (_is_numeral(line, i) or _abbreviates_nobody(line, i)):
        return
    if known is None and introduced_by(line, i) == "office" and is_headed(line, i) and stop - i > 2:
        return
    if known is not None and known.stop < stop and known.values[0].form is NameForm.ADJECTIVE:
        body = known_name(line, known.stop)
        if body is not None and body.stop == stop and body.values[0].kind is EntityKind.ORGANISATION:
            yield Spot(i, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
            return
    ranked = _body_of_officer(line, i, stop)
    if ranked is not None:
        yield Spot(i, ranked, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
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
    if known is None and (_ends_in_state(line, i, stop) or _serves_state(line, i, stop)):
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


def _opens_noun(line: Line, start: int, stop: int) -> bool:
    """Say whether a single capital is but the first syllable of a class noun that goes on in lower case or another name."""
    noun = line.tables.heads.longest(line.tokens, start) if stop - start == 1 else None
    return noun is not None and noun.stop > stop


def _leads_to_name(line: Line, start: int, stop: int) -> bool:
    """Say whether a native word has its capital only for where it stands, before a foreign name of the tables: "In Chile"."""
    tables = line.tables
    if not tables.syllables or not line.starts(start) or not tables.is_native(line.tokens[start].text):
        return False
    known = (
        known_name(line, start + 1)
        if start + 1 < stop and line.tokens[start].key not in tables.words["people.surnames"]
        else None
    )
    return known is not None and known.stop == stop and not all(tables.is_native(t.text) for t in line.tokens[start + 1 : stop])


def _ends_in_state(line: Line, start: int, stop: int) -> bool:
    """Say whether a foreign word leads up to the name of a state, as companies are called where owners do not come first."""
    if line.tables.owner_first or not line.tables.syllables or line.tables.is_native(line.tokens[start].text):
        return False
    if line.tokens[start].key in line.tables.given:
        return False
    states = (known_name(line, k) for k in range(start + 1, stop))
    return any(name is not None and name.stop == stop and _is_state(name.values[0].key) for name in states)


def _serves_state(line: Line, start: int, stop: int) -> bool:
    """Say whether a state ends the name of a body where owners come first, as no adjective and no given name does: "Harvest Canada"."""
    tokens, tables = line.tokens, line.tables
    if not tables.owner_first or line.titled or line.starts(start) or stop - start < 2 or introduced_by(line, start):
        return False
    if line.before(start) in tables.words["places.prepositions"] or tokens[start].key in tables.given:
        return False
    words = [tokens[k].key for k in range(start, stop)]
    if any(word in tables.words[name] for word in words for name in ("people.particles", "relations.compass")):
        return False
    return any(
        name is not None and name.stop == stop and name.values[0].form is NameForm.PROPER and _is_state(name.values[0].key)
        for name in (known_name(line, k) for k in range(start + 1, stop))
    )


def _is_state(key: str | None) -> bool:
    return (key or "").startswith("country:")


def _body_of_officer(line: Line, start: int, stop: int) -> int | None:
    """Give the end of a body whose officer's rank follows inside the run, "Orne Police Inspector Hale", or None."""
    if not line.tables.owner_first:
        return None
    for k in range(start + 1, stop):
        for hit in line.tables.heads.at(line.tokens, k):
            office = line.tables.offices.longest(line.tokens, hit.stop) if hit.stop < stop else None
            body = any(head.kind is EntityKind.ORGANISATION and not head.first for head in hit.values)
            if body and office is not None and office.stop < stop and office.values[0].bond not in (Bond.LABEL, Bond.PLAYS):
                return hit.stop
    return None


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


def _has_officer(line: Line, start: int, stop: int) -> bool:
    """Say whether the office of somebody who serves a body follows a single word that is no part of a person's name: "a Lumen spokesman"."""
    if not line.tables.owner_first or line.tokens[start].key in line.evidence.parts or stop >= len(line.tokens):
        return False
    office = line.tables.offices.longest(line.tokens, stop)
    return office is not None and office.values[0].bond is Bond.SERVES and line.tokens[stop].text.islower()


def _told_as_body(line: Line, start: int, stop: int) -> bool:
    """Say whether class nouns before a run tell bodies that bear names of their own: "the newspaper Lumen", "firms such as X and Y"."""
    introducing, giving = (line.tables.phrases[f"organisations.{name}"] for name in ("introducing", "giving"))
    if any(introducing.holds(line.tokens, k, start) for k in range(max(0, start - 3), start) if not line.capital(k)):
        return True
    if _apposed_as_body(line, stop):
        return True
    first = _first_listed(line, start)
    return any(giving.holds(line.tokens, k, first) for k in range(max(0, first - 4), first))


def _apposed_as_body(line: Line, stop: int) -> bool:
    """Say whether what stands in apposition behind a run is a class noun of bodies: "Lumen, a small software company in Oslo"."""
    tokens, tables = line.tokens, line.tables
    if stop + 2 >= len(tokens) or tokens[stop].text != "," or tokens[stop + 1].key not in tables.words["people.newly"]:
        return False
    for k in range(stop + 2, min(len(tokens), stop + 2 + APPOSED)):
        hit = next((hit for name in APPOSING if (hit := tables.phrases[name].longest(tokens, k)) is not None), None)
        if hit is not None and _closes(line, hit.stop):
            return True
        if not tokens[k].is_word and tokens[k].text != "-":
            return False
    return False


def _closes(line: Line, at: int) -> bool:
    """Say whether a noun ends at token `at`: a mark, a preposition or a clause that tells of it follows."""
    tables = line.tables
    if at >= len(line.tokens) or line.tokens[at].text in ",.;)":
        return True
    phrases = (tables.phrases["offices.stops"], tables.phrases["relations.based_in"])
    return line.tokens[at].key in tables.words["places.prepositions"] or any(p.longest(line.tokens, at) for p in phrases)


def _first_listed(line: Line, start: int) -> int:
    """Give where the list begins that the name at token `start` goes on: X of "X, Y and Z"; `start` if there is none."""
    joints = line.tables.words["organisations.joints"]
    while start > 1:
        at = start
        if line.tokens[at - 1].key in joints:
            at -= 1
        if line.tokens[at - 1].text == ",":
            at -= 1
        last = at
        while at > 0 and at < start and line.capital(at - 1):
            at -= 1
        if at == last:
            return start
        start = at
    return start


def _judged(line: Line, start: int, stop: int) -> Iterator[Spot]:
    """Say what a run of capitals that no table knows most probably names; single words wait for the whole article."""
    tables, several = line.tables, stop - start > 1
    given = line.tokens[start].key in tables.given
    if _told_as_body(line, start, stop):
        yield Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.introduced")
        return
    if is_place(line, start, stop):
        yield Spot(start, stop, EntityKind.PLACE, MentionForm.NAME, "run.place")
        return
    if several and not given and (led_in(line, start, stop) or tables.offices.longest(line.tokens, start) is not None):
        return
    if any(line.tokens[k].key in tables.words["organisations.joins"] for k in range(start, stop)):
        yield Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
        return
    if several and given:
        yield Spot(start, stop, EntityKind.PERSON, MentionForm.NAME, "person.given")
    elif _employs(line, start) or (not several and _has_officer(line, start, stop)):
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
