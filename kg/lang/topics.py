"""A pack's tables of topics: what a phrase that says what a text is about is made of, and which subject its words are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.phrases import PhraseIndex, words_of_phrase
from kg.lang.table import Problem, Table, read_table
from kg.lang.tokens import Token
from kg.model.mediatopic import MediaTopic

SHORTEST = 3  # letters that a singular has


@dataclass(frozen=True, slots=True, eq=False)
class TopicTables:
    """Where a topic's words can begin and end, and the words of each subject.

    `breaks` never stand inside a topic, nor do words with the endings `endings_break` but for `endings_kept`; `not_first`
    and `not_last` do not begin or end one, nor do words with the endings `endings_not_last` end one; `not_alone` are none
    without another word. `singular` are pairs of an ending and what stands for it in the normal form,
    the first that fits; a plural ends a topic, but for those of `plural_first`. `verb_first` says whether a verb may
    begin a topic. `shortest` and `longest` are in tokens;
    the words of subjects may be shorter. `units` are these, with their subject, and the words of several parts that the
    lists above do not cut, all in the normal form. `examples` are pairs of a text
    and a topic of it; `negatives` are phrases that are no topic. `subject_examples` are texts with their subject,
    `subject_negatives` texts of none.
    """

    breaks: PhraseIndex[bool]
    not_first: PhraseIndex[bool]
    not_last: PhraseIndex[bool]
    not_alone: PhraseIndex[bool]
    endings_break: tuple[str, ...]
    endings_kept: frozenset[str]
    endings_not_last: tuple[str, ...]
    singular: tuple[tuple[str, str], ...]
    verb_first: bool
    plural_first: frozenset[str]
    shortest: int
    longest: int
    examples: tuple[tuple[str, str], ...]
    negatives: tuple[str, ...]
    units: PhraseIndex[MediaTopic | None]
    subject_examples: tuple[tuple[str, MediaTopic], ...]
    subject_negatives: tuple[str, ...]

    def breaks_by_ending(self, word: str) -> bool:
        """Say whether a folded word has an ending of words that never stand inside a topic."""
        return bool(self.endings_break) and word.endswith(self.endings_break) and self.normal(word) not in self.endings_kept

    def normal(self, word: str) -> str:
        """Give the form under which a folded word is compared, the singular."""
        return _singular(word, self.singular)

    def normal_tokens(self, tokens: Sequence[Token]) -> list[Token]:
        """Give the tokens with their keys in the normal form."""
        if not self.singular:
            return list(tokens)
        keys = [_singular(token.key, self.singular) for token in tokens]
        return [t if key == t.key else t._replace(key=key) for t, key in zip(tokens, keys, strict=True)]

    def find_units(self, tokens: Sequence[Token]) -> list[tuple[int, int, MediaTopic | None]]:
        """Give start, end (exclusive) and subject of the units in a row, the longest at each place, none overlapping."""
        return [(hit.start, hit.stop, hit.values[0]) for hit in self.units.find(self.normal_tokens(tokens))]


def read_topics(folder: Path, problems: list[Problem]) -> TopicTables:
    """Read `topics.toml` and `mediatopics.toml` of a pack's folder."""
    table = read_table(folder / "topics.toml", problems)
    singular = _pairs(table, "singular")
    subjects = read_table(folder / "mediatopics.toml", problems)
    units, subject_examples = _units(table, subjects, singular)
    tables = TopicTables(
        breaks=_index(table, "breaks"),
        not_first=_index(table, "not_first"),
        not_last=_index(table, "not_last"),
        not_alone=_index(table, "not_alone"),
        endings_break=table.texts("endings_break"),
        endings_kept=frozenset(map(fold, table.texts("endings_kept"))),
        endings_not_last=table.texts("endings_not_last"),
        singular=singular,
        verb_first=table.flag("verb_first"),
        plural_first=frozenset(map(fold, table.texts("plural_first"))),
        shortest=table.integer("shortest"),
        longest=table.integer("longest"),
        examples=tuple((example.text("text"), example.text("topic")) for example in table.tables("examples")),
        negatives=table.texts("negatives", required=True),
        units=units,
        subject_examples=subject_examples,
        subject_negatives=subjects.texts("negatives", required=True),
    )
    if not tables.examples:
        table.report("examples", "is empty")
    table.close()
    subjects.close()
    return tables


def _index(table: Table, key: str) -> PhraseIndex[bool]:
    return PhraseIndex((phrase, True) for phrase in table.texts(key, required=True))


def _pairs(table: Table, key: str) -> tuple[tuple[str, str], ...]:
    found = []
    for row in table.lists(key):
        if len(row) == 2:
            found.append((row[0], row[1]))
        else:
            table.report(key, f"should hold pairs of an ending and another, not {list(row)!r}")
    return tuple(found)


def _units(
    topics: Table, table: Table, singular: tuple[tuple[str, str], ...]
) -> tuple[PhraseIndex[MediaTopic | None], tuple[tuple[str, MediaTopic], ...]]:
    """Read a section for each Media Topic: its words, each of one subject only, and texts about it; then the compounds."""
    units: PhraseIndex[MediaTopic | None] = PhraseIndex()
    owners: dict[tuple[str, ...], MediaTopic] = {}
    examples: list[tuple[str, MediaTopic]] = []
    for subject in MediaTopic:
        if subject.key not in table:
            table.report(subject.key, "is missing")
            continue
        entry = table.table(subject.key)
        for phrase in entry.texts("clues", required=True):
            words = _normal(phrase, singular)
            if words in owners:
                entry.report("clues", f"has {phrase!r}, which {owners[words].key} has too")
            else:
                owners[words] = subject
                units.add_words(words, subject)
        examples += ((text, subject) for text in entry.texts("examples", required=True))
        entry.close()
    for phrase in topics.texts("compounds"):
        words = _normal(phrase, singular)
        if words in owners:
            topics.report("compounds", f"has {phrase!r}, which is a word of {owners[words].key}")
        else:
            units.add_words(words, None)
    return units, tuple(examples)


def _normal(phrase: str, singular: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(_singular(fold(word), singular) for word in words_of_phrase(phrase))


@lru_cache(maxsize=1 << 16)  # asked many times of the same words
def _singular(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, instead in endings:
        if word.endswith(ending):
            singular = word[: len(word) - len(ending)] + instead
            return singular if len(singular) >= SHORTEST else word  # "gas" is no plural
    return word
