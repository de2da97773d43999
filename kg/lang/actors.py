"""A pack's tables of people, organisations, places, offices."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.lang.fold import plain
from kg.lang.phrases import PhraseIndex
from kg.model.entity import EntityKind


class NameForm(StrEnum):
    """How a name of the tables stands for its bearer."""

    PROPER = "proper"
    ADJECTIVE = "adjective"  # "Japanese": the country in front of a noun, its people otherwise
    CAPITAL = "capital"  # a city, or the government that sits there
    SEAT = "seat"  # a building that stands for a government: "Downing Street"
    AGENCY = "agency"  # a news agency or outlet
    GUARDED = "guarded"  # also a person's name or a common word: the context has to speak for it


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of the tables: `caps[i]` says whether its word i is written with a capital letter.

    `home` is the key of the country whose government a capital or seat stands for.
    """

    kind: EntityKind
    key: str | None
    form: NameForm
    caps: tuple[bool, ...]
    home: str | None = None
    acronym: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A class noun: `first` if names begin with it ("Ministry of Finance"), else they end in it ("Indiana Senate").

    `alone` heads are actors without a name too ("police"); `government` ones stand for the country they name.
    `team` ones before a country are its national team; `site` ones are not the same as the place they are called after.
    `capital` ones count only with a capital letter; `strict` ones, written in lower case, need a field of
    activity after them, any capital will not do; `numbered` ones may bear a number as a name.
    """

    kind: EntityKind
    first: bool
    alone: bool = False
    government: bool = False
    capital: bool = False
    strict: bool = False
    numbered: bool = False
    team: bool = False
    site: bool = False


@dataclass(frozen=True, slots=True)
class Short:
    """A shorter or wordier form of words in names: the folded words of `long`; an `acronym` is written in capitals."""

    long: tuple[str, ...]
    acronym: bool


class Bond(StrEnum):
    """What the holder of an office is to whom it is the office of."""

    HEADS = "leading"
    SERVES = "serving"
    BELONGS = "members"
    PLAYS = "players"
    TRADE = "others"  # a rank or a trade: the office says nothing of the bond
    OWNS = "owners"
    LABEL = "labels"  # no office at all: "victim", "suspect"


@dataclass(frozen=True, slots=True)
class Office:
    """An office, rank or trade before or after a name."""

    bond: Bond


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or description that points back: to one of `kind`, or to `number` of them (0: several)."""

    kind: EntityKind
    number: int
    country: bool = False
    gender: str = ""
    pronoun: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class ActorTables:
    """The tables of people, organisations, places, offices, compiled for look-up."""

    names: PhraseIndex[KnownName] = field(default_factory=PhraseIndex)
    heads: PhraseIndex[Head] = field(default_factory=PhraseIndex)
    offices: PhraseIndex[Office] = field(default_factory=PhraseIndex)
    references: PhraseIndex[Reference] = field(default_factory=PhraseIndex)
    groups: PhraseIndex[str] = field(default_factory=PhraseIndex)
    synonyms: PhraseIndex[tuple[str, ...]] = field(default_factory=PhraseIndex)
    fields: PhraseIndex[str] = field(default_factory=PhraseIndex)
    phrases: dict[str, PhraseIndex[str]] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    owner_first: bool = False
    bare_offices: bool = False
    subjects: bool = False
    plural_groups: bool = False
    regions: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    written: PhraseIndex[Short] = field(default_factory=PhraseIndex)
    levels: dict[str, int] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    genders: dict[str, str] = field(default_factory=dict)
    middles: dict[str, str] = field(default_factory=dict)
    syllables: frozenset[str] = frozenset()
    examples: tuple[tuple[str, str], ...] = ()
    negatives: tuple[tuple[str, str], ...] = ()

    def is_native(self, word: str) -> bool:
        """Say whether a word has the shape of the language's own syllables; False where the pack gives no shape."""
        return plain(word) in self.syllables
