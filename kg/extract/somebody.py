"""Spotting one person without a name: "the president", "the US President", "a gunman", "the 42-year-old driver"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.capitalrun import spot_run
from kg.extract.compound import covered
from kg.extract.headed import spot_headed
from kg.extract.kinfolk import spot_kin
from kg.extract.row import OF_BODY, OWNED
from kg.extract.spot import LONGEST_NAME, Line, Spot, known_name
from kg.lang.actors import Bond, NameForm
from kg.model.entity import EntityKind, MentionForm

LONGEST_POSITION = 2  # tokens of a word for an office itself
APPOSING = (",", "(", "-", "\u2013")
LONGEST_BEING = 4  # words that tell that somebody is or becomes something
MOST_BEFORE = 3  # words before the noun that describes one person


def spot_somebody(line: Line, i: int) -> Iterator[Spot]:
    """Spot a leading office that stands without a name: "the president", "the minister"; and whoever is but described.

    Whose office it is may stand beside it, and is a mention of its own: "the US President".
    """
    yield from spot_kin(line, i)
    yield from spot_kin_of(line, i)
    yield from spot_one_of_body(line, i)
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
    owner, stop = past_name(line, office.stop), office.stop
    field = line.tables.fields.longest(line.tokens, stop) if owner is None and line.capital(stop) else None
    if field is not None and not line.tables.owner_first:
        owner, stop = past_name(line, field.stop), field.stop
    if owner is None and line.capital(office.stop):
        return
    if owner is not None and (line.tables.owner_first or line.capital(owner) or _predicated(line, i)):
        return
    yield Spot(i, stop, EntityKind.PERSON, MentionForm.NOMINAL, "somebody.office" if owner is None else OWNED)


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
    while (more := past_modifier(line, stop)) is not None:
        stop = more
    aged = tables.phrases["people.ages"].longest(line.tokens, stop + 1) if stop + 1 < len(line.tokens) else None
    old = aged is not None and line.tokens[stop].text.isdigit()
    if not old and (_is_told_of(line, i) if at > i else not _is_kin(line, i, noun.stop)):
        return
    rule = "aged" if old else "one"
    yield Spot(i, aged.stop if old and aged is not None else stop, EntityKind.PERSON, MentionForm.NOMINAL, f"head.alone.{rule}")


def _is_told_of(line: Line, start: int) -> bool:
    """Say whether a description at token `start` only tells what somebody else is or becomes: "he was a teacher"."""
    being = line.tables.phrases["offices.separators"]
    return any(being.holds(line.tokens, k, start) for k in range(max(0, start - LONGEST_BEING), start) if line.tokens[k].is_word)


def _is_kin(line: Line, start: int, stop: int) -> bool:
    """Say whether a noun tells one person by what it is to another ("ex-husband", "boyfriend"), and not what somebody named is."""
    told = line.tables.phrases["people.kin"].longest(line.tokens, start)
    if told is None or told.stop != stop or line.before(start) in line.tables.words["people.predicative"]:
        return False
    return not _follows_name(line, start)


def spot_unnamed(line: Line, i: int) -> Iterator[Spot]:
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
    if noun is None or line.capital(noun.stop):
        return
    called = tables.phrases["people.called"].longest(line.tokens, noun.stop)
    if called is None or not line.capital(called.stop):  # "a man named Robin Hale" is told by his name
        yield Spot(start, noun.stop, EntityKind.PERSON, MentionForm.NOMINAL, "group.one")


def spot_kin_of(line: Line, i: int) -> Iterator[Spot]:
    """Spot a noun for kin behind whose it is, a mention of its own: "her mother", "Hale's younger brother".

    None before a name, which it titles, nor where it tells what somebody is: "Ann Doyle, his mother", "she is Hale's aunt".
    """
    tables = line.tables
    if i in line.blocked or line.before(i) not in tables.words["people.whose"]:
        return
    at = i
    while at < len(line.tokens) and at - i < MOST_BEFORE and _attribute(line, at):
        at += 1
    noun = tables.phrases["people.kin"].longest(line.tokens, at) if at < len(line.tokens) else None
    if noun is None or line.capital(noun.stop):
        return
    owner = i - 1
    while owner > 0 and line.capital(owner - 1):
        owner -= 1
    if line.before(owner) not in tables.words["people.predicative"] and not _follows_name(line, owner):
        yield Spot(i, noun.stop, EntityKind.PERSON, MentionForm.NOMINAL, "head.alone.kin")


def spot_one_of_body(line: Line, i: int) -> Iterator[Spot]:
    """Spot somebody new behind the name of whose he or she is, a mention of its own: "a Lumen spokeswoman", "a spokesman for Lumen"."""
    tables, tokens = line.tables, line.tokens
    if i in line.blocked or line.capital(i):
        return
    speaks = tables.phrases["people.officials"].longest(tokens, i)
    others = (tables.phrases[name].longest(tokens, i) for name in ("people.nominals", "people.newcomers"))
    noun = max((hit for hit in (speaks, *others) if hit is not None), key=lambda hit: hit.stop, default=None)
    if noun is None or _is_named_after(line, noun.stop):
        return
    owner = i
    while owner > 0 and line.capital(owner - 1) and line.before(owner) not in tables.words["people.newly"]:
        owner -= 1
    behind = noun is speaks and noun.stop < len(tokens) and tokens[noun.stop].key in tables.words["people.spoken_for"]
    behind = behind and line.capital(noun.stop + 1)
    new = line.before(owner) in tables.words["people.newly"] and not _follows_name(line, owner - 1)
    told = owner < i and line.before(owner - 1) in tables.words["people.predicative"]
    if new and (owner < i or behind) and not told:
        yield Spot(i, noun.stop, EntityKind.PERSON, MentionForm.NOMINAL, OF_BODY)


def _is_named_after(line: Line, at: int) -> bool:
    """Say whether a name stands at token `at`, or behind a comma there: "a Lumen spokesman, Robin Hale,"."""
    return line.capital(at + (at < len(line.tokens) and line.tokens[at].text == ","))


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


def past_modifier(line: Line, at: int) -> int | None:
    """Give the end of the word at token `at` that tells what kind of group it is: "foreign" in "many foreign firms"."""
    hit = line.tables.phrases["groups.modifiers"].longest(line.tokens, at)
    return None if hit is None or at in line.blocked or covered(line, at, hit.stop) else hit.stop


def past_name(line: Line, at: int) -> int | None:
    """Give the end of the name of a place or an organisation at token `at`, or None."""
    if at >= len(line.tokens) or at in line.blocked:
        return None
    headed = max((s.stop for s in spot_headed(line, at) if s.form is MentionForm.NAME), default=0)
    known = known_name(line, at)
    if known is not None and known.values[0].form is NameForm.ADJECTIVE:
        known = None
    run = max((s.stop for s in spot_run(line, at) if s.rule in ("run.organisation", "run.head", "run.place")), default=0)
    return max(headed, known.stop if known else 0, run) or None
