"""Offices before people: they widen a mention and, with those after, make relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.apposition import BODIES, REACH, is_person, offices_after, owner_before, rules_over
from kg.extract.reading import Reading
from kg.extract.row import KIN, OF_BODY, OWNED, Held, Row, rows
from kg.lang.actors import Bond
from kg.lang.fold import fold
from kg.model.entity import EntityKind, Mention, MentionForm
from kg.model.text import Span

CHAIN = 3  # offices before one name
HELD = "somebody.office"  # the rule that reads an office without a name


def widen(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Give the mentions, those of people with the offices and honorifics before them inside `wide`.

    An office with the name beside it of whose it is has this there too, and is called by both.
    """
    led: dict[Mention, int] = {}
    for row in rows(reading, mentions):
        for mention, (start, _) in row.extent.items():
            if is_person(mention):
                held = offices_before(row, mention)
                led[mention] = min((h.words.begin for h in held), default=row.tokens[_past_honorifics(row, start)].begin)
    for before, mention, behind in zip((None, *mentions), mentions, (*mentions[1:], None), strict=False):
        if mention.rule == OWNED and behind is not None and not reading.text[mention.span.end : behind.span.begin].strip():
            wide = Span(mention.span.begin, behind.span.end)
            yield replace(mention, wide=wide, name=" ".join(wide.of(reading.text).split()))
            continue
        if mention.rule in KIN:
            whole = _kin_and_owner(reading, before, mention, behind)
            if whole is not None:
                yield replace(mention, wide=whole, name=" ".join(whole.of(reading.text).split()))
            continue
        if mention.rule == OF_BODY:
            whole = _with_body(reading, before, mention, behind)
            yield replace(mention, wide=whole, name=" ".join(whole.of(reading.text).split()))
            continue
        if before is not None and mention.rule == HELD and _owns(reading, before, mention):
            wide = Span(before.span.begin, mention.span.end)
            yield replace(mention, wide=wide, name=" ".join(wide.of(reading.text).split()))
            continue
        wide = Span(led.get(mention, mention.wide.begin), mention.wide.end)
        if before is not None and before.rule in KIN and wide.begin < before.span.end:
            wide = mention.span  # "the wife of Mr X" is no title of his
        yield mention if wide == mention.wide else replace(mention, wide=wide)


def _owns_kin(reading: Reading, kin: Mention, owner: Mention) -> bool:
    """Say whether a person is named or pointed to just after a noun for kin, with but a word for "of" and titles between."""
    if owner.kind is not EntityKind.PERSON or owner.sentence != kin.sentence or owner.form is MentionForm.NOMINAL:
        return False
    between = [t.key for t in reading.tokens[kin.sentence] if kin.span.end <= t.begin < max(kin.span.end, owner.wide.begin)]
    tables = reading.pack.actors
    titles = tables.words["organisations.owners"] | tables.words["people.honorifics"]
    return owner.wide.begin <= kin.span.end or set(between) <= titles or bool(tables.offices.get_words(tuple(between)))


def _kin_and_owner(reading: Reading, before: Mention | None, kin: Mention, behind: Mention | None) -> Span | None:
    """Give a noun for kin with whose it is beside it, "Hale's brother", "her mother"; alone where no mention tells whose.

    None where nobody owns it: where owners stand behind it nobody does, where they stand before it a body or state.
    """
    if behind is not None and _owns_kin(reading, kin, behind):
        return Span(kin.span.begin, behind.span.end)
    whose = reading.pack.actors.words["people.whose"]
    if not whose or before is None or before.sentence != kin.sentence:
        return kin.span if whose else None
    between = fold(reading.text[before.span.end : kin.span.begin].strip())
    if between in whose or (not between and fold(before.span.of(reading.text)) in whose):
        return Span(before.span.begin, kin.span.end) if before.kind is EntityKind.PERSON else None
    return kin.span


def _with_body(reading: Reading, before: Mention | None, one: Mention, behind: Mention | None) -> Span:
    """Give somebody with whose he or she is, just before or behind a word: "Lumen spokeswoman", "spokesman for Lumen"."""
    text, speaking = reading.text, reading.pack.actors.words["people.spoken_for"]
    if before is not None and before.form is MentionForm.NAME and not text[before.span.end : one.span.begin].strip():
        return Span(before.span.begin, one.span.end)
    if (
        behind is not None
        and behind.form is MentionForm.NAME
        and fold(text[one.span.end : behind.span.begin].strip()) in speaking
    ):
        return Span(one.span.begin, behind.span.end)
    return one.span


def _owns(reading: Reading, owner: Mention, office: Mention) -> bool:
    """Say whether an office is that of the state named just before it, where owners come first: "Chile's new president"."""
    tables = reading.pack.actors
    if not tables.owner_first or owner.key is None or owner.kind is not EntityKind.PLACE or owner.sentence != office.sentence:
        return False
    inside = [t.key for t in reading.tokens[office.sentence] if owner.span.end <= t.begin < office.span.begin]
    return set(inside) <= tables.words["offices.possessives"] | (
        tables.words["offices.prefixes"] - tables.words["offices.former"]
    )


def find_offices(row: Row) -> Iterator[Held]:
    """Find the offices that a sentence gives to the people it names, before and after their names."""
    for mention in row.mentions:
        if is_person(mention):
            yield from offices_before(row, mention)
        if is_person(mention) or (mention.kind is EntityKind.PERSON and mention.form is MentionForm.PRONOUN):
            yield from offices_after(row, mention)


def _past_honorifics(row: Row, i: int) -> int:
    """Step back over honorifics before token `i`, with their full stops."""
    while i > 0 and i not in row.last:  # some names of states are honorifics too
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
        owner = of if of is not None else owner_before(row, start, bond)
        begin = start if of is not None or owner is None or owner.rule in BODIES else row.extent[owner][0]
        if row.listed("offices.deputies", begin - 1):
            begin, bond = begin - 1, Bond.SERVES
        begin = _with_prefixes(row, begin)
        apart = end < first and row.key(end) == "," and owner is None and bond is not Bond.TRADE
        if bond is not Bond.LABEL and not apart and not _is_word_only(row, start, stop):
            direct = owner is not None and (of is None or row.extent[owner][0] == stop or rules_over(row, start, stop, owner))
            if owner is None and end == first:
                owner = _owner_behind(row, person, row.tables.phrases["offices.rulers"].holds(row.tokens, start, stop))
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
    start, _, _, of = found
    if not row.tables.owner_first:
        return row.extent[person][0] > end + 1 and of is not None  # an honorific leads on: "the chairman of Y, Mr X"
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


def _owner_behind(row: Row, person: Mention, rules: bool) -> Mention | None:
    """Give the organisation named after the holder of an office, or the place that one `rules`: "coach X of Y", "King X of Y"."""
    at = row.extent[person][1]
    if row.key(at) == "(":
        owner = row.first.get(at + 1)
        enclosed = owner is not None and row.key(row.extent[owner][1]) in (")", ",")
        return owner if enclosed and owner is not None and owner.kind is EntityKind.ORGANISATION else None
    of = row.phrase("offices.of_holder", at)
    if of is None:
        return None
    rules = rules and row.phrase("relations.of_state", at) == of
    while row.listed("offices.articles", of):
        of += 1
    owner = row.first.get(of)
    ruled = owner is not None and rules and row.tables.owner_first and owner.kind is EntityKind.PLACE
    return owner if owner is not None and (ruled or owner.kind is EntityKind.ORGANISATION) else None


def _apposition_goes_on(row: Row, start: int) -> bool:
    """Say whether the words before an office tell of somebody else: "General X, minister of Y, colonel Z"."""
    return row.key(start - 1) == "," and any(is_person(m) and stop < start for m, (_, stop) in row.extent.items())


def _office_ending(row: Row, end: int) -> tuple[int, int, Bond, Mention | None] | None:
    """Find the office whose words run up to token `end`: (start, end of the office proper, bond, owner between)."""
    best: tuple[int, int, Bond, Mention | None] | None = None
    offices = row.tables.offices
    for start in range(end - 1, max(-1, end - REACH), -1):
        if row.tokens[start].key not in offices.firsts:
            continue
        hit = next((h for h in reversed(offices.at(row.tokens, start)) if h.stop <= end), None)
        if hit is None:
            continue
        body = next((m for m, (a, b) in row.extent.items() if a <= start < b < hit.stop), None)
        if body is not None:
            told = row.tables.owner_first and hit.stop == end and body.kind is EntityKind.ORGANISATION
            if told and (best is None or best[1] == end) and start > row.extent[body][0]:  # "Orne Town Council member X"
                return row.extent[body][0], end, hit.values[0].bond, body
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
            short = row.first.get(i + 1)
            if row.key(i) == "(" and short is not None and row.key(row.extent[short][1]) == ")":
                i = row.extent[short][1] + 1  # "the head of Y (Z), X"
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


def _with_prefixes(row: Row, start: int) -> int:
    while row.listed("offices.prefixes", start - 1):
        start -= 1
    return start


def _trimmed(row: Row, stop: int, end: int) -> int:
    """Cut honorifics and punctuation off the end of an office's words."""
    while end > stop and (row.listed("people.honorifics", end - 1) or not row.tokens[end - 1].is_word):
        end -= 1
    return end
