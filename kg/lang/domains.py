"""A pack's domains: what an article is about decides what its many-sided event words mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.phrases import PhraseIndex
from kg.lang.table import Problem, Table, read_table
from kg.lang.tokens import Token
from kg.model.event import EventType

ENOUGH = 3  # clue words that an article needs to be of a domain
SHARE = 0.008  # of its words that must be clues of the domain
IS_WORD = attrgetter("is_word")


@dataclass(frozen=True, slots=True, eq=False)
class Domains:
    """Clue words by domain, and the type that an event word (a lemma of the lexicon) has within a domain."""

    clues: PhraseIndex[str]
    means: dict[str, dict[str, EventType]]

    def of(self, sentences: Sequence[Sequence[Token]]) -> tuple[str, ...]:
        """Give the domains of an article, the best attested first."""
        counts: Counter[str] = Counter()
        words = 0
        for tokens in sentences:
            words += sum(map(IS_WORD, tokens))
            counts.update(name for hit in self.clues.find(tokens) for name in hit.values)
        least = max(ENOUGH, SHARE * words)
        return tuple(sorted((name for name, n in counts.items() if n >= least), key=lambda name: (-counts[name], name)))

    def type_of(self, lemma: str, domains: Sequence[str]) -> EventType | None:
        """Give what an event word means in the first of `domains` that has a meaning for it; None: its usual one."""
        return meaning(self.means, lemma, domains)


def meaning(means: Mapping[str, Mapping[str, EventType]], lemma: str, names: Iterable[str]) -> EventType | None:
    """Give what an event word means under the first of `names` that has a meaning for it; None: none has."""
    key = key_of(lemma)
    return next((means[name][key] for name in names if key in means[name]), None)


@lru_cache(maxsize=1 << 14)  # the lexicon has so many lemmas, and each article says some again and again
def key_of(lemma: str) -> str:
    """Give the folded words under which an event word is looked up."""
    return " ".join(fold(word) for word in lemma.split())


def read_domains(folder: Path, problems: list[Problem]) -> Domains:
    """Read `domains.toml`: for each domain its clue words, and by type the event words that it turns."""
    table = read_table(folder / "domains.toml", problems)
    clues: PhraseIndex[str] = PhraseIndex()
    means: dict[str, dict[str, EventType]] = {}
    for name in table.keys():  # noqa: SIM118
        domain = table.table(name)
        for phrase in domain.texts("clues", required=True):
            clues.add(phrase, name)
        means[name] = read_meanings(domain)
        domain.close()
    table.close()
    return Domains(clues, means)


def read_meanings(table: Table) -> dict[str, EventType]:
    """Take the lists of event words by the type that they have here."""
    turned: dict[str, EventType] = {}
    for event_type in EventType:
        for lemma in table.texts(event_type):
            if key_of(lemma) in turned:
                table.report(event_type, f"has {lemma!r}, which stands under {turned[key_of(lemma)]} too")
            turned[key_of(lemma)] = event_type
    return turned
