"""What a pack's tables say of single words and of phrases, as names of observations for the learned weights."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.lang.actors import ActorTables, Head
from kg.lang.pack import LanguagePack
from kg.lang.phrases import PhraseIndex
from kg.lang.tokens import Token

CUE, TRIGGER = "cue", "trigger"
MOST_KEPT = 50_000  # words whose observations are kept at a time
# Lists of phrases, by the name of what is observed.
PHRASES = {
    "opener": "groups.openers",
    "people": "people.verbs",
    "acting": "places.agent_verbs",
    "source": "sources.after",
}


class Clues:
    """One pack's phrases in one index, each under its class and what the class says of it; and its words, one by one."""

    def __init__(self, pack: LanguagePack) -> None:
        self._tables = pack.actors
        self._lists = sorted(name for name, words in pack.actors.words.items() if words and name not in NOT_ASKED)
        self._lexical: dict[str, tuple[str, ...]] = {}
        self.phrases: PhraseIndex[tuple[str, str]] = PhraseIndex()
        for words, value in _phrases(pack):
            self.phrases.add_words(words, value)

    def lexical(self, token: Token) -> tuple[str, ...]:
        """Observe what a word shows by itself: its form, its ends, the lists that it stands in."""
        found = self._lexical.get(token.text)
        if found is None:
            if len(self._lexical) >= MOST_KEPT:
                self._lexical.clear()
            found = self._lexical[token.text] = tuple(_observe(token, self._tables, self._lists))
        return found


# Lists that say nothing of whole words, or the same as the surnames or given names do.
NOT_ASKED = frozenset({"people.given", "people.onsets", "people.rimes"})


@lru_cache(maxsize=16)
def clues_of(pack: LanguagePack) -> Clues:
    """Give the clues of a pack, made when first asked for."""
    return Clues(pack)


def _observe(token: Token, tables: ActorTables, lists: list[str]) -> Iterator[str]:
    yield "any"
    yield f"w={token.key}"
    yield f"s={shape(token.text)}"
    if token.is_word:
        if not tables.is_native(token.text):
            yield "foreign"
        if len(token.key) > 3:
            yield f"begins={token.key[:3]}"
            yield f"ends={token.key[-3:]}"
            yield f"ends={token.key[-2:]}"
        if token.key in tables.given:
            yield "given"
        if token.is_capitalised:
            yield f"W={token.text}"
    for name in lists:
        if token.key in tables.words[name]:
            yield f"in={name}"


def shape(text: str) -> str:
    """Give the shape of a word: its capitals, figures or mark."""
    if text.isupper():
        return "A" if len(text) == 1 else "AA"
    if text[0].isupper():
        return "Aa" if text[1:].islower() else "AaA"
    if text.islower():
        return "a"
    if text[0].isdigit():
        return "9999" if len(text) == 4 and text.isdigit() else "9"
    return "aA" if text[0].isalpha() else text


def _phrases(pack: LanguagePack) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    actors, events = pack.actors, pack.events
    for words, head in actors.heads.items():
        yield words, ("head", _head(head))
    for words, office in actors.offices.items():
        yield words, ("office", str(office.bond))
    for words, _ in actors.groups.items():
        yield words, ("group", "")
    for words, _ in actors.fields.items():
        yield words, ("field", "")
    for name, phrases in PHRASES.items():
        for words, _ in actors.phrases[phrases].items():
            yield words, (name, "")
    for words, cue in events.cues.index.items():
        yield words, (CUE, cue)
    for words, trigger in events.triggers.index.items():
        yield words, (TRIGGER, f"{trigger.word_class}.{trigger.strength}")


def _head(head: Head) -> str:
    return f"{head.kind}.{'first' if head.first else 'last'}{'.alone' if head.alone else ''}"
