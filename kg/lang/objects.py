"""What event words mean by the thing that something is done to or that undergoes it ("cut taxes", "cut staff")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.lang.domains import key_of, meaning, read_meanings
from kg.lang.inflection import Inflection, WordClass
from kg.lang.phrases import Hit, PhraseIndex
from kg.lang.table import Problem, read_table
from kg.lang.tokens import Token
from kg.model.event import EventType


@dataclass(frozen=True, slots=True, eq=False)
class Objects:
    """Nouns by the kind of thing that they name, and the type that an event word (a lemma of the lexicon) has with a kind.

    `doers` are the kinds of what does it itself, as a storm does: they count before an event word whatever follows it. `turned` are the folded event words that some kind turns. The examples are sentences, each with one event word between
    angle brackets, and the type that it has there.
    """

    things: PhraseIndex[str]
    means: dict[str, dict[str, EventType]]
    doers: frozenset[str]
    turned: frozenset[str]
    examples: tuple[tuple[str, EventType], ...]

    def find(self, tokens: Sequence[Token]) -> tuple[Hit[str], ...]:
        """Find the things that a sentence names, left to right; the values of a hit are their kinds."""
        return tuple(self.things.find(tokens))

    def turns(self, lemma: str) -> bool:
        """Say whether an event word means something else with some kind of thing."""
        return key_of(lemma) in self.turned

    def type_of(self, lemma: str, kinds: Iterable[str]) -> EventType | None:
        """Give what an event word means with the first of `kinds` that turns it; None: none does."""
        return meaning(self.means, lemma, kinds)


def read_objects(folder: Path, inflection: Inflection, problems: list[Problem]) -> Objects:
    """Read `objects.toml`: for each kind of thing its nouns, in any number, and by type the event words that it turns."""
    table = read_table(folder / "objects.toml", problems)
    things: PhraseIndex[str] = PhraseIndex()
    means: dict[str, dict[str, EventType]] = {}
    examples: list[tuple[str, EventType]] = []
    doers: set[str] = set()
    for sentence, *event_type in table.lists("examples"):
        if event_type in [[str(known)] for known in EventType]:
            examples.append((sentence, EventType(event_type[0])))
        else:
            table.report("examples", f"should hold pairs of a sentence and a type of event, not {[sentence, *event_type]!r}")
    for name in table.keys():  # noqa: SIM118
        if name == "examples":
            continue
        kind = table.table(name)
        for noun in kind.texts("words", required=True):
            for phrase in dict.fromkeys(words for _, words in inflection.forms(noun, WordClass.NOUN)):
                things.add(phrase, name)
        means[name] = read_meanings(kind)
        if kind.flag("does"):
            doers.add(name)
        kind.close()
    table.close()
    turned = frozenset(word for kind in means.values() for word in kind)
    return Objects(things, means, frozenset(doers), turned, tuple(examples))
