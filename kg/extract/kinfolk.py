"""Spotting people who are told by whose kin they are: "the wife of X", "X's family", where the owner stands behind."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.compound import covered
from kg.extract.spot import Line, Spot, known_name
from kg.lang.actors import NameForm
from kg.model.entity import EntityKind, MentionForm

APPOSING = frozenset((",", "(", "-", "\u2013", "\u2014", ":"))


def spot_kin(line: Line, i: int) -> Iterator[Spot]:
    """Spot a noun for somebody's kin before a name or pronoun; what follows is a mention of its own.

    A name just after the noun for one person may be that person's own, and one before it too, in apposition; after the noun for
    several it is not.
    """
    tables = line.tables
    family = tables.phrases["people.families"].longest(line.tokens, i)
    relative = tables.phrases["people.relatives"].longest(line.tokens, i)
    noun = max((hit for hit in (family, relative) if hit is not None), key=lambda hit: hit.stop, default=None)
    if noun is None or i in line.blocked or covered(line, i, noun.stop):
        return
    one = noun is relative
    if one and (line.before(i) in APPOSING or line.before(i) in tables.words["people.predicative"]):
        return
    of = noun.stop < len(line.tokens) and line.tokens[noun.stop].key in tables.words["organisations.owners"]
    at = noun.stop + of
    if not (_is_pointing(line, at) or _is_named(line, at, bare=of or not one)):
        return
    if one:
        yield Spot(i, noun.stop, EntityKind.PERSON, MentionForm.NOMINAL, "head.alone.kin")
    else:
        yield Spot(i, noun.stop, EntityKind.GROUP, MentionForm.NOMINAL, "group.kin", number=0)


def _is_pointing(line: Line, at: int) -> bool:
    """Say whether a pronoun for one person stands at token `at`."""
    hit = line.tables.references.longest(line.tokens, at) if at < len(line.tokens) else None
    if hit is None or line.capital(hit.stop) or line.capital(at) or not hit.values[0].pronoun:
        return False
    longer = line.tables.phrases["reference.compounds"].longest(line.tokens, at)
    return (longer is None or longer.stop <= hit.stop) and hit.values[0].kind is EntityKind.PERSON and hit.values[0].number == 1


def _is_named(line: Line, at: int, *, bare: bool) -> bool:
    """Say whether somebody is named at token `at`, after words of address or an office, or `bare` of them."""
    start = at
    while at < len(line.tokens):
        office = line.tables.offices.longest(line.tokens, at)
        if office is not None:
            at = office.stop
        elif not line.capital(at) and line.tokens[at].key in line.tables.words["people.honorifics"]:
            at += 1
        else:
            break
    if not line.capital(at) or (at == start and not bare):
        return False
    known = known_name(line, at)
    return known is None or known.values[0].form is NameForm.ADJECTIVE or at > start
