"""Spotting the names that may begin at one word of a sentence: pronouns and the names of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.compound import covered, credited, find_signed, is_ware
from kg.extract.evidence import AFTER, Evidence, count_opening
from kg.extract.locality import stands_apart
from kg.extract.passing import in_dateline, in_passing, stands_for_state
from kg.lang.actors import ActorTables, KnownName, NameForm, Reference
from kg.lang.phrases import Hit
from kg.lang.tokens import Token
from kg.model.entity import EntityKind, MentionForm

LONGEST_NAME = 6  # words in capitals; longer runs are headlines or lists
TEAM = "team:"  # before the key of the country that a national team plays for


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
    """One sentence under the tables: `blocked` are the tokens of dates.

    What the spotters ask at many words is told once: `capitals` are the capitals as in `capital`, `opening` is the number
    of tokens at the head that leave the sentence unopened, `signed` says of each whether it is a part of a signature.
    """

    tokens: tuple[Token, ...]
    blocked: frozenset[int]
    tables: ActorTables
    evidence: Evidence
    titled: bool
    capitals: tuple[bool, ...] = field(init=False)
    opening: int = field(init=False)
    signed: tuple[bool, ...] = field(init=False)
    _known: dict[int, Hit[KnownName] | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Look at every token once."""
        capitals = tuple(
            i not in self.blocked and (token.is_capitalised or ("-" in token.text and self._particled(i))) and not self.numbers(i)
            for i, token in enumerate(self.tokens)
        )
        object.__setattr__(self, "capitals", capitals)
        object.__setattr__(self, "opening", count_opening(self.tokens))
        object.__setattr__(self, "signed", find_signed(self.tokens, self.tables.words["sources.credits"]))

    def capital(self, i: int) -> bool:
        """Say whether token `i` is a capitalised word outside dates and numbers ("48C"), or a capital after a particle ("al-Amr")."""
        return i < len(self.capitals) and self.capitals[i]

    def starts(self, i: int) -> bool:
        """Say whether token `i` stands where every word would get a capital letter."""
        return i <= self.opening or self.tokens[i - 1].text in AFTER

    def known(self, i: int) -> Hit[KnownName] | None:
        """Give the longest name of the tables that begins at token `i` with the table's capitals."""
        if i not in self._known:
            self._known[i] = _known_name(self, i)
        return self._known[i]

    def numbers(self, i: int) -> bool:
        """Say whether token `i` is but the letter of the number before it: "48C"."""
        token = self.tokens[i]
        return len(token.text) == 1 and i > 0 and self.tokens[i - 1].text[-1].isdigit() and self.tokens[i - 1].end == token.begin

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
        if self.titled or self.starts(i) or self.shouted(i):
            key = self.tokens[i].key
            given = key in self.tables.given and not self.tables.is_native(self.tokens[i].text)
            given = given and (key not in self.evidence.lower or key in self.evidence.capital)  # "Will it stay?"
            return given or self.evidence.is_name_word(self.tokens[i]) or self._initial(i)
        return True

    def _initial(self, i: int) -> bool:
        """Say whether token `i` is an initial with a full stop and a capital after it: "J. D. Hale", "J.D. Hale"."""
        text = self.tokens[i].text
        if len(text) > 1:
            return text.endswith(".") and text.isupper() and self.capital(i + 1) and not self.tables.names.get(text)
        stopped = i + 1 < len(self.tokens) and self.tokens[i + 1].text == "." and self.tokens[i + 1].begin == self.tokens[i].end
        return stopped and self.capital(i + 2)

    def shouted(self, i: int) -> bool:
        """Say whether token `i` stands among words all in capitals, where an acronym cannot be told."""
        near = [t for t in self.tokens[max(0, i - 2) : i + 3] if t.is_word and len(t.text) > 1]
        return self.tokens[i].text.isupper() and sum(t.text.isupper() for t in near) > 2

    def before(self, i: int) -> str:
        """Give the folded word before token `i`, "" at the start."""
        return self.tokens[i - 1].key if i > 0 else ""


def known_name(line: Line, i: int) -> Hit[KnownName] | None:
    """Find the longest name of the tables that begins at token `i` with the table's capitals."""
    return line.known(i)


def _known_name(line: Line, i: int) -> Hit[KnownName] | None:
    best: Hit[KnownName] | None = None
    if i in line.blocked or not line.tokens[i].is_word:  # some names begin in lower case, as rivers do
        return None
    for hit in line.tables.names.at(line.tokens, i):
        fits = tuple(name for name in hit.values if _written(line, hit, name))
        if fits and not _is_somebodys(line, hit):
            best = Hit(hit.start, hit.stop, fits)
    return best


def _is_somebodys(line: Line, hit: Hit[KnownName]) -> bool:
    """Say whether a name that is a possessive only tells whose something is: "Christie's" where a Robin Christie is named."""
    owned = hit.stop - hit.start == 2 and line.tokens[hit.stop - 1].key in line.tables.words["offices.possessives"]
    key = line.tokens[hit.start].key
    return owned and (key in line.evidence.parts or key in line.tables.given)


def _written(line: Line, hit: Hit[KnownName], name: KnownName) -> bool:
    for offset, capital in enumerate(name.caps):
        token = line.tokens[hit.start + offset]
        if capital and not (token.is_capitalised or token.text[0].isdigit()):
            return False
        if offset == 0 and name.acronym and not token.text.isupper():
            return False
    return not any(k in line.blocked for k in range(hit.start, hit.stop))


def spot_reference(line: Line, i: int) -> Iterator[Spot]:
    """Spot pronouns and descriptions that point back; an honorific before a name is none, nor what begins a longer word."""
    hit = line.tables.references.longest(line.tokens, i)
    if hit is not None and (_in_compound(line, hit) or _is_named(line, hit)):
        return
    if hit is None or (line.capital(hit.stop) and not line.starts(hit.stop)) or i in line.blocked:
        return
    linked = hit.stop < len(line.tokens) and line.tokens[hit.stop].key in line.tables.words["organisations.links"]
    if linked and hit.values[0].kind is EntityKind.PERSON and not hit.values[0].pronoun:
        return  # "the star of the film" tells by itself whom it means
    if linked and line.capital(hit.stop - 1) and (line.capital(hit.stop + 1) or has_article(line, hit.stop + 1)):
        return  # "the Ministry of Transport" is a name
    reference = hit.values[0]
    if reference.kind is EntityKind.PLACE and not reference.country and not stands_apart(line, hit.start, hit.stop):
        return
    form = MentionForm.PRONOUN if reference.pronoun else MentionForm.NOMINAL
    gender = f".{reference.gender}" if reference.gender else ""
    rule = f"reference.{'country' if reference.country else reference.kind.value}{gender}"
    yield Spot(hit.start, hit.stop, reference.kind, form, rule, number=reference.number)


def _in_compound(line: Line, hit: Hit[Reference]) -> bool:
    """Say whether what may point back is part of a longer word, or several, which a number tells where nouns have no plural."""
    tables, start = line.tables, hit.start
    compounds, openers = tables.phrases["reference.compounds"], tables.phrases["groups.openers"]
    whole = compounds.longest(line.tokens, start)
    if whole is not None and whole.stop > hit.stop:
        return True
    if start == 0 or tables.plural_groups:
        return False
    if compounds.holds(line.tokens, start - 1, hit.stop):
        return True
    if hit.values[0].number != 1:
        return False
    if hit.stop - start > 1 and start - 1 not in line.blocked and line.before(start).isdigit():
        return True
    if tables.phrases["groups.approximators"].holds(line.tokens, start - 1, start):
        return False
    return any(openers.holds(line.tokens, k, start) for k in range(max(0, start - 2), start))


def _is_named(line: Line, hit: Hit[Reference]) -> bool:
    """Say whether a word that points back is a name here: with a capital, and not one that the article has only for its place."""
    known = line.known(hit.start)
    if known is None or known.stop < hit.stop:
        return False
    key, evidence = line.tokens[hit.start].key, line.evidence
    return not line.starts(hit.start) or key in evidence.capital or key not in evidence.lower


def spot_known(line: Line, i: int) -> Iterator[Spot]:
    """Spot names of the tables, unless the words around make them part of another name."""
    club = _club(line, i) if line.evidence.sporting else None
    if club is not None:
        yield Spot(i, club, EntityKind.ORGANISATION, MentionForm.NAME, "table.club")
        return
    hit = known_name(line, i)
    if hit is None:
        return
    name = hit.values[0]
    single = hit.stop - hit.start == 1
    if hit.stop < len(line.tokens) and line.tokens[hit.stop].text == "$":
        return  # "US$ 20,000"
    if name.kind is EntityKind.ORGANISATION and in_passing(line, i, hit.stop, outlet=name.form is NameForm.AGENCY):
        return
    if name.kind is EntityKind.PLACE and in_dateline(line, i, hit.stop):
        return
    if name.form is NameForm.ADJECTIVE and (not stands_for_state(line, hit.stop, name) or _is_language(line, i, hit.stop)):
        return
    if single and line.before(i) in line.tables.words["people.honorifics"]:
        return
    if single and not line.tokens[i].text.isupper() and line.titled and name.form is NameForm.GUARDED:
        return
    if name.form is NameForm.GUARDED and not _guard(line, i, hit.stop):
        return
    if name.kind is EntityKind.ORGANISATION and name.form is NameForm.PROPER and _is_product(line, i, hit.stop):
        return
    if (
        name.kind is EntityKind.PLACE
        and name.form is NameForm.PROPER
        and (name.key or "").startswith("place:")
        and is_ware(line, i)
    ):
        return
    if covered(line, i, hit.stop) or credited(line, i) or _competes(line, hit.stop):
        return
    if name.form is NameForm.AGENCY and (line.signed[i] or _signs(line, i, hit.stop)):
        return
    if name.key in line.evidence.teams and line.before(i) not in line.tables.words["places.prepositions"]:
        yield Spot(hit.start, hit.stop, EntityKind.ORGANISATION, MentionForm.NAME, "table.team", f"{TEAM}{name.key}")
        return
    abroad = _abroad(line, hit)
    if abroad is not None:
        yield Spot(i, abroad, EntityKind.ORGANISATION, MentionForm.NAME, "run.organisation")
        return
    rule = f"table.{name.form.value}"
    yield Spot(hit.start, hit.stop, name.kind, MentionForm.NAME, rule, name.key, known=name)


def _is_language(line: Line, start: int, stop: int) -> bool:
    """Say whether an adjective of a state has no noun of its own: "she answered in Polish", "his father was Spanish"."""
    words = line.tables.words
    if line.before(start) not in words["places.prepositions"] | words["people.predicative"]:
        return False
    return stop >= len(line.tokens) or not line.tokens[stop].is_word or line.tokens[stop].key in words["organisations.joints"]


def _signs(line: Line, start: int, stop: int) -> bool:
    """Say whether an outlet only ends a text that was taken from it: "Robin Hale, From Reuters"."""
    last = stop == len(line.tokens) or (stop + 1 == len(line.tokens) and line.tokens[stop].text == ".")
    return last and line.before(start) in line.tables.words["sources.credits"] and line.capital(start - 1)


def _abroad(line: Line, hit: Hit[KnownName]) -> int | None:
    """Give the end of the name of a company in a state, where owners come last: "Lumen Chile"; None if it is none."""
    name = hit.values[0]
    company = name.kind is EntityKind.ORGANISATION and name.form is NameForm.PROPER and name.key is not None
    state = known_name(line, hit.stop) if company and not line.tables.owner_first and line.capital(hit.stop) else None
    if state is None or line.tables.is_native(line.tokens[hit.start].text) or line.capital(state.stop):
        return None
    own = state.values[0].form is NameForm.PROPER and (state.values[0].key or "").startswith("country:")
    return state.stop if own else None


def _club(line: Line, i: int) -> int | None:
    """Give the end of the name of a club that is also that of a town or an animal; None for the town, or a longer name."""
    hit = line.tables.phrases["organisations.clubs"].longest(line.tokens, i)
    if (
        hit is None
        or (i > 0 and line.capital(i - 1))
        or line.capital(hit.stop)
        or not all(line.capital(k) for k in range(i, hit.stop))
    ):
        return None
    longer = known_name(line, i)
    lone = line.before(i) not in line.tables.words["places.prepositions"] and (longer is None or longer.stop <= hit.stop)
    return hit.stop if lone and line.before(i) not in line.tables.words["people.honorifics"] else None


def _is_product(line: Line, start: int, stop: int) -> bool:
    """Say whether a maker's name only tells the make of a thing: after "car", or before the name of a model."""
    if is_ware(line, start):
        return True
    tables = line.tables
    if stop - start > 1 or not line.capital(stop) or line.tokens[stop].text.isupper() or known_name(line, stop) is not None:
        return False
    following = line.tokens[stop]
    if tables.offices.longest(line.tokens, stop) is not None:
        return False  # "UNESCO Administrator Robin Hale"
    return not tables.is_native(following.text) and following.key not in tables.given and not tables.heads.get(following.text)


def _competes(line: Line, at: int) -> bool:
    """Say whether a name is but the first part of that of a competition: "ASEAN Cup"."""
    while line.capital(at):
        if line.tokens[at].key in line.tables.words["organisations.competitions"]:
            return True
        at += 1
    return False


def _guard(line: Line, start: int, stop: int) -> bool:
    """Let a name pass that is also a person's name or a common word."""
    following = line.tokens[stop] if stop < len(line.tokens) else None
    if following is not None and following.is_capitalised and following.is_word and stop - start == 1:
        foreign = following.key in line.tables.given or known_name(line, stop) is not None
        if not foreign and not following.text.isascii():
            return False
    if line.starts(start):
        after = line.tables.phrases["places.agent_verbs"].longest(line.tokens, stop) if stop < len(line.tokens) else None
        pronoun = line.tokens[start].key in line.tables.words["people.honorifics"]
        sure = after is not None and after.stop - after.start > 1 and not pronoun  # a verb of governments, no particle
        return after is not None and (sure or line.tokens[start].key in line.evidence.capital)
    return True


def has_article(line: Line, i: int) -> bool:
    """Say whether token `i` is an article before a capital."""
    return i < len(line.tokens) and line.tokens[i].key in line.tables.words["organisations.articles"] and line.capital(i + 1)


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
