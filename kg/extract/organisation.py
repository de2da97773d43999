"""Names of organisations that begin with their class noun and run on in capitals and in words of their field."""

from __future__ import annotations

from kg.extract.compound import opens_sentence
from kg.extract.fields import further_field
from kg.extract.fieldverb import ends_before_field, is_doing, is_joint, is_known
from kg.extract.placename import STATE, headed_place
from kg.extract.spot import Line, begins_person, has_article, known_name, office_before
from kg.lang.actors import Head, KnownName
from kg.lang.phrases import Hit
from kg.model.entity import EntityKind

LONGEST_ORGANISATION = 20
DASHES = ("-", "\u2013")
LONGEST_TRADE = 8  # words between the legal form of a company and its name


def absorb(line: Line, start: int, stop: int, head: Head) -> tuple[int, bool]:
    """Run on from a class noun `[start, stop)`: give where the name ends, and whether there is one."""
    words, tables = line.tables.words, line.tables
    capitalised = line.capital(start) and not (line.starts(start) and head.strict)
    if head.strict and not line.capital(start) and not _opens_with_field(line, stop):
        return stop, False
    held, at, end, named, proper = office_before(line, start), stop, stop, False, False
    shorter = (stop, False)  # where the name ends and whether there is one without the last of its fields
    if at + 1 < len(line.tokens) and is_joint(line, at) and not head.alone and not _is_phrase(line, at + 1):
        return stop, False
    while at < len(line.tokens) and at - start < LONGEST_ORGANISATION and at not in line.blocked:
        token = line.tokens[at]
        if line.capital(at):
            known = known_name(line, at)
            ward = _ward(line, at, held) if at == stop else None
            if ward is not None:
                end, named = ward, True
                break
            family = proper and line.tokens[at - 1].key in words["people.surnames"]
            nameless = _is_nameless(line, start, stop, at) or (not proper and _is_namesake(line, start))
            if (end > stop or head.alone) and known is None and begins_person(line, at) and held and not family and not nameless:
                break
            joined = at > stop and is_joint(line, at - 1)
            if joined and (known is not None or _new_head(line, at) or not line.tables.is_native(token.text)):
                break
            more = tables.fields.longest(line.tokens, at)
            body = _body(line, at) if at == stop and known is None else None
            if body is not None and (more is None or body > more.stop):
                end, named = body, True
                break
            if known is None and more is not None and more.stop - at > 1:
                at = end = more.stop
                named, proper = True, False
                continue
            acronym = _is_acronym(line, start, stop, at)
            if known is None and opens_sentence(line, at) and not acronym:
                break
            if known is None and is_known(line, start, at) and _begins_foreigner(line, at):
                break
            inner = headed_place(line, at) if known is None else None
            if end > stop and inner is None and known is None and _new_head(line, at):
                end = _higher(line, at) or end
                break
            split = known is None and inner is None and _splits(line, at, stop)
            if split and not line.capital(start) and (head.alone or is_doing(line, start, stop)):
                break
            proper = known is None and inner is None and not split and (more is None or not acronym)
            at = end = known.stop if known else inner.stop if inner else at + 1 + split
            named = True
            if known and known.values[0].kind is EntityKind.PLACE:
                end = _reaches(line, known, pairs=not head.team)
                break
            if inner:
                break
            continue
        numbered = (
            _number(line, at, (named and not head.strict) or (at == stop and (head.numbered or _counted(line, at - 1))))
            if end == at
            else None
        )
        if numbered is not None:
            at = end = numbered
            named = True
            continue
        owned = known_name(line, at + 1) if token.key in words["organisations.owners"] and at + 1 < len(line.tokens) else None
        if owned is not None and end > stop and not proper:
            end = owned.stop
            break
        inner = headed_place(line, at) if not (named and is_joint(line, at - 1)) else None
        lies = inner.stop if inner is not None else _nation(line, at) or _continent(line, at)
        if lies is not None:
            end, named = lies, True
            break
        more = tables.fields.longest(line.tokens, at)
        if more is not None and not proper and (capitalised or named or _goes_on(line, more.stop)):
            if ends_before_field(line, (start, stop), head, (at, more.stop)):
                break
            at = more.stop
            if not is_joint(line, more.stop - 1):
                shorter = (end, named)
                end = at
                named = named or capitalised
            continue
        trade = _trade(line, at) if not proper and _is_legal_form(line, start, at) else None
        if trade is not None:
            at = trade
            continue
        if token.key in words["organisations.links"] and (line.capital(at + 1) or has_article(line, at + 1)):
            at += 1 if line.capital(at + 1) else 2
            continue
        apposed = at + 1 < len(line.tokens) and _is_apposed(line, at)
        if token.key in words["organisations.joins"] and end == at and named and not apposed and _continues(line, at):
            at += 1
            continue
        if end == at and named and is_joint(line, at) and _is_further(line, at + 1):
            at += 1
            continue
        further = further_field(line, at) if end == at and named and proper else None
        if further is None:
            break
        at = end = further
    pointed = end < len(line.tokens) and line.tokens[end].key in words["organisations.pointers"]
    if pointed and end > shorter[0] and line.tokens[end - 1].text.islower():
        end, named = shorter  # "Health Office of this county": the county is none of the name
    return end, named and end > stop


def _is_nameless(line: Line, start: int, stop: int, at: int) -> bool:
    """Say whether a class noun that a name always follows has none before token `at`: "company" and no more, or with acronyms only."""
    if line.tables.phrases["organisations.generic"].longest(line.tokens, start) is None:
        return False
    capitals = [line.tokens[k].text for k in range(stop, at) if line.capital(k)]
    return _ends_in_two(line, at) if not capitals else all(text.isupper() for text in capitals)


def _is_acronym(line: Line, start: int, stop: int, at: int) -> bool:
    """Say whether a body is called by the acronym at token `at`, just behind its class noun or among those of its legal form."""
    text = line.tokens[at].text
    if not text.isupper() or len(text) == 1:
        return False
    return at == stop or (line.tokens[at - 1].text.isupper() and _is_legal_form(line, start, at - 1))


def _is_apposed(line: Line, at: int) -> bool:
    """Say whether the mark at token `at` leads to somebody, or to something with a name of its own."""
    return (line.tokens[at].text in DASHES and _is_somebody(line, at + 1)) or (line.capital(at + 1) and _is_another(line, at))


def _is_another(line: Line, at: int) -> bool:
    """Say whether the comma or dash at token `at` leads to a body of its own, or an en dash to where one lies."""
    mark = line.tokens[at].text
    if mark == ",":
        return _new_head(line, at + 1)
    if mark not in DASHES:
        return False
    aside = mark != "-" and (known_name(line, at + 1) is not None or headed_place(line, at + 1) is not None)
    return aside or (_new_head(line, at + 1) and _higher(line, at + 1) is not None)


def _ends_in_two(line: Line, at: int) -> bool:
    """Say whether two capitals and no more stand at token `at`: too few for a full name."""
    return line.capital(at + 1) and not line.capital(at + 2)


def _is_somebody(line: Line, at: int) -> bool:
    """Say whether somebody's name or office begins at token `at`."""
    return begins_person(line, at) or line.tables.offices.longest(line.tokens, at) is not None


def _is_further(line: Line, at: int) -> bool:
    """Say whether a field in capitals goes on with a name at token `at`, after a joint: "Company Salt and Trade X"."""
    if not line.capital(at) or known_name(line, at) is not None or _new_head(line, at):
        return False
    return line.tables.fields.longest(line.tokens, at) is not None


def _is_phrase(line: Line, at: int) -> bool:
    """Say whether a field of more than one word begins at token `at`."""
    more = line.tables.fields.longest(line.tokens, at)
    return more is not None and more.stop - more.start > 1


def _is_legal_form(line: Line, start: int, at: int) -> bool:
    """Say whether a name that begins at `start` has told its legal form, and nothing in capitals since: "Stock Company"."""
    for k in range(at - 1, start - 1, -1):
        if any(hit.stop <= at for hit in line.tables.phrases["organisations.legal"].at(line.tokens, k)):
            return True
        if line.capital(k):
            return False
    return False


def _trade(line: Line, at: int) -> int | None:
    """Give the capital that words of a trade in lower case lead up to from token `at`, or None: a name follows its legal form."""
    i = at
    while i < min(len(line.tokens), at + LONGEST_TRADE):
        if line.capital(i):
            return i
        more = line.tables.fields.longest(line.tokens, i)
        token = line.tokens[i]
        if more is not None:
            i = more.stop
        elif (
            token.text.islower()
            and line.tables.is_native(token.text)
            and token.key not in line.tables.words["organisations.breaks"]
        ):
            i += 1
        else:
            return None
    return None


def linked(line: Line, at: int) -> bool:
    """Say whether what follows a class noun may complete its name: after a link, where the language has links."""
    links = line.tables.words["organisations.links"]
    return not links or (at < len(line.tokens) and line.tokens[at].key in links)


def _nation(line: Line, at: int) -> int | None:
    """Give the end of a state's name with the word for a state before it, or None."""
    if line.tokens[at].key not in line.tables.words["places.nations"] or at + 1 >= len(line.tokens):
        return None
    known = known_name(line, at + 1)
    return known.stop if known is not None and known.values[0].kind is EntityKind.PLACE else None


def _continent(line: Line, at: int) -> int | None:
    """Give the end of a place of the tables whose name begins in lower case, or None."""
    known = known_name(line, at) if not line.capital(at) else None
    return known.stop if known is not None and known.values[0].kind is EntityKind.PLACE and line.capital(known.stop - 1) else None


def _counted(line: Line, i: int) -> bool:
    """Say whether token `i`, the last of a class noun, is that of a place that may have a number for a name: "ward"."""
    return any(
        head.numbered and head.kind is EntityKind.PLACE for hit in line.tables.heads.at(line.tokens, i) for head in hit.values
    )


def _number(line: Line, at: int, bare: bool) -> int | None:
    """Give the end of the number at token `at` that a name bears, "No. 5", or None; without a word for it only if `bare`."""
    token, words = line.tokens[at], line.tables.words
    if token.key in words["organisations.numerals"] and at + 1 < len(line.tokens) and at + 1 not in line.blocked:
        return at + 2 if line.tokens[at + 1].text.isdigit() else None
    yearly = line.tokens[at - 1].key in words["organisations.competitions"]
    return at + 1 if bare and token.text[0].isdigit() and len(token.text) < (5 if yearly else 4) else None


def _ward(line: Line, at: int, held: bool) -> int | None:
    """Give the end of the place at token `at` whose class noun ends that of its body, "ward council X"; None for a person in office."""
    place = headed_place(line, at - 1)
    if place is None:
        return None
    known = known_name(line, at)
    if known is not None and known.stop == at + 1 < place.stop:
        return place.stop
    lesser = line.tables.phrases["places.lesser"].holds(line.tokens, at - 1, at)
    return place.stop if lesser and not (held and line.capital(at + 2)) else None


def _reaches(line: Line, known: Hit[KnownName], *, pairs: bool) -> int:
    """Give where a body's name ends that has gone on to a place: with the state or region just after it, "Pacific Command Norway".

    Where `pairs` is set, with the other of two states that a dash joins, too: "Friendship Union Norway - Chile".
    """
    at = known.stop
    if line.capital(at):
        host = known_name(line, at)
        return host.stop if host is not None and host.values[0].kind is EntityKind.PLACE else at
    if not pairs or at + 1 >= len(line.tokens) or line.tokens[at].text not in DASHES or not _is_state(known):
        return at
    other = known_name(line, at + 1)
    if other is not None:
        return other.stop if _is_state(other) else at
    return at + 2 if line.capital(at + 1) and line.tokens[at + 1].key in line.tables.words["places.short"] else at


def _is_state(known: Hit[KnownName]) -> bool:
    return (known.values[0].key or "").startswith(STATE)


def _is_namesake(line: Line, start: int) -> bool:
    """Say whether the body whose class noun begins at `start` may be called after a person: a school."""
    return line.tables.phrases["organisations.namesakes"].longest(line.tokens, start) is not None


def _begins_foreigner(line: Line, at: int) -> bool:
    """Say whether two foreign words in capitals begin at token `at` that no table knows: somebody's name behind a known body."""
    tokens, tables = line.tokens, line.tables
    return all(
        line.capital(k) and known_name(line, k) is None and not tokens[k].text.isupper() and not tables.is_native(tokens[k].text)
        for k in (at, at + 1)
    )


def _body(line: Line, at: int) -> int | None:
    """Give the end of the body at token `at` whose team or branch a class noun just before it tells of: "the Bank of Oslo team"."""
    noun = line.tables.heads.longest(line.tokens, at)
    if noun is None or noun.stop - at == 1:
        return None
    body = any(head.first and head.kind is EntityKind.ORGANISATION for head in noun.values)
    whole = body and line.tables.fields.longest(line.tokens, at) is None
    ends = not line.capital(noun.stop) and not (noun.stop + 1 < len(line.tokens) and line.tokens[noun.stop].text == ".")
    return _higher(line, at) or (noun.stop if whole and ends else None)


def _higher(line: Line, at: int) -> int | None:
    """Give the end of the organisation at token `at` that the one just named is a part of: "Youth Union Ministry of Health"."""
    for hit in reversed(line.tables.heads.at(line.tokens, at)):
        for head in hit.values:
            if head.first and head.kind is EntityKind.ORGANISATION:
                end, named = absorb(line, at, hit.stop, head)
                if named or head.alone:
                    return end
    return None


def _splits(line: Line, at: int, start: int) -> bool:
    """Say whether token `at` is the capitalised first syllable of a word that goes on in lower case, which no table knows."""
    if at + 1 >= len(line.tokens) or not line.tables.is_native(line.tokens[at].text) or (at > start and line.capital(at - 1)):
        return False
    if line.tokens[at].key in line.tables.words["places.short"]:
        return False
    following = line.tokens[at + 1]
    return (
        following.text.islower()
        and line.tables.is_native(following.text)
        and following.key not in line.tables.words["organisations.breaks"]
        and at + 1 not in line.blocked
    )


def _new_head(line: Line, at: int) -> bool:
    return any(
        head.first and head.kind is EntityKind.ORGANISATION
        for hit in line.tables.heads.at(line.tokens, at)
        for head in hit.values
    )


def _opens_with_field(line: Line, at: int) -> bool:
    more = line.tables.fields.longest(line.tokens, at) if at < len(line.tokens) else None
    return more is not None and line.capital(at)


def _goes_on(line: Line, at: int) -> bool:
    """Say whether a run of field words ends in a capital, as a company does whose trade comes before its name."""
    for _ in range(6):
        if line.capital(at):
            return True
        more = line.tables.fields.longest(line.tokens, at) if at < len(line.tokens) else None
        if more is None:
            return headed_place(line, at) is not None
        at = more.stop
    return False


def _continues(line: Line, at: int) -> bool:
    """Say whether a comma or dash inside a name is followed by more of it: a list that ends in "and"."""
    mark = line.tokens[at].text
    if mark != ",":
        return line.capital(at + 1) or (at + 1 < len(line.tokens) and line.tables.fields.longest(line.tokens, at + 1) is not None)
    after = at + 1
    while after < len(line.tokens):
        more = line.tables.fields.longest(line.tokens, after)
        if more is None:
            return False
        if is_joint(line, more.stop - 1) and more.stop - more.start == 1:
            return after > at + 1
        after = more.stop
        if after < len(line.tokens) and line.tokens[after].text == ",":
            after += 1
    return False
