"""Offices before and after people: they widen a mention and make relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extract.reading import Reading
from kg.extract.row import Row, rows
from kg.lang.actors import Bond, Office
from kg.lang.phrases import Hit
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.text import Span

REACH = 22  # tokens between an office and its holder
ROAMING = 4  # words in lower case between an office and "of whom"
MODIFIERS = 7  # tokens between an article and the office that it belongs to
CHAIN = 3  # offices before one name


@dataclass(frozen=True, slots=True)
class Held:
    """An office and its holder: `words` are the office as written, `of` whom it is the office of, if named."""

    person: Mention
    words: Span
    bond: Bond
    rule: str
    of: Mention | None = None
    direct: bool = False  # nothing but the office stands between it and the one it is the office of


def widen(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Give the mentions with the offices and honorifics before them inside `wide`."""
    for row in rows(reading, mentions):
        for mention, (start, _) in row.extent.items():
            if not _is_person(mention):
                yield mention
                continue
            held = list(offices_before(row, mention))
            begin = min((h.words.begin for h in held), default=row.tokens[_past_honorifics(row, start)].begin)
            yield replace(mention, wide=Span(begin, mention.span.end))


def find_offices(row: Row) -> Iterator[Held]:
    """Find the offices that a sentence gives to the people it names, before and after their names."""
    for mention in row.mentions:
        if _is_person(mention):
            yield from offices_before(row, mention)
            yield from offices_after(row, mention)


def _is_person(mention: Mention) -> bool:
    return mention.kind is EntityKind.PERSON and mention.form is MentionForm.NAME


def _past_honorifics(row: Row, i: int) -> int:
    """Step back over honorifics before token `i`, with their full stops."""
    while i > 0:
        if row.listed("people.honorifics", i - 1):
            i -= 1
        elif row.key(i - 1) == "." and row.listed("people.honorifics", i - 2):
            i -= 2
        else:
            return i
    return i


def offices_before(row: Row, person: Mention) -> Iterator[Held]:
    """Read the offices that lead up to a name, nearest first."""
    end = _past_honorifics(row, row.extent[person][0])
    if row.key(end - 1) == "," and _introduces(row, person, end - 1):
        end -= 1
    first = end
    for _ in range(CHAIN):
        found = _office_ending(row, end)
        if found is None or (end < first and _apposition_goes_on(row, found[0])):
            return
        start, stop, bond, of = found
        owner = of if of is not None else _owner_before(row, start, bond)
        begin = start if of is not None or owner is None else row.extent[owner][0]
        if row.listed("offices.deputies", begin - 1):
            begin, bond = begin - 1, Bond.SERVES
        begin = _with_prefixes(row, begin)
        apart = end < first and row.key(end) == "," and owner is None and bond is not Bond.TRADE
        if bond is not Bond.LABEL and not apart and not _is_word_only(row, start, stop):
            direct = owner is not None and (of is None or row.extent[owner][0] == stop)
            if owner is None and end == first:
                owner = _owner_behind(row, person)
                direct = owner is not None
            yield Held(person, row.span(begin, _trimmed(row, stop, end)), bond, "office.before", owner, direct)
        end = begin
        if row.key(end - 1) in (",", "-") or row.listed("organisations.joints", end - 1):
            end -= 1


def _introduces(row: Row, person: Mention, end: int) -> bool:
    """Say whether an office that ends in a comma introduces the name after it: "the head of Y, X, said"."""
    found = _office_ending(row, end)
    if found is None:
        return False
    start, stop, _, of = found
    if not row.tables.owner_first:
        return row.extent[person][0] > end + 1 and of is not None  # an honorific leads on: "chủ tịch Y, ông X"
    while row.listed("offices.prefixes", start - 1):
        start -= 1
    owner = row.last.get(start)
    if owner is not None and owner.kind is not EntityKind.PERSON:
        start = row.extent[owner][0]
    opened = row.listed("offices.articles", start - 1) or row.listed("offices.possessives", start - 1)
    opened = opened or row.listed("offices.articles", start) or row.tokens[start].begin in {m.span.begin for m in row.mentions}
    return opened and row.key(row.extent[person][1]) in (",", ".", ")", "")


def _is_word_only(row: Row, start: int, stop: int) -> bool:
    """Say whether a rank in lower case is but an adjective: "a major Hale donor"."""
    return stop - start == 1 and row.listed("offices.capital", start) and not row.tokens[start].is_capitalised


def _owner_behind(row: Row, person: Mention) -> Mention | None:
    """Give the organisation named after the holder of an office: "coach X of Y", "striker X (Y)"."""
    at = row.extent[person][1]
    if row.key(at) == "(":
        owner = row.first.get(at + 1)
        enclosed = owner is not None and row.key(row.extent[owner][1]) in (")", ",")
        return owner if enclosed and owner is not None and owner.kind is EntityKind.ORGANISATION else None
    of = row.phrase("offices.of_holder", at)
    if of is None:
        return None
    while row.listed("offices.articles", of):
        of += 1
    owner = row.first.get(of)
    return owner if owner is not None and owner.kind is EntityKind.ORGANISATION else None


def _apposition_goes_on(row: Row, start: int) -> bool:
    """Say whether the words before an office tell of somebody else: "General X, minister of Y, colonel Z"."""
    return row.key(start - 1) == "," and any(_is_person(m) and stop < start for m, (_, stop) in row.extent.items())


def _office_ending(row: Row, end: int) -> tuple[int, int, Bond, Mention | None] | None:
    """Find the office whose words run up to token `end`: (start, end of the office proper, bond, owner between)."""
    best: tuple[int, int, Bond, Mention | None] | None = None
    for start in range(end - 1, max(-1, end - REACH), -1):
        hit = next((h for h in reversed(list(row.tables.offices.at(row.tokens, start))) if h.stop <= end), None)
        if hit is None or any(a <= start < b and hit.stop > b for a, b in row.extent.values()):
            continue
        passed = _passable(row, hit.stop, end)
        if passed is None:
            if best is None and end - start > 6 and not row.extent:
                return None
            continue
        if best is None or hit.stop > best[0]:
            best = (start, hit.stop, hit.values[0].bond, passed[0] if passed else None)
    return best


def _passable(row: Row, start: int, end: int) -> tuple[Mention, ...] | None:
    """Give the mentions between an office and its holder if only what belongs to the office stands there, else None."""
    between: list[Mention] = []
    scoped = joined = False
    i = start
    while i < end:
        mention = row.first.get(i)
        if mention is not None and mention.kind is EntityKind.GROUP and row.listed("offices.natives", i):
            i = row.extent[mention][1]
            continue
        if mention is not None:
            if mention.kind in (EntityKind.PERSON, EntityKind.GROUP) or mention.form is MentionForm.PRONOUN:
                return None
            between.append(mention)
            i = row.extent[mention][1]
            i += row.listed("offices.possessives", i) and i + 1 < end
            continue
        scope = row.phrase("offices.scope", i)
        if scope is not None and scope < end:
            scoped, i = True, scope
            continue
        if scoped and row.tokens[i].is_word:
            i += 1
            continue
        of = row.phrase("offices.of", i)
        field = row.tables.fields.longest(row.tokens, i)
        joined = of is not None or row.listed("organisations.joints", i)
        if of is not None and of < end:
            i = of
            while row.listed("offices.articles", i):
                i += 1
        elif field is not None and field.stop <= end:
            i = field.stop
        elif row.listed("offices.fillers", i) or row.key(i) in (".", "&") or row.listed("people.honorifics", i):
            i += 1
        else:
            return None
    return None if joined and not (between and row.extent[between[-1]][1] == end) else tuple(between)


def _owner_before(row: Row, start: int, bond: Bond) -> Mention | None:
    """Give the organisation or state named just before an office, with or without a possessive: "US President".

    Who serves may serve a person: "Hale's spokesman".
    """
    at = start
    while row.listed("offices.prefixes", at - 1) or row.listed("offices.fillers", at - 1):
        at -= 1
    if row.listed("offices.possessives", at - 1):
        at -= 1
    owner = row.last.get(at)
    if owner is None or not row.tables.owner_first or owner.form is not MentionForm.NAME:
        return None
    if bond is Bond.SERVES and _is_person(owner):
        return owner
    return owner if owner.kind in (EntityKind.ORGANISATION, EntityKind.PLACE) else None


def _with_prefixes(row: Row, start: int) -> int:
    while row.listed("offices.prefixes", start - 1):
        start -= 1
    return start


def _trimmed(row: Row, stop: int, end: int) -> int:
    """Cut honorifics and punctuation off the end of an office's words."""
    while end > stop and (row.listed("people.honorifics", end - 1) or not row.tokens[end - 1].is_word):
        end -= 1
    return end


def offices_after(row: Row, person: Mention) -> Iterator[Held]:
    """Read the offices in apposition to a name: "X, head of Y"."""
    at = row.extent[person][1]
    for _ in range(CHAIN):
        start = _apposed(row, at)
        if start is None:
            return
        found = _office_starting(row, start)
        if found is None:
            return
        words, bond, of, direct, at = found
        if _leads_up_to_another(row, at):
            return
        if bond is not Bond.LABEL:
            yield Held(person, words, bond, "office.after", of, direct)


def _leads_up_to_another(row: Row, at: int) -> bool:
    """Say whether a name follows the office: in "minister A, president B" the second office is B's."""
    while row.listed("people.honorifics", at):
        at += 1
    return at in row.first and _is_person(row.first[at])


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
    if owner is None and at in row.first and row.extent[row.first[at]][1] >= hit.stop:
        return None
    owner = owner or _owner_before(row, hit.start, hit.values[0].bond)
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
                owner, direct = mention, direct or i == hit.stop or of is not None
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
        owner, direct = beside, True  # "X, phó chánh thanh tra, Bộ Y"
    elif (owner is None or row.tables.owner_first) and not _after_copula(row, start):
        end = max(end, closing)
    while row.listed("organisations.joints", end - 1):
        end -= 1
    bond = hit.values[0].bond
    if bond is Bond.HEADS and (lowered or roamed):
        bond = Bond.SERVES  # who heads a part, "head of sales at Y", works for the whole
    return row.span(start, end), bond, owner, direct, end


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


def _closing(row: Row, at: int) -> int:
    """Give where the apposition that holds token `at` closes: before the next comma or bracket, or `at` if a verb comes first."""
    for i in range(at, min(len(row.tokens), at + REACH)):
        named = row.first.get(i)
        person = named is not None and named.kind is EntityKind.PERSON
        if named is not None and person and row.listed("offices.possessives", row.extent[named][1]):
            continue  # "head of Hale's campaign"
        if person or row.phrase("offices.stops", i) is not None:
            return at
        if row.key(i) in (",", ")", ";", ".", "-", "\u2013", "\u2014", ":") or row.listed("offices.workplaces", i):
            return i
    return at
