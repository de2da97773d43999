"""What is observed of each word of an article for the learned weights of event words: the word, the tables' say, the company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.trigger import Candidate, observations
from kg.extract.view import View
from kg.lang.inflection import Form, WordClass
from kg.lang.tokens import Token, places
from kg.lang.triggers import Strength
from kg.model.event import EventType

FEW, MANY = 2, 4  # times that the article says a word
LEAD, LATE = 3, 15  # sentences
HERE = "at."  # begins what is observed at the word itself only, not of its neighbours
REACH = 2  # words
WORD = "w="  # begins what is the word itself
CAPITAL, IN_TITLE = f"{HERE}capital", f"{HERE}in_title"
SAID_ONCE, SAID_FEW, SAID_MANY = (f"{HERE}said.{count}" for count in ("once", "few", "many"))


@dataclass(frozen=True, slots=True, eq=False)
class Usage:
    """How an article uses its words: how often, which in the headline, and candidates by lemma as in `count_sentences`."""

    counts: Counter[str]
    title: frozenset[str]
    spread: Counter[str]


def usage_of(views: Sequence[View], spread: Counter[str]) -> Usage:
    """Read the whole article once."""
    counts = Counter(token.key for view in views for token in view.tokens)
    return Usage(counts, frozenset(token.key for view in views if view.order < 0 for token in view.tokens), spread)


def reach(name: str) -> int:
    """Say how many words away an observation still counts."""
    return 0 if name.startswith(HERE) else REACH


@lru_cache(maxsize=50_000)
def lexical(token_key: str) -> tuple[str, ...]:
    """Give what a word shows by itself."""
    return ("any", f"{WORD}{token_key}")


@lru_cache(maxsize=10_000)
def _classes(tags: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"c={name}" for name in sorted(tags))


def observe(view: View, here: Sequence[Candidate], usage: Usage) -> list[tuple[str, ...]]:
    """Give what is observed of each token of a sentence beyond the word itself; `here` are its candidates in order."""
    found = [[*_classes(tags)] for tags in view.tags]
    kinds = _kinds(view)
    place = f"{HERE}{_place(view)}"
    for i, token in enumerate(view.tokens):
        row = found[i]
        if kinds[i]:
            row.append(f"k={kinds[i]}")
        elif view.named[i]:
            row.append("named")
        if view.dated[i]:
            row.append("dated")
        if not token.is_word:
            row.append("number" if token.text[0].isdigit() else "mark")
        row.append(place)
        row += _use(token, view.order >= 0, usage)
    for n, candidate in enumerate(here):
        before = here[n - 1] if n else None
        after = here[n + 1] if n + 1 < len(here) else None
        _observe_candidate(view, candidate, before, after, usage, found)
    return [tuple(row) for row in found]


def _kinds(view: View) -> list[str]:
    kinds = [""] * len(view.tokens)
    for mention in view.mentions:
        for i in places(view.tokens, (mention.span,)):
            kinds[i] = str(mention.kind)
    return kinds


def _place(view: View) -> str:
    if view.order < 0:
        return "title"
    return "lead" if view.order < LEAD else "late" if view.order > LATE else "body"


def _use(token: Token, in_body: bool, usage: Usage) -> list[str]:
    found: list[str] = []
    if token.is_capitalised:
        found.append(CAPITAL)
    if token.is_word and len(token.key) > 1:
        if in_body and token.key in usage.title:
            found.append(IN_TITLE)
        count = usage.counts[token.key]
        found.append(SAID_ONCE if count < FEW else SAID_FEW if count < MANY else SAID_MANY)
    return found


def _observe_candidate(
    view: View, candidate: Candidate, before: Candidate | None, after: Candidate | None, usage: Usage, found: list[list[str]]
) -> None:
    """Note on each word of a candidate what the lexicon says of it; B at its first word, I at the others."""
    trigger = candidate.trigger
    seen = [*map(_here, observations(view, candidate, before, after, usage.spread))]
    for i in range(candidate.start, candidate.stop):
        mark = "B" if i == candidate.start else "I"
        found[i] += _of_word(mark, trigger.type, trigger.word_class, trigger.strength, trigger.form)
        found[i] += seen


@lru_cache(maxsize=10_000)
def _here(name: str) -> str:
    return f"{HERE}{name}"


@lru_cache(maxsize=10_000)
def _of_word(mark: str, type_: EventType, word_class: WordClass, strength: Strength, form: Form) -> tuple[str, ...]:
    return f"{mark}.type={type_}", f"{mark}.class={word_class}", f"{mark}.strength={strength}", f"{HERE}form={form}"
