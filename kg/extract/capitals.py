"""What a run of capitals that no table knows shows of itself: common words, class nouns, what stands around it."""

from __future__ import annotations

from kg.extract.organisation import absorb, linked
from kg.extract.spot import Line, Spot, begins_person, known_name
from kg.lang.actors import Bond, Head, NameForm
from kg.model.entity import EntityKind, MentionForm


def lowered_head(line: Line, start: int, stop: int) -> Spot | None:
    """Read a name with its class noun in lower case after it: "Seattle police", "the Hale administration", "Orne district"."""
    known = known_name(line, start)
    if line.titled or not line.tables.owner_first:
        return None
    name = known.values[0] if known is not None and known.stop == stop else None
    for at in range(stop, min(len(line.tokens), stop + 3)):
        for hit in reversed(line.tables.heads.at(line.tokens, at)):
            for head in hit.values:
                if head.first or head.capital or line.capital(hit.stop) or line.capital(at):
                    continue
                if head.kind is EntityKind.PLACE and (at > stop or (name is not None and name.form is NameForm.ADJECTIVE)):
                    continue
                key = name.key if name is not None and head.kind is EntityKind.PLACE is name.kind else None
                return Spot(start, hit.stop, head.kind, MentionForm.NAME, f"run.{head.kind.value}", key)
        if line.tokens[at].key not in line.tables.words["groups.modifiers"]:
            return None
    return None


def owned_body(line: Line, start: int, stop: int) -> Spot | None:
    """Read a body told by the person whose it is and by what it does: "Robin Hale's office said"; in "visited Robin Hale's office" it is none."""
    tokens, tables = line.tokens, line.tables
    if (
        line.titled
        or not tables.owner_first
        or stop >= len(tokens)
        or tokens[stop].key not in tables.words["offices.possessives"]
    ):
        return None
    noun = tables.phrases["organisations.owned"].longest(tokens, stop + 1)
    if noun is None or known_name(line, start) is not None or line.capital(noun.stop):
        return None
    if noun.stop >= len(tokens) or not _acts(line, noun.stop):
        return None
    return Spot(start, noun.stop, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")


def _acts(line: Line, at: int) -> bool:
    """Say whether a verb of people or governments that is no auxiliary stands at token `at`."""
    tables = line.tables
    if tables.phrases["people.verbs"].longest(line.tokens, at) is not None:
        return True
    deed = tables.phrases["places.agent_verbs"].longest(line.tokens, at)
    return deed is not None and tables.phrases["offices.stops"].longest(line.tokens, at) is None


def holds_office(line: Line, start: int, stop: int) -> bool:
    """Say whether an office and its holder stand inside a run, which then is several things: "Shadow Home Secretary X"."""
    if not line.tables.owner_first or line.tokens[start].key in line.tables.given:
        return False
    return any(
        hit.stop < stop and hit.values[0].bond not in (Bond.LABEL, Bond.PLAYS)  # "Hale International Airport"
        for k in range(start + 1, stop)
        for hit in line.tables.offices.at(line.tokens, k)
    )


def ends_in_thing(line: Line, start: int, stop: int) -> bool:
    """Say whether a run bears a class noun of works, contests, laws or storms, or follows one."""
    phrases = line.tables.phrases
    if any(phrases["words.things_last"].holds(line.tokens, k, stop) for k in range(start, stop)):
        return True
    first = phrases["words.things_first"]
    if any(
        hit.stop in (start, stop) or hit.stop > start
        for k in range(max(0, start - 2), start + 1)
        for hit in first.at(line.tokens, k)
        if line.capital(k)
    ):
        return True
    return stop - start == 1 and line.tokens[start].key in line.evidence.things


def names_nothing(line: Line, start: int, stop: int) -> bool:
    """Say whether a run of capitals holds nothing but common words, and no part of somebody's full name."""
    if not all(line.common(k) or not line.tokens[k].is_word for k in range(start, stop)):
        return False
    if stop - start > 1:
        return line.tokens[start].key not in line.tables.given
    return line.tokens[start].key not in line.evidence.parts


def trimmed(line: Line, start: int, stop: int) -> int:
    """Cut common words and shouted ones off the end of a person's name that begins with a given name."""
    tokens = line.tokens
    if tokens[start].key not in line.tables.given:
        return stop
    shouts = tokens[start].text.isupper()
    for k in range(start + (1 if line.titled else 2), stop):
        loud = len(tokens[k].text) > 1 and tokens[k].text.isupper() and not shouts
        if ((line.common(k) and tokens[k].key not in line.tables.given) or loud) and tokens[k].key not in line.tables.words[
            "people.suffixes"
        ]:
            return k
    return stop


def led_in(line: Line, start: int, stop: int) -> bool:
    """Say whether the run begins with a common word and the name only after it: at a sentence's start, or before a full name."""
    if not line.common(start):
        return False
    named = any(begins_person(line, k) for k in range(start + 1, stop))
    return named or line.titled or line.starts(start)


def slashed(line: Line, start: int, stop: int) -> bool:
    """Say whether a slash stands beside a run, as between who took a picture and for whom: "Robin Hale/The Daily"."""
    if line.before(start) in line.tables.words["organisations.articles"] and line.capital(start - 1):
        start -= 1
    return "/" in (line.before(start), line.tokens[stop].text if stop < len(line.tokens) else "")


def completed(line: Line, start: int, stop: int, head: Head) -> int:
    """Give the end of an organisation that goes on behind its class noun `[start, stop)`: "Harper Foundation for the Arts".

    Behind a link stands a place or a field in capitals; a place with an article is none of the name's.
    """
    at = stop + 1
    if not line.tables.words["organisations.links"] or not linked(line, stop) or at >= len(line.tokens):
        return stop
    article = line.tokens[at].key in line.tables.words["organisations.articles"]
    at += article
    if not line.capital(at):
        return stop
    known = known_name(line, at)
    if known is not None:
        place = known.values[0].kind is EntityKind.PLACE and known.values[0].form is not NameForm.ADJECTIVE
        return known.stop if place and not article else stop
    if line.tokens[at].key not in line.tables.words["words.common"]:
        return stop
    end, named = absorb(line, start, stop, head)
    return end if named else stop


def thing_follows(line: Line, stop: int) -> bool:
    """Say whether a class noun of things in lower case follows a run: "the Golden Harvest prize"."""
    return stop < len(line.tokens) and line.tables.phrases["words.things_last"].longest(line.tokens, stop) is not None


def articled(line: Line, start: int, stop: int) -> bool:
    """Say whether an article stands before a run, as before no person: here if it is long, or mostly if it is one word."""
    if stop - start == 1:
        return line.tokens[start].key in line.evidence.articled
    return line.before(start) in line.tables.words["organisations.articles"]


def uncommon(line: Line, start: int, stop: int) -> bool:
    """Say whether a run is two or three uncommon words, none an acronym or a half of a compound with a common word."""
    if stop - start > 3 or not line.tables.words["words.common"]:
        return False  # without a list of common words nothing tells an uncommon one
    return not any(line.common(k) or (len(line.tokens[k].text) > 1 and line.tokens[k].text.isupper()) for k in range(start, stop))


def told_of(line: Line, start: int, stop: int) -> bool:
    """Say whether a run of two or three uncommon words does or bears what only people do: speaks, has an age or an office."""
    tokens, tables = line.tokens, line.tables
    if not uncommon(line, start, stop) or stop >= len(tokens):
        return False
    if tables.phrases["people.verbs"].longest(tokens, stop) is not None:
        return True
    if tokens[stop].text != "," or stop + 2 >= len(tokens):
        return False
    at = stop + 1
    if tokens[at].text.isdigit() and len(tokens[at].text) < 3 and tokens[at + 1].text == ",":
        return True
    while at < len(tokens) and (
        tokens[at].key in tables.words["offices.articles"] or tokens[at].key in tables.words["offices.prefixes"]
    ):
        at += 1
    return any(True for k in (at, at + 1) if k < len(tokens) for _ in tables.offices.at(tokens, k))
