"""Spotting the names that may begin at one word of a sentence: by table, by class noun, by shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.evidence import Evidence, starts_sentence
from kg.extract.fields import further_field
from kg.extract.passing import in_passing, stands_for_state
from kg.lang.actors import ActorTables, Head, KnownName, NameForm
from kg.lang.phrases import Hit
from kg.lang.tokens import Token
from kg.model.entity import EntityKind, MentionForm

LONGEST_NAME = 6  # words in capitals; longer runs are headlines or lists
LONGEST_ORGANISATION = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens `[start, stop)` of a sentence read as a mention by `rule`; `weight` settles ties of length."""

    start: int
    stop: int
    kind: EntityKind
    form: MentionForm
    rule: str
    key: str | None = None
    number: int = 1
    known: KnownName | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One sentence under the tables: `blocked` are the tokens of dates."""

    tokens: tuple[Token, ...]
    blocked: frozenset[int]
    tables: ActorTables
    evidence: Evidence
    titled: bool

    def capital(self, i: int) -> bool:
        """Say whether token `i` is a capitalised word outside dates, or a capital after a particle ("al-Amr")."""
        if i >= len(self.tokens) or i in self.blocked:
            return False
        return self.tokens[i].is_capitalised or ("-" in self.tokens[i].text and self._particled(i))

    def _particled(self, i: int) -> bool:
        particle, hyphen, rest = self.tokens[i].text.partition("-")
        return hyphen != "" and rest[:1].isupper() and particle in self.tables.words["people.particles"]

    def common(self, i: int) -> bool:
        """Say whether token `i` is a common word of the language, for all its capital letter."""
        return any(self.tokens[i].key in self.tables.words[k] for k in ("words.common", "organisations.not_names"))

    def proper(self, i: int) -> bool:
        """Say whether token `i` may be a word of a name: capitalised, and not only for where it stands."""
        if not self.capital(i) or self.tokens[i].key in self.tables.words["organisations.not_names"]:
            return False
        if self.titled or starts_sentence(self.tokens, i) or self.shouted(i):
            given = self.tokens[i].key in self.tables.given and not self.tables.is_native(self.tokens[i].text)
            return given or self.evidence.is_name_word(self.tokens[i])
        return True

    def shouted(self, i: int) -> bool:
        """Say whether token `i` stands among words all in capitals, where an acronym cannot be told."""
        near = [t for t in self.tokens[max(0, i - 2) : i + 3] if t.is_word and len(t.text) > 1]
        return self.tokens[i].text.isupper() and sum(t.text.isupper() for t in near) > 2

    def before(self, i: int) -> str:
        """Give the folded word before token `i`, "" at the start."""
        return self.tokens[i - 1].key if i > 0 else ""


def known_name(line: Line, i: int) -> Hit[KnownName] | None:
    """Find the longest name of the tables that begins at token `i` with the table's capitals."""
    best: Hit[KnownName] | None = None
    if i in line.blocked or not line.tokens[i].is_word:  # some names begin in lower case, as rivers do
        return None
    for hit in line.tables.names.at(line.tokens, i):
        fits = tuple(name for name in hit.values if _written(line, hit, name))
        if fits:
            best = Hit(hit.start, hit.stop, fits)
    return best


def _written(line: Line, hit: Hit[KnownName], name: KnownName) -> bool:
    for offset, capital in enumerate(name.caps):
        token = line.tokens[hit.start + offset]
        if capital and not (token.is_capitalised or token.text[0].isdigit()):
            return False
        if offset == 0 and name.acronym and not token.text.isupper():
            return False
    return not any(k in line.blocked for k in range(hit.start, hit.stop))


def spot_reference(line: Line, i: int) -> Iterator[Spot]:
    """Spot pronouns and descriptions that point back; an honorific before a name is none."""
    hit = line.tables.references.longest(line.tokens, i)
    if hit is None or (line.capital(hit.stop) and not starts_sentence(line.tokens, hit.stop)) or i in line.blocked:
        return
    linked = hit.stop < len(line.tokens) and line.tokens[hit.stop].key in line.tables.words["organisations.links"]
    if linked and line.capital(hit.stop - 1) and (line.capital(hit.stop + 1) or _article(line, hit.stop + 1)):
        return  # "the Ministry of Transport" is a name
    reference = hit.values[0]
    form = MentionForm.PRONOUN if reference.pronoun else MentionForm.NOMINAL
    gender = f".{reference.gender}" if reference.gender else ""
    rule = f"reference.{'country' if reference.country else reference.kind.value}{gender}"
    yield Spot(hit.start, hit.stop, reference.kind, form, rule, number=reference.number)


def spot_known(line: Line, i: int) -> Iterator[Spot]:
    """Spot names of the tables, unless the words around make them part of another name."""
    hit = known_name(line, i)
    if hit is None:
        return
    name = hit.values[0]
    single = hit.stop - hit.start == 1
    if hit.stop < len(line.tokens) and line.tokens[hit.stop].text == "$":
        return  # "US$ 20,000"
    if name.kind is EntityKind.ORGANISATION and in_passing(line, i, hit.stop, outlet=name.form is NameForm.AGENCY):
        return
    if name.form is NameForm.ADJECTIVE and not stands_for_state(line, hit.stop, name):
        return
    if single and line.before(i) in line.tables.words["people.honorifics"]:
        return
    if single and not line.tokens[i].text.isupper() and line.titled and name.form is NameForm.GUARDED:
        return
    if name.form is NameForm.GUARDED and not _guard(line, i, hit.stop):
        return
    rule = f"table.{name.form.value}"
    yield Spot(hit.start, hit.stop, name.kind, MentionForm.NAME, rule, name.key, known=name)


def _guard(line: Line, start: int, stop: int) -> bool:
    """Let a name pass that is also a person's name or a common word."""
    following = line.tokens[stop] if stop < len(line.tokens) else None
    if following is not None and following.is_capitalised and following.is_word and stop - start == 1:
        foreign = following.key in line.tables.given or known_name(line, stop) is not None
        if not foreign and not following.text.isascii():
            return False
    if starts_sentence(line.tokens, start):
        after = line.tables.phrases["places.agent_verbs"].longest(line.tokens, stop) if stop < len(line.tokens) else None
        return line.tokens[start].key in line.evidence.capital and after is not None
    return True


def spot_headed(line: Line, i: int) -> Iterator[Spot]:
    """Spot names that begin with their class noun, and class nouns that are actors by themselves."""
    if i in line.blocked:
        return
    if line.tokens[i].key.partition(".")[0] + "." in line.tables.words["places.abbreviations"] and "." in line.tokens[i].text:
        yield Spot(i, _capitals(line, i + 1), EntityKind.PLACE, MentionForm.NAME, "head.place")
        return
    for hit in reversed(list(line.tables.heads.at(line.tokens, i))):
        for head in hit.values:
            if not (head.first or head.alone) or (head.capital and not line.capital(i)) or _inside_word(line, i):
                continue
            spot = _headed(line, hit, head)
            if spot is not None:
                yield spot
                return


def _capitals(line: Line, at: int) -> int:
    start = at
    while at - start < 3 and line.capital(at) and line.tokens[at].key not in line.tables.words["organisations.not_names"]:
        at += 1
    return at


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
        return _place(line, hit, head)
    completed = head.first and linked(line, hit.stop)
    stop, named = absorb(line, hit.start, hit.stop, head) if completed else (hit.stop, False)
    if named:
        return Spot(hit.start, stop, head.kind, MentionForm.NAME, "head.organisation")
    if head.alone:
        form = MentionForm.NAME if line.proper(hit.start) and not starts_sentence(line.tokens, hit.start) else MentionForm.NOMINAL
        return Spot(hit.start, hit.stop, head.kind, form, "head.alone")
    return None


def linked(line: Line, at: int) -> bool:
    """Say whether what follows a class noun may complete its name: after a link, where the language has links."""
    links = line.tables.words["organisations.links"]
    return not links or (at < len(line.tokens) and line.tokens[at].key in links)


def _government(line: Line, hit: Hit[Head]) -> Spot | None:
    at = hit.stop
    if at < len(line.tokens) and line.tokens[at].key in line.tables.words["organisations.owners"]:
        at += 1
    found = known_name(line, at) if at < len(line.tokens) else None
    if found is None or found.values[0].kind is not EntityKind.PLACE:
        return None
    name = found.values[0]
    return Spot(hit.start, found.stop, EntityKind.PLACE, MentionForm.NAME, "head.government", name.home or name.key)


def _place(line: Line, hit: Hit[Head], head: Head) -> Spot | None:
    start, at = hit.start, hit.stop
    if at < len(line.tokens) and line.tokens[at].text == "." and at + 1 < len(line.tokens):
        at += 1  # "TP. Vinh"
    if (
        line.before(start) in line.tables.words["people.honorifics"]
        and hit.stop - hit.start > 1
        and line.tokens[hit.stop - 1].text == "."
    ):
        return None  # an initial, not an abbreviated class noun
    known = known_name(line, at) if at < len(line.tokens) else None
    if known is not None and known.values[0].kind is EntityKind.PLACE and not line.capital(known.stop):
        return Spot(start, known.stop, EntityKind.PLACE, MentionForm.NAME, "head.place", known.values[0].key)
    stop = at
    while stop < len(line.tokens) and stop - at < 4 and stop not in line.blocked:
        token = line.tokens[stop]
        numbered = stop == at and token.text[0].isdigit() and head.numbered
        if (
            not (line.capital(stop) or numbered)
            or token.key in line.tables.words["organisations.not_names"]
            or (stop > at and begins_person(line, stop) and office_before(line, start))
        ):
            break
        stop += 1
        if numbered:
            break
    if stop == at:
        return None
    return Spot(start, stop, EntityKind.PLACE, MentionForm.NAME, "head.place")


def absorb(line: Line, start: int, stop: int, head: Head) -> tuple[int, bool]:
    """Run on from a class noun `[start, stop)`: give where the name ends, and whether there is one."""
    words, tables = line.tables.words, line.tables
    capitalised = line.capital(start) and not (starts_sentence(line.tokens, start) and head.strict)
    if head.strict and not line.capital(start) and not _opens_with_field(line, stop):
        return stop, False
    held, at, end, named, proper = office_before(line, start), stop, stop, False, False
    while at < len(line.tokens) and at - start < LONGEST_ORGANISATION and at not in line.blocked:
        token = line.tokens[at]
        if line.capital(at):
            known = known_name(line, at)
            if (end > stop or head.alone) and known is None and begins_person(line, at) and held:
                break
            more = tables.fields.longest(line.tokens, at)
            if known is None and more is not None and more.stop - at > 1:
                at = end = more.stop
                named = True
                continue
            if token.key in words["organisations.not_names"]:
                break
            inner = _headed_place(line, at) if known is None else None
            if end > stop and inner is None and known is None and _new_head(line, at):
                break
            split = known is None and inner is None and _splits(line, at)
            proper = known is None and inner is None and not split
            at = end = known.stop if known else inner.stop if inner else at + 1 + split
            named = True
            if inner or (known and known.values[0].kind is EntityKind.PLACE):
                break
            continue
        if token.text[0].isdigit() and end == at and (at == stop or named) and len(token.text) < 4:
            at = end = at + 1
            named = True
            continue
        owned = known_name(line, at + 1) if token.key in words["organisations.owners"] and at + 1 < len(line.tokens) else None
        if owned is not None and end > stop and owned.values[0].kind is EntityKind.PLACE:
            end = owned.stop
            break
        inner = _headed_place(line, at)
        if inner is not None:
            end, named = inner.stop, True
            break
        more = tables.fields.longest(line.tokens, at)
        if more is not None and not proper and (capitalised or named or _goes_on(line, more.stop)):
            at = more.stop
            if not is_joint(line, more.stop - 1):
                end = at
                named = named or capitalised
            continue
        if token.key in words["organisations.links"] and (line.capital(at + 1) or _article(line, at + 1)):
            at += 1 if line.capital(at + 1) else 2
            continue
        if token.text in words["organisations.joins"] and end == at and named and _continues(line, at):
            at += 1
            continue
        further = further_field(line, at) if end == at and named and proper else None
        if further is None:
            break
        at = end = further
    return end, named and end > stop


def _splits(line: Line, at: int) -> bool:
    """Say whether token `at` is the capitalised first syllable of a word that goes on in lower case, which no table knows."""
    if at + 1 >= len(line.tokens) or not line.tables.is_native(line.tokens[at].text) or line.capital(at - 1):
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


def is_joint(line: Line, i: int) -> bool:
    """Say whether token `i` only joins two parts of a name."""
    return line.tokens[i].key in line.tables.words["organisations.joints"]


def _article(line: Line, i: int) -> bool:
    return i < len(line.tokens) and line.tokens[i].key in line.tables.words["organisations.articles"] and line.capital(i + 1)


def _goes_on(line: Line, at: int) -> bool:
    """Say whether a run of field words ends in a capital, as a company does whose trade comes before its name."""
    for _ in range(6):
        if line.capital(at):
            return True
        more = line.tables.fields.longest(line.tokens, at) if at < len(line.tokens) else None
        if more is None:
            return _headed_place(line, at) is not None
        at = more.stop
    return False


def _headed_place(line: Line, at: int) -> Spot | None:
    if at >= len(line.tokens) or (line.capital(at) and starts_sentence(line.tokens, at)):
        return None
    for hit in reversed(list(line.tables.heads.at(line.tokens, at))):
        for head in hit.values:
            if head.first and head.kind is EntityKind.PLACE and not head.government:
                return _place(line, hit, head)
    return None


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


def office_before(line: Line, i: int) -> bool:
    """Say whether an office stands just before token `i`: "minister of" + "Ministry"."""
    return any(
        hit.stop in (i, i - 1) and (hit.stop == i or line.before(i) in line.tables.words["offices.fillers"])
        for j in range(max(0, i - 5), i)
        for hit in line.tables.offices.at(line.tokens, j)
    )


def begins_person(line: Line, i: int) -> bool:
    """Say whether a person's full name by shape begins at token `i`."""
    key = line.tokens[i].key
    if not line.capital(i) or not line.capital(i + 1):
        return False
    return key in line.tables.words["people.surnames"] or key in line.tables.given


SPOTTERS: tuple[Callable[[Line, int], Iterator[Spot]], ...] = (spot_reference, spot_known, spot_headed)
