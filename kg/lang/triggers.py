"""A pack's event words: which word or phrase tells an event of which type, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.lang.fold import fold
from kg.lang.inflection import Form, Inflection, WordClass
from kg.lang.phrases import PhraseIndex
from kg.lang.table import Problem, Table, read_table
from kg.model.event import EventType


class Strength(StrEnum):
    """How often the word tells an event, by itself, in news."""

    STRONG = "strong"
    USUAL = "usual"
    WEAK = "weak"
    RARE = "rare"
    OPEN = "open"  # not in the lexicon: the construction alone says that it is an event


OWNER = "{owner}"
LISTED = (Strength.STRONG, Strength.USUAL, Strength.WEAK, Strength.RARE)


@dataclass(frozen=True, slots=True)
class Trigger:
    """One form of one event word."""

    lemma: str
    type: EventType
    word_class: WordClass
    strength: Strength
    form: Form


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its event words between angle brackets; `type` None: no event at all."""

    type: EventType | None
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class TriggerTables:
    """The event words of a language, looked up by their forms, and sentences that prove them.

    `decoys` are words and phrases that only look like event words, or have one inside them.
    """

    index: PhraseIndex[Trigger]
    decoys: PhraseIndex[None]
    examples: tuple[Example, ...]


def read_triggers(folder: Path, inflection: Inflection, problems: list[Problem], endings: Sequence[str] = ()) -> TriggerTables:
    """Read `triggers.toml`: for each type its verbs and nouns by strength; what is none of them, figures of speech too.

    `endings` are those that its language's tokenizer cuts off words.
    """
    table = read_table(folder / "triggers.toml", problems)
    index: PhraseIndex[Trigger] = PhraseIndex(endings=endings)
    seen: dict[tuple[WordClass, str], str] = {}
    examples: list[Example] = []
    for event_type in EventType:
        if event_type not in table:
            table.report(event_type, "is missing")
            continue
        entry = table.table(event_type)
        examples += (Example(event_type, text) for text in entry.texts("examples", required=True))
        for word_class, key in ((WordClass.VERB, "verbs"), (WordClass.NOUN, "nouns")):
            lists = entry.table(key)
            for strength in LISTED:
                for lemma in lists.texts(strength):
                    _twin(lists, strength, lemma, (word_class, fold(lemma)), seen)
                    for form, phrase in inflection.forms(lemma, word_class):
                        index.add(phrase, Trigger(lemma, event_type, word_class, strength, form))
            lists.close()
        entry.close()
    decoys: PhraseIndex[None] = PhraseIndex(endings=endings)
    for key, phrases in (("decoys", table.texts("decoys")), ("idioms", _idioms(table, inflection))):
        for phrase in phrases:
            if index.get(phrase) or decoys.get(phrase):
                table.report(key, f"has {phrase!r} twice, or it is an event word")
            decoys.add(phrase, None)
    examples += (Example(None, text) for text in table.texts("negatives", required=True))
    table.close()
    return TriggerTables(index, decoys, tuple(examples))


def _idioms(table: Table, inflection: Inflection) -> tuple[str, ...]:
    """Give the figures of speech in all their forms, with each owner in the place of the slot for one."""
    owners = table.texts("owners")
    phrases = (
        p
        for phrase in table.texts("idioms")
        for p in ([phrase.replace(OWNER, o) for o in owners] if OWNER in phrase else [phrase])
    )
    return tuple(dict.fromkeys(form for phrase in phrases for _, form in inflection.forms(phrase, WordClass.VERB)))


def _twin(table: Table, key: str, lemma: str, known: tuple[WordClass, str], seen: dict[tuple[WordClass, str], str]) -> None:
    place = f"{table.where}.{key}"
    if known in seen:
        table.report(key, f"has {lemma!r}, which {seen[known]} has too")
    seen.setdefault(known, place)
