"""Spotting groups: "170 workers", "residents of Hanoi", "the Japanese and American defence companies"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.compound import covered
from kg.extract.people import owns_body, run_end
from kg.extract.placename import STATE
from kg.extract.somebody import APPOSING, past_modifier, past_name, spot_unnamed
from kg.extract.spot import Line, Spot, known_name
from kg.lang.actors import NameForm
from kg.model.entity import EntityKind, MentionForm

LONGEST_GROUP = 14
LONGEST_ABOUT = 2  # words before a figure that is not exact: "at least"


def spot_group(line: Line, i: int) -> Iterator[Spot]:
    """Spot a plural opener or number with a group noun, or a group noun with the name of whom it belongs to."""
    if i in line.blocked:
        return
    yield from spot_unnamed(line, i)
    at = _opened(line, i)
    alone = line.tables.phrases["groups.bare"].longest(line.tokens, i)
    if alone is not None and alone.stop > at:
        at = i  # what opens other groups is a part of this noun
    opened = at > i
    owned = _owned_by_name(line, _nationals(line, at))
    national = owned > at
    modified = at = owned
    head = line.tables.groups.longest(line.tokens, at) if at < len(line.tokens) else None
    while head is None and modified < min(len(line.tokens), at + 3) and (more := past_modifier(line, modified)) is not None:
        if not opened and line.tables.phrases["organisations.doing"].longest(line.tokens, modified) is not None:
            break
        modified = more
        head = line.tables.groups.longest(line.tokens, modified) if modified < len(line.tokens) else None
    at_head = (head.start, head.stop) if head is not None else _offices(line, at) if opened else None
    if at_head is None or covered(line, *at_head) or _inside_noun(line, *at_head):
        return
    start, past = at_head
    if line.capital(start) and past < len(line.tokens) and owns_body(line, past):
        return  # "the Women's Institute"
    stop, belongs = _belonging(line, past)
    if not opened and _apposed(line, start):
        return
    if not opened and _tells_deed(line, start):
        return
    if belongs and (_is_class(line, i, start, past) or (not opened and _tells_origin(line, start, past))):
        return
    belongs = belongs or national
    bare = not (opened or belongs) and modified == at and line.tables.phrases["groups.bare"].longest(line.tokens, at) is not None
    if bare and not (line.capital(past) or _owns(line, past)) and line.before(i) not in line.tables.words["groups.singles"]:
        yield Spot(i, stop, EntityKind.GROUP, MentionForm.NOMINAL, "group.bare", number=0)
    vague = line.tables.phrases["groups.vague"].longest(line.tokens, start)
    is_vague = not belongs and modified == at and stop == past and vague is not None and vague.stop == past
    if opened and is_vague and not _counts_people(line, i, start, past):
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


def _counts_people(line: Line, i: int, start: int, past: int) -> bool:
    """Say whether but a figure stands before the word for people, "13 people": so many are somebody, one may be anybody.

    Behind the noun of a group it only tells how many they are.
    """
    figure, quantifiers = line.tokens[i].text, line.tables.words["groups.quantifiers"]
    if (start, past) != (i + 1, i + 2) or line.tokens[start].key not in quantifiers:
        return False
    if not figure[0].isdigit() or figure == "1":
        return False
    about = line.tables.phrases["groups.approximators"]
    before = next((k for k in range(max(0, i - LONGEST_ABOUT), i) if about.holds(line.tokens, k, i)), i)
    return not any(line.tables.groups.holds(line.tokens, k, before) for k in range(max(0, before - 3), before))


def _tells_deed(line: Line, start: int) -> bool:
    """Say whether the noun of a group begins as a word for what bodies do, and is none that is an actor by itself: "investors"."""
    phrases = line.tables.phrases
    deed = phrases["organisations.doing"].longest(line.tokens, start)
    return deed is not None and phrases["groups.bare"].longest(line.tokens, start) is None


def _inside_noun(line: Line, start: int, stop: int) -> bool:
    """Say whether the noun of a group is but the end of a longer one: "men" in "fire men"."""
    return any(line.tables.groups.holds(line.tokens, k, stop) for k in range(max(0, start - 2), start))


def _is_class(line: Line, i: int, start: int, past: int) -> bool:
    """Say whether the head is a class noun before names of their own: "the city of X", "the two provinces X and Y"."""
    end = past_name(line, past)
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
    nouns, ages, modifiers = (tables.phrases[name] for name in ("people.nouns", "people.ages", "groups.modifiers"))
    indexes = (tables.offices, tables.groups, nouns, ages, modifiers)
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
        named = past_name(line, at)
        if named is not None:
            at = end = named
            belongs = True
            joint = line.tokens[at].key if at < len(line.tokens) else ""
            if joint in line.tables.words["organisations.joints"] and past_name(line, at + 1) is not None:
                at += 1
                continue
            break
        of = line.tables.phrases["groups.of"].longest(line.tokens, at)
        if of is not None and of.stop < len(line.tokens) and past_name(line, of.stop) is not None:
            if _tells_what(line, of.stop):
                break
            at = of.stop
        elif (more := past_modifier(line, at)) is not None:
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
