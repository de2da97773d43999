"""Spotting the names that begin with a class noun, and class nouns that are actors by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.compound import covered, opens_sentence
from kg.extract.evidence import starts_sentence
from kg.extract.organisation import absorb, linked
from kg.extract.placename import headed_place, place_name
from kg.extract.spot import LONGEST_NAME, TEAM, Line, Spot, known_name
from kg.lang.actors import Bond, Head
from kg.lang.phrases import Hit
from kg.model.entity import EntityKind, MentionForm


def spot_headed(line: Line, i: int) -> Iterator[Spot]:
    """Spot names that begin with their class noun, and class nouns that are actors by themselves."""
    if i in line.blocked:
        return
    if line.tokens[i].key.partition(".")[0] + "." in line.tables.words["places.abbreviations"] and "." in line.tokens[i].text:
        stop = _capitals(line, i + 1)
        lettered = (
            stop == i + 1 and len(line.tokens[i].text.partition(".")[2].strip(".")) == 1 and not line.tokens[i].text[-1].isdigit()
        )
        if not lettered and not (stop == i + 2 and len(line.tokens[i + 1].text) == 1):
            yield Spot(i, stop, EntityKind.PLACE, MentionForm.NAME, "head.place")
        return
    for hit in reversed(list(line.tables.heads.at(line.tokens, i))):
        for head in hit.values:
            if not (head.first or head.alone) or (head.capital and not line.capital(i)) or _inside_word(line, i):
                continue
            honoured = line.capital(i) and line.before(i) in line.tables.words["people.honorifics"]
            if covered(line, i, hit.stop) or (honoured and hit.stop == i + 1):
                continue
            spot = _headed(line, hit, head)
            if spot is not None:
                yield spot
                return


def _capitals(line: Line, at: int) -> int:
    start = at
    while at - start < 3 and line.capital(at) and not opens_sentence(line, at):
        at += 1
    return at


def _inside_word(line: Line, i: int) -> bool:
    """Say whether token `i` is but the end of a longer word of the tables, as the last syllable of a compound."""
    if i == 0 or line.capital(i):
        return False
    longer = line.tables.fields.longest(line.tokens, i - 1)
    return longer is not None and longer.stop == i + 1


def _headed(line: Line, hit: Hit[Head], head: Head) -> Spot | None:
    if head.government:
        return _government(line, hit)
    if head.kind is EntityKind.PLACE:
        return place_name(line, hit, head)
    country = known_name(line, hit.stop) if head.team and hit.stop < len(line.tokens) else None
    if country is not None and country.values[0].key in line.evidence.teams:
        key = f"{TEAM}{country.values[0].key}"
        return Spot(hit.start, country.stop, head.kind, MentionForm.NAME, "head.team", key)
    completed = head.first and linked(line, hit.stop)
    stop, named = absorb(line, hit.start, hit.stop, head) if completed else (hit.stop, False)
    if named:
        return Spot(hit.start, _abroad(line, hit.start, stop), head.kind, MentionForm.NAME, "head.organisation")
    if head.alone:
        form = MentionForm.NAME if line.proper(hit.start) and not starts_sentence(line.tokens, hit.start) else MentionForm.NOMINAL
        return Spot(hit.start, hit.stop, head.kind, form, "head.alone")
    return None


def _abroad(line: Line, start: int, stop: int) -> int:
    """Give where the name of an embassy or mission ends: with the state that it is sent to."""
    tables = line.tables
    posted = tables.phrases["organisations.posts"].longest(line.tokens, start)
    of = tables.phrases["offices.of"].longest(line.tokens, stop) if stop < len(line.tokens) else None
    host = known_name(line, of.stop) if posted is not None and of is not None and of.stop < len(line.tokens) else None
    return host.stop if host is not None and host.values[0].kind is EntityKind.PLACE else stop


def _administration(line: Line, start: int, at: int) -> Spot | None:
    """Read a government told by who leads it, "the Obama administration", or by the class noun of its place, or give None."""
    place = headed_place(line, at)
    if place is not None:
        return Spot(start, place.stop, EntityKind.ORGANISATION, MentionForm.NAME, "head.administration")
    office = line.tables.offices.longest(line.tokens, at)
    led = office.stop if office is not None and office.values[0].bond is Bond.HEADS else at
    country = known_name(line, led) if led > at and led < len(line.tokens) else None
    led = country.stop if country is not None and country.values[0].kind is EntityKind.PLACE else led
    if led == at and at < len(line.tokens) and line.tokens[at].key in line.tables.words["people.honorifics"]:
        led = at + 1
    stop = led
    while stop - led < LONGEST_NAME and line.capital(stop) and not opens_sentence(line, stop):
        stop += 1
    foreign = not line.tables.is_native(line.tokens[led].text) if led < len(line.tokens) else False
    if stop == led or (led == at and not foreign):
        return None
    return Spot(start, stop, EntityKind.ORGANISATION, MentionForm.NAME, "head.administration")


def _government(line: Line, hit: Hit[Head]) -> Spot | None:
    at = hit.stop
    if at < len(line.tokens) and line.tokens[at].key in line.tables.words["organisations.owners"]:
        at += 1
    found = known_name(line, at) if at < len(line.tokens) else None
    nation = line.tokens[hit.stop - 1].key in line.tables.words["places.nations"]
    if found is None or found.values[0].kind is not EntityKind.PLACE:
        return None if nation or at >= len(line.tokens) else _administration(line, hit.start, at)
    name = found.values[0]
    if nation and not (name.key or "").startswith("country:"):
        return None
    return Spot(hit.start, found.stop, EntityKind.PLACE, MentionForm.NAME, "head.government", name.home or name.key)
