"""Spotting groups: "170 workers", "residents of Hanoi", "the Japanese and American defence companies"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.capitalrun import spot_run
from kg.extract.compound import covered
from kg.extract.headed import spot_headed
from kg.extract.kinfolk import spot_kin
from kg.extract.people import run_end
from kg.extract.placename import STATE
from kg.extract.row import OWNED
from kg.extract.spot import LONGEST_NAME, Line, Spot, known_name
from kg.lang.actors import Bond, NameForm
from kg.model.entity import EntityKind, MentionForm

LONGEST_POSITION = 2  # tokens of a word for an office itself
LONGEST_GROUP = 14
APPOSING = (",", "(", "-", "\u2013")
MOST_BEFORE = 3  # words before the noun that describes one person


def spot_group(line: Line, i: int) -> Iterator[Spot]:
    """Spot a plural opener or number with a group noun, or a group noun with the name of whom it belongs to."""
    if i in line.blocked:
        return
    yield from _somebody_unnamed(line, i)
    at = _opened(line, i)
    alone = line.tables.phrases["groups.bare"].longest(line.tokens, i)
    if alone is not None and alone.stop > at:
        at = i  # what opens other groups is a part of this noun
    opened = at > i
    owned = _owned_by_name(line, _nationals(line, at))
    national = owned > at
    modified = at = owned
    head = line.tables.groups.longest(line.tokens, at) if at < len(line.tokens) else None
    while head is None and modified < min(len(line.tokens), at + 3) and (more := _modified(line, modified)) is not None:
        if not opened and line.tables.phrases["organisations.doing"].longest(line.tokens, modified) is not None:
            break
        modified = more
        head = line.tables.groups.longest(line.tokens, modified) if modified < len(line.tokens) else None
    at_head = (head.start, head.stop) if head is not None else _offices(line, at) if opened else None
    if at_head is None or covered(line, *at_head) or _inside_noun(line, *at_head):
        return
    start, past = at_head
    stop, belongs = _belonging(line, past)
    if not opened and _apposed(line, start):
        return
    if not opened and line.tables.phrases["organisations.doing"].longest(line.tokens, start) is not None:
        return
    if belongs and (_is_class(line, i, start, past) or (not opened and _tells_origin(line, start, past))):
        return
    belongs = belongs or national
    bare = not (opened or belongs) and modified == at and line.tables.phrases["groups.bare"].longest(line.tokens, at) is not None
    if bare and not (line.capital(past) or _owns(line, past)) and line.before(i) not in line.tables.words["groups.singles"]:
        yield Spot(i, stop, EntityKind.GROUP, MentionForm.NOMINAL, "group.bare", number=0)
    vague = line.tables.phrases["groups.vague"].longest(line.tokens, start)
    if opened and not belongs and modified == at and stop == past and vague is not None and vague.stop == past:
        return
    if opened or national or (belongs and not line.capital(stop)):
        known = at == i + 1 and modified == at and line.tokens[i].key in line.tables.words["organisations.articles"]
        rule = "group.of" if belongs else "group.the" if known else "group.opened"
        i = _past_determiners(line, i)
        yield Spot(i, stop, EntityKind.GROUP, MentionForm.NOMINAL, rule, number=0)


def _owns(line: Line, at: int) -> bool:
    """Say whether a possessive at token `at` makes a bare noun only tell what kind of thing follows: "visitors' centre"."""
    owners = line.tables.words["offices.possessives"]
    return line.tables.owner_first and at < len(line.tokens) and line.tokens[at].key in owners


def _inside_noun(line: Line, start: int, stop: int) -> bool:
    """Say whether the noun of a group is but the end of a longer one: "men" in "fire men"."""
    return any(line.tables.groups.holds(line.tokens, k, stop) for k in range(max(0, start - 2), start))


def _is_class(line: Line, i: int, start: int, past: int) -> bool:
    """Say whether the head is a class noun before names of their own: "the city of X", "the two provinces X and Y"."""
    end = _named(line, past)
    listed = end is not None and end + 1 < len(line.tokens) and line.capital(end + 1)
    if (
        listed
        and end is not None
        and (line.tokens[end].text == "," or line.tokens[end].key in line.tables.words["organisations.joints"])
    ):
        return _heads(line, start, past)
    counted = line.tokens[i].text[0].isdigit() or line.tokens[i].key in line.tables.words["groups.counts"]
    if i == start:
        return _heads(line, start, past)
    if not (counted and start == i + 1):
        return False
    return _heads(line, start, past) and end is not None


def _heads(line: Line, start: int, past: int) -> bool:
    return line.tables.heads.holds(line.tokens, start, past)


def _tells_origin(line: Line, start: int, past: int) -> bool:
    """Say whether "a person of X" only tells where one comes from who is named or described beside it."""
    if line.tokens[past - 1].key not in line.tables.words["groups.quantifiers"] or start == 0:
        return False
    tables = line.tables
    indexes = (tables.offices, tables.groups, tables.phrases["people.nouns"], tables.phrases["groups.modifiers"])
    return line.capital(start - 1) or any(
        hit.stop == start for k in range(max(0, start - 4), start) for index in indexes for hit in index.at(line.tokens, k)
    )


def _apposed(line: Line, start: int) -> bool:
    """Say whether an office stands in apposition to a name before it: "X, teacher of Y" is one person."""
    if start < 2 or line.tokens[start - 1].text not in APPOSING or line.tables.offices.longest(line.tokens, start) is None:
        return False
    return line.capital(start - 2) or line.tokens[start - 2].text == ")"


def _offices(line: Line, at: int) -> tuple[int, int] | None:
    """Give the tokens of an office that an opener makes plural: "the former presidents"."""
    if not line.tables.bare_offices:
        return None  # where offices need an article, "the president" is one person
    office = line.tables.offices.longest(line.tokens, at) if at < len(line.tokens) else None
    return None if office is None else (office.start, office.stop)


def spot_described(line: Line, i: int) -> Iterator[Spot]:
    """Spot one person without a name: a noun for people after "a", or with an age after it, or one that tells somebody's kin alone."""
    tables = line.tables
    at = i
    while at < len(line.tokens) and at - i < MOST_BEFORE and line.tokens[at].key in tables.words["people.indefinite"]:
        at += 1
    noun = tables.phrases["people.nouns"].longest(line.tokens, at) if at < len(line.tokens) else None
    if noun is None or i in line.blocked or line.capital(noun.stop) or covered(line, at, noun.stop):
        return
    if not line.titled and any(line.capital(k) for k in range(at + 1, noun.stop)):
        return
    whole = tables.phrases["reference.compounds"].longest(line.tokens, at)
    if whole is not None and whole.stop > noun.stop:
        return
    stop = noun.stop
    while (more := _modified(line, stop)) is not None:
        stop = more
    aged = tables.phrases["people.ages"].longest(line.tokens, stop + 1) if stop + 1 < len(line.tokens) else None
    old = aged is not None and line.tokens[stop].text.isdigit()
    if not old and at == i and not _is_kin(line, i, noun.stop):
        return
    rule = "aged" if old else "one"
    yield Spot(i, aged.stop if old and aged is not None else stop, EntityKind.PERSON, MentionForm.NOMINAL, f"head.alone.{rule}")


def _is_kin(line: Line, start: int, stop: int) -> bool:
    """Say whether a noun tells one person by what it is to another ("ex-husband", "boyfriend"), and not what somebody named is."""
    told = line.tables.phrases["people.kin"].longest(line.tokens, start)
    if told is None or told.stop != stop or line.before(start) in line.tables.words["people.predicative"]:
        return False
    return not _follows_name(line, start)


def spot_somebody(line: Line, i: int) -> Iterator[Spot]:
    """Spot a leading office that stands without a name: "the president", "the minister"; and whoever is but described.

    Whose office it is may stand beside it, and is a mention of its own: "the US President".
    """
    yield from spot_kin(line, i)
    yield from spot_described(line, i)
    at = i
    while at < len(line.tokens) and at - i < 3 and line.tokens[at].key in line.tables.words["people.determiners"]:
        at += 1
    owned = at == i and _owned_office(line, i)
    if i in line.blocked or at >= len(line.tokens) or (_inside_name(line, i) and not owned):
        return
    if at == i and not line.tables.bare_offices and not owned:
        return
    office = line.tables.offices.longest(line.tokens, at)
    bonds = set(Bond) - {Bond.LABEL} if line.tables.owner_first else {Bond.HEADS}
    if office is None or office.values[0].bond not in bonds:
        return
    aide = _aide(line, office.stop)
    if aide is not None:
        yield Spot(at, aide, EntityKind.PERSON, MentionForm.NOMINAL, "group.one")
        return
    owner, stop = _named(line, office.stop), office.stop
    field = line.tables.fields.longest(line.tokens, stop) if owner is None and line.capital(stop) else None
    if field is not None and not line.tables.owner_first:
        owner, stop = _named(line, field.stop), field.stop
    if owner is None and line.capital(office.stop):
        return
    if owner is not None and (line.tables.owner_first or line.capital(owner) or _predicated(line, i)):
        return
    yield Spot(i, stop, EntityKind.PERSON, MentionForm.NOMINAL, "somebody.office" if owner is None else OWNED)


def _aide(line: Line, at: int) -> int | None:
    """Give the end of the office of who serves the holder of the one that ends at token `at`: "the mayor's chief adviser"."""
    tokens, words = line.tokens, line.tables.words
    if at >= len(tokens) or tokens[at].key not in words["offices.possessives"]:
        return None
    at += 1
    while at < len(tokens) and tokens[at].key in words["offices.prefixes"]:
        at += 1
    office = line.tables.offices.longest(tokens, at) if at < len(tokens) else None
    serves = office is not None and office.values[0].bond is Bond.SERVES and not line.capital(office.stop)
    return office.stop if office is not None and serves and _ends_phrase(line, office.stop) else None


def _ends_phrase(line: Line, at: int) -> bool:
    """Say whether no noun can follow at token `at`: there is a mark, a verb or a preposition ("official trips" are no official)."""
    if at >= len(line.tokens) or not line.tokens[at].is_word or line.tokens[at].key in line.tables.words["places.prepositions"]:
        return True
    verbs = ("people.verbs", "places.agent_verbs", "offices.stops")
    return any(line.tables.phrases[name].longest(line.tokens, at) is not None for name in verbs)


def _predicated(line: Line, i: int) -> bool:
    """Say whether an office at token `i` is what somebody named before is or becomes: "X, ex-director of Y", "X became director of Y".

    Of several offices behind a name each is one of its: "X, minister of Y, chairman of Z".
    """
    tables, words = line.tables, line.tables.words
    while line.before(i) in words["offices.prefixes"]:
        i -= 1
    if any(line.before(i) in words[name] for name in ("people.predicative", "offices.deputies")):
        return True
    if any(tables.phrases["offices.positions"].holds(line.tokens, k, i) for k in range(max(0, i - LONGEST_POSITION), i)):
        return True
    if i < 2 or line.before(i) not in APPOSING:
        return False
    if line.capital(i - 2) or line.tokens[i - 2].text == ")" or tables.phrases["people.ages"].begins(line.before(i - 1)):
        return True
    start = max((k for k in range(i - 1) if line.tokens[k].text in APPOSING), default=-1) + 1
    while start < i and line.tokens[start].key in words["offices.prefixes"] | words["offices.deputies"]:
        start += 1
    return tables.offices.longest(line.tokens, start) is not None


def _owned_office(line: Line, i: int) -> bool:
    """Say whether a body or state stands just before an office: "the FBI director"."""
    if not line.tables.owner_first or i == 0:
        return False
    while line.before(i) in line.tables.words["offices.prefixes"] - line.tables.words["offices.former"]:
        i -= 1  # "Iran's new president"
    end = i - (line.before(i) in line.tables.words["offices.possessives"])
    return any((known := known_name(line, k)) is not None and known.stop == end for k in range(max(0, end - LONGEST_NAME), end))


def _inside_name(line: Line, i: int) -> bool:
    return i > 0 and line.capital(i - 1) and line.capital(i)


def _modified(line: Line, at: int) -> int | None:
    """Give the end of the word at token `at` that tells what kind of group it is: "foreign" in "many foreign firms"."""
    hit = line.tables.phrases["groups.modifiers"].longest(line.tokens, at)
    return None if hit is None or at in line.blocked or covered(line, at, hit.stop) else hit.stop


def _somebody_unnamed(line: Line, i: int) -> Iterator[Spot]:
    """Spot one person told by a noun only: "a gunman", "the 42-year-old driver"; none before a name, which the noun titles."""
    tables = line.tables
    at = i
    while at < len(line.tokens) and at - i < 2 and line.tokens[at].key in tables.words["people.introducers"]:
        at += 1
    start = at
    if at == i and not (line.starts(i) and not line.titled):
        return
    if line.before(i) in tables.words["people.predicative"] or _follows_name(line, i):
        return
    while at < len(line.tokens) and at - start < 6 and _attribute(line, at):
        at += 1
    lists = ["people.nominals"]
    if at > start or line.before(start) in tables.words["people.newly"]:
        lists.append("people.newcomers")
    hits = [hit for name in lists if at < len(line.tokens) and (hit := tables.phrases[name].longest(line.tokens, at))]
    noun = max(hits, key=lambda hit: hit.stop, default=None)
    if noun is not None and not line.capital(noun.stop):
        yield Spot(start, noun.stop, EntityKind.PERSON, MentionForm.NOMINAL, "group.one")


def _follows_name(line: Line, i: int) -> bool:
    """Say whether a description stands in apposition to a name that may be a person's: "X, a teacher", "X, 43, the driver"."""
    if i < 2 or line.tokens[i - 1].text != ",":
        return False
    at = i - 2
    if line.tokens[at].text.isdigit() and at > 1 and line.tokens[at - 1].text == ",":
        at -= 2
    if not line.capital(at):
        return False
    known = next((hit for k in range(at, max(-1, at - 4), -1) if (hit := known_name(line, k)) and hit.stop == at + 1), None)
    return known is None or known.values[0].kind is not EntityKind.PLACE


def _attribute(line: Line, i: int) -> bool:
    token = line.tokens[i]
    hyphen = line.tokens[i + 1].text if token.text.isdigit() and i + 1 < len(line.tokens) else token.text
    if hyphen == "-" or token.key in line.tables.words["people.attributes"]:
        return True
    known = known_name(line, i)
    return known is not None and known.stop == i + 1 and known.values[0].form is NameForm.ADJECTIVE


def _past_determiners(line: Line, i: int) -> int:
    """Step over what determines a group and does not tell it from others: "the", "some"."""
    while line.tokens[i].key in line.tables.words["groups.determiners"]:
        i += 1
    return i


def _nationals(line: Line, i: int) -> int:
    """Give the token after the adjectives of nations at `i`: "Chilean", "Chilean and Peruvian"; `i` if there are none."""
    at, end = i, i
    while at < len(line.tokens) and at not in line.blocked:
        known = known_name(line, at)
        if known is None or known.values[0].form is not NameForm.ADJECTIVE:
            break
        at = end = known.stop
        if at < len(line.tokens) and line.tokens[at].key in line.tables.words["organisations.joints"]:
            at += 1
    return end


def _owned_by_name(line: Line, i: int) -> int:
    """Give the token after a name at `i` that tells whose the group is, "Hale supporters", "FBI agents"; `i` if there is none.

    Only where owners come first, and with the group's noun right after the name.
    """
    if not line.tables.owner_first or line.titled or not line.proper(i):
        return i
    known = known_name(line, i)
    stop = known.stop if known is not None else run_end(line, i)
    head = line.tables.groups.longest(line.tokens, stop) if stop < len(line.tokens) else None
    if head is None or line.capital(stop) or (known is not None and known.values[0].form is NameForm.ADJECTIVE):
        return i
    return stop


def _opened(line: Line, i: int) -> int:
    """Give the token after the plural openers and numbers at `i`."""
    at = i
    while at < len(line.tokens) and at - i < 6 and at not in line.blocked:
        opener = line.tables.phrases["groups.openers"].longest(line.tokens, at)
        if line.capital(at) and not line.starts(at):
            break
        if opener is not None:
            if _approximates_nothing(line, at, opener.stop) or covered(line, at, opener.stop):
                break
            at = opener.stop
        elif line.tokens[at].text[0].isdigit() and "/" not in line.tokens[at].text:
            at += 1  # "2/8 Residents" is the second of eight pictures
        else:
            break
    return at


def _approximates_nothing(line: Line, start: int, stop: int) -> bool:
    """Say whether a word that goes before numbers has none after it: "talks about workers" are no workers in number."""
    if not line.tables.phrases["groups.approximators"].holds(line.tokens, start, stop):
        return False
    if stop >= len(line.tokens):
        return True
    number = line.tables.phrases["groups.openers"].longest(line.tokens, stop)
    if number is None or line.tokens[stop].key in line.tables.words["groups.determiners"]:
        return not line.tokens[stop].text[0].isdigit()
    return False


def _belonging(line: Line, at: int) -> tuple[int, bool]:
    """Run on over modifiers to the names of whom the group belongs to; give the end, and whether there are any."""
    end, belongs, start = at, False, at
    while at < len(line.tokens) and at - start < LONGEST_GROUP and at not in line.blocked:
        named = _named(line, at)
        if named is not None:
            at = end = named
            belongs = True
            joint = line.tokens[at].key if at < len(line.tokens) else ""
            if joint in line.tables.words["organisations.joints"] and _named(line, at + 1) is not None:
                at += 1
                continue
            break
        of = line.tables.phrases["groups.of"].longest(line.tokens, at)
        if of is not None and of.stop < len(line.tokens) and _named(line, of.stop) is not None:
            if _tells_what(line, of.stop):
                break
            at = of.stop
        elif (more := _modified(line, at)) is not None:
            at = end = more
        else:
            break
    return end, belongs


def _tells_what(line: Line, at: int) -> bool:
    """Say whether the name of a town at token `at` only tells of which thing somebody is: "victims of the Oslo crash"."""
    known = known_name(line, at)
    if known is None or known.values[0].kind is not EntityKind.PLACE or known.stop >= len(line.tokens):
        return False
    articled = line.before(at) in line.tables.words["organisations.articles"]
    state = (known.values[0].key or "").startswith(STATE)  # "the Philippines"
    return articled and not state and line.tokens[known.stop].text.islower() and line.common(known.stop)


def _named(line: Line, at: int) -> int | None:
    """Give the end of the name of a place or an organisation at token `at`, or None."""
    if at >= len(line.tokens) or at in line.blocked:
        return None
    headed = max((s.stop for s in spot_headed(line, at) if s.form is MentionForm.NAME), default=0)
    known = known_name(line, at)
    if known is not None and known.values[0].form is NameForm.ADJECTIVE:
        known = None
    run = max((s.stop for s in spot_run(line, at) if s.rule in ("run.organisation", "run.head", "run.place")), default=0)
    return max(headed, known.stop if known else 0, run) or None
