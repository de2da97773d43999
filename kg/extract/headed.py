"""Spotting the names that begin with a class noun, and class nouns that are actors by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.compound import covered, credited, opens_sentence
from kg.extract.organisation import absorb, linked
from kg.extract.people import run_end
from kg.extract.placename import abbreviated_place, headed_place, place_name
from kg.extract.spot import LONGEST_NAME, TEAM, Line, Spot, begins_person, known_name
from kg.lang.actors import Bond, Head, KnownName, NameForm
from kg.lang.phrases import Hit
from kg.model.entity import EntityKind, MentionForm


def spot_headed(line: Line, i: int) -> Iterator[Spot]:
    """Spot names that begin with their class noun, and class nouns that are actors by themselves."""
    if i in line.blocked or (credited(line, i) and not _follows_outlet(line, i)):
        return
    abbreviated = abbreviated_place(line, i)
    if abbreviated is not None:
        yield abbreviated
        return
    hits = line.tables.heads.at(line.tokens, i)
    whole = max((hit.stop for hit in hits), default=i)
    for hit in reversed(hits):
        for head in _fitting(line, hit):
            if not (head.first or head.alone) or (head.capital and not line.capital(i)) or _inside_word(line, i):
                continue
            honoured = line.capital(i) and line.before(i) in line.tables.words["people.honorifics"]
            if covered(line, i, hit.stop) or (honoured and hit.stop == i + 1) or _begins_name(line, hit):
                continue
            if _begins_office(line, hit):
                continue
            spot = _headed(line, hit, head)
            nameless = spot is not None and hit.stop < spot.stop == whole and not line.capital(i)
            if spot is not None and not nameless:  # "school" + "GYM" is no name where "school GYM" is a class noun
                yield spot
                return


def _follows_outlet(line: Line, i: int) -> bool:
    """Say whether the name of an outlet stands just before token `i` and ends the credit: "Photo: EPA"."""
    known = known_name(line, i - 1) if i > 0 else None
    return known is not None and known.stop == i and known.values[0].form is NameForm.AGENCY


def _fitting(line: Line, hit: Hit[Head]) -> Iterator[Head]:
    """Give the readings of a class noun, without that of a place if the name of a body comes next: "channel TV3" is no strait."""
    known = known_name(line, hit.stop) if hit.stop < len(line.tokens) else None
    body = known is not None and known.values[0].kind is EntityKind.ORGANISATION
    several = body and any(head.kind is EntityKind.ORGANISATION for head in hit.values)
    return (head for head in hit.values if not (several and head.kind is EntityKind.PLACE))


def _begins_office(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun in capitals is but the beginning of somebody's office in capitals: "Board" of "Board Chair Robin Hale"."""
    office = line.tables.offices.longest(line.tokens, hit.start)
    return office is not None and office.stop > hit.stop and all(map(line.capital, range(hit.start, office.stop)))


def _begins_name(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun is but the beginning of a name: "Mill" of "Mill Hale" is no mill."""
    if not line.capital(hit.start):
        return False
    if (
        hit.stop == hit.start + 1
        and line.capital(hit.stop)
        and (line.tokens[hit.start].key, line.tokens[hit.stop].key) in line.evidence.tails
    ):
        return True
    known = known_name(line, hit.start)
    return known is not None and known.stop > hit.stop and known.values[0].kind is EntityKind.PLACE


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
        place = place_name(line, hit, head)
        return None if place is not None and _ends_in_body(line, place) else place
    country = known_name(line, hit.stop) if head.team and hit.stop < len(line.tokens) else None
    if country is not None and country.values[0].key in line.evidence.teams:
        key = f"{TEAM}{country.values[0].key}"
        return Spot(hit.start, country.stop, head.kind, MentionForm.NAME, "head.team", key)
    if head.numbered and _is_contest(line, hit):
        return None
    if _is_counted(line, hit) or _is_middle(line, hit) or _holds_event(line, hit):
        return None
    completed = head.first and linked(line, hit.stop)
    stop, named = absorb(line, hit.start, hit.stop, head) if completed else (hit.stop, False)
    if named:
        brand = _brand(line, hit, stop)
        if brand is not None:
            return Spot(hit.start, brand.stop, head.kind, MentionForm.NAME, "head.organisation", brand.values[0].key)
        stop = _abroad(line, hit.start, _branded(line, hit, stop))
        return Spot(hit.start, stop, head.kind, MentionForm.NAME, "head.organisation", _own_key(line, hit, stop))
    if head.alone and not (_tells_kind(line, hit.stop) or _introduces(line, hit.stop)):
        form = MentionForm.NAME if line.proper(hit.start) and not line.starts(hit.start) else MentionForm.NOMINAL
        return Spot(hit.start, hit.stop, head.kind, form, "head.alone")
    return None


def _tells_kind(line: Line, stop: int) -> bool:
    """Say whether the noun of a thing makes the class noun before it only tell whose or what kind it is: "government spending"."""
    return stop < len(line.tokens) and line.tables.phrases["organisations.matters"].longest(line.tokens, stop) is not None


def _introduces(line: Line, stop: int) -> bool:
    """Say whether the class noun before token `stop` only tells what the outlet named there is: "state media Xinhua"."""
    known = known_name(line, stop) if stop < len(line.tokens) else None
    return known is not None and known.values[0].form is NameForm.AGENCY


def _ends_in_body(line: Line, place: Spot) -> bool:
    """Say whether the name of a place goes on to the class noun of a body in capitals: "Cape Orla University"."""
    if not line.tables.owner_first or not line.capital(place.stop - 1):
        return False
    hits = (hit for k in range(place.start + 1, place.stop) for hit in line.tables.heads.at(line.tokens, k))
    return any(
        hit.stop == place.stop and head.kind is EntityKind.ORGANISATION and not head.first for hit in hits for head in hit.values
    )


def _is_contest(line: Line, hit: Hit[Head]) -> bool:
    """Say whether the age group of a team only tells which contest is meant: "U20 World Cup"."""
    at = hit.stop
    while line.capital(at) and at - hit.stop < LONGEST_NAME:
        if line.tokens[at].key in line.tables.words["organisations.competitions"]:
            return True
        at += 1
    return False


def _is_counted(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a number before a class noun in lower case makes it several bodies and no name: "159 high schools"."""
    counted = line.before(hit.start)[:1].isdigit() and hit.start - 1 not in line.blocked
    return counted and not line.tables.owner_first and not line.capital(hit.start)


def _holds_event(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun in lower case is a verb here, with the event after it that somebody holds."""
    tables = line.tables
    doing = tables.phrases["organisations.doing"].longest(line.tokens, hit.start)
    if doing is None or doing.stop != hit.stop or line.capital(hit.start) or hit.stop >= len(line.tokens):
        return False
    return any(tables.phrases[name].longest(line.tokens, hit.stop) for name in ("organisations.wares", "words.things_first"))


def _brand(line: Line, hit: Hit[Head], stop: int) -> Hit[KnownName] | None:
    """Give the company of the tables that follows what it is and where, "the Norwegian airline Wideroe", where class nouns come first."""
    generic = line.tables.phrases["organisations.generic"].longest(line.tokens, hit.start)
    if generic is None or line.tables.owner_first or not line.capital(stop):
        return None
    known = known_name(line, stop)
    if known is None or _place_up_to(line, hit, stop) is None or known.values[0].kind is not EntityKind.ORGANISATION:
        return None
    return None if known.values[0].form is NameForm.AGENCY else known


def _branded(line: Line, hit: Hit[Head], stop: int) -> int:
    """Run on to the name that follows what a company is and where: "the Norwegian airline Nordic Air" where class nouns come first."""
    generic = line.tables.phrases["organisations.generic"].longest(line.tokens, hit.start)
    if generic is None or not line.capital(stop) or line.tables.is_native(line.tokens[stop].text) or begins_person(line, stop):
        return stop
    place = _place_up_to(line, hit, stop)
    acronym = line.tokens[stop].text.isupper() and len(line.tokens[stop].text) > 2
    if place is None or (any(line.capital(k) for k in range(hit.start + 1, place.start)) and not acronym):
        return stop
    return run_end(line, stop) if known_name(line, stop) is None else stop


def _place_up_to(line: Line, hit: Hit[Head], stop: int) -> Hit[KnownName] | None:
    """Give the place of the tables behind a class noun whose name ends before token `stop`, or None."""
    known = next((known for k in range(stop - 1, hit.start, -1) if (known := known_name(line, k)) and known.stop == stop), None)
    return known if known is not None and known.values[0].kind is EntityKind.PLACE else None


def _is_middle(line: Line, hit: Hit[Head]) -> bool:
    """Say whether a class noun before a place means but the middle of it: "centre of Oslo"."""
    middle = line.tables.phrases["organisations.middles"].longest(line.tokens, hit.start)
    if middle is None or middle.stop != hit.stop or hit.stop >= len(line.tokens):
        return False
    if headed_place(line, hit.stop) is not None:
        return True
    known = known_name(line, hit.stop)
    return known is not None and known.values[0].kind is EntityKind.PLACE and not line.capital(known.stop)


def _own_key(line: Line, hit: Hit[Head], stop: int) -> str | None:
    """Give the key of the organisation of the tables that a generic class noun stands before, or None."""
    generic = line.tables.phrases["organisations.generic"].longest(line.tokens, hit.start)
    known = known_name(line, hit.stop) if generic is not None and generic.stop == hit.stop else None
    if known is None or known.stop != stop or known.values[0].kind is not EntityKind.ORGANISATION:
        return None
    return known.values[0].key


def _abroad(line: Line, start: int, stop: int) -> int:
    """Give where the name of an embassy or mission ends: with the state that it is sent to."""
    tables = line.tables
    posted = tables.phrases["organisations.posts"].longest(line.tokens, start)
    of = tables.phrases["offices.of"].longest(line.tokens, stop) if stop < len(line.tokens) else None
    if posted is None or of is None or of.stop >= len(line.tokens):
        return stop
    host = known_name(line, of.stop)
    if host is not None and host.values[0].kind is EntityKind.PLACE:
        return host.stop
    place = headed_place(line, of.stop)
    return stop if place is None else place.stop


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
