"""What is observed of each word of an article for the learned weights: what the tables and the rules say of it and where it stands.

The rules' own reading is the strongest observation: the weights learn where to trust it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.extract.spot import Line, Spot
from kg.lang.clues import CUE, TRIGGER, Clues
from kg.lang.tokens import Token
from kg.lang.weights import EDGE
from kg.model.entity import EntityKind, Mention, MentionForm

OFTEN = 3  # times in the article
LEAD = 3  # sentences
QUOTES = frozenset('"\u201c\u201d')
DROPPED = "x"  # before the kind of what the rules saw and then dropped


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that the rules saw in a sentence: its tokens, and what became of it (None: dropped)."""

    spot: Spot
    mention: Mention | None

    @property
    def kind(self) -> str:
        """Give the kind that the rules settled on; that of a dropped one is marked."""
        return str(self.mention.kind) if self.mention else f"{DROPPED}{self.spot.kind}"

    @property
    def rule(self) -> str:
        """Give the rule that read it."""
        return self.mention.rule if self.mention else self.spot.rule


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """How an article uses its words: how often, and as names of which kind by the rules."""

    often: frozenset[str]
    kinds: dict[str, EntityKind]


def habits(lines: Sequence[Line], seen: Sequence[Sequence[Seen]]) -> Habits:
    """Read the whole article once."""
    counts = Counter(token.key for line in lines for token in line.tokens)
    kinds: dict[str, Counter[EntityKind]] = {}
    for line, here in zip(lines, seen, strict=True):
        for one in here:
            if one.mention is None or one.mention.form is not MentionForm.NAME:
                continue
            for token in line.tokens[one.spot.start : one.spot.stop]:
                if token.is_capitalised:
                    kinds.setdefault(token.key, Counter())[one.mention.kind] += 1
    return Habits(
        frozenset(key for key, count in counts.items() if count >= OFTEN),
        {key: max(sorted(found), key=found.__getitem__) for key, found in kinds.items()},
    )


def observe(line: Line, seen: Iterable[Seen], number: int, habits: Habits, clues: Clues) -> list[tuple[str, ...]]:
    """Give what is observed of each token of sentence `number` beyond the word itself."""
    tokens = line.tokens
    found: list[list[str]] = [[] for _ in tokens]
    for one in seen:
        _observe_spot(one, found)
    _observe_phrases(clues, tokens, found)
    where = "title" if number == 0 else "lead" if number < LEAD else "body"
    quoted = False
    for i, token in enumerate(tokens):
        here = found[i]
        here.append(where)
        if i in line.blocked:
            here.append("date")
        if line.titled:
            here.append("titled")
        if token.key in habits.often:
            here.append("often")
        if token.text in QUOTES:
            quoted = not quoted
        if quoted:
            here.append("quoted")
        if token.is_capitalised:
            _observe_capital(line, i, token, habits, here)
    return [tuple(here) for here in found]


def _observe_capital(line: Line, i: int, token: Token, habits: Habits, here: list[str]) -> None:
    if line.starts(i):
        here.append("start")
    kind = habits.kinds.get(token.key)
    if kind is not None:
        here.append(f"usual={kind}")
    if token.key in line.evidence.capital:
        here.append("capital")
    if token.key in line.evidence.lower:
        here.append("lower")
    if token.text.isupper() and line.shouted(i):
        here.append("shouted")


def _observe_spot(one: Seen, found: list[list[str]]) -> None:
    kind, rule = one.kind, one.rule
    start, stop = one.spot.start, one.spot.stop
    found[start] += [f"rB={kind}", f"rB={rule}"]
    for i in range(start + 1, stop):
        found[i] += [f"rI={kind}", f"rI={rule}"]
    found[stop - 1].append(f"rE={kind}")
    if start:
        found[start - 1].append(f"rP={kind}")
    if stop < len(found):
        found[stop].append(f"rA={kind}")


def _observe_phrases(clues: Clues, tokens: Sequence[Token], found: list[list[str]]) -> None:
    """Note the phrases of the tables: cues on every word that they cover, of the other classes the longest, none overlapping."""
    busy: dict[str, int] = {}
    at, count = clues.phrases.at, len(tokens)
    for i, token in enumerate(tokens):
        if not clues.phrases.begins(token.key):
            continue
        longest: dict[str, tuple[int, str]] = {}
        for hit in at(tokens, i):
            for name, value in hit.values:
                if name == CUE:
                    for j in range(i, hit.stop):
                        found[j].append(f"cue={value}")
                elif name not in longest or longest[name][0] < hit.stop:
                    longest[name] = (hit.stop, value)
        for name, (stop, value) in longest.items():
            if busy.get(name, 0) > i:
                continue
            busy[name] = stop
            if name == TRIGGER:
                for j in range(i, stop):
                    found[j].append(f"event={value}")
                continue
            found[i].append(f"B.{name}={value}")
            for j in range(i + 1, stop):
                found[j].append(f"I.{name}={value}")
            if stop < count:
                found[stop].append(f"A.{name}={value}")


# Observations made two words away too; the others only of a word and its neighbours.
FAR = ("w=", "s=", "r", "B.", "cue=", "event=")
AROUND = (-2, -1, 1, 2)


def reach(name: str) -> int:
    """Say how many words away an observation still counts."""
    return 2 if name.startswith(FAR) else 1


def spread(
    lexical: Sequence[tuple[str, ...]], context: Sequence[tuple[str, ...]], reaches: Callable[[str], int] = reach
) -> list[list[str]]:
    """Give each word all that is observed of it and around it, as the weights name it: what they are learned from.

    `reaches` says of an observation how many words away it still counts.
    """
    seen = [(*a, *b) for a, b in zip(lexical, context, strict=True)]
    rows: list[list[str]] = []
    for i, here in enumerate(seen):
        row = list(here)
        for offset in AROUND:
            j = i + offset
            if 0 <= j < len(seen):
                row += [f"{offset}:{name}" for name in seen[j] if reaches(name) >= abs(offset)]
            else:
                row.append(f"{offset}:{EDGE}")
        rows.append(row)
    return rows
