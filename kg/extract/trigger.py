"""Finding the words that tell an event: the lexicon proposes, the evidence around the word decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.extract.construction import is_foretold, is_no_event
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.fold import fold
from kg.lang.inflection import Form, WordClass
from kg.lang.phrases import Hit
from kg.lang.points import belief
from kg.lang.triggers import Strength, Trigger
from kg.model.text import Span

NOUNISH = frozenset({"determiner", "possessive", "demonstrative", "classifier", "plural", "abstract", "preposition", "light"})
VERBISH = frozenset(
    {"infinitive", "past", "future", "plan", "possible", "negation", "passive", "progressive", "pronoun", "relative"}
)
AUXILIARY = frozenset({"past", "future", "plan", "possible", "negation", "passive", "progressive"})
ONLY_AROUND = frozenset({"quote"})
NO_OBJECT = frozenset({"preposition", "clause_break", "conjunction", "infinitive"})
BEHIND, BEFORE = 8, 6  # tokens within which a thing says what an event word means


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[start, stop)` of a sentence that may tell an event, and how the word is read."""

    start: int
    stop: int
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Found:
    """An event word in its sentence; `belief` is between 0 and 1."""

    view: View
    start: int
    stop: int
    trigger: Trigger
    belief: float
    span: Span = field(init=False, compare=False)  # its place in the article

    def __post_init__(self) -> None:
        """Find its place, which is asked for several times."""
        span = Span(self.view.tokens[self.start].begin, self.view.tokens[self.stop - 1].end)
        object.__setattr__(self, "span", span)

    @property
    def rule(self) -> str:
        """Give the rule's name: the word's class and strength in the lexicon, and the word."""
        return f"trigger.{self.trigger.word_class}.{self.trigger.strength}:{self.trigger.lemma}"


def told_as(rule: str) -> tuple[WordClass, str]:
    """Give the word class and the lemma that `Found.rule` wrote down."""
    kind, lemma = rule.removeprefix("trigger.").split(":", 1)
    return WordClass(kind.split(".")[0]), lemma


def read_as(rule: str) -> tuple[WordClass, Strength, str]:
    """Give the word class, the strength in the lexicon and the lemma that `Found.rule` wrote down."""
    kind, lemma = rule.removeprefix("trigger.").split(":", 1)
    word_class, strength = kind.split(".")
    return WordClass(word_class), Strength(strength), lemma


def find_by_points(views: Sequence[View], tables: EventTables) -> list[Found]:
    """Find the event words of all sentences by the points of the tables, in text order, none overlapping."""
    proposed = propose(views, tables)
    spread = count_sentences(proposed)
    found: list[Found] = []
    for view, here in proposed:
        passed: int | None = None  # what speaks for a light verb speaks for the noun that it carries
        for i, candidate in enumerate(here):
            seen = observations(view, candidate, here[i - 1] if i else None, here[i + 1] if i + 1 < len(here) else None, spread)
            points = tables.evidence.trigger.sum(seen)
            points, passed = points if passed is None else max(points, passed), None
            if only_supports(view, here, i):
                passed = points  # "held talks": the noun names the event
                continue
            if is_no_event(view, candidate.start, candidate.stop, candidate.trigger):
                continue
            if points >= tables.evidence.trigger.threshold or is_foretold(view, candidate.start, candidate.trigger):
                found.append(Found(view, candidate.start, candidate.stop, candidate.trigger, belief(points)))
    return found


def propose(views: Sequence[View], tables: EventTables) -> list[tuple[View, list[Candidate]]]:
    """Give each sentence with the words that may tell an event, typed by their objects and by what the article is about."""
    domains = tables.domains.of([view.tokens for view in views])
    return [(view, _meant(list(candidates(view, tables)), view, domains, tables)) for view in views]


def only_supports(view: View, here: Sequence[Candidate], i: int) -> bool:
    """Say whether candidate `i` of a sentence is a verb whose event the noun right after it names ("held talks")."""
    return i + 1 < len(here) and here[i + 1].start == here[i].stop and view.has(here[i].start, "light")


def _meant(here: list[Candidate], view: View, domains: Sequence[str], tables: EventTables) -> list[Candidate]:
    """Give the words of a sentence the types that they have with what they are said of, or else in articles of this kind."""
    things = tables.objects.find(view.tokens) if any(tables.objects.turns(c.trigger.lemma) for c in here) else ()
    doers = tables.objects.doers
    return [_turned(candidate, _kinds_beside(candidate, view, things, doers), domains, tables) for candidate in here]


def _turned(candidate: Candidate, kinds: Iterator[str], domains: Sequence[str], tables: EventTables) -> Candidate:
    lemma = candidate.trigger.lemma
    meaning = tables.objects.type_of(lemma, kinds) or tables.domains.type_of(lemma, domains)
    return candidate if meaning is None else replace(candidate, trigger=replace(candidate.trigger, type=meaning))


def _kinds_beside(candidate: Candidate, view: View, things: Sequence[Hit[str]], doers: frozenset[str]) -> Iterator[str]:
    """Give the kinds of the things beside a word in its clause: those behind it as they come, then those before it, nearest first.

    What stands before it counts if it does such things itself ("a storm hit"), or where no object follows: there it is the
    one that undergoes it ("prices fell", "the road was built").
    """
    for hit in things:
        if candidate.stop <= hit.start < candidate.stop + BEHIND and not view.marks_in(range(candidate.stop, hit.start)):
            yield from hit.values
    undergoes = _has_no_object(view, candidate.stop)
    for hit in reversed(things):
        if candidate.start - BEFORE < hit.stop <= candidate.start and not view.marks_in(range(hit.stop, candidate.start)):
            yield from (kind for kind in hit.values if undergoes or kind in doers)


def _has_no_object(view: View, stop: int) -> bool:
    return view.is_mark(stop) or view.dated[stop] or bool(view.tags[stop] & NO_OBJECT) or view.tokens[stop].text[0].isdigit()


def candidates(view: View, tables: EventTables) -> Iterator[Candidate]:
    """Give the words that may tell an event, left to right, none overlapping: of the lexicon, then by construction.

    A decoy that begins where they begin, or before them, and is longer hides them.
    """
    tokens, index, decoys = view.tokens, tables.triggers.index, tables.triggers.decoys
    i = 0
    while i < len(tokens):
        if view.official[i]:
            i += 1
            continue
        key = tokens[i].key
        hit = index.longest(tokens, i) if key in index.firsts else None
        decoy = decoys.longest(tokens, i) if key in decoys.firsts else None
        if hit is not None and _cuts_name(view, hit.start, hit.stop):
            hit = None
        if decoy is not None and (hit is None or decoy.stop > hit.stop) and not _cuts_name(view, decoy.start, decoy.stop):
            i = decoy.stop
            continue
        found: Candidate | None = None
        if hit is not None and not _inside_name(view, hit.start, hit.stop):
            found = Candidate(hit.start, hit.stop, _reading(view, hit))
        elif hit is None:
            found = _open(view, i, tables)
        if found is None:
            i += 1
        else:
            yield found
            i = found.stop


def _cuts_name(view: View, start: int, stop: int) -> bool:
    """Say whether the words begin within a name and end after it ("Norwich [Union strikes]")."""
    return start > 0 and view.named[start - 1] and view.named[start] and not view.named[stop - 1]


def _inside_name(view: View, start: int, stop: int) -> bool:
    """Say whether the words are part of a longer name ("Ministry of Trade"), or begin in one and go on behind it.

    A headline in capitals is no name.
    """
    begin, end = view.tokens[start].begin, view.tokens[stop - 1].end
    if view.dated[start] or any(m.span.begin < begin < m.span.end < end for m in view.mentions):
        return True
    inside = all(view.named[start:stop])
    beside = (start > 0 and view.named[start - 1]) or (stop < len(view.tokens) and view.named[stop])
    return inside and beside


def _reading(view: View, hit: Hit[Trigger]) -> Trigger:
    """Choose between verb and noun by the word before, then the surer entry, then the one listed first."""
    if len(hit.values) == 1:
        return hit.values[0]
    before = view.tags[hit.start - 1] if hit.start else frozenset[str]()
    if before & VERBISH:
        wanted = WordClass.VERB
    elif before & NOUNISH:
        wanted = WordClass.NOUN
    else:
        wanted = None
    order = list(Strength)
    forms = list(Form)
    return min(
        hit.values,
        key=lambda t: (wanted is not None and t.word_class is not wanted, order.index(t.strength), -forms.index(t.form)),
    )


def _open(view: View, i: int, tables: EventTables) -> Candidate | None:
    """Propose a word outside the lexicon where grammar says that it is a finite verb or a counted event."""
    token = view.tokens[i]
    if view.tags[i] and not view.tags[i] <= ONLY_AROUND:
        return None  # as most words
    if not token.is_word or view.named[i] or view.dated[i] or i == 0:
        return None
    before = view.tags[i - 1]
    opened = tables.open_words.reading(token.key, bool(before & AUXILIARY), "classifier" in before)
    if opened is None:
        return None
    stop = i + 1
    if opened.pairs and stop < len(view.tokens) and _joins(view, stop, tables):
        stop += 1
    lemma = " ".join(t.key for t in view.tokens[i:stop])
    return Candidate(i, stop, Trigger(lemma, opened.type, opened.word_class, Strength.OPEN, opened.form))


def _joins(view: View, i: int, tables: EventTables) -> bool:
    """Say whether token `i` can be the second syllable of the word before it."""
    token = view.tokens[i]
    if not token.text.isalpha() or not token.text.islower() or view.named[i] or view.dated[i] or view.tags[i]:
        return False
    return tables.triggers.index.longest(view.tokens, i) is None


def count_sentences(proposed: Sequence[tuple[View, Sequence[Candidate]]]) -> Counter[str]:
    """Count the sentences in which each word is proposed, and mark with a slash those of the headline."""
    spread: Counter[str] = Counter()
    for view, here in proposed:
        for lemma in {c.trigger.lemma for c in here}:
            spread[lemma] += 1
            if view.order < 0:
                spread[f"/{lemma}"] += 1
    return spread


def observations(
    view: View, candidate: Candidate, previous: Candidate | None, following: Candidate | None, spread: Counter[str]
) -> Iterator[str]:
    """Name everything that may speak for or against a candidate; `evidence.toml` gives the points."""
    trigger, start, stop = candidate.trigger, candidate.start, candidate.stop
    yield "any"
    yield f"{trigger.word_class}.{trigger.strength}"
    yield f"form.{trigger.form}"
    yield f"type.{trigger.type}"
    if stop - start > 1:
        yield "long"
    yield from _around(view, start, stop)
    yield from _inside_clause(view, start, stop)
    if previous is not None and start - previous.stop <= 1:
        yield "after.event" if start == previous.stop else "near.event"
    if following is not None and following.start == stop:
        yield "before.event"
    if view.order < 0:
        yield "title"
    elif view.order < 3:
        yield "lead"
    elif view.order > 15:
        yield "late"
    if spread[trigger.lemma] > 1:
        yield "again"
        if view.order >= 0 and spread[f"/{trigger.lemma}"]:
            yield "again.title"
        if spread[trigger.lemma] > 3:
            yield "often"
    if view.named[start] and view.tokens[start].is_capitalised:
        yield "capitalised"


@lru_cache(maxsize=10_000)
def _names(side: str, tags: frozenset[str]) -> tuple[str, ...]:
    return tuple(f"{side}.{name}" for name in sorted(tags))


def _around(view: View, start: int, stop: int) -> Iterator[str]:
    """Name the classes of the one word before, of the two before that, and of the word after."""
    if view.is_mark(start - 1):
        yield "left.mark"
    else:
        yield from _names("left", view.tags[start - 1])
        if view.named[start - 1]:
            yield "left.name"
        elif view.tokens[start - 1].text[0].isdigit():
            yield "left.number"
        elif not view.tags[start - 1]:
            yield "left.other"
        yield from _names("near", view.classes(start - 3, start - 1))
    if view.is_mark(stop):
        yield "right.mark"
        return
    yield from _names("right", view.tags[stop])
    if view.named[stop]:
        yield "right.name"
    elif view.tokens[stop].text[0].isdigit():
        yield "right.number"
    elif not view.tags[stop]:
        yield "right.other"


def _inside_clause(view: View, start: int, stop: int) -> Iterator[str]:
    left, right = view.clause(start, stop)
    before = view.classes(left, start)
    if any(view.named[left:start]):
        yield "clause.name"
    elif "pronoun" in before:
        yield "clause.pronoun"
    elif left == start:
        yield "clause.first"
    else:
        yield "clause.bare"
    if any(view.named[stop:right]):
        yield "clause.object"
    for name in ("past", "future", "plan", "possible", "negation", "generic", "purpose", "condition"):
        if name in before:
            yield f"clause.{name}"
    if any(view.dated[left:right]):
        yield "clause.time"
    elif any(view.dated):
        yield "sentence.time"
    if any(t.text[0].isdigit() for t in view.tokens[left:right]):
        yield "clause.number"
    if not any(view.named):
        yield "sentence.nameless"
    if view.quoted[start]:
        yield "quoted"
    if "question" in view.told:
        yield "question"
    if len(view.tokens) < 8:
        yield "short"


def lemma_key(trigger: Trigger) -> str:
    """Give the key under which two mentions have the same event word."""
    return " ".join(fold(word) for word in trigger.lemma.split())
