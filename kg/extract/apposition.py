"""Offices in apposition behind people: "X, head of Y", "X is the head of Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.row import Held, Row
from kg.lang.actors import Bond, Office
from kg.lang.phrases import Hit
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.text import Span

REACH = 22  # tokens between an office and its holder
CHAIN = 3  # offices behind one name
ROAMING = 4  # words in lower case between an office and "of whom"
BODIES = ("reference.organisation", "reference.country")  # what points back to a body: "the company's CEO"
MODIFIERS = 7  # tokens between an article and the office that it belongs to


def is_person(mention: Mention) -> bool:
    """Say whether a mention is a person's name."""
    return mention.kind is EntityKind.PERSON and mention.form is MentionForm.NAME


def owner_before(row: Row, start: int, bond: Bond) -> Mention | None:
    """Give the organisation or state named just before an office, with or without a possessive: "US President".

    Who serves may serve a person: "Hale's spokesman".
    """
    at = start
    while row.listed("offices.prefixes", at - 1) or row.listed("offices.fillers", at - 1):
        named = row.last.get(at)
        if named is not None and (named.kind is not EntityKind.PERSON or named.form is not MentionForm.NOMINAL):
            break  # a noun there, "chief" of "chief spokesman", is no owner
        at -= 1
    if row.listed("offices.possessives", at - 1):
        at -= 1
    owner = row.last.get(at)
    if owner is None or not row.tables.owner_first or (owner.form is not MentionForm.NAME and owner.rule not in BODIES):
        return None
    if bond is Bond.SERVES and is_person(owner):
        return owner
    return owner if owner.kind in (EntityKind.ORGANISATION, EntityKind.PLACE) else None


def offices_after(row: Row, person: Mention) -> Iterator[Held]:
    """Read the offices in apposition to a name: "X, head of Y"."""
    at = row.extent[person][1]
    for _ in range(CHAIN):
        start = _apposed(row, at)
        if start is None or (person.form is MentionForm.PRONOUN and not _after_copula(row, start)):
            return
        found = _office_starting(row, start)
        if found is None:
            return
        words, bond, of, direct, at = found
        definite = row.listed("offices.articles", start - 1) and not row.listed("people.newly", start - 1)
        if _leads_up_to_another(row, at) or (row.tables.owner_first and definite and _speaks(row, at)):
            return
        if bond is not Bond.LABEL:
            yield Held(person, words, bond, "office.after", of, direct)


def _leads_up_to_another(row: Row, at: int) -> bool:
    """Say whether a name follows the office: in "minister A, president B" the second office is B's."""
    while row.listed("people.honorifics", at):
        at += 1
    return at in row.first and is_person(row.first[at])


def _speaks(row: Row, at: int) -> bool:
    """Say whether whoever holds the office speaks, with no comma before the verb: "at talks with X, the US president said"."""
    return all(row.phrase(name, at) is not None for name in ("people.verbs", "places.agent_verbs"))


def _apposed(row: Row, at: int) -> int | None:
    """Give the token after what sets an apposition off at `at`, past an age and an article."""
    separator = row.phrase("offices.separators", at)
    if separator is None:
        return _office_joined(row, at)
    at = separator
    if row.key(at).isdigit() and row.key(at + 1) in (",", ")"):  # "X, 43, head of Y"
        at += 2
        if row.key(at - 1) == ")" and row.key(at) == ",":
            at += 1
    while row.listed("offices.articles", at):
        at += 1
    return at


def _office_starting(row: Row, start: int) -> tuple[Span, Bond, Mention | None, bool, int] | None:
    at = start
    owner = row.first.get(at) if row.tables.owner_first else None
    if owner is not None and owner.kind in (EntityKind.ORGANISATION, EntityKind.PLACE):
        at = row.extent[owner][1]
        if row.listed("offices.possessives", at):
            at += 1
    else:
        owner = None
    found = _office_from(row, at) or _office_behind_modifiers(row, start, at)
    if found is None:
        return None
    hit, lowered = found
    here = row.first.get(at)
    somebody = row.key(start - 1) == "(" and here is not None and here.form is MentionForm.NOMINAL
    if owner is None and here is not None and row.extent[here][1] >= hit.stop and not somebody:
        return None
    owner = owner or owner_before(row, hit.start, hit.values[0].bond)
    closing = _closing(row, hit.stop)
    end = hit.stop
    direct = owner is not None
    i, roamed, led, workplace = end, 0, False, False
    while i < len(row.tokens) and i - hit.stop < REACH:
        mention = row.first.get(i)
        of = row.phrase("offices.of", i)
        field = row.tables.fields.longest(row.tokens, i)
        if mention is not None:
            if mention.kind not in (EntityKind.ORGANISATION, EntityKind.PLACE) or (roamed and not led):
                break
            held = row.first.get(row.extent[mention][1] + 1)
            if row.listed("offices.possessives", row.extent[mention][1]) and held and held.kind is EntityKind.ORGANISATION:
                mention = held  # "head of Japan's Coast Guard" heads the coast guard
            if owner is None:
                owner, direct = mention, direct or i == hit.stop or rules_over(row, hit.start, hit.stop, mention)
            if not workplace:
                end = row.extent[mention][1]
            break
        led = of is not None
        if of is not None:
            workplace = workplace or row.listed("offices.workplaces", i)
            i = of
            while row.listed("offices.articles", i):
                i += 1
        elif field is not None and row.key(i) not in row.tables.words["organisations.joints"]:
            i = end = field.stop
        elif row.listed("organisations.joints", i) and _office_joined(row, i) is not None:
            break
        elif row.listed("offices.fillers", i):
            i += 1
            end = i
        elif i > hit.stop and roamed < ROAMING and row.tokens[i].text.islower() and row.phrase("offices.stops", i) is None:
            i, roamed = i + 1, roamed + 1
        else:
            break
    beside = row.first.get(end + 1) if owner is None and row.key(end) == "," else None
    if beside is not None and beside.kind is EntityKind.ORGANISATION and beside.rule.startswith("head."):
        owner, direct = beside, True  # "X, deputy inspector, Ministry of Y"
    elif (owner is None or row.tables.owner_first) and not _after_copula(row, start):
        end = max(end, closing)
    if row.key(start - 1) == "(":
        end = max(end, _bracket(row, end))
    while row.listed("organisations.joints", end - 1):
        end -= 1
    bond = hit.values[0].bond
    if bond is Bond.HEADS and (lowered or roamed):
        bond = Bond.SERVES  # who heads a part, "head of sales at Y", works for the whole
    return row.span(start, end), bond, owner, direct, end


def rules_over(row: Row, start: int, stop: int, owner: Mention) -> bool:
    """Say whether the office `[start, stop)` is one whose holder heads a state or town, and nothing but "of the" stands before it."""
    if not row.tables.phrases["offices.rulers"].holds(row.tokens, start, stop):
        return False
    of = row.phrase("offices.of", stop)
    while of is not None and row.listed("offices.articles", of):
        of += 1
    return of == row.extent[owner][0]


def _office_joined(row: Row, at: int) -> int | None:
    """Give where a second office of the same holder begins after a joint: "an engineer and vice-rector at Y"."""
    if not row.listed("organisations.joints", at) or _office_from(row, at + 1) is None:
        return None
    return at + 1


def _after_copula(row: Row, at: int) -> bool:
    """Say whether a word and no mark sets an office off: "X is a singer", where no comma will close its words."""
    while row.listed("offices.articles", at - 1):
        at -= 1
    return at > 0 and row.tokens[at - 1].is_word


def _office_from(row: Row, at: int) -> tuple[Hit[Office], bool] | None:
    """Read prefixes and an office from token `at` on, the reading that goes furthest, and say whether it is a deputy's."""
    best: tuple[Hit[Office], bool] | None = None
    lowered = False
    while at < len(row.tokens):
        hit = row.tables.offices.longest(row.tokens, at)
        if hit is not None and (best is None or hit.stop > best[0].stop):
            best = (hit, lowered)
        if not row.listed("offices.prefixes", at) and not row.listed("offices.deputies", at):
            return best
        lowered = lowered or row.listed("offices.deputies", at)
        at += 1
    return best


def _office_behind_modifiers(row: Row, start: int, at: int) -> tuple[Hit[Office], bool] | None:
    """Read an office with other words between it and its article: "a 26-year-old student leader"."""
    if not row.listed("offices.articles", start - 1):
        return None
    best: tuple[Hit[Office], bool] | None = None
    for i in range(at, min(len(row.tokens), at + MODIFIERS)):
        hit = row.tables.offices.longest(row.tokens, i)
        if hit is not None:
            best = (hit, False)
        elif best is not None and best[0].stop <= i:
            return best
        token = row.tokens[i]
        mark = not token.is_word and token.text != "-" and not token.text[0].isdigit()
        if mark or row.phrase("offices.stops", i) is not None or row.phrase("offices.of", i) is not None:
            return best
    return best


def _bracket(row: Row, at: int) -> int:
    """Give where the bracket around token `at` closes, or a comma or dash comes before that; `at` if neither is near."""
    for i in range(at, min(len(row.tokens), at + REACH)):
        if not row.tokens[i].is_word and not row.tokens[i].text[0].isdigit():
            return i if row.key(i) in (")", ",") else at
    return at


def _closing(row: Row, at: int) -> int:
    """Give where the apposition that holds token `at` closes: before the next comma or bracket, or `at` if a verb comes first."""
    for i in range(at, min(len(row.tokens), at + REACH)):
        named = row.first.get(i)
        person = named is not None and named.kind is EntityKind.PERSON
        if named is not None and person and row.listed("offices.possessives", row.extent[named][1]):
            continue  # "head of Hale's campaign"
        if row.tables.owner_first and row.listed("organisations.joints", i):
            if _office_joined(row, i) is not None:
                return i
            continue  # "head of sales and marketing at Y"
        if person or row.phrase("offices.stops", i) is not None:
            return at
        if row.key(i) in (",", ")", ";", ".", "-", "\u2013", "\u2014", ":") or row.listed("offices.workplaces", i):
            return i
    return at
